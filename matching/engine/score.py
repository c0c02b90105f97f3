"""The components of the score, each a share between 0 and its weight; they add up to the score."""

from __future__ import annotations

from functools import lru_cache

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from matching.engine.hard import USUAL_REACH_KM, distances, feasible
from matching.engine.tables import Bools, Floats, Ints, People, Ragged, Vacancies, World
from matching.engine.weights import COMPONENTS, Weights

LEVELS = 5
USUAL_LEVEL = 3  # where a vacancy names a skill without a level
REQUIRED_MARK = 10  # added to a vacancy's skill level where the skill is required
LIKED_SHARE = 0.5  # a liked skill counts half a required one
PAY_GOOD = 1.25  # this many times the floor is as good as it gets
NEAR = {0: 0.0, 1: 0.15, 2: 0.45, 3: 0.75, 4: 1.0}  # by the number of leading digits two occupation codes share


def occupation_nearness(a: Ints, b: Ints) -> Floats:
    """(A, B) nearness in the tree of codes written as digits after a leading 1 (minor 133 is 1133); 0 is unknown.

    The same code 1; one above the other 0.9; else by the level of their nearest common ancestor.
    """
    out = np.zeros((len(a), len(b)))
    for i, one in enumerate(a.tolist()):
        for j, other in enumerate(b.tolist()):
            out[i, j] = near(one, other)
    return out


@lru_cache(maxsize=65_536)
def near(a: int, b: int) -> float:
    one, other = str(a)[1:], str(b)[1:]
    if not one or not other:
        return 0.0
    if one == other:
        return 1.0
    shared = 0
    for x, y in zip(one, other, strict=False):
        if x != y:
            break
        shared += 1
    return 0.9 if shared == min(len(one), len(other)) else NEAR[shared]


def need_matrix(vacancies: Vacancies, world: World) -> tuple[sparse.csr_array, dict[int, int]]:
    """(V, S·5) share of a vacancy's skill needs met by holding a skill at a level or above; rows add up to 1.

    A level held below the one asked for counts in proportion: min(held, asked) ÷ asked = Σ over l ≤ asked of
    [held ≥ l] ÷ asked, which is a product of two sparse matrices.
    """
    skills, at = np.unique(vacancies.skills.values, return_inverse=True)
    column = {int(skill): i for i, skill in enumerate(skills)}
    required = vacancies.skills.extra >= REQUIRED_MARK
    level = np.where(required, vacancies.skills.extra - REQUIRED_MARK, vacancies.skills.extra).astype(np.int64)
    level = np.clip(np.where(level == 0, USUAL_LEVEL, level), 1, LEVELS)
    rare = np.array([world.rarity.get(int(skill), 1.0) for skill in skills])
    worth = rare[at] * np.where(required, 1.0, LIKED_SHARE) if len(at) else np.zeros(0)
    owner = vacancies.skills.owner
    total = np.bincount(owner, worth, minlength=len(vacancies))
    share = worth / np.where(total > 0, total, 1)[owner] / level if len(owner) else worth
    columns = np.repeat(at * LEVELS, level) + _within(level)
    shape = (len(vacancies), max(len(skills), 1) * LEVELS)
    return sparse.csr_array((np.repeat(share, level), (np.repeat(owner, level), columns)), shape=shape), column


def _within(lengths: Ints) -> Ints:
    """0 … n - 1 for each length in turn."""
    ends = np.cumsum(lengths)
    return np.arange(ends[-1] if len(ends) else 0) - np.repeat(ends - lengths, lengths)


def held_matrix(skills: Ragged, column: dict[int, int]) -> sparse.csr_array:
    """(C, S·5) ones for every level up to the one held."""
    at = np.array([column.get(skill, -1) for skill in skills.values.tolist()], np.int64)
    known = at >= 0
    level = np.clip(skills.extra[known].astype(np.int64), 1, LEVELS)
    columns = np.repeat(at[known] * LEVELS, level) + _within(level)
    rows = np.repeat(skills.owner[known], level)
    shape = (len(skills), max(len(column), 1) * LEVELS)
    return sparse.csr_array((np.ones(len(rows)), (rows, columns)), shape=shape)


class Scorer:
    """A set of vacancies made ready once, to be scored against chunk after chunk of people."""

    def __init__(self, vacancies: Vacancies, world: World, weights: Weights) -> None:
        self.vacancies, self.world, self.weights = vacancies, world, weights
        need, self.column = need_matrix(vacancies, world)
        self.need = need.T.tocsr()
        self.names_skills = np.diff(vacancies.skills.starts) > 0
        self.text = vacancies.text.T.tocsr()
        self.occupations, self.occupation_at = np.unique(vacancies.occupation, return_inverse=True)
        self._nearness: dict[int, Floats] = {}

    def block(self, people: People) -> tuple[Bools, Ints, Ints, Floats]:
        """For C people: (C, V) feasible pairs; their rows and columns; (pairs, 7) components."""
        km = distances(people, self.vacancies, self.world)
        allowed = feasible(people, self.vacancies, self.world, km)
        i, j = np.nonzero(allowed)
        parts = np.empty((len(i), len(COMPONENTS)))
        for at, name in enumerate(COMPONENTS):
            parts[:, at] = getattr(self, f"_{name}")(people, i, j, km)
        return allowed, i, j, parts * self.weights.vector()

    def _skills(self, people: People, i: Ints, j: Ints, km: Floats) -> Floats:
        met = (held_matrix(people.skills, self.column) @ self.need).toarray()[i, j]
        return np.where(self.names_skills[j], met, self.weights.unknown_skills)

    def _occupation(self, people: People, i: Ints, j: Ints, km: Floats) -> Floats:
        near = np.zeros((len(people), len(self.occupations)))
        wanted = people.occupations
        for row, code, worth in zip(wanted.owner, wanted.values.tolist(), wanted.extra, strict=True):
            near[row] = np.maximum(near[row], self._near_to(code) * worth)
        return near[i, self.occupation_at[j]]

    def _near_to(self, code: int) -> Floats:
        if code not in self._nearness:
            self._nearness[code] = occupation_nearness(np.array([code]), self.occupations)[0]
        return self._nearness[code]

    def _text(self, people: People, i: Ints, j: Ints, km: Floats) -> Floats:
        return np.clip((people.text @ self.text).toarray()[i, j], 0, 1)

    def _distance(self, people: People, i: Ints, j: Ints, km: Floats) -> Floats:
        reach = np.where(np.isnan(people.reach_km), USUAL_REACH_KM, people.reach_km)[i]
        share = np.clip(1 - km[i, j] / (2 * np.maximum(reach, 1)), 0, 1)
        return np.where(np.isnan(share), self.weights.unknown_distance, share)

    def _pay(self, people: People, i: Ints, j: Ints, km: Floats) -> Floats:
        """From the floor (0.5) up to `PAY_GOOD` times it (1); without a floor any named pay is worth 0.5."""
        low, floor = self.vacancies.pay_low[j], people.pay_floor[i]
        share = np.clip(0.5 + 0.5 * (low / np.maximum(floor, 1) - 1) / (PAY_GOOD - 1), 0, 1)
        share = np.where(np.isnan(floor), 0.5, share)
        return np.where(np.isnan(low), self.weights.unknown_pay, share)

    def _hours(self, people: People, i: Ints, j: Ints, km: Floats) -> Floats:
        hours = self.vacancies.hours[j]
        asked = ~np.isnan(people.hours_min[i]) | ~np.isnan(people.hours_max[i])
        return np.where(np.isnan(hours) | ~asked, self.weights.unknown_hours, 1.0)

    def _contract(self, people: People, i: Ints, j: Ints, km: Floats) -> Floats:
        unknown = (self.vacancies.contract[j] < 0) | (people.contracts[i] == 0)
        return np.where(unknown, self.weights.unknown_contract, 1.0)


def totals(components: NDArray[np.float64]) -> Floats:
    """(n,) the score: the components added from left to right, so that a reader's sum is the same number."""
    total = np.zeros(len(components))
    for at in range(components.shape[1]):
        total = total + components[:, at]
    return total

"""What the score is: components, each a share between 0 and its weight times the chance of hire, less the price of
attention; they add up to the score. Written for every pair at once and to be read: the kernel must equal it.

The score is expected surplus, worth × chance of hire, rather than likeness (see docs/decisions/0006).
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from matching.engine.hard import USUAL_REACH_KM, distances, feasible
from matching.engine.tables import Bools, Floats, Ints, People, Ragged, Vacancies, World
from matching.engine.weights import COMPONENTS, WEIGHTED, Weights

LEVELS = 5
USUAL_LEVEL = 3  # where a vacancy names a skill without a level
REQUIRED_MARK = 10  # added to a vacancy's skill level where the skill is required
LIKED_SHARE = 0.5  # a liked skill counts half a required one
PAY_GOOD = 1.25  # this many times the floor is as good as it gets
ABOVE, SAME = 4, 5
NEAR_SHARES = np.array([0, 0.15, 0.45, 0.75, 0.9, 1.0])  # by leading digits shared; one above the other; the same


def near(a: int, b: int) -> float:
    return float(NEAR_SHARES[near_classes(np.array([a]), np.array([b]))[0, 0]])


def near_classes(a: Ints, b: Ints) -> NDArray[np.uint8]:
    """(A, B) places in `NEAR_SHARES` of pairs of codes, digits after a leading 1 (minor 133 is 1133); 0 is unknown.

    The same code 1; one above the other 0.9; else by the level of their nearest common ancestor.
    """
    length = [np.floor(np.log10(np.maximum(codes, 1))).astype(np.int64) for codes in (a, b)]
    out = np.zeros((len(a), len(b)), np.uint8)
    for depth in range(1, ABOVE):
        heads = [np.where(n >= depth, codes // 10 ** np.maximum(n - depth, 0), 0)
                 for codes, n in zip((a, b), length, strict=True)]  # fmt: skip
        shared = (heads[0][:, None] == heads[1]) & (heads[0][:, None] > 0)
        out[shared] = depth
    shorter = np.minimum.outer(*length)
    out[(out == shorter) & (shorter > 0)] = ABOVE
    out[(a[:, None] == b) & (shorter > 0)] = SAME
    return out


def market_shares(low: Floats, market: Floats) -> Floats:
    """(n,) 0.5 for the usual pay of such work or where that is unknown, 1 for half as much again, 0 for half."""
    share = np.clip(0.5 + (low / market - 1), 0, 1)
    return np.where(np.isnan(share), 0.5, share)


def skill_needs(vacancies: Vacancies, world: World) -> tuple[Ints, Ints, Floats, Ints]:
    """Skill ids, sorted; then for each skill that a vacancy names its place there, its share of the vacancy's needs
    (rarity, half where only liked; adding up to 1) and the level asked for."""
    skills, at = np.unique(vacancies.skills.values, return_inverse=True)
    required = vacancies.skills.extra >= REQUIRED_MARK
    level = np.where(required, vacancies.skills.extra - REQUIRED_MARK, vacancies.skills.extra).astype(np.int64)
    level = np.clip(np.where(level == 0, USUAL_LEVEL, level), 1, LEVELS)
    rare = np.array([world.rarity.get(skill, 1.0) for skill in skills.tolist()], np.float64)
    worth = rare[at] * np.where(required, 1.0, LIKED_SHARE)
    owner = vacancies.skills.owner
    total = np.bincount(owner, worth, minlength=len(vacancies))
    return skills, at, worth / total[owner], level


def need_matrix(vacancies: Vacancies, world: World) -> tuple[sparse.csr_array, dict[int, int]]:
    """(V, S·5) share of a vacancy's skill needs met by holding a skill at a level or above; rows add up to 1.

    A level held below the one asked for counts in proportion: min(held, asked) ÷ asked = Σ over l ≤ asked of
    [held ≥ l] ÷ asked, which is a product of two sparse matrices.
    """
    skills, at, share, level = skill_needs(vacancies, world)
    columns = np.repeat(at * LEVELS, level) + _within(level)
    shape = (len(vacancies), max(len(skills), 1) * LEVELS)
    owner = np.repeat(vacancies.skills.owner, level)
    matrix = sparse.csr_array((np.repeat(share / level, level), (owner, columns)), shape=shape)
    return matrix, {int(skill): i for i, skill in enumerate(skills)}


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
        self.text = directions(vacancies.text)
        self.occupations, self.occupation_at = np.unique(vacancies.occupation, return_inverse=True)

    def block(self, people: People) -> tuple[Bools, Ints, Ints, Floats]:
        """For C people: (C, V) feasible pairs; their rows and columns; (pairs, 8) components."""
        km = distances(people, self.vacancies, self.world)
        allowed = feasible(people, self.vacancies, self.world, km)
        i, j = np.nonzero(allowed)
        parts = np.empty((len(i), len(COMPONENTS)))
        for at, name in enumerate(WEIGHTED):
            share = getattr(self, f"_{name}")(people, i, j, km)
            parts[:, at] = share * self.weights.vector()[at] * self.vacancies.chance[j]
        parts[:, len(WEIGHTED)] = -self.vacancies.price[j]
        return allowed, i, j, parts

    def _skills(self, people: People, i: Ints, j: Ints, km: Floats) -> Floats:
        met = (held_matrix(people.skills, self.column) @ self.need).toarray()[i, j]
        return np.where(self.names_skills[j], met, self.weights.unknown_skills)

    def _occupation(self, people: People, i: Ints, j: Ints, km: Floats) -> Floats:
        near = np.zeros((len(people), len(self.occupations)))
        wanted = people.occupations
        for row, code, worth in zip(wanted.owner, wanted.values.tolist(), wanted.extra, strict=True):
            share = NEAR_SHARES[near_classes(np.array([code]), self.occupations)[0]]
            near[row] = np.maximum(near[row], share * worth)
        return near[i, self.occupation_at[j]]

    def _text(self, people: People, i: Ints, j: Ints, km: Floats) -> Floats:
        return np.clip((directions(people.text) @ self.text.T)[i, j], 0, 1)

    def _distance(self, people: People, i: Ints, j: Ints, km: Floats) -> Floats:
        reach = np.where(np.isnan(people.reach_km), USUAL_REACH_KM, people.reach_km)[i]
        share = np.clip(1 - km[i, j] / (2 * np.maximum(reach, 1)), 0, 1)
        return np.where(np.isnan(share), self.weights.unknown_distance, share)

    def _pay(self, people: People, i: Ints, j: Ints, km: Floats) -> Floats:
        """From the floor (0.5) up to `PAY_GOOD` times it (1), without a floor 0.5; and what the market pays."""
        low, floor = self.vacancies.pay_low[j], people.pay_floor[i]
        share = np.clip(0.5 + 0.5 * (low / np.maximum(floor, 1) - 1) / (PAY_GOOD - 1), 0, 1)
        share = np.where(np.isnan(floor), 0.5, share)
        market = market_shares(low, self.vacancies.market[j])
        share = (1 - self.weights.market) * share + self.weights.market * market
        return np.where(np.isnan(low), self.weights.unknown_pay, share)

    def _hours(self, people: People, i: Ints, j: Ints, km: Floats) -> Floats:
        hours = self.vacancies.hours[j]
        asked = ~np.isnan(people.hours_min[i]) | ~np.isnan(people.hours_max[i])
        return np.where(np.isnan(hours) | ~asked, self.weights.unknown_hours, 1.0)

    def _contract(self, people: People, i: Ints, j: Ints, km: Floats) -> Floats:
        unknown = (self.vacancies.contract[j] < 0) | (people.contracts[i] == 0)
        return np.where(unknown, self.weights.unknown_contract, 1.0)


def directions(vectors: NDArray[np.int8]) -> Floats:
    """(n, d) unit vectors; an empty text stays zero."""
    exact = vectors.astype(np.float64)
    length = np.sqrt((exact**2).sum(axis=1, keepdims=True))
    return exact / np.where(length > 0, length, 1)


def totals(components: NDArray[np.float64]) -> Floats:
    """(n,) the score: the components added from left to right, so that a reader's sum is the same number."""
    total = np.zeros(len(components))
    for at in range(components.shape[1]):
        total = total + components[:, at]
    return total

"""Whom a new vacancy suits: the reverse kernel, one vacancy against everybody, beside each person's k-th score.

People stand in blocks of those who reach the same places, as vacancies do in the forward kernel: reach is decided a
block at a time. Within reach one pass without branches leaves out whom a mask forbids it; then cheapest first, bounds
that take what is not yet known at its most. The few that are left are scored exactly, as the forward kernel does.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from matching.engine.columns import LICENSED, U16, UNIT, PeopleColumns, VacancyColumns, heads, people_joined
from matching.engine.compiling import jit, part_of
from matching.engine.gathering import (
    NOTED,
    SHARES,
    U64,
    classes,
    digits_of,
    distance_share,
    forget,
    head_of,
    holds_required,
    know_occupations,
    remember,
    scratch,
    up,
)
from matching.engine.pairs import cosine, pair, pay_share
from matching.engine.score import LEVELS
from matching.engine.tables import Ints, People

OPEN_PAY = 2**31 - 1  # no floor is above it
LEVEL = 8  # above LEVELS, for marks
SLACK = 1e-9  # sums in another order


class Blocks(NamedTuple):
    """N people cut where reach may differ, and what they hold and want as *marks*: numbers so small that what each is
    worth to a vacancy is one place in a table."""

    start: NDArray[np.uint32]  # (B + 1,)
    skill: U16  # a mark for each row of the people's skills: place × `LEVEL` + level
    skill_of: NDArray[np.int32]  # id → place, -1 held by nobody
    occupation: U16  # a mark for each row of their occupations: place of the code × W + place of the worth
    code: U16  # (O,) digits after a leading 1
    digits: NDArray[np.uint8]
    head: U16  # (3, O)
    worth: NDArray[np.float64]  # (W,)


class Units(NamedTuple):
    """What each mark is worth to one vacancy, upwards."""

    skill: U16
    occupation: U16
    near: NDArray[np.uint8]  # (O,) place in `score.NEAR_SHARES`


def blocks_of(p: PeopleColumns) -> Blocks:
    """Right for any order of people; in that of `by_reach` the blocks are large. Raises ValueError for more than 8,191
    skills, or as many codes times worths as 16 bits do not hold."""
    places = _places(p.region_start, p.region)
    same: list[NDArray[np.generic]] = [p.home, np.nan_to_num(p.reach, nan=-1.0), p.remote_ok, *places]
    new = np.ones(len(p.ids), bool)
    new[1:] = np.any([one[1:] != one[:-1] for one in same], axis=0)
    skills, codes, worths = _used(p.skill), _used(p.occupation), np.unique(p.occupation_worth)
    if max(skills.max(initial=0) * LEVEL, codes.max(initial=0) * len(worths)) >= (1 << 16) - LEVEL:
        raise ValueError("People hold more skills or occupations than marks can tell apart.")
    known = heads(np.flatnonzero(codes >= 0))
    wanted = codes[p.occupation] * len(worths) + np.searchsorted(worths, p.occupation_worth)
    return Blocks(
        np.append(np.flatnonzero(new), len(p.ids)).astype(np.uint32),
        (skills[p.skill] * LEVEL + p.skill_level).astype(np.uint16), skills, wanted.astype(np.uint16),
        known["occupation_code"], known["occupation_digits"], known["occupation_head"], worths,
    )  # fmt: skip


def _used(values: NDArray) -> NDArray[np.int32]:
    """(greatest + 1,) place of each number among those that occur, -1 where it does not."""
    occurs = np.zeros(int(values.max(initial=0)) + 1, bool)
    occurs[values] = True
    return np.where(occurs, np.cumsum(occurs) - 1, -1).astype(np.int32)


def _places(starts: NDArray, regions: NDArray) -> Iterator[NDArray]:
    """(N,) first, second, … region that each names, -1 where there is none."""
    named, padded = np.diff(starts), np.append(regions, -1)
    for at in range(int(named.max(initial=0))):
        yield np.where(at < named, padded[np.minimum(starts[:-1] + at, len(regions))], -1)


class Part(NamedTuple):
    """N people as the kernel goes through them."""

    people: PeopleColumns
    blocks: Blocks
    least: NDArray[np.float64]  # each one's k-th score, -2 where fewer than k were found (a score is never below -1)

    @classmethod
    def of(cls, people: PeopleColumns, least: NDArray[np.float64]) -> Part:
        return cls(people, blocks_of(people), least)


def joined(parts: Sequence[Part]) -> Part:
    return Part.of(people_joined([one.people for one in parts]), np.concatenate([one.least for one in parts]))


def by_reach(people: People) -> Ints:
    """Rows in an order in which those who reach the same places stand together."""
    named = _places(people.regions.starts, people.regions.values)
    return np.lexsort((*named, people.remote_ok, people.reach_km, people.place))


@part_of
def know(v, c, s):
    """Fill the tables of what marks are worth."""
    w = v.weights
    code = np.int64(v.occupation_code[v.occupation[0]])
    head = (head_of(code, 1), head_of(code, 2), head_of(code, 3))
    classes(np.uint16(code), digits_of(code), head, c.code, c.digits, c.head, s.near)
    for o in range(len(c.code)):
        for one in range(len(c.worth)):
            s.occupation[o * len(c.worth) + one] = up(w[1] * SHARES[s.near[o]] * c.worth[one])
    for skill in range(min(len(v.skill_of), len(c.skill_of))):
        if v.skill_of[skill] >= 0 and c.skill_of[skill] >= 0:
            for one in range(len(v.skill)):
                if v.skill[one] == v.skill_of[skill]:
                    for level in range(1, LEVELS + 1):
                        met = v.skill_worth[one] * min(level, v.skill_level[one])
                        s.skill[c.skill_of[skill] * LEVEL + level] = up(w[0] * met)


@part_of
def marked(p, c, i, s):
    """Units of the skills and the occupation."""
    skills, wanted = np.uint32(0), np.uint32(0)
    for one in range(U64(p.skill_start[i]), U64(p.skill_start[i + 1])):
        skills += np.uint32(s.skill[c.skill[one]])
    for one in range(U64(p.occupation_start[i]), U64(p.occupation_start[i + 1])):
        wanted = max(wanted, np.uint32(s.occupation[c.occupation[one]]))
    return np.uint32(skills + wanted)


@part_of
def barred(v, p, i):
    """Whether the person refused it or hides from its employer."""
    found = False
    for one in range(p.refused_start[i], p.refused_start[i + 1]):
        found |= p.refused[one] == v.ids[0]
    for one in range(p.hidden_start[i], p.hidden_start[i + 1]):
        found |= p.hidden[one] == v.employers[0]
    return found


@part_of
def whole(v, p, i, s, distance):
    """The exact score, or -2 where it is barred or a licence is missing."""
    if barred(v, p, i):
        return -2.0
    score = -2.0
    remember(v, p, i, s)
    if not v.flags[0] & LICENSED or holds_required(v, s, 0):
        know_occupations(v, p, i, s)
        score = pair(v, p, i, 0, distance, cosine(v, p, i, 0), s, s.parts)
    forget(v, p, i, s)
    return score


@part_of
def allowed(v, p, first, last, s):
    """Note those from first up to last whom no mask forbids it; how many."""
    flags, lacks = np.uint16(v.flags[0] & ~LICENSED), v.lacks[0]
    hours, hours_open = v.hours[0], v.hours_open[0]
    best = v.best[0] if v.best[0] else np.int32(OPEN_PAY)
    n = U64(0)
    for i in range(first, last):
        s.noted[n] = i
        broken = np.uint16(flags & p.forbids[i]) | np.uint16(lacks & p.needs[i])
        n += U64(
            (broken == 0) & (p.hours_min[i] <= hours_open) & (hours <= p.hours_max[i]) & (p.floor[i] <= best)
        )  # fmt: skip
    return n


@jit
def suited(v, p, c, least, s, units, who, scores):
    """Rows of people whose score is not below their least, into `who` and `scores`; how many."""
    w, chance, price = v.weights, v.chance[0], v.price[0]
    know(v, c, units)
    pay = w[9] if v.low[0] == 0 else 1 - w[12] + w[12] * v.market[0]
    unnamed = 0.0 if len(v.skill) else w[7] * w[0]
    found = 0
    for b in range(len(c.start) - 1):
        first, last = U64(c.start[b]), U64(c.start[b + 1])
        distance = distance_share(v, p, first, 0)
        if distance < 0:
            continue
        most = distance * w[3] + pay * w[4] + w[5] + w[6] + w[2] + unnamed
        for begin in range(first, last, U64(NOTED)):
            for one in range(allowed(v, p, begin, min(begin + U64(NOTED), last), s)):
                i = U64(s.noted[one])
                bound = most + marked(p, c, i, units) / UNIT
                if bound * chance - price < least[i] - SLACK:
                    continue
                if (bound - (pay - pay_share(v, p, i, 0)) * w[4]) * chance - price < least[i] - SLACK:
                    continue
                score = whole(v, p, i, s, distance)
                if score >= max(least[i], -1.0):
                    who[found], scores[found] = i, score
                    found += 1
    return found


def suits(v: VacancyColumns, part: Part) -> tuple[NDArray[np.uint32], NDArray[np.float64]]:
    """Of one vacancy's columns: (m,) rows of people whose score reaches their least, and their scores.

    One that only reaches it is returned too: which of two equal scores stays is a matter of ids, and of the caller.
    """
    if len(v.ids) != 1:
        raise ValueError("The reverse kernel takes one vacancy.")
    p, blocks, least = part
    who, scores = np.empty(len(p.ids), np.uint32), np.empty(len(p.ids))
    units = Units(
        np.zeros((int(blocks.skill_of.max(initial=0)) + 1) * LEVEL, np.uint16),
        np.zeros(len(blocks.code) * len(blocks.worth), np.uint16), np.zeros(len(blocks.code), np.uint8),
    )  # fmt: skip
    n = suited(v, p, blocks, least, scratch(v, 1), units, who, scores)
    return who[:n].copy(), scores[:n].copy()

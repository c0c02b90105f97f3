"""Why a pair fits, what would be good to prepare, what to check: found by a kernel as bits, told as keys and values.

A pair's `RECORD` is written while the kernel still has the pair at hand, and kept as it is. Names of skills and
licences are not in it: who tells them has the two rows.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from matching.engine.columns import (
    CONTRACT_BITS,
    NIGHT,
    NO_PERMIT,
    SHIFT,
    WEEKEND,
    PeopleColumns,
    VacancyColumns,
    people_columns,
    vacancy_columns,
)
from matching.engine.compiling import jit, part_of
from matching.engine.gathering import forget, in_named_region, know_occupations, remember, scratch
from matching.engine.score import ABOVE, REQUIRED_MARK, USUAL_LEVEL
from matching.engine.tables import People, Vacancies, World
from matching.engine.weights import CURRENT

Kind = Literal["fit", "gap", "ask"]
Value = int | float | list[int]
NEAR = 2  # class of nearness from which occupations are called near
# In the order in which they are told within a kind; the place is the bit.
ASK = "ask"
KEYS: tuple[tuple[str, Kind], ...] = (
    ("occupation_wanted", "fit"), ("occupation_done", "fit"), ("occupation_near", "fit"), ("from_home", "fit"),
    ("distance_within", "fit"), ("region_wanted", "fit"), ("place_unknown", "ask"), ("distance", "fit"),
    ("pay_unknown", "ask"), ("pay_above", "fit"), ("pay_range", "ask"), ("hours", "fit"), ("night", "ask"),
    ("no_night", "fit"), ("weekend", "ask"), ("no_weekend", "fit"), ("shift", "ask"), ("no_shift", "fit"),
    ("contract", "fit"), ("hours_unknown", "ask"), ("career", "fit"), ("career_short", "ask"), ("education", "ask"),
    ("access_unknown", "ask"), ("access", "fit"), ("permit", "fit"),
)  # fmt: skip
(
    WANTED, DONE, CLOSE, FROM_HOME, WITHIN, REGION, PLACE_UNKNOWN, DISTANCE, PAY_UNKNOWN, PAY_ABOVE, PAY_RANGE, HOURS,
    HAS_NIGHT, NO_NIGHT, HAS_WEEKEND, NO_WEEKEND, HAS_SHIFT, NO_SHIFT, CONTRACT, HOURS_UNKNOWN, CAREER, CAREER_SHORT,
    EDUCATION, ACCESS_UNKNOWN, ACCESS, PERMIT,
) = (1 << bit for bit in range(len(KEYS)))  # fmt: skip


@dataclass(frozen=True)
class Reason:
    """`key` names a sentence; `values` are what it says: ids of skills and licences, km, won, months."""

    kind: Kind
    key: str
    values: dict[str, Value] = field(default_factory=dict)


RECORD = np.dtype([
    ("bits", "<u4"), ("km", "<f4"),  # of KEYS; NaN unknown
    ("skills", "<u8"), ("licences", "<u8"),  # which of the vacancy's are met or held, in its order
    ("of_skills", "u1"), ("of_licences", "u1"), ("contract", "i1"), ("education", "i1"),  # of the vacancy
    ("low", "<i4"), ("hours", "<u2"), ("months", "<u2"),  # won a month, tenths a week, career asked for
    ("floor", "<i4"), ("reach", "<f4"), ("held", "<u2"),  # of the person: won a month, km, months of career
])  # fmt: skip


@part_of
def nearest(p, i, there, s):
    """Bits of the occupation."""
    wanted, done, first = 0, 0, p.occupation_start[i]
    for one in range(p.occupation_start[i], p.occupation_start[i + 1]):
        near = np.int64(s.near[one - first, there.occupation])
        is_wanted = p.occupation_worth[one] >= 1
        wanted = max(wanted, near * is_wanted)
        done = max(done, near * (not is_wanted))
    if wanted >= ABOVE:
        return WANTED
    if done >= ABOVE:
        return DONE
    return CLOSE if max(wanted, done) >= NEAR else 0


@part_of
def place(v, p, i, b, km):
    if p.remote_ok[i] and v.block_remote[b]:
        return FROM_HOME
    if km <= p.reach[i]:
        return WITHIN
    if in_named_region(p, i, v.block_place[b]):
        return REGION
    return PLACE_UNKNOWN if np.isnan(km) else DISTANCE


@part_of
def pay(p, i, there):
    if there.low == 0:
        return PAY_UNKNOWN
    if p.floor[i] == 0:
        return 0
    return PAY_ABOVE if there.low >= p.floor[i] else PAY_RANGE


@part_of
def times(p, i, there):
    flags, forbids = there.flags, p.forbids[i]
    out = 0
    if there.hours == 0:
        out |= HOURS_UNKNOWN
    elif p.asks_hours[i]:
        out |= HOURS
    out |= HAS_NIGHT if flags & NIGHT else (NO_NIGHT if forbids & NIGHT else 0)
    out |= HAS_WEEKEND if flags & WEEKEND else (NO_WEEKEND if forbids & WEEKEND else 0)
    out |= HAS_SHIFT if flags & SHIFT else (NO_SHIFT if forbids & SHIFT else 0)
    return out | (CONTRACT if p.contracts[i] and flags & CONTRACT_BITS else 0)


@part_of
def asked(p, i, there):
    out = 0
    if there.months:
        out |= CAREER if p.career[i] >= there.months else CAREER_SHORT
    if p.education[i] and p.education[i] < there.education:
        out |= EDUCATION
    if p.needs[i] and there.access == 0:
        out |= ACCESS_UNKNOWN
    elif p.needs[i] and p.needs[i] & ~there.access == 0:
        out |= ACCESS
    return out | (PERMIT if p.permit[i] and not there.flags & NO_PERMIT else 0)


@part_of
def met(v, there, held):
    bits, first = np.uint64(0), np.uint64(there.first_skill)
    for one in range(np.uint64(there.of_skills)):
        bits |= np.uint64(held[v.skill[first + one]] >= v.skill_level[first + one]) << one
    return bits


@part_of
def licensed(v, there, licence):
    bits, first = np.uint64(0), np.uint64(there.first_licence)
    for one in range(np.uint64(there.of_licences)):
        bits |= np.uint64(licence[v.licence[first + one]]) << one
    return bits


@part_of
def tell(v, p, i, there, s, one):
    """Why this pair fits, into a RECORD: of a person whose occupations and holdings are in the scratch."""
    home = v.block_home[there.block]
    km = np.float64(v.distance[p.home[i], home]) if p.home[i] >= 0 and home >= 0 else np.nan
    one.km = km
    one.bits = (
        nearest(p, i, there, s)
        | place(v, p, i, there.block, km)
        | pay(p, i, there)
        | times(p, i, there)
        | asked(p, i, there)
    )
    one.skills, one.licences = met(v, there, s.held), licensed(v, there, s.licence)
    one.of_skills, one.of_licences = there.of_skills, there.of_licences
    one.contract, one.education, one.low = there.contract, there.education, there.low
    one.hours, one.months = there.hours, there.months
    one.floor, one.reach, one.held = p.floor[i], p.reach[i], p.career[i]


@jit
def why_of(v, p, top, found, s, out):
    """Of (n, k) `top` into (n, k) RECORDs."""
    for i in range(len(found)):
        remember(v, p, i, s)
        know_occupations(v, p, i, s)
        for place_ in range(found[i]):
            tell(v, p, i, v.told[top[i, place_]], s, out[i, place_])
        forget(v, p, i, s)


def why(v: VacancyColumns, p: PeopleColumns, top: NDArray[np.uint32], found: NDArray[np.int64]) -> NDArray[np.void]:
    """RECORDs of the pairs of each person with the first `found` of any (N, k) positions: `best` tells its own."""
    out = np.zeros(top.shape, RECORD)
    why_of(v, p, top, found, scratch(v, 1), out)
    return out


def explain(people: People, p: int, vacancies: Vacancies, v: int, world: World) -> list[Reason]:
    """The reasons of the pair of these rows, the most telling first within each kind."""
    one = vacancy_columns(vacancies.take(np.array([v])), world, CURRENT)
    person = people_columns(people.take(np.array([p])), world)
    found = why(one, person, np.zeros((1, 1), np.uint32), np.ones(1, np.int64))
    return told(found, (0, 0), people, p, vacancies, v, world)


def told(
    found: NDArray[np.void], pair: tuple[int, int], people: People, p: int, vacancies: Vacancies, v: int, world: World
) -> list[Reason]:
    """The reasons of one pair of RECORDs, with the values they speak of."""
    bits, km, skills, licences = found[pair].item()[:4]
    rest = []
    for bit, (key, kind) in enumerate(KEYS):
        if bits >> bit & 1:
            rest.append(Reason(kind, key, _values(key, km, people, p, vacancies, v)))
    return [
        *_licences(vacancies, v, licences),
        *_skills(people, p, vacancies, v, skills, world),
        *rest,
    ]


def _licences(vacancies: Vacancies, v: int, held: int) -> list[Reason]:
    out = []
    asked_for = zip(vacancies.licences.row(v).tolist(), vacancies.licences.more(v).tolist(), strict=True)
    for place_, (licence, required) in enumerate(asked_for):
        if held >> place_ & 1:
            out.append(Reason("fit", "licence_held", {"licence": licence, "required": int(required)}))
        else:
            out.append(Reason("gap", "licence_needed" if required else "licence_liked", {"licence": licence}))
    return out


def _skills(people: People, p: int, vacancies: Vacancies, v: int, bits: int, world: World) -> list[Reason]:
    asked_for = vacancies.skills.row(v).tolist()
    held = dict(zip(people.skills.row(p).tolist(), people.skills.more(p).tolist(), strict=True))
    full: list[int] = []
    gaps: list[tuple[bool, float, Reason]] = []
    for place_, (skill, mark) in enumerate(zip(asked_for, vacancies.skills.more(v).tolist(), strict=True)):
        if bits >> place_ & 1:
            full.append(skill)
            continue
        required = mark >= REQUIRED_MARK
        level = (mark - REQUIRED_MARK if required else mark) or USUAL_LEVEL
        key = "skill_level" if skill in held else "skill_needed" if required else "skill_liked"
        values: dict[str, Value] = {"skill": skill, "level": int(level), "held": int(held.get(skill, 0))}
        gaps.append((not required, -world.rarity.get(skill, 1.0), Reason("gap", key, values)))
    full.sort(key=lambda skill: -world.rarity.get(skill, 1.0))
    fits = [Reason("fit", "skills", {"skills": full, "of": len(asked_for)})] if full else []
    return [*fits, *(reason for *_order, reason in sorted(gaps, key=lambda gap: gap[:2]))]


def _values(key: str, km: float, people: People, p: int, vacancies: Vacancies, v: int) -> dict[str, Value]:
    if key in ("distance_within", "distance"):
        away: dict[str, Value] = {"km": round(km, 1)}
        return away | {"reach": float(people.reach_km[p])} if key == "distance_within" else away
    if key in ("pay_above", "pay_range"):
        low, floor = float(vacancies.pay_low[v]), float(people.pay_floor[p])
        return {"floor": round(floor), "more": round(low - floor)} if key == "pay_above" else {
            "floor": round(floor), "low": round(low)
        }  # fmt: skip
    if key in ("career", "career_short"):
        return {"months": int(vacancies.career[v]), "held": int(people.career[p])}
    if key == "hours" and not math.isnan(vacancies.hours[v]):
        return {"hours": round(float(vacancies.hours[v]), 1)}
    if key == "contract":
        return {"contract": int(vacancies.contract[v])}
    return {"education": int(vacancies.education[v])} if key == "education" else {}

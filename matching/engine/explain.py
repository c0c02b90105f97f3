"""Why one pair fits, what would be good to prepare, what to check: keys and values, no words."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

import numpy as np

from matching.engine.hard import FULLY_REMOTE, distances, wanted_places
from matching.engine.score import REQUIRED_MARK, USUAL_LEVEL, occupation_nearness
from matching.engine.tables import People, Vacancies, World

Kind = Literal["fit", "gap", "ask"]
Value = int | float | list[int]
FULL_FIT, NEAR_FIT = 0.9, 0.45


@dataclass(frozen=True)
class Reason:
    """`key` names a sentence; `values` are what it says: ids of skills and licences, km, won, months."""

    kind: Kind
    key: str
    values: dict[str, Value] = field(default_factory=dict)


def explain(people: People, p: int, vacancies: Vacancies, v: int, world: World) -> list[Reason]:
    """The reasons of the pair, the most telling first within each kind."""
    one, job = people.take(np.array([p])), vacancies.take(np.array([v]))
    return [
        *_licences(one, job),
        *_skills(one, job, world),
        *_occupation(one, job),
        *_place(one, job, world),
        *_pay(one, job),
        *_times(one, job),
        *_asked(one, job),
    ]


def _licences(one: People, job: Vacancies) -> list[Reason]:
    held = set(one.licences.values.tolist())
    out = []
    for licence, required in zip(job.licences.values.tolist(), job.licences.extra.tolist(), strict=True):
        if licence in held:
            out.append(Reason("fit", "licence_held", {"licence": licence, "required": int(required)}))
        elif required:
            out.append(Reason("gap", "licence_needed", {"licence": licence}))
        else:
            out.append(Reason("gap", "licence_liked", {"licence": licence}))
    return out


def _skills(one: People, job: Vacancies, world: World) -> list[Reason]:
    held = dict(zip(one.skills.values.tolist(), one.skills.extra.tolist(), strict=True))
    matched: list[int] = []
    gaps: list[tuple[bool, float, Reason]] = []
    for skill, mark in zip(job.skills.values.tolist(), job.skills.extra.tolist(), strict=True):
        required = mark >= REQUIRED_MARK
        level = (mark - REQUIRED_MARK if required else mark) or USUAL_LEVEL
        if held.get(skill, 0) >= level:
            matched.append(skill)
            continue
        key = "skill_level" if skill in held else "skill_needed" if required else "skill_liked"
        values: dict[str, Value] = {"skill": skill, "level": int(level), "held": int(held.get(skill, 0))}
        gaps.append((not required, -world.rarity.get(skill, 1.0), Reason("gap", key, values)))
    matched.sort(key=lambda skill: -world.rarity.get(skill, 1.0))
    fits = [Reason("fit", "skills", {"skills": matched, "of": len(job.skills.values)})] if matched else []
    return [*fits, *(reason for *_order, reason in sorted(gaps, key=lambda gap: gap[:2]))]


def _occupation(one: People, job: Vacancies) -> list[Reason]:
    if not len(one.occupations.values) or not job.occupation[0]:
        return []
    near = occupation_nearness(one.occupations.values, job.occupation)[:, 0]
    wanted = one.occupations.extra >= 1
    best_wanted = near[wanted].max(initial=0)
    best_done = near[~wanted].max(initial=0)
    if best_wanted >= FULL_FIT:
        return [Reason("fit", "occupation_wanted")]
    if best_done >= FULL_FIT:
        return [Reason("fit", "occupation_done")]
    if max(best_wanted, best_done) >= NEAR_FIT:
        return [Reason("fit", "occupation_near")]
    return []


def _place(one: People, job: Vacancies, world: World) -> list[Reason]:
    if one.remote_ok[0] and job.remote[0] == FULLY_REMOTE:
        return [Reason("fit", "from_home")]
    km = float(distances(one, job, world)[0, 0])
    reasons = []
    if wanted_places(one, job)[0, 0]:
        reasons.append(Reason("fit", "region_wanted"))
    if np.isnan(km):
        return reasons or [Reason("ask", "place_unknown")]
    if km <= np.nan_to_num(one.reach_km[0], nan=0.0):
        reasons.insert(0, Reason("fit", "distance_within", {"km": round(km, 1), "reach": float(one.reach_km[0])}))
    elif not reasons:
        reasons.append(Reason("fit", "distance", {"km": round(km, 1)}))
    return reasons[:1]


def _pay(one: People, job: Vacancies) -> list[Reason]:
    low, floor = float(job.pay_low[0]), float(one.pay_floor[0])
    if np.isnan(low):
        return [Reason("ask", "pay_unknown")]
    if np.isnan(floor):
        return []
    if low >= floor:
        return [Reason("fit", "pay_above", {"floor": round(floor), "more": round(low - floor)})]
    return [Reason("ask", "pay_range", {"floor": round(floor), "low": round(low)})]


def _times(one: People, job: Vacancies) -> list[Reason]:
    out = []
    hours = float(job.hours[0])
    if not np.isnan(hours) and not (np.isnan(one.hours_min[0]) and np.isnan(one.hours_max[0])):
        out.append(Reason("fit", "hours", {"hours": round(hours, 1)}))
    for name in ("night", "weekend", "shift"):
        there, avoided = bool(getattr(job, name)[0]), bool(getattr(one, f"no_{name}")[0])
        if avoided and not there:
            out.append(Reason("fit", f"no_{name}"))
        elif there:
            out.append(Reason("ask", name))
    if one.contracts[0] and job.contract[0] >= 0:
        out.append(Reason("fit", "contract", {"contract": int(job.contract[0])}))
    if np.isnan(hours):
        out.append(Reason("ask", "hours_unknown"))
    return out


def _asked(one: People, job: Vacancies) -> list[Reason]:
    out = []
    months, held = int(job.career[0]), int(one.career[0])
    if months and held >= months:
        out.append(Reason("fit", "career", {"months": months, "held": held}))
    elif months:
        out.append(Reason("ask", "career_short", {"months": months, "held": held}))
    if job.education[0] and one.education[0] and one.education[0] < job.education[0]:
        out.append(Reason("ask", "education", {"education": int(job.education[0])}))
    if one.needs[0] and not job.access[0]:
        out.append(Reason("ask", "access_unknown"))
    elif one.needs[0] and not one.needs[0] & ~job.access[0]:
        out.append(Reason("fit", "access"))
    if one.permit[0] and job.permit_ok[0]:
        out.append(Reason("fit", "permit"))
    return out

"""The reasons of one pair again, in plain Python: what the kernel's bits, told, must equal."""

from __future__ import annotations

import math

from matching.engine.explain import Reason, Value
from matching.engine.hard import FULLY_REMOTE, covers
from matching.engine.score import REQUIRED_MARK, USUAL_LEVEL, near
from matching.engine.tables import People, Vacancies, World

FULL_FIT, NEAR_FIT = 0.9, 0.45


def reasons_slowly(people: People, p: int, vacancies: Vacancies, v: int, world: World) -> list[Reason]:
    """The reasons of the pair of these rows, the most telling first within each kind."""
    return [
        *_licences(people, p, vacancies, v),
        *_skills(people, p, vacancies, v, world),
        *_occupation(people, p, vacancies, v),
        *_place(people, p, vacancies, v, world),
        *_pay(people, p, vacancies, v),
        *_times(people, p, vacancies, v),
        *_asked(people, p, vacancies, v),
    ]


def _licences(people: People, p: int, vacancies: Vacancies, v: int) -> list[Reason]:
    asked = vacancies.licences.row(v).tolist()
    if not asked:
        return []
    held = set(people.licences.row(p).tolist())
    out = []
    for licence, required in zip(asked, vacancies.licences.more(v).tolist(), strict=True):
        if licence in held:
            out.append(Reason("fit", "licence_held", {"licence": licence, "required": int(required)}))
        else:
            out.append(Reason("gap", "licence_needed" if required else "licence_liked", {"licence": licence}))
    return out


def _skills(people: People, p: int, vacancies: Vacancies, v: int, world: World) -> list[Reason]:
    asked = vacancies.skills.row(v).tolist()
    if not asked:
        return []
    held = dict(zip(people.skills.row(p).tolist(), people.skills.more(p).tolist(), strict=True))
    matched: list[int] = []
    gaps: list[tuple[bool, float, Reason]] = []
    for skill, mark in zip(asked, vacancies.skills.more(v).tolist(), strict=True):
        required = mark >= REQUIRED_MARK
        level = (mark - REQUIRED_MARK if required else mark) or USUAL_LEVEL
        if held.get(skill, 0) >= level:
            matched.append(skill)
            continue
        key = "skill_level" if skill in held else "skill_needed" if required else "skill_liked"
        values: dict[str, Value] = {"skill": skill, "level": int(level), "held": int(held.get(skill, 0))}
        gaps.append((not required, -world.rarity.get(skill, 1.0), Reason("gap", key, values)))
    matched.sort(key=lambda skill: -world.rarity.get(skill, 1.0))
    fits = [Reason("fit", "skills", {"skills": matched, "of": len(asked)})] if matched else []
    return [*fits, *(reason for *_order, reason in sorted(gaps, key=lambda gap: gap[:2]))]


def _occupation(people: People, p: int, vacancies: Vacancies, v: int) -> list[Reason]:
    wanted = done = 0.0
    for code, worth in zip(people.occupations.row(p).tolist(), people.occupations.more(p).tolist(), strict=True):
        value = near(code, int(vacancies.occupation[v]))
        wanted, done = (max(wanted, value), done) if worth >= 1 else (wanted, max(done, value))
    if wanted >= FULL_FIT:
        return [Reason("fit", "occupation_wanted")]
    if done >= FULL_FIT:
        return [Reason("fit", "occupation_done")]
    return [Reason("fit", "occupation_near")] if max(wanted, done) >= NEAR_FIT else []


def _place(people: People, p: int, vacancies: Vacancies, v: int, world: World) -> list[Reason]:
    if people.remote_ok[p] and vacancies.remote[v] == FULLY_REMOTE:
        return [Reason("fit", "from_home")]
    km = world.between(int(people.place[p]), int(vacancies.place[v]))
    reach = float(people.reach_km[p])
    if km <= reach:
        return [Reason("fit", "distance_within", {"km": round(km, 1), "reach": reach})]
    if any(covers(code, int(vacancies.place[v])) for code in people.regions.row(p).tolist()):
        return [Reason("fit", "region_wanted")]
    return [Reason("ask", "place_unknown")] if math.isnan(km) else [Reason("fit", "distance", {"km": round(km, 1)})]


def _pay(people: People, p: int, vacancies: Vacancies, v: int) -> list[Reason]:
    low, floor = float(vacancies.pay_low[v]), float(people.pay_floor[p])
    if math.isnan(low):
        return [Reason("ask", "pay_unknown")]
    if math.isnan(floor):
        return []
    if low >= floor:
        return [Reason("fit", "pay_above", {"floor": round(floor), "more": round(low - floor)})]
    return [Reason("ask", "pay_range", {"floor": round(floor), "low": round(low)})]


def _times(people: People, p: int, vacancies: Vacancies, v: int) -> list[Reason]:
    out = []
    hours = float(vacancies.hours[v])
    if not math.isnan(hours) and not (math.isnan(people.hours_min[p]) and math.isnan(people.hours_max[p])):
        out.append(Reason("fit", "hours", {"hours": round(hours, 1)}))
    there = {"night": vacancies.night[v], "weekend": vacancies.weekend[v], "shift": vacancies.shift[v]}
    avoided = {"night": people.no_night[p], "weekend": people.no_weekend[p], "shift": people.no_shift[p]}
    for name, holds in there.items():
        if holds:
            out.append(Reason("ask", name))
        elif avoided[name]:
            out.append(Reason("fit", f"no_{name}"))
    if people.contracts[p] and vacancies.contract[v] >= 0:
        out.append(Reason("fit", "contract", {"contract": int(vacancies.contract[v])}))
    if math.isnan(hours):
        out.append(Reason("ask", "hours_unknown"))
    return out


def _asked(people: People, p: int, vacancies: Vacancies, v: int) -> list[Reason]:
    out = []
    months, held = int(vacancies.career[v]), int(people.career[p])
    if months:
        values: dict[str, Value] = {"months": months, "held": held}
        out.append(Reason("fit", "career", values) if held >= months else Reason("ask", "career_short", values))
    education, needs, access = int(people.education[p]), int(people.needs[p]), int(vacancies.access[v])
    if education and education < vacancies.education[v]:
        out.append(Reason("ask", "education", {"education": int(vacancies.education[v])}))
    if needs and not access:
        out.append(Reason("ask", "access_unknown"))
    elif needs and not needs & ~access:
        out.append(Reason("fit", "access"))
    if people.permit[p] and vacancies.permit_ok[v]:
        out.append(Reason("fit", "permit"))
    return out

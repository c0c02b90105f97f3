"""The engine's arrays from the database: one query for people, one for vacancies, however many."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any, Protocol

import numpy as np
from django.contrib.postgres.expressions import ArraySubquery
from django.db import connection
from django.db.models import F, IntegerField, OuterRef, QuerySet
from django.db.models.functions import Cast, Coalesce
from numpy.typing import NDArray

from core.prepared import PreparedText
from employers.models import Vacancy, VacancyLicence, VacancySkill
from jobseekers.models import WorkPermit
from matching.engine import CURRENT, People, Ragged, Vacancies, World, vacancy_columns
from matching.engine.columns import VacancyColumns
from matching.engine.hard import ANY_WORK, NO_WORK, PART_TIME, PERMIT
from matching.engine.tables import rarity_of, usual_pay
from matching.engine.text import DIMENSION, TextModel
from matching.models import VacancyIndex
from matching.recommending.wording import text_model
from matching.search import facts
from matching.search.reference import reference

KM_A_MINUTE = 0.5  # as the crow flies, door to door, in Korean cities: about 30 km in an hour
DONE_WORTH = 0.85  # work once done counts a little less than work wanted
PERMITS = {
    WorkPermit.CITIZEN: ANY_WORK, WorkPermit.RESIDENT_FREE: ANY_WORK, WorkPermit.EMPLOYMENT_PERMIT: PERMIT,
    WorkPermit.STUDENT: PART_TIME, WorkPermit.NONE: NO_WORK,
}  # fmt: skip
_PEOPLE = """
SELECT j.id, j.public_id, r.path AS region, j.education, j.career_months, j.headline, j.intro, j.work_permit,
       c.max_commute_minutes, c.no_night, c.no_weekend, c.no_shift, c.accessibility,
       f.pay_period, f.pay_floor, f.hours_min, f.hours_max, f.contracts, f.remote_ok,
       ARRAY(SELECT k.skill_id * 10 + k.level FROM jobseekers_competency k
              WHERE k.jobseeker_id = j.id AND k.confirmed_at IS NOT NULL ORDER BY k.id) AS skills,
       ARRAY(SELECT h.licence_id FROM jobseekers_heldlicence h WHERE h.jobseeker_id = j.id ORDER BY h.id) AS held,
       ARRAY(SELECT o.code FROM jobseekers_preferredoccupation w JOIN taxonomy_occupation o ON o.id = w.occupation_id
              WHERE w.jobseeker_id = j.id ORDER BY w.rank) AS wanted,
       ARRAY(SELECT o.title_ko FROM jobseekers_preferredoccupation w
               JOIN taxonomy_occupation o ON o.id = w.occupation_id
              WHERE w.jobseeker_id = j.id ORDER BY w.rank) AS wanted_titles,
       ARRAY(SELECT o.code FROM jobseekers_workhistory w JOIN taxonomy_occupation o ON o.id = w.occupation_id
              WHERE w.jobseeker_id = j.id ORDER BY w.id) AS done,
       ARRAY(SELECT w.title || ' ' || w.duties FROM jobseekers_workhistory w
              WHERE w.jobseeker_id = j.id ORDER BY w.id) AS work,
       ARRAY(SELECT g.path FROM jobseekers_preferredregion w JOIN taxonomy_region g ON g.id = w.region_id
              WHERE w.jobseeker_id = j.id ORDER BY w.rank) AS places,
       ARRAY(SELECT b.vacancy_id FROM matching_recommendationfeedback b
              WHERE b.jobseeker_id = j.id AND NOT b.suits) AS no_more,
       ARRAY(SELECT a.vacancy_id FROM matching_application a WHERE a.jobseeker_id = j.id) AS applied,
       ARRAY(SELECT i.vacancy_id FROM matching_candidateinvitation i WHERE i.jobseeker_id = j.id) AS invited,
       ARRAY(SELECT x.organisation_id FROM jobseekers_hiddenfrom x WHERE x.jobseeker_id = j.id) AS hides
  FROM jobseekers_jobseeker j
  JOIN accounts_person p ON p.id = j.person_id
  LEFT JOIN taxonomy_region r ON r.id = j.region_id
  LEFT JOIN jobseekers_constraints c ON c.jobseeker_id = j.id
  LEFT JOIN jobseekers_preferences f ON f.jobseeker_id = j.id
"""
_LIVE = "p.merged_into_id IS NULL AND p.erased_at IS NULL"
# Planning fifteen subqueries takes ten times what running them for one person takes.
_one_live = PreparedText(f"{_PEOPLE} WHERE j.id = $1 AND {_LIVE}")


@dataclass(frozen=True)
class Market:
    """The vacancies of one run, with what they share with every person matched against them."""

    vacancies: Vacancies
    world: World

    @cached_property
    def columns(self) -> VacancyColumns:
        return vacancy_columns(self.vacancies, self.world, CURRENT)


def load_market(rows: QuerySet[VacancyIndex] | None = None) -> Market:
    """Every open vacancy, or those of the flat rows given."""
    vacancies = vacancies_of(list(vacancy_rows(VacancyIndex.objects.open() if rows is None else rows)), text_model())
    vacancies = replace(vacancies, market=usual_pay(vacancies.occupation, vacancies.pay_low))
    return Market(vacancies, replace(reference().world, rarity=rarity_of(vacancies)))


def vacancies_of(found: Sequence[dict[str, Any]], text: TextModel) -> Vacancies:
    """Of rows read: usual pay still unknown, everybody's chance the same, nothing crowded."""
    return Vacancies(
        ids=np.array([row["pk"] for row in found], np.int64),
        employer=np.array([row["organisation"] or 0 for row in found], np.int64),
        open=np.ones(len(found), bool),
        licences=Ragged.of([[divmod_pair(one, 10) for one in row["licences"]] for row in found]),
        skills=Ragged.of([[divmod_pair(one, 100) for one in row["skills"]] for row in found]),
        text=text.directions([bytes(row["terms"]) for row in found]),
        market=np.full(len(found), np.nan),
        chance=np.ones(len(found)),
        price=np.zeros(len(found)),
        **_from_facts(facts.read(b"".join(bytes(row["facts"]) for row in found))),
    )


def market_of(vacancy: Vacancy, row: VacancyIndex, *, with_text: bool = False) -> Market:
    """One vacancy alone, from rows that are already here (its links prefetched): no query. Reasons need no text."""
    skills = [(link.skill_id, float(10 * link.required + (link.level or 0))) for link in vacancy.skill_links.all()]
    licences = [(link.licence_id, float(link.required)) for link in vacancy.licence_links.all()]
    vacancies = Vacancies(
        ids=np.array([vacancy.pk], np.int64),
        employer=np.array([vacancy.employer.organisation_id if vacancy.employer else 0], np.int64),
        open=np.array([vacancy.is_open()]),
        licences=Ragged.of([licences]),
        skills=Ragged.of([skills]),
        text=text_model().directions([bytes(row.terms)]) if with_text else _no_text(1),
        market=np.array([np.nan]),
        chance=np.ones(1),
        price=np.zeros(1),
        **_from_facts(facts.read(bytes(row.facts))),
    )
    return Market(vacancies, reference().world)


def vacancy_rows(rows: QuerySet[VacancyIndex]) -> QuerySet[Any]:
    skills = (
        VacancySkill.objects.filter(vacancy=OuterRef("pk"))
        .annotate(mark=F("skill_id") * 100 + Cast("required", IntegerField()) * 10 + Coalesce("level", 0))
        .values("mark")
        .order_by("pk")
    )
    licences = (
        VacancyLicence.objects.filter(vacancy=OuterRef("pk"))
        .annotate(mark=F("licence_id") * 10 + Cast("required", IntegerField()))
        .values("mark")
        .order_by("pk")
    )
    return (
        rows.annotate(
            skills=ArraySubquery(skills),
            licences=ArraySubquery(licences),
            organisation=F("vacancy__employer__organisation_id"),
        )
        .order_by("pk")
        .values("pk", "facts", "terms", "skills", "licences", "organisation", "places")
    )


def _from_facts(records: np.ndarray) -> dict[str, Any]:
    def known(name: str, unknown: int, unit: float = 1.0) -> np.ndarray:
        values = records[name].astype(np.float64)
        return np.where(values == unknown, np.nan, values / unit)

    flags = records["flags"]
    return {
        "place": records["district"].astype(np.int64),
        "remote": records["remote"].astype(np.int64),
        "permit_ok": (flags & facts.PERMIT) != 0,
        "night": (flags & facts.NIGHT) != 0,
        "weekend": (flags & facts.WEEKEND) != 0,
        "shift": (flags & facts.SHIFT) != 0,
        "hours": known("hours", -1, 10),
        "contract": records["contract"].astype(np.int64),
        "pay_low": known("pay_month", 0),
        "pay_high": known("pay_month_high", 0),
        "education": records["education"].astype(np.int64),
        "career": records["career"].astype(np.int64),
        "access": records["access"].astype(np.int64),
        "occupation": records["occupation"].astype(np.int64),
    }


def divmod_pair(mark: int, base: int) -> tuple[int, float]:
    value, rest = divmod(mark, base)
    return value, float(rest)


def rows_of_people(where: str, values: Sequence[Any]) -> list[dict[str, Any]]:
    """What the engine and the candidates page read of people, in order of id. Only what the person confirmed counts
    as a competency. One statement written out: built by the ORM it costs more than it takes to run."""
    with connection.cursor() as cursor:
        cursor.execute(f"{_PEOPLE} WHERE {where} ORDER BY j.id", values)  # where is one of ours
        names = [column.name for column in cursor.description]
        return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]


class Wording(Protocol):
    """What turns words into directions: a text model, or one that remembers."""

    def of(self, words: Sequence[str]) -> NDArray[np.int8]: ...


def load_people(ids: Sequence[int], text: Wording | None = None) -> People:
    """The live ones of these jobseekers."""
    found = _one_live(*ids) if len(ids) == 1 else rows_of_people(f"j.id = ANY(%s) AND {_LIVE}", [list(ids)])
    return people_of(found, text or text_model())


def load_person(person_id: int) -> People:
    """The jobseeker this person is, if any, without text: for the reasons of a pair."""
    return people_of(rows_of_people("j.person_id = %s", [person_id]))


def people_of(found: Sequence[dict[str, Any]], text: Wording | None = None) -> People:
    def floats(name: str) -> np.ndarray:
        return np.array([math.nan if row[name] is None else float(row[name]) for row in found], np.float64)

    def bools(name: str) -> np.ndarray:
        return np.array([bool(row[name]) for row in found], bool)

    def ints(values: Iterable[int]) -> np.ndarray:
        return np.array(list(values), np.int64)

    return People(
        ids=ints(row["id"] for row in found),
        place=ints(facts.district_number(row["region"]) for row in found),
        reach_km=floats("max_commute_minutes") * KM_A_MINUTE,
        regions=Ragged.of([[_region_code(path) for path in row["places"] if path] for row in found]),
        remote_ok=bools("remote_ok"),
        permit=ints(PERMITS[row["work_permit"]] for row in found),
        no_night=bools("no_night"),
        no_weekend=bools("no_weekend"),
        no_shift=bools("no_shift"),
        hours_min=floats("hours_min"),
        hours_max=floats("hours_max"),
        contracts=ints(facts.mask_of(row["contracts"] or [], facts.CONTRACTS) for row in found),
        pay_floor=np.array([_floor(row) for row in found], np.float64),
        education=ints(int(row["education"] or 0) for row in found),
        career=ints(row["career_months"] for row in found),
        needs=ints(facts.mask_of(row["accessibility"] or [], facts.ACCESSIBILITY) for row in found),
        licences=Ragged.of([row["held"] for row in found]),
        skills=Ragged.of([[divmod_pair(mark, 10) for mark in row["skills"]] for row in found]),
        occupations=Ragged.of([_occupations(row) for row in found]),
        text=text.of([_words(row) for row in found]) if text else _no_text(len(found)),
        refused=Ragged.of([sorted({*row["no_more"], *row["applied"]}) for row in found]),
        hidden=Ragged.of([row["hides"] for row in found]),
    )


def _no_text(n: int) -> np.ndarray:
    return np.zeros((n, DIMENSION), np.int8)


def _region_code(path: str) -> int:
    number = facts.district_number(path)
    return number if number % 1000 else number // 1000


def _floor(row: dict[str, Any]) -> float:
    won = facts.monthly(row["pay_floor"], row["pay_period"] or "month", None)
    return float(won) if won else math.nan


def _occupations(row: dict[str, Any]) -> list[tuple[int, float]]:
    worth: dict[int, float] = {}
    for codes, value in ((row["done"], DONE_WORTH), (row["wanted"], 1.0)):
        for code in codes:
            if number := facts.occupation_number(code):
                worth[number] = max(worth.get(number, 0.0), value)
    return sorted(worth.items())


def _words(row: dict[str, Any]) -> str:
    """What a person's text is: the work wanted counts twice."""
    wanted = " ".join(row["wanted_titles"])
    return " ".join([wanted, wanted, row["headline"], row["intro"], *row["work"]])

"""The engine's arrays from the database: one query for people, one for vacancies, however many."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import F, IntegerField, OuterRef, QuerySet
from django.db.models.functions import Cast, Coalesce

from employers.models import Vacancy, VacancyLicence, VacancySkill
from jobseekers.models import (
    Competency,
    HeldLicence,
    HiddenFrom,
    Jobseeker,
    PreferredOccupation,
    PreferredRegion,
    WorkHistory,
    WorkPermit,
)
from matching.engine import People, Ragged, Vacancies, World
from matching.engine import text as vectors
from matching.engine.hard import ANY_WORK, NO_WORK, PART_TIME, PERMIT
from matching.engine.tables import rarity_of
from matching.models import Application, RecommendationFeedback, VacancyIndex
from matching.search import facts
from matching.search.reference import reference

KM_A_MINUTE = 0.5  # as the crow flies, door to door, in Korean cities: about 30 km in an hour
DONE_WORTH = 0.85  # work once done counts a little less than work wanted
PERMITS = {
    WorkPermit.CITIZEN: ANY_WORK, WorkPermit.RESIDENT_FREE: ANY_WORK, WorkPermit.EMPLOYMENT_PERMIT: PERMIT,
    WorkPermit.STUDENT: PART_TIME, WorkPermit.NONE: NO_WORK,
}  # fmt: skip
_PERSON = (
    "pk", "person_id", "region__path", "education", "career_months", "headline", "intro", "work_permit",
    "constraints__max_commute_minutes", "constraints__no_night", "constraints__no_weekend", "constraints__no_shift",
    "constraints__accessibility", "preferences__pay_period", "preferences__pay_floor", "preferences__hours_min",
    "preferences__hours_max", "preferences__contracts", "preferences__remote_ok",
)  # fmt: skip


@dataclass(frozen=True)
class Market:
    """The vacancies of one run, with what they share with every person matched against them."""

    vacancies: Vacancies
    world: World
    idf: np.ndarray


def load_market(rows: QuerySet[VacancyIndex] | None = None) -> Market:
    """Every open vacancy, or those of the flat rows given."""
    found = list(_vacancy_rows(VacancyIndex.objects.open() if rows is None else rows))
    records = facts.read(b"".join(bytes(row["facts"]) for row in found))
    counts = vectors.counts_matrix([bytes(row["terms"]) for row in found])
    idf = vectors.idf(counts)
    vacancies = Vacancies(
        ids=np.array([row["pk"] for row in found], np.int64),
        employer=np.array([row["organisation"] or 0 for row in found], np.int64),
        open=np.ones(len(found), bool),
        licences=Ragged.of([[divmod_pair(one, 10) for one in row["licences"]] for row in found]),
        skills=Ragged.of([[divmod_pair(one, 100) for one in row["skills"]] for row in found]),
        text=vectors.unit_vectors(counts, idf),
        **_from_facts(records),
    )
    return Market(vacancies, World.of(reference().points, rarity_of(vacancies)), idf)


def market_of(vacancy: Vacancy, row: VacancyIndex) -> Market:
    """One vacancy alone, from rows that are already here (its links prefetched): no query."""
    counts = vectors.counts_matrix([bytes(row.terms)])
    skills = [
        (link.skill_id, float(10 * link.required + (link.level or 0))) for link in vacancy.skill_links.all()
    ]
    licences = [(link.licence_id, float(link.required)) for link in vacancy.licence_links.all()]
    vacancies = Vacancies(
        ids=np.array([vacancy.pk], np.int64),
        employer=np.array([vacancy.employer.organisation_id if vacancy.employer else 0], np.int64),
        open=np.array([vacancy.is_open()]),
        licences=Ragged.of([licences]),
        skills=Ragged.of([skills]),
        text=counts,
        **_from_facts(facts.read(bytes(row.facts))),
    )
    return Market(vacancies, World.of(reference().points), vectors.idf(counts))


def _vacancy_rows(rows: QuerySet[VacancyIndex]) -> QuerySet[Any]:
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
        .values("pk", "facts", "terms", "skills", "licences", "organisation")
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


def _of(model: Any, field: str, **kwargs: Any) -> ArraySubquery:
    return ArraySubquery(model.objects.filter(jobseeker=OuterRef("pk"), **kwargs).order_by("pk").values(field))


def load_people(jobseekers: QuerySet[Jobseeker], idf: np.ndarray) -> People:
    """Rows in order of id. Only what the person confirmed counts as a competency."""
    competencies = Competency.objects.annotate(mark=F("skill_id") * 10 + F("level"))
    found = list(
        jobseekers.annotate(
            skills=ArraySubquery(
                competencies.filter(jobseeker=OuterRef("pk"), confirmed_at__isnull=False).order_by("pk").values("mark")
            ),
            held=_of(HeldLicence, "licence_id"),
            wanted=_of(PreferredOccupation, "occupation__code"),
            wanted_titles=_of(PreferredOccupation, "occupation__title_ko"),
            done=_of(WorkHistory, "occupation__code", occupation__isnull=False),
            titles=_of(WorkHistory, "title"),
            duties=_of(WorkHistory, "duties"),
            places=_of(PreferredRegion, "region__path"),
            no_more=_of(RecommendationFeedback, "vacancy_id", suits=False),
            applied=_of(Application, "vacancy_id"),
            hides=_of(HiddenFrom, "organisation_id"),
        )
        .order_by("pk")
        .values(
            *_PERSON, "skills", "held", "wanted", "wanted_titles", "done", "titles", "duties", "places", "no_more",
            "applied", "hides",
        )
    )  # fmt: skip
    return _people(found, idf)


def _people(found: Sequence[dict[str, Any]], idf: np.ndarray) -> People:
    def floats(name: str) -> np.ndarray:
        return np.array([math.nan if row[name] is None else float(row[name]) for row in found], np.float64)

    def bools(name: str) -> np.ndarray:
        return np.array([bool(row[name]) for row in found], bool)

    def ints(values: Iterable[int]) -> np.ndarray:
        return np.array(list(values), np.int64)

    return People(
        ids=ints(row["pk"] for row in found),
        place=ints(facts.district_number(row["region__path"]) for row in found),
        reach_km=floats("constraints__max_commute_minutes") * KM_A_MINUTE,
        regions=Ragged.of([[_region_code(path) for path in row["places"] if path] for row in found]),
        remote_ok=bools("preferences__remote_ok"),
        permit=ints(PERMITS[row["work_permit"]] for row in found),
        no_night=bools("constraints__no_night"),
        no_weekend=bools("constraints__no_weekend"),
        no_shift=bools("constraints__no_shift"),
        hours_min=floats("preferences__hours_min"),
        hours_max=floats("preferences__hours_max"),
        contracts=ints(facts.mask_of(row["preferences__contracts"] or [], facts.CONTRACTS) for row in found),
        pay_floor=np.array([_floor(row) for row in found], np.float64),
        education=ints(int(row["education"] or 0) for row in found),
        career=ints(row["career_months"] for row in found),
        needs=ints(facts.mask_of(row["constraints__accessibility"] or [], facts.ACCESSIBILITY) for row in found),
        licences=Ragged.of([row["held"] for row in found]),
        skills=Ragged.of([[divmod_pair(mark, 10) for mark in row["skills"]] for row in found]),
        occupations=Ragged.of([_occupations(row) for row in found]),
        text=vectors.unit_vectors(vectors.counts_matrix([vectors.features(_words(row)) for row in found]), idf),
        refused=Ragged.of([sorted({*row["no_more"], *row["applied"]}) for row in found]),
        hidden=Ragged.of([row["hides"] for row in found]),
    )


def _region_code(path: str) -> int:
    number = facts.district_number(path)
    return number if number % 1000 else number // 1000


def _floor(row: dict[str, Any]) -> float:
    won = facts.monthly(row["preferences__pay_floor"], row["preferences__pay_period"] or "month", None)
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
    return " ".join([wanted, wanted, row["headline"], row["intro"], *row["titles"], *row["duties"]])

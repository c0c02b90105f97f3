"""Reads: the whole profile in one query, its strength, the registration under way."""

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import F, OuterRef, QuerySet
from django.db.models.functions import JSONObject

from accounts.models import AccessGrant, Person, User
from core.models import pick
from jobseekers.models import (
    Competency,
    Education,
    EducationLevel,
    HeldLicence,
    HiddenFrom,
    Interest,
    Jobseeker,
    PreferredOccupation,
    PreferredRegion,
    RegistrationDraft,
    Spell,
    WorkHistory,
)
from jobseekers.strength import Filled, Strength, strength
from taxonomy.models import Region


def place_name(region: Region | None) -> str:
    return region.full_label if region else ""


@dataclass(frozen=True, slots=True)
class Job:
    public_id: UUID
    title: str
    employer_name: str
    occupation: str
    started_on: dt.date
    ended_on: dt.date | None
    duties: str


@dataclass(frozen=True, slots=True)
class Study:
    public_id: UUID
    level: str
    school: str
    major: str
    graduated_on: dt.date | None

    @property
    def level_label(self) -> str:
        return str(EducationLevel(self.level).label)


@dataclass(frozen=True, slots=True)
class Held:
    public_id: UUID
    label: str
    acquired_on: dt.date | None


@dataclass(frozen=True, slots=True)
class Skilled:
    public_id: UUID
    skill_id: int
    label: str
    level: int
    evidence: str
    source: str
    confirmed: bool

    @property
    def level_label(self) -> str:
        return str(Competency.Level(self.level).label)

    @property
    def source_label(self) -> str:
        return str(Competency.Source(self.source).label)


@dataclass(frozen=True, slots=True)
class Wished:
    id: int
    label: str


def _json(rows: QuerySet[Any], order: list[Any], **fields: str) -> ArraySubquery:
    """The rows of one jobseeker as an array of objects, so that a profile is one query however much is in it."""
    return ArraySubquery(rows.filter(jobseeker=OuterRef("pk")).order_by(*order).values(json=JSONObject(**fields)))


LATEST_FIRST = [F("ended_on").desc(nulls_first=True), F("started_on").desc(), F("pk").desc()]
NESTED: dict[str, Callable[[], ArraySubquery]] = {
    "jobs": lambda: _json(
        WorkHistory.objects.all(), LATEST_FIRST, id="public_id", title="title", employer_name="employer_name",
        ko="occupation__title_ko", en="occupation__title_en", started="started_on", ended="ended_on", duties="duties",
    ),
    "schools": lambda: _json(
        Education.objects.all(), [F("level").desc(), F("graduated_on").desc(nulls_first=True), F("pk").desc()],
        id="public_id", level="level", school="school", major="major", day="graduated_on",
    ),
    "held": lambda: _json(
        HeldLicence.objects.all(), [F("acquired_on").desc(nulls_last=True), "pk"], id="public_id",
        ko="licence__name_ko", en="licence__name_en", day="acquired_on",
    ),
    "skilled": lambda: _json(
        Competency.objects.all(), ["-level", "pk"], id="public_id", skill="skill_id", ko="skill__name_ko",
        en="skill__name_en", level="level", evidence="evidence", source="source", confirmed="confirmed_at",
    ),
    "wished_occupations": lambda: _json(
        PreferredOccupation.objects.all(), ["rank", "pk"], id="occupation_id", ko="occupation__title_ko",
        en="occupation__title_en",
    ),
    "wished_regions": lambda: _json(
        PreferredRegion.objects.all(), ["rank", "pk"], id="region_id", ko="region__name_ko", en="region__name_en",
    ),
    "open_spells": lambda: _json(
        Spell.objects.open(), ["pk"], id="pk", public_id="public_id", started="started_on", reason="reason"
    ),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class OpenSpell:
    id: int
    started_on: dt.date
    reason: str

    @property
    def reason_label(self) -> str:
        return str(Spell.Reason(self.reason).label)


@dataclass(slots=True)
class Profile:
    """A jobseeker with everything read; templates, the CV and the API take all from here."""

    jobseeker: Jobseeker
    jobs: list[Job]
    studies: list[Study]
    licences: list[Held]
    skills: list[Skilled]
    occupations: list[Wished]
    regions: list[Wished]
    spell: OpenSpell | None

    @property
    def person(self) -> Person:
        return self.jobseeker.person

    @property
    def place(self) -> str:
        return place_name(self.jobseeker.region)

    @property
    def confirmed(self) -> list[Skilled]:
        return [one for one in self.skills if one.confirmed]

    @property
    def waiting(self) -> list[Skilled]:
        return [one for one in self.skills if not one.confirmed]

    @property
    def interest(self) -> Interest | None:
        return getattr(self.jobseeker, "interest", None)

    @property
    def limits(self) -> Any:
        return getattr(self.jobseeker, "constraints", None)

    @property
    def wishes(self) -> Any:
        return getattr(self.jobseeker, "preferences", None)

    @property
    def strength(self) -> Strength:
        return strength(_filled(self))


def _filled(profile: Profile) -> Filled:
    row, wishes = profile.jobseeker, profile.wishes
    return Filled(
        occupations=len(profile.occupations),
        regions=len(profile.regions),
        has_education=bool(row.education),
        jobs=len(profile.jobs),
        jobs_with_duties=sum(bool(job.duties.strip()) for job in profile.jobs),
        studies=len(profile.studies),
        confirmed=len(profile.confirmed),
        has_pay=bool(wishes and wishes.pay_floor),
        has_hours=bool(wishes and (wishes.hours_min or wishes.hours_max)),
        has_limits=profile.limits is not None,
        has_headline=bool(row.headline),
        has_interest=profile.interest is not None,
        has_career=row.career_months > 0,
    )


def _day(text: str | None) -> dt.date | None:
    return dt.date.fromisoformat(text[:10]) if text else None


def _label(found: Mapping[str, Any]) -> str:
    return pick(found["ko"] or "", found["en"] or "")


def _job(found: Mapping[str, Any]) -> Job:
    return Job(
        UUID(found["id"]), found["title"], found["employer_name"], _label(found),
        dt.date.fromisoformat(found["started"]), _day(found["ended"]), found["duties"],
    )  # fmt: skip


def _skilled(found: Mapping[str, Any]) -> Skilled:
    return Skilled(
        UUID(found["id"]), found["skill"], _label(found), found["level"], found["evidence"], found["source"],
        found["confirmed"] is not None,
    )  # fmt: skip


def profiles(rows: QuerySet[Jobseeker]) -> list[Profile]:
    """The profiles of the rows, in one query however many: for a list of candidates as for one page."""
    rows = rows.select_related("person", "region__parent__parent", "constraints", "preferences", "interest").annotate(
        **{name: make() for name, make in NESTED.items()}
    )
    return [_profile(row) for row in rows]


def _profile(row: Any) -> Profile:
    spells = [OpenSpell(one["id"], dt.date.fromisoformat(one["started"]), one["reason"]) for one in row.open_spells]
    return Profile(
        jobseeker=row,
        jobs=[_job(one) for one in row.jobs],
        studies=[
            Study(UUID(one["id"]), one["level"], one["school"], one["major"], _day(one["day"])) for one in row.schools
        ],
        licences=[Held(UUID(one["id"]), _label(one), _day(one["day"])) for one in row.held],
        skills=[_skilled(one) for one in row.skilled],
        occupations=[Wished(one["id"], _label(one)) for one in row.wished_occupations],
        regions=[Wished(one["id"], _label(one)) for one in row.wished_regions],
        spell=spells[0] if spells else None,
    )


def profile_read(rows: QuerySet[Jobseeker]) -> Profile | None:
    """The one profile of the rows (a `visible_to` narrowed to one person), or none."""
    return next(iter(profiles(rows[:1])), None)


def profile_of(person: Person) -> Profile | None:
    return profile_read(Jobseeker.objects.filter(person=person))


def jobseeker_of(person_id: int) -> Jobseeker | None:
    return Jobseeker.objects.filter(person=person_id).select_related("person", "region").first()


def people_for_staff(user: User) -> QuerySet[Person]:
    """People whose whole file the user may open."""
    people: QuerySet[Person] = Person.objects.visible_to(user, AccessGrant.Scope.FILE)
    return people


def draft_of(user: User, for_person: Person | None = None) -> RegistrationDraft | None:
    """The registration left open, for the page that resumes it and the home page's nudge."""
    return RegistrationDraft.objects.filter(user=user, for_person=for_person).first()


def hidden_organisations(jobseeker: Jobseeker) -> list[HiddenFrom]:
    return list(jobseeker.hidden_from.select_related("organisation").order_by("-since"))

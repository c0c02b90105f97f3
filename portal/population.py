"""The demonstration population: each room makes its own rows; here they are composed, with centres and counsellors.

Everyone in it is made up. The same seed gives the same people whatever the machine.
"""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection, transaction
from django.utils import timezone

from accounts.models import Membership, Organisation, ServiceArea, User
from almp_programmes.population import make_enrolments
from core.events import record
from core.models import Event
from employers.population import make_employers_and_vacancies
from jobseekers.population import make_people
from matching.population import make_applications
from taxonomy.models import Region

MADE = "population.made"
STAGE = "population.stage"
PEOPLE_A_COUNSELLOR = 120
PEOPLE_A_CHUNK = 2_500
Progress = Callable[[str, int, int], None]


def made() -> Event | None:
    """The last run that made a population to its end."""
    return Event.objects.filter(verb=MADE).order_by("-pk").first()


def make(
    *,
    people: int,
    vacancies: int,
    applications: int,
    enrolments: int,
    seed: int,
    one_employer: int,
    progress: Progress,
) -> None:
    """Employers and vacancies, people, centres with their caseloads, applications, programmes: in that order.

    A run that was cut goes on where it stopped: each stage and each chunk of people is noted in its own transaction.
    `finish` ends the run.
    """
    before, done = _before(), _noted()

    def once(stage: str, work: Callable[..., object], size: int, **more: int) -> None:
        if stage not in done:
            with _stage(stage):
                work(seed=seed, progress=lambda n: progress(stage, n, size), **more)

    once(
        "vacancies", make_employers_and_vacancies, vacancies, employers=max(10, vacancies // 4), vacancies=vacancies
    )  # fmt: skip
    for first in range(done.get("people", 0), people, PEOPLE_A_CHUNK):
        size = min(PEOPLE_A_CHUNK, people - first)
        with _stage("people", first + size):
            make_people(count=size, seed=seed, start=before + first)
        progress("people", first + size, people)
    make_centres(people=people)
    assign_everyone()
    once("applications", make_applications, applications, count=applications, one_employer=one_employer)
    once("enrolments", make_enrolments, enrolments, count=enrolments)


def finish(*, people: int, vacancies: int, applications: int, enrolments: int, seed: int) -> None:
    sizes: dict[str, Any] = {
        "people": people,
        "vacancies": vacancies,
        "applications": applications,
        "enrolments": enrolments,
    }
    record(MADE, **sizes, seed=seed)


def _before() -> int:
    """How many people earlier runs made: the numbers of this run's begin after them."""
    return sum(event.data.get("people", 0) for event in Event.objects.filter(verb=MADE))


def _noted() -> dict[str, int]:
    """Stages of the run that is not finished, each with how far it came."""
    last = made()
    events = Event.objects.filter(verb=STAGE, pk__gt=last.pk if last else 0).order_by("pk")
    return {event.data["stage"]: event.data["to"] for event in events}


@contextmanager
def _stage(name: str, to: int = 0) -> Iterator[None]:
    """All of it and its note, or nothing. Foreign keys are checked as rows come: waiting checks would fill memory."""
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        yield
        record(STAGE, stage=name, to=to)


@transaction.atomic
def make_centres(*, people: int) -> None:
    """One centre a province, with as many counsellors as its share of the people needs."""
    provinces = list(
        Region.objects.current()
        .filter(level=Region.Level.PROVINCE)
        .order_by("code")
        .values("code", "name_ko", "name_en")
    )
    counsellors = max(1, math.ceil(people / PEOPLE_A_COUNSELLOR / len(provinces)))
    for province in provinces:
        name = f"{province['name_ko']} 고용복지+센터"
        centre, created = Organisation.objects.get_or_create(
            kind=Organisation.Kind.CENTRE,
            name_ko=name,
            defaults={"name_en": f"{province['name_en']} Employment Welfare Plus Centre", "phone": "1350"},
        )
        ServiceArea.objects.get_or_create(organisation=centre, region_prefix=province["code"][:2])
        if created:
            _staff(centre, province["code"][:2], counsellors)


def _staff(centre: Organisation, prefix: str, counsellors: int) -> None:
    """A manager, and counsellors."""
    users = User.objects.bulk_create(
        User(
            email=f"counsellor-{prefix}-{number}@centre.example",
            display_name=f"{SURNAMES[number % len(SURNAMES)]}{GIVEN[(number * 7 + int(prefix)) % len(GIVEN)]}",
            password="!",  # noqa: S106 - unusable: nobody signs in as them
        )
        for number in range(counsellors + 1)
    )
    Membership.objects.bulk_create(
        Membership(
            user=user,
            organisation=centre,
            role=Membership.Role.CENTRE_MANAGER if number == 0 else Membership.Role.COUNSELLOR,
        )
        for number, user in enumerate(users)
    )


SURNAMES = ("김", "이", "박", "최", "정", "강", "조", "윤", "장", "임", "한", "오")
GIVEN = (
    "수연",
    "지훈",
    "은정",
    "도현",
    "미라",
    "성호",
    "하늘",
    "민서",
    "영주",
    "태경",
    "보람",
    "재원",
    "선우",
    "가을",
)


@transaction.atomic
def assign_everyone() -> int:
    """Give each unassigned jobseeker with an open spell a counsellor of their province's centre, evenly.

    The rule of `assignment_make` (region, centre, lightest caseload), for all at once in one statement.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            """
            WITH staff AS (
                SELECT a.region_prefix, m.user_id, m.organisation_id,
                       row_number() OVER (PARTITION BY a.region_prefix ORDER BY m.id) - 1 AS seat,
                       count(*) OVER (PARTITION BY a.region_prefix) AS seats
                FROM accounts_membership m
                JOIN accounts_servicearea a ON a.organisation_id = m.organisation_id
                WHERE m.until IS NULL AND m.role = 'counsellor'
            ), waiting AS (
                SELECT j.person_id, left(r.code, 2) AS prefix, j.registered_at,
                       row_number() OVER (PARTITION BY left(r.code, 2) ORDER BY j.id) AS turn
                FROM jobseekers_jobseeker j
                JOIN taxonomy_region r ON r.id = j.region_id
                JOIN jobseekers_spell s ON s.jobseeker_id = j.id AND s.ended_on IS NULL
                WHERE NOT EXISTS (
                    SELECT 1 FROM accounts_assignment x WHERE x.person_id = j.person_id AND x.until IS NULL
                )
            )
            INSERT INTO accounts_assignment (public_id, person_id, organisation_id, counsellor_id, since, why)
            SELECT gen_random_uuid(), w.person_id, s.organisation_id, s.user_id,
                   least(w.registered_at + interval '1 day', %s), 'population'
            FROM waiting w JOIN staff s ON s.region_prefix = w.prefix AND s.seat = w.turn %% s.seats
            """,
            [timezone.now() - dt.timedelta(hours=1)],
        )
        return cursor.rowcount

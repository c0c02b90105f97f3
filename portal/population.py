"""The demonstration population: each room makes its own rows; here they are composed, with centres and counsellors.

Everyone in it is made up. The same seed gives the same people whatever the machine.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection, transaction

from almp_programmes.population import make_enrolments
from channels.population import make_channels
from core.events import record
from core.models import Event
from employers.population import make_employers_and_vacancies
from jobseekers.population import make_people
from matching.population import make_applications
from welfare_centres.population import assign_everyone, make_cases, make_centres, make_conferences
from welfare_centres.population.meetings import make_meetings
from welfare_centres.population.referrals import make_referrals

MADE = "population.made"
STAGE = "population.stage"
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
    make_centres(seed=seed)
    assign_everyone()
    once("meetings", make_meetings, people * 3)
    once("applications", make_applications, applications, count=applications, one_employer=one_employer)
    once("enrolments", make_enrolments, enrolments, count=enrolments)
    once("cases", make_cases, people)
    once("referrals", make_referrals, people)
    once("channels", make_channels, people * 3)
    once("conferences", make_conferences, people)


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

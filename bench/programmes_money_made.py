"""Makes the population of `programmes_money`, counts it and compares; prints what it found as JSON."""

from __future__ import annotations

import datetime as dt
import json
import random
import sys
import time

import django

django.setup()

from django.db import connection  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402
from django.utils import timezone  # noqa: E402

from accounts.models import Person  # noqa: E402
from almp_programmes.models import Enrolment, Programme, TargetGroup  # noqa: E402
from almp_programmes.population import make_enrolments  # noqa: E402
from almp_programmes.services.portfolio import portfolio_recount  # noqa: E402
from bench import plain_portfolio  # noqa: E402
from bench.programmes_money import PAGES  # noqa: E402
from bench.sessions import sessions  # noqa: E402
from jobseekers.models import Jobseeker, Spell  # noqa: E402
from taxonomy.models import MeasureCode, Region  # noqa: E402

# Category, delivery, the one group it is meant for: thirty programmes, as many as the ministry has.
OFFER = [("1", "service", ""), ("2", "course", ""), ("2", "course", "youth"), ("4", "subsidy", ""),
         ("4", "subsidy", "youth"), ("5", "service", "disabled"), ("6", "job", "older"), ("6", "job", ""),
         ("7", "service", ""), ("8", "income", "")] * 3  # fmt: skip


def offer() -> None:
    groups = {
        code: TargetGroup.objects.get_or_create(
            code=code, defaults={"name_ko": code, "description_ko": code, "description_en": code}
        )[0]
        for code in ("youth", "older", "disabled")
    }
    for number, (measure, delivery, group) in enumerate(OFFER):
        made = Programme.objects.create(
            code=f"B{number}", measure=MeasureCode.objects.get(code=measure), delivery=delivery, summary_ko="-",
            name_ko=f"사업 {number}", state=Programme.State.LIVE, starts_on=dt.date(2020, 1, 1),
        )  # fmt: skip
        if group:
            made.target_groups.add(groups[group])


def make_people(count: int, rng: random.Random) -> None:
    """Only what the portfolio reads of people: age, home, a search and how it ended."""
    today, now = timezone.localdate(), timezone.now()
    regions = list(Region.objects.current().filter(level=Region.Level.DISTRICT).values_list("pk", flat=True))
    born = (today - dt.timedelta(days=rng.randrange(18 * 365, 72 * 365)) for _ in range(count))
    people = Person.objects.bulk_create(Person(name="-", birth_date=day, sex=rng.choice("fm")) for day in born)
    seekers = Jobseeker.objects.bulk_create(
        Jobseeker(person=person, region_id=rng.choice(regions), registered_at=now) for person in people
    )
    began = [today - dt.timedelta(days=rng.randrange(30, 1_800)) for _ in seekers]
    ended = [
        min(day + dt.timedelta(days=rng.randrange(20, 500)), today) if rng.random() < 0.6 else None for day in began
    ]
    Spell.objects.bulk_create(
        Spell(jobseeker=seeker, started_on=a, ended_on=b, reason="closure", end_reason="found" if b else "")
        for seeker, a, b in zip(seekers, began, ended, strict=True)
    )


def main(people: int, enrolments: int) -> None:
    offer()
    rng = random.Random(1)
    for first in range(0, people, 10_000):
        make_people(min(10_000, people - first), rng)
    _analyze()
    began = time.perf_counter()
    make_enrolments(count=enrolments, seed=1)
    made = time.perf_counter() - began
    _analyze()
    began = time.perf_counter()
    cells = portfolio_recount()
    counted = time.perf_counter() - began
    cookie = sessions()["ministry"]
    client = Client(HTTP_COOKIE=cookie, SERVER_NAME="127.0.0.1")
    queries = {}
    for path in PAGES:
        with CaptureQueriesContext(connection) as captured:
            answer = client.get(path)
        assert answer.status_code == 200, (path, answer.status_code)
        queries[path] = len(captured)
    wrong = len(plain_portfolio.differences(timezone.localdate()))
    print(
        json.dumps(
            {
                "enrolments": Enrolment.objects.count(), "made": made, "cells": cells, "counted": counted,
                "wrong": wrong, "cookie": cookie, "queries": queries,
            }
        )
    )  # fmt: skip


def _analyze() -> None:
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]))

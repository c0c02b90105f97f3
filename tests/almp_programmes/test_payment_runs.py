"""The payment run reads people in bulk, and says of each what one person's own working says."""

import datetime as dt
import random

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from almp_programmes.models import (
    Attendance,
    Enrolment,
    MoneyEntry,
    Payment,
    ProgrammeAmount,
    ProgrammeTerms,
    RunSession,
)
from almp_programmes.services import allowances, fees, payments
from almp_programmes.services.grounds import Grounds, periods
from tests import factories

pytestmark = pytest.mark.django_db
RULES = {"allowance": allowances.work_out, "fee": fees.work_out}
STATES = ("present", "present", "present", "late", "excused", "absent")


def amount(programme, key: str, won: int, *, since: dt.date, until: dt.date | None = None, **more) -> None:
    ProgrammeAmount.objects.create(
        programme=programme, key=key, won=won, unit="month", valid_from=since, valid_to=until, name_ko=key, **more
    )


def offer(number: int, *, fee: int):
    """A run that began 75 days ago, with a session on most days of odd numbers; amounts and terms changed since."""
    today = timezone.localdate()
    run = factories.CourseRunFactory(
        course__programme__code=f"P{number}", starts_on=today - dt.timedelta(days=75), fee=fee, capacity=500
    )
    for days in range(1, 75, 2 + number):
        factories.SessionFactory(run=run, days_ago=days)
    change = today - dt.timedelta(days=50)
    if number % 3 != 2:
        amount(run.course.programme, "allowance", 300_000, since=dt.date(2020, 1, 1), until=change)
        amount(run.course.programme, "allowance", 310_000 + number, since=change, times=2 if number % 2 else None)
    if number % 3 == 1:
        amount(run.course.programme, "allowance_day", 7_000, since=dt.date(2020, 1, 1))
    for day, percent in ((dt.date(2020, 1, 1), 80), (change, 60)):
        ProgrammeTerms.objects.create(
            programme=run.course.programme, valid_from=day, attendance_percent=percent, lates_per_absence=2 + number
        )
    return run


def people(run, count: int, chance: random.Random) -> list[Enrolment]:
    """Started, ended or suspended, each with attendance of their own and the fee promised."""
    sessions, marker = list(run.sessions.all()), factories.UserFactory()
    made = []
    for _ in range(count):
        state = chance.choice(("started", "started", "suspended", "completed", "left"))
        ended = run.starts_on + dt.timedelta(days=chance.randint(1, 74)) if state in ("completed", "left") else None
        row = factories.EnrolmentFactory(run=run, state=state, ended_on=ended)
        Attendance.objects.bulk_create(
            Attendance(enrolment=row, session=one, state=word, reason="병원", source="provider", by=marker)
            for one in sessions
            if (word := chance.choice(STATES)) and chance.random() < 0.9
        )
        if run.fee:
            MoneyEntry.objects.create(
                year=run.starts_on.year, programme=row.programme, kind="committed", won=run.fee, on=run.starts_on,
                source=f"fee:{row.pk}", key="1",
            )  # fmt: skip
        made.append(row)
    return made


@pytest.fixture
def crowd() -> list[Enrolment]:
    chance = random.Random(7)
    return [
        row for number in range(4) for row in people(offer(number, fee=number % 2 * 900_001), 6, chance)
    ]  # fmt: skip


def found() -> list[tuple]:
    return list(
        Payment.objects.order_by("enrolment", "period", "kind").values_list(
            "enrolment", "kind", "period", "won", "working"
        )
    )


def test_a_run_says_of_everybody_what_each_ones_own_working_says(crowd):
    payments.payment_run_make(until=timezone.localdate(), by=None)
    alone = [
        (row.pk, kind, period.number, working.won, working.as_json())
        for row in crowd
        for period in periods(row, timezone.localdate())
        for kind, work_out in RULES.items()
        if (working := work_out(row, period, Grounds([row]))) and working.sessions
    ]
    assert found() == alone
    assert len({(kind, working["rule"]) for _row, kind, _period, _won, working in alone}) >= 4


def test_the_numbers_of_a_working_are_those_that_the_rows_give_one_by_one(crowd):
    payments.payment_run_make(until=timezone.localdate(), by=None)
    for line in Payment.objects.select_related("enrolment"):
        held = RunSession.objects.filter(
            run=line.enrolment.run_id, starts_at__date__gte=line.starts_on, starts_at__date__lte=line.ends_on
        )
        marks = Attendance.objects.filter(enrolment=line.enrolment, session__in=held)
        told = [line.working[name] for name in ("sessions", "present", "late", "excused")]
        assert told == [held.count(), *(marks.filter(state=one).count() for one in ("present", "late", "excused"))]


def test_people_read_a_few_at_a_time_are_paid_the_same(crowd, monkeypatch):
    payments.payment_run_make(until=timezone.localdate(), by=None)
    together = found()
    Payment.objects.all().delete()
    monkeypatch.setattr(payments, "CHUNK", 5)
    payments.payment_run_make(until=timezone.localdate(), by=None)
    assert found() == together


def test_a_run_asks_the_database_as_often_for_many_as_for_few(crowd):
    few = queries()
    run, chance = offer(9, fee=500_000), random.Random(8)
    people(run, 60, chance)
    Payment.objects.all().delete()
    assert (queries(), len(found()) > 100) == (few, True)


def queries() -> int:
    with CaptureQueriesContext(connection) as asked:
        payments.payment_run_make(until=timezone.localdate(), by=None)
    return len(asked)

"""Money is booked where it arises: by a place given, kept longer or left, and by an approved payment run."""

import datetime as dt

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from almp_programmes.models import (
    CourseRun,
    Enrolment,
    MoneyEntry,
    Payment,
    PaymentRun,
    PortfolioCell,
    ProgrammeAmount,
)
from almp_programmes.services import enrolments, participation, payments, places, portfolio
from almp_programmes.services.money import place_promise
from tests import factories
from tests.almp_programmes.money import GroupFactory, administrator

pytestmark = pytest.mark.django_db
MONTH = 300_000


@pytest.fixture
def paying(school):
    """The run lasts ninety days, so three unit months and a few days, and pays for each."""
    ProgrammeAmount.objects.create(
        programme=school.run.course.programme, key="allowance", won=MONTH, unit="month",
        valid_from=dt.date(2020, 1, 1), name_ko="수당", times=3,
    )  # fmt: skip
    return school


def booked(row: Enrolment) -> list[int]:
    return list(MoneyEntry.objects.filter(source=f"enrolment:{row.pk}").order_by("pk").values_list("won", flat=True))


def begun(school, row: Enrolment, *, days_ago: int) -> Enrolment:
    day = timezone.localdate() - dt.timedelta(days=days_ago)
    CourseRun.objects.filter(pk=school.run.pk).update(starts_on=day)
    Enrolment.objects.filter(pk=row.pk).update(starts_on=day)
    return participation.enrolment_start(enrolment_id=row.pk, by=school.trainer)


def test_a_place_promises_all_its_months(paying):
    assert booked(paying.approved()) == [3 * MONTH]


def test_who_waits_is_promised_nothing_until_a_place_is_accepted(paying):
    first, _second, third = (paying.approved() for _ in range(3))
    assert booked(third) == []
    places.enrolment_withdraw(enrolment_id=first.pk, by=first.person.user)
    assert booked(third) == []
    places.place_accept(enrolment_id=third.pk, by=third.person.user)
    assert booked(third) == [3 * MONTH]


def test_a_place_given_back_before_the_start_releases_everything(paying):
    row = paying.approved()
    places.enrolment_withdraw(enrolment_id=row.pk, by=row.person.user)
    assert booked(row) == [3 * MONTH, -3 * MONTH]


def test_starting_breaks_and_going_on_promise_nothing_anew(paying):
    row = begun(paying, paying.approved(), days_ago=5)
    tomorrow = timezone.localdate() + dt.timedelta(days=1)
    participation.enrolment_suspend(enrolment_id=row.pk, by=paying.trainer, until=tomorrow, reason="입원")
    participation.enrolment_resume(enrolment_id=row.pk, by=paying.trainer)
    assert booked(row) == [3 * MONTH]


def test_leaving_early_keeps_the_months_so_far(paying):
    row = begun(paying, paying.approved(), days_ago=35)
    participation.enrolment_leave(enrolment_id=row.pk, by=row.person.user, for_job=True)
    assert booked(row) == [3 * MONTH, -MONTH]  # the second month has begun


def test_more_time_promises_the_months_it_adds(paying):
    ProgrammeAmount.objects.update(times=None)
    row = begun(paying, paying.approved(), days_ago=5)
    before = sum(booked(row))
    participation.enrolment_extend(enrolment_id=row.pk, by=paying.trainer, days=40, reason="보강")
    assert sum(booked(row)) - before in (MONTH, 2 * MONTH)


def test_what_is_booked_is_not_booked_again(paying):
    row = paying.approved()
    place_promise(row)
    assert booked(row) == [3 * MONTH]
    again = MoneyEntry.objects.get()
    again.pk = None
    with pytest.raises(IntegrityError, match="money_entry_key_once"), transaction.atomic():
        again.save(force_insert=True)


def test_nothing_is_released_that_was_never_promised(paying):
    row = factories.EnrolmentFactory(run=paying.run, state="placed")
    places.enrolment_withdraw(enrolment_id=row.pk, by=row.person.user)
    assert booked(row) == []


def test_a_programme_that_pays_nothing_books_nothing(school):
    assert booked(school.approved()) == []


def test_days_are_promised_for_the_sessions_there_are(paying):
    ProgrammeAmount.objects.update(key="allowance_day", won=5_000)
    start = timezone.make_aware(dt.datetime.combine(paying.run.starts_on, dt.time(9)))
    for day in range(4):
        factories.SessionFactory(run=paying.run, starts_at=start + dt.timedelta(days=day))
    later = sum(booked(paying.approved())) - 4 * 5_000
    assert later in (2 * 5_000, 3 * 5_000)  # a month without sessions counts as one


def test_the_promise_is_booked_for_the_place_and_the_group_that_are_counted(paying):
    youth = GroupFactory(code="youth")
    region = factories.RegionFactory(code="4111000000")
    CourseRun.objects.filter(pk=paying.run.pk).update(region=region)
    row = paying.apply(factories.UserFactory(person=factories.PersonFactory(birth_date=dt.date(2001, 1, 1))))
    enrolments.enrolment_approve(enrolment_id=row.pk, by=paying.trainer)
    line = MoneyEntry.objects.get()
    assert (line.kind, line.year, line.province, line.target_group) == (
        "committed", row.starts_on.year, "41", youth,
    )  # fmt: skip
    portfolio.portfolio_recount()
    assert PortfolioCell.objects.get(places=1).committed == 3 * MONTH


def paid_run(paying, *, won: tuple[int, ...]) -> PaymentRun:
    run = PaymentRun.objects.create(until=timezone.localdate(), made_by=administrator("첫째").user)
    for one in won:
        row = factories.EnrolmentFactory(run=paying.run, state="started")
        Payment.objects.create(
            run=run, enrolment=row, period=1, sequence=int(one < 0), starts_on=row.starts_on, ends_on=row.ends_on,
            won=one, working={},
        )  # fmt: skip
    return run


def test_an_approved_run_is_spent_and_moves_the_portfolio(paying):
    run = paid_run(paying, won=(MONTH, MONTH, -50_000))
    assert not MoneyEntry.objects.exists()
    payments.payment_run_approve(payment_run_id=run.pk, by=administrator("둘째").user)
    line = MoneyEntry.objects.get()
    assert (line.kind, line.won, line.year) == ("spent", 2 * MONTH - 50_000, timezone.localdate().year)
    portfolio.portfolio_recount()
    assert sum(PortfolioCell.objects.values_list("spent", flat=True)) == line.won


def test_corrections_that_cancel_out_leave_no_line(paying):
    run = paid_run(paying, won=(MONTH, -MONTH))
    payments.payment_run_approve(payment_run_id=run.pk, by=administrator("둘째").user)
    assert not MoneyEntry.objects.exists()


def test_the_database_approves_no_run_that_the_books_do_not_spend(paying):
    run = paid_run(paying, won=(MONTH,))
    by = administrator("둘째").user
    PaymentRun.objects.filter(pk=run.pk).update(state="approved", approved_by=by, approved_at=timezone.now())
    with pytest.raises(IntegrityError, match="booked as spent"), transaction.atomic():
        connection.check_constraints()
    payments.payments_spend(PaymentRun.objects.get(pk=run.pk))

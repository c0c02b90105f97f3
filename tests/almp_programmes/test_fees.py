"""The public share of a course's fee: promised with the place, paid to the provider from attendance."""

import datetime as dt

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from almp_programmes.models import (
    Attendance,
    CourseRun,
    Enrolment,
    MoneyEntry,
    Payment,
    PortfolioCell,
    ProgrammeAmount,
    ProgrammeTerms,
)
from almp_programmes.services import courses, enrolments, participation, payments, places, portfolio
from tests import factories
from tests.almp_programmes.conftest import make_school
from tests.almp_programmes.money import administrator

pytestmark = pytest.mark.django_db
FEE = 1_000_000
LONG_AGO = dt.date(2020, 1, 1)


@pytest.fixture
def costly(db):
    return make_school(capacity=3, fee=FEE)


def terms(school, **given) -> None:
    ProgrammeTerms.objects.create(programme=school.run.course.programme, valid_from=LONG_AGO, **given)


def limit(school, won: int) -> None:
    ProgrammeAmount.objects.create(
        programme=school.run.course.programme, key="cap", won=won, unit="total", valid_from=LONG_AGO, name_ko="한도"
    )


def promised(row: Enrolment) -> list[int]:
    lines = MoneyEntry.objects.filter(source=f"fee:{row.pk}", kind="committed")
    return list(lines.order_by("pk").values_list("won", flat=True))


def begun(school, row: Enrolment, *, days_ago: int) -> Enrolment:
    """In a run of ninety days that began then and has thirty sessions, one every third day."""
    day = timezone.localdate() - dt.timedelta(days=days_ago)
    last = day + dt.timedelta(days=89)
    CourseRun.objects.filter(pk=school.run.pk).update(starts_on=day, ends_on=last)
    Enrolment.objects.filter(pk=row.pk).update(starts_on=day, ends_on=last)
    for number in range(30):
        factories.SessionFactory(run=school.run, days_ago=days_ago - 3 * number)
    return participation.enrolment_start(enrolment_id=row.pk, by=school.trainer)


def attend(row: Enrolment, states: str) -> None:
    """The first sessions of the run, a letter each: present, late, absent."""
    names = {"p": "present", "l": "late", "a": "absent"}
    for session, letter in zip(row.run.sessions.all(), states, strict=False):
        given = {"state": names[letter], "source": "provider", "by": row.person.user}
        Attendance.objects.update_or_create(enrolment=row, session=session, defaults=given)


def paid(row: Enrolment) -> list[tuple[int, int, int]]:
    return list(row.payments.filter(kind="fee").values_list("period", "sequence", "won"))


def pay():
    return payments.payment_run_make(until=timezone.localdate(), by=None)


def test_a_place_promises_the_fee(costly):
    row = costly.approved()
    assert promised(row) == [FEE]
    portfolio.portfolio_recount()
    assert PortfolioCell.objects.get().committed == FEE


def test_a_run_without_a_fee_promises_nothing(school):
    assert promised(school.approved()) == []


def test_the_persons_own_share_is_not_promised(costly):
    terms(costly, own_share_percent=45)
    assert promised(costly.approved()) == [550_000]


def test_what_is_beyond_the_programmes_limit_is_the_persons(costly):
    limit(costly, 700_000)
    assert promised(costly.approved()) == [700_000]


def test_the_limit_is_for_all_courses_of_a_person_in_the_programme(costly):
    limit(costly, 1_500_000)
    user = costly.person()
    first = costly.approved(user)
    later = costly.run.ends_on + dt.timedelta(days=1)
    run = factories.CourseRunFactory(course=costly.run.course, number=2, starts_on=later, fee=FEE)
    second = enrolments.enrolment_approve(enrolment_id=costly.apply(user, run=run).pk, by=costly.trainer)
    assert (promised(first), promised(second), promised(costly.approved())) == ([FEE], [500_000], [FEE])


def test_a_limit_for_a_day_is_none_for_the_fee(costly):
    limit(costly, 66_000)
    ProgrammeAmount.objects.update(unit="day")
    assert promised(costly.approved()) == [FEE]


def test_a_fee_that_changes_later_leaves_the_promise(costly):
    row = begun(costly, costly.approved(), days_ago=10)
    CourseRun.objects.update(fee=2 * FEE)
    participation.enrolment_extend(enrolment_id=row.pk, by=costly.trainer, days=5, reason="보강")
    assert promised(row) == [FEE]


def test_a_place_given_back_before_the_start_releases_the_fee(costly):
    row, other = costly.approved(), costly.approved()
    places.enrolment_withdraw(enrolment_id=row.pk, by=row.person.user)
    participation.enrolment_leave(enrolment_id=other.pk, by=other.person.user, for_job=True)
    assert (promised(row), promised(other)) == ([FEE, -FEE], [FEE, -FEE])


def test_a_month_pays_the_provider_its_part_of_the_sessions(costly):
    row = begun(costly, costly.approved(), days_ago=40)
    attend(row, "ppppppplll")
    pay()
    assert paid(row) == [(1, 0, 300_000)]  # ten of thirty sessions less one for three times late: nine


def test_a_cancelled_session_does_not_make_the_others_dearer(costly):
    row = begun(costly, costly.approved(), days_ago=40)
    attend(row, "pppppppp")
    for session in costly.run.sessions.filter(starts_at__gt=timezone.now()):
        courses.session_cancel(session_id=session.pk, by=costly.trainer)
    pay()
    assert costly.run.sessions.count() < 20
    assert paid(row) == [(1, 0, FEE * 8 // 30)]


@pytest.fixture
def attended(costly):
    """Two months that ended, with eight and five sessions attended of thirty planned."""
    row = begun(costly, costly.approved(), days_ago=70)
    attend(row, "pppppppp" + "a" * 4 + "ppppp")
    return row


def test_an_absence_brings_the_provider_nothing(attended):
    pay()
    months = dict(attended.payments.values_list("period", "working"))
    assert [(month["counted"], month["all_sessions"], month["won"]) for month in months.values()] == [
        (8, 30, FEE * 8 // 30), (5, 30, FEE * 5 // 30),
    ]  # fmt: skip


def test_nothing_is_paid_twice_and_a_correction_comes_as_a_difference(attended):
    assert pay() is not None
    assert pay() is None
    attend(attended, "p" * 9)
    pay()
    assert paid(attended)[:2] == [(1, 0, FEE * 8 // 30), (1, 1, FEE * 9 // 30 - FEE * 8 // 30)]


def test_fees_and_allowances_are_lines_of_one_run_and_booked_apart(attended):
    ProgrammeAmount.objects.create(
        programme=attended.programme, key="allowance_day", won=5_000, unit="day", valid_from=LONG_AGO, name_ko="수당"
    )
    run = pay()
    assert sorted(run.payments.values_list("period", "kind")) == [
        (1, "allowance"), (1, "fee"), (2, "allowance"), (2, "fee"),
    ]  # fmt: skip
    payments.payment_run_approve(payment_run_id=run.pk, by=administrator().user)
    spent = MoneyEntry.objects.filter(kind="spent").order_by("key")
    assert list(spent.values_list("won", flat=True)) == [13 * 5_000, FEE * 8 // 30 + FEE * 5 // 30]
    assert [str(line.told_by) for line in spent] == [f"수당 지급 {run.pk}번", f"훈련비 지급 {run.pk}번"]


def test_what_attendance_did_not_use_is_released_once_the_end_is_settled(attended, costly):
    pay()
    assert promised(attended) == [FEE]
    participation.enrolment_leave(enrolment_id=attended.pk, by=attended.person.user, for_job=False)
    assert promised(attended) == [FEE]
    for _again in range(2):
        pay()
    used = sum(won for *_month, won in paid(attended))
    assert promised(attended) == [FEE, used - FEE]


def test_an_end_without_a_session_releases_the_whole_fee(costly):
    row = begun(costly, costly.approved(), days_ago=5)
    costly.run.sessions.all().delete()
    participation.enrolment_leave(enrolment_id=row.pk, by=row.person.user, for_job=True)
    pay()
    assert promised(row) == [FEE, -FEE]


def test_attendance_put_right_after_the_end_is_promised_and_paid_again(attended):
    participation.enrolment_leave(enrolment_id=attended.pk, by=attended.person.user, for_job=False)
    pay()
    before = sum(promised(attended))
    attend(attended, "p" * 12)
    pay()
    assert sum(promised(attended)) == sum(won for *_month, won in paid(attended)) > before


def test_who_missed_nothing_brings_the_provider_the_fee_but_for_rounding(costly):
    row = begun(costly, costly.approved(), days_ago=90)
    attend(row, "p" * 30)
    pay()
    assert FEE - 3 <= sum(won for *_month, won in paid(row)) <= FEE


def test_people_with_a_place_from_before_the_books_bring_no_fee(costly):
    row = factories.EnrolmentFactory(run=costly.run, state="placed")
    begun(costly, row, days_ago=40)
    attend(row, "pppp")
    assert pay() is None


def fee_line(row: Enrolment, won: int) -> Payment:
    run = payments.PaymentRun.objects.create(until=timezone.localdate())
    day = row.starts_on
    return Payment.objects.create(
        run=run, enrolment=row, kind="fee", period=9, starts_on=day, ends_on=day, won=won, working={}
    )


def test_the_database_pays_no_more_of_a_fee_than_was_promised(costly):
    row = costly.approved()
    fee_line(row, FEE + 1)
    with pytest.raises(IntegrityError, match="than was promised"), transaction.atomic():
        connection.check_constraints()
    Payment.objects.all().delete()


def test_the_database_releases_no_fee_that_is_paid(costly):
    row = costly.approved()
    fee_line(row, FEE)
    line = MoneyEntry.objects.get(source=f"fee:{row.pk}")
    line.pk, line.key, line.won = None, "2", -1
    line.save(force_insert=True)
    with pytest.raises(IntegrityError, match="than was promised"), transaction.atomic():
        connection.check_constraints()
    Payment.objects.all().delete()


def test_a_month_has_one_line_of_a_kind(costly):
    row = costly.approved()
    fee_line(row, 1)
    with pytest.raises(IntegrityError, match="payment_once"), transaction.atomic():
        fee_line(row, 2)

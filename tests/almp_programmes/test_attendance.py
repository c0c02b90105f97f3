"""Attendance taken in three ways, and the allowance worked out from it."""

import datetime as dt
from itertools import pairwise

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from almp_programmes.models import Attendance, Payment, PaymentRun, ProgrammeAmount
from almp_programmes.services import allowances, attendance, attendance_files, participation, payments
from almp_programmes.services.grounds import Grounds, periods
from core.errors import RuleBroken
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def learner(school):
    """Started forty days ago, ten sessions in the first month."""
    row = school.approved()
    begun = timezone.localdate() - dt.timedelta(days=40)
    row.starts_on = begun
    row.save(update_fields=["starts_on"])
    row.run.starts_on = begun
    row.run.save(update_fields=["starts_on"])
    for days in range(31, 41):
        factories.SessionFactory(run=row.run, days_ago=days)
    return participation.enrolment_start(enrolment_id=row.pk, by=school.trainer)


@pytest.fixture
def session(school):
    now = timezone.now()
    return factories.SessionFactory(run=school.run, starts_at=now - dt.timedelta(hours=1))


def attend(row, **days):
    """So many sessions of each state, in their order."""
    sessions = iter(row.run.sessions.all())
    for state, count in days.items():
        for _ in range(count):
            given = {"state": state, "reason": "병원" if state == "excused" else "", "source": "provider"}
            Attendance.objects.update_or_create(
                enrolment=row, session=next(sessions), defaults=given | {"by": row.person.user}
            )


def amounts(row, month=316_000, day=5_800, **more):
    for key, won, unit in (("allowance", month, "month"), ("allowance_day", day, "day")):
        ProgrammeAmount.objects.create(
            programme=row.programme, key=key, won=won, unit=unit, valid_from=dt.date(2020, 1, 1), name_ko=key, **more
        )


def worked(row):
    """The first unit month."""
    return allowances.work_out(row, next(periods(row, timezone.localdate())), Grounds([row]))


def test_a_table_saved_twice_has_one_row_each(school, session):
    row = school.approved()
    for state in ("present", "late"):
        attendance.attendance_save(session_id=session.pk, by=school.trainer, marks={row.pk: (state, "")})
    assert list(Attendance.objects.values_list("enrolment", "state")) == [(row.pk, "late")]


def test_an_excused_absence_says_why(school, session):
    row = school.approved()
    with pytest.raises(RuleBroken, match="이유"):
        attendance.attendance_save(session_id=session.pk, by=school.trainer, marks={row.pk: ("excused", " ")})


def test_another_provider_takes_no_attendance(school, session):
    row = school.approved()
    with pytest.raises(PermissionDenied):
        attendance.attendance_save(
            session_id=session.pk, by=factories.MembershipFactory(trainer=True).user, marks={row.pk: ("present", "")}
        )


def test_the_code_on_the_wall_marks_its_finder_present(school, session):
    row = school.approved()
    attendance.check_in(token=attendance.check_in_token(session), by=row.person.user)
    assert list(Attendance.objects.values_list("state", "source")) == [("present", "check_in")]


def test_the_code_does_not_overwrite_what_the_provider_wrote(school, session):
    row = school.approved()
    attendance.attendance_save(session_id=session.pk, by=school.trainer, marks={row.pk: ("late", "")})
    attendance.check_in(token=attendance.check_in_token(session), by=row.person.user)
    assert Attendance.objects.get().state == "late"


def test_the_code_works_only_during_the_session(school):
    row = school.approved()
    tomorrow = factories.SessionFactory(run=school.run, starts_at=timezone.now() + dt.timedelta(days=1))
    with pytest.raises(RuleBroken, match="출석 시간이 아니"):
        attendance.check_in(token=attendance.check_in_token(tomorrow), by=row.person.user)


def test_an_old_code_is_worth_nothing(school, session, monkeypatch):
    row = school.approved()
    token = attendance.check_in_token(session)
    monkeypatch.setattr(attendance, "CODE_SECONDS", -1)
    with pytest.raises(RuleBroken, match="시간이 지났"):
        attendance.check_in(token=token, by=row.person.user)


def test_a_code_is_no_use_to_who_does_not_take_part(school, session):
    with pytest.raises(RuleBroken, match="참여하고 있지"):
        attendance.check_in(token=attendance.check_in_token(session), by=school.person())


def test_the_file_given_out_comes_back_filled_in(school, session):
    row = school.approved()
    text = attendance_files.attendance_csv(school.run).replace(",,", ",absent,아픔")
    report = attendance_files.attendance_import(
        run_id=school.run.pk, raw=text.encode(), name="a.csv", by=school.trainer
    )
    assert (report.written, report.rejected) == (1, [])
    assert list(Attendance.objects.values_list("enrolment", "state", "reason")) == [(row.pk, "absent", "아픔")]


def test_rows_of_a_file_that_are_not_known_are_reported(school, session):
    row = school.approved()
    moment = timezone.localtime(session.starts_at).strftime("%Y-%m-%d %H:%M")
    text = (
        f"enrolment,session,state,reason\nnobody,{moment},present,\n{row.public_id},2020-01-01 09:00,present,\n"
        f"{row.public_id},{moment},asleep,\n{row.public_id},{moment},excused,\n{row.public_id},{moment},present,\n"
        f"{row.public_id},{moment},absent,\n"
    )
    report = attendance_files.attendance_import(
        run_id=school.run.pk, raw=text.encode(), name="a.csv", by=school.trainer
    )
    assert ([one.row for one in report.rejected], report.written) == ([2, 3, 4, 5, 7], 1)


def test_reaching_the_percentage_pays_the_month(learner):
    amounts(learner)
    attend(learner, present=8, absent=2)
    working = worked(learner)
    assert (working.percent, working.rule, working.won) == (80, "month", 316_000)


def test_below_the_percentage_the_days_are_paid(learner):
    amounts(learner)
    attend(learner, present=6, excused=1, absent=3)
    working = worked(learner)
    assert (working.counted, working.rule, working.won) == (7, "days", 7 * 5_800)


def test_being_late_three_times_is_one_absence(learner):
    amounts(learner)
    attend(learner, present=5, late=3, absent=2)
    working = worked(learner)
    assert (working.absences_of_lates, working.counted, working.percent, working.rule) == (1, 7, 70, "days")


def test_the_days_never_bring_more_than_the_month(learner):
    amounts(learner, month=20_000)
    attend(learner, present=7)
    assert worked(learner).won == 20_000


def test_no_month_beyond_those_granted_is_paid(learner):
    amounts(learner, times=0)
    attend(learner, present=10)
    assert worked(learner).rule == "over"


def test_unit_months_join_without_gap_and_end_with_the_participation(learner):
    spans = list(periods(learner, learner.ends_on))
    assert spans[0].starts_on == learner.starts_on
    assert spans[-1].ends_on == learner.ends_on
    assert all(a.ends_on + dt.timedelta(days=1) == b.starts_on for a, b in pairwise(spans))


def test_a_payment_run_made_again_pays_nothing_twice(learner):
    amounts(learner)
    attend(learner, present=9)
    run = payments.payment_run_make(until=timezone.localdate(), by=None)
    assert payments.payment_run_make(until=timezone.localdate(), by=None) is None
    assert list(Payment.objects.values_list("run", "period", "sequence", "won")) == [(run.pk, 1, 0, 316_000)]


def test_a_month_without_a_session_is_in_no_payment_run(learner):
    amounts(learner)
    learner.run.sessions.all().delete()
    assert payments.payment_run_make(until=timezone.localdate(), by=None) is None


def test_a_corrected_attendance_is_paid_as_a_difference(learner):
    amounts(learner)
    attend(learner, present=9)
    payments.payment_run_make(until=timezone.localdate(), by=None)
    attend(learner, present=4)
    Attendance.objects.filter(enrolment=learner).exclude(session__in=learner.run.sessions.all()[:4]).update(
        state="absent"
    )
    payments.payment_run_make(until=timezone.localdate(), by=None)
    assert list(Payment.objects.values_list("sequence", "won")) == [(0, 316_000), (1, 4 * 5_800 - 316_000)]


def test_a_run_is_approved_by_somebody_else_who_may(learner):
    amounts(learner)
    attend(learner, present=9)
    maker, other = (factories.MembershipFactory(ministry_admin=True).user for _ in range(2))
    run = payments.payment_run_make(until=timezone.localdate(), by=maker)
    with pytest.raises(RuleBroken):
        payments.payment_run_approve(payment_run_id=run.pk, by=maker)
    with pytest.raises(PermissionDenied):
        payments.payment_run_approve(payment_run_id=run.pk, by=factories.MembershipFactory(analyst=True).user)
    payments.payment_run_approve(payment_run_id=run.pk, by=other)
    assert PaymentRun.objects.get().state == "approved"


def test_completing_needs_the_attendance(learner, school):
    attend(learner, present=7, absent=3)
    with pytest.raises(RuleBroken, match="80%"):
        participation.enrolment_end(enrolment_id=learner.pk, by=school.trainer, state="completed")
    attend(learner, present=8)
    assert participation.enrolment_end(enrolment_id=learner.pk, by=school.trainer, state="completed").ended_on

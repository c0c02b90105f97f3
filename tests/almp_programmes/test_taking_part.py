"""Decisions, appeals, breaks, longer time and ends."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts.models import AccessGrant
from almp_programmes.models import Appeal, Enrolment, EnrolmentOutcome, ProgrammeTerms
from almp_programmes.services import appeals, enrolments, outcomes, participation
from channels.models import Message
from core.errors import RuleBroken
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def refused(school):
    return enrolments.enrolment_refuse(enrolment_id=school.apply().pk, by=school.trainer, reason="정원이 찼어요")


@pytest.fixture
def judge():
    return factories.MembershipFactory(ministry_admin=True).user


@pytest.fixture
def started(school):
    row = school.approved()
    school.begin()
    return participation.enrolment_start(enrolment_id=row.pk, by=school.trainer)


def terms(row, **given):
    return ProgrammeTerms.objects.create(programme=row.programme, valid_from=dt.date(2020, 1, 1), **given)


def test_a_stranger_cannot_apply_for_somebody(school):
    person = school.person().person
    with pytest.raises(PermissionDenied):
        enrolments.enrolment_apply(
            person_id=person.pk, programme_id=school.run.course.programme_id, run_id=school.run.pk, by=school.person()
        )


def test_a_counsellor_applies_for_whom_they_look_after(school):
    look_after = factories.AssignmentFactory(person=school.person().person)
    row = enrolments.enrolment_apply(
        person_id=look_after.person_id, programme_id=school.run.course.programme_id, run_id=school.run.pk,
        by=look_after.counsellor,
    )  # fmt: skip
    assert row.transitions.get().by == look_after.counsellor


def test_one_cannot_apply_twice_to_one_run(school):
    row = school.apply()
    with pytest.raises(RuleBroken, match="이미 신청한"):
        school.apply(row.person.user)


def test_one_cannot_apply_after_the_last_day(school):
    school.run.apply_until = timezone.localdate() - dt.timedelta(days=1)
    school.run.save()
    with pytest.raises(RuleBroken, match="끝난 과정"):
        school.apply()


def test_only_the_courses_provider_decides(school):
    other = factories.MembershipFactory(trainer=True).user
    with pytest.raises(PermissionDenied):
        enrolments.enrolment_approve(enrolment_id=school.apply().pk, by=other)


def test_a_refusal_needs_a_reason_and_tells_it(school, refused):
    with pytest.raises(RuleBroken):
        enrolments.enrolment_refuse(enrolment_id=school.apply().pk, by=school.trainer, reason=" ")
    assert "정원이 찼어요" in Message.objects.get(template="enrolment_refused", medium="in_app").body


def test_documents_asked_for_and_handed_in_bring_the_application_back(school):
    row = school.apply()
    enrolments.documents_ask(enrolment_id=row.pk, by=school.trainer, what="졸업증명서")
    enrolments.documents_hand(enrolment_id=row.pk, by=row.person.user)
    states = list(row.transitions.values_list("after", flat=True))
    assert states == ["applied", "documents", "applied"]


def test_the_provider_may_reach_the_person_until_the_end(school):
    row = school.apply()
    assert AccessGrant.objects.current().filter(person=row.person, ground="enrolment").count() == 1
    from almp_programmes.services.places import enrolment_withdraw

    enrolment_withdraw(enrolment_id=row.pk, by=row.person.user)
    assert not AccessGrant.objects.current().filter(person=row.person).exists()


def test_an_appeal_upheld_gives_the_place(refused, judge, state):
    appeal = appeals.appeal_make(enrolment_id=refused.pk, by=refused.person.user, text="자리가 있어요")
    appeals.appeal_decide(appeal_id=appeal.pk, by=judge, uphold=True, answer="자리가 남아 있었습니다")
    assert state(refused) == "placed"


def test_an_appeal_rejected_leaves_the_refusal(refused, judge, state):
    appeal = appeals.appeal_make(enrolment_id=refused.pk, by=refused.person.user, text="자리가 있어요")
    appeals.appeal_decide(appeal_id=appeal.pk, by=judge, uphold=False, answer="요건이 맞지 않습니다")
    assert (state(refused), Appeal.objects.get().state) == ("refused", "rejected")


def test_who_refused_does_not_decide_the_appeal(school, refused):
    factories.MembershipFactory(user=school.trainer, ministry_admin=True)
    appeal = appeals.appeal_make(enrolment_id=refused.pk, by=refused.person.user, text="자리가 있어요")
    with pytest.raises(PermissionDenied):
        appeals.appeal_decide(appeal_id=appeal.pk, by=school.trainer, uphold=True, answer="예")
    decided = {"state": "upheld", "decided_by": school.trainer, "decided_at": timezone.now(), "answer": "예"}
    with pytest.raises(IntegrityError, match="appeal_decided_by_another"), transaction.atomic():
        Appeal.objects.filter(pk=appeal.pk).update(**decided)


def test_an_appeal_has_a_last_day(refused):
    terms(refused, appeal_days=10)
    Enrolment.objects.filter(pk=refused.pk).update(decided_at=timezone.now() - dt.timedelta(days=11))
    with pytest.raises(RuleBroken, match="지났어요"):
        appeals.appeal_make(enrolment_id=refused.pk, by=refused.person.user, text="자리가 있어요")


def test_a_decision_is_appealed_once(refused, judge):
    appeal = appeals.appeal_make(enrolment_id=refused.pk, by=refused.person.user, text="자리가 있어요")
    appeals.appeal_decide(appeal_id=appeal.pk, by=judge, uphold=False, answer="아니요")
    with pytest.raises(RuleBroken, match="이미 이의신청"):
        appeals.appeal_make(enrolment_id=refused.pk, by=refused.person.user, text="다시")


def test_nothing_starts_before_its_day(school):
    row = school.approved()
    with pytest.raises(RuleBroken):
        participation.enrolment_start(enrolment_id=row.pk, by=school.trainer)


def test_breaks_stay_under_the_cap(started, school):
    terms(started, suspend_days=5)
    today = timezone.localdate()
    given = {"enrolment_id": started.pk, "by": school.trainer, "reason": "입원"}
    with pytest.raises(RuleBroken, match="5일까지"):
        participation.enrolment_suspend(until=today + dt.timedelta(days=6), **given)
    participation.enrolment_suspend(until=today + dt.timedelta(days=5), **given)
    participation.enrolment_resume(enrolment_id=started.pk, by=school.trainer)
    assert started.suspensions.get().ended_on == today


def test_extensions_stay_under_the_cap_together(started, school):
    terms(started, extend_days=10)
    given = {"enrolment_id": started.pk, "by": school.trainer, "reason": "보강"}
    last = started.ends_on
    participation.enrolment_extend(days=6, **given)
    with pytest.raises(RuleBroken, match="10일까지"):
        participation.enrolment_extend(days=5, **given)
    assert Enrolment.objects.get(pk=started.pk).ends_on == last + dt.timedelta(days=6)


def test_an_extension_into_another_course_is_refused_in_words(started, school):
    other = factories.CourseRunFactory(starts_on=started.ends_on + dt.timedelta(days=3))
    factories.EnrolmentFactory(run=other, person=started.person, state="placed")
    with pytest.raises(RuleBroken, match="온종일"):
        participation.enrolment_extend(enrolment_id=started.pk, by=school.trainer, days=5, reason="보강")


def test_leaving_for_a_job_frees_the_place_and_ends_today(started, school, state):
    participation.enrolment_leave(enrolment_id=started.pk, by=started.person.user, for_job=True)
    row = Enrolment.objects.get(pk=started.pk)
    row.run.refresh_from_db()
    assert (row.state, row.ended_on, row.run.occupied) == ("left_for_job", timezone.localdate(), 0)


def test_an_end_needs_its_reason_where_it_is_no_success(started, school):
    with pytest.raises(RuleBroken):
        participation.enrolment_end(enrolment_id=started.pk, by=school.trainer, state="not_completed")


def test_an_outcome_is_told_once_its_months_have_passed(started, school):
    participation.enrolment_end(enrolment_id=started.pk, by=school.trainer, state="completed")
    with pytest.raises(RuleBroken):
        outcomes.outcome_tell(enrolment_id=started.pk, months=3, status="employed", by=started.person.user)
    Enrolment.objects.filter(pk=started.pk).update(ended_on=timezone.localdate() - dt.timedelta(days=100))
    outcomes.outcome_tell(enrolment_id=started.pk, months=3, status="searching", by=started.person.user)
    outcomes.outcome_tell(enrolment_id=started.pk, months=3, status="employed", by=started.person.user)
    assert list(EnrolmentOutcome.objects.values_list("status", "source")) == [("employed", "person")]


def test_registers_write_outcomes_beside_what_people_told(started):
    rows = [(started.pk, 6, "employed")]
    outcomes.outcomes_register(rows=rows, source="register")
    outcomes.outcomes_register(rows=[(started.pk, 6, "searching")], source="register")
    assert list(EnrolmentOutcome.objects.values_list("months", "status", "source")) == [(6, "searching", "register")]

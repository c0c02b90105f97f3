import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts.exporting import export
from accounts.models import AccessGrant, Person
from accounts.services import person_erase
from channels.models import Message
from core.errors import RuleBroken
from jobseekers.models import Competency, HiddenFrom
from matching.applying import applications as applying
from matching.applying import interviews
from matching.models import Application, Interview
from tests import factories

State = Application.State


def told(template: str) -> int:
    return Message.objects.filter(template=template, medium="in_app").count()


def test_applying_shares_the_cv_with_the_employer_and_nobody_else(hiring):
    application = hiring.applied(note="  바로 일할 수 있어요 ")
    stranger = factories.MembershipFactory().user
    person = application.jobseeker.person
    assert application.note == "바로 일할 수 있어요"
    assert Person.objects.visible_to(hiring.recruiter, "profile").filter(pk=person.pk).exists()
    assert not Person.objects.visible_to(stranger).filter(pk=person.pk).exists()


def test_applying_sets_the_day_of_the_answer_and_acknowledges_receipt(hiring):
    application = hiring.applied()
    assert application.answer_due_on == timezone.localdate() + dt.timedelta(days=14)
    assert told("application_received") == 1
    assert told("application_arrived") == 1


def test_two_applicants_of_one_day_make_one_message_to_the_employer(make_hiring):
    hiring = make_hiring(openings=2)
    hiring.applied()
    hiring.applied()
    assert told("application_arrived") == 1


def test_the_shared_cv_stays_as_it_was_when_the_profile_changes(hiring):
    jobseeker = hiring.jobseeker()
    jobseeker.headline = "지게차 3년"
    jobseeker.save()
    application = hiring.applied(jobseeker)
    jobseeker.headline = "다른 일"
    jobseeker.save()
    application.refresh_from_db()
    assert application.cv["headline"] == "지게차 3년"


def test_the_shared_cv_holds_no_birth_date_and_no_sex(hiring):
    cv = hiring.applied().cv
    assert not {"birth_date", "sex", "phone", "email"} & set(cv)


def test_no_consent_no_application(hiring):
    who = hiring.jobseeker()
    with pytest.raises(RuleBroken) as refused:
        applying.application_submit(jobseeker_id=who.pk, vacancy_id=hiring.vacancy.pk, by=who.person.user, agree=False)
    assert refused.value.field == "agree"
    assert not Application.objects.exists()


def test_nobody_applies_for_another(hiring):
    who, other = hiring.jobseeker(), hiring.jobseeker()
    with pytest.raises(PermissionDenied):
        applying.application_submit(
            jobseeker_id=who.pk, vacancy_id=hiring.vacancy.pk, by=other.person.user, agree=True
        )


@pytest.mark.parametrize("change", [{"state": "paused"}, {"deadline": dt.date(2020, 1, 1)}, {"source": "outside"}])
def test_a_vacancy_that_takes_no_applications_refuses(hiring, change):
    for name, value in change.items():
        setattr(hiring.vacancy, name, value)
    hiring.vacancy.save()
    with pytest.raises(RuleBroken):
        hiring.applied()


def test_applying_twice_is_refused_by_rule_and_by_the_database(hiring):
    application = hiring.applied()
    with pytest.raises(RuleBroken):
        hiring.applied(application.jobseeker)
    application.pk = application.public_id = None
    with pytest.raises(IntegrityError), transaction.atomic():
        Application.objects.create(
            jobseeker=application.jobseeker, vacancy=hiring.vacancy, cv={}, shared_at=timezone.now(),
            answer_due_on=timezone.localdate(), closes_on=timezone.localdate(),
        )  # fmt: skip


def test_a_withdrawn_application_can_be_made_again_a_refused_one_cannot(hiring):
    first = hiring.applied()
    applying.application_withdraw(application_id=first.pk, by=first.jobseeker.person.user)
    second = hiring.applied(first.jobseeker)
    applying.application_reject(application_id=second.pk, by=hiring.recruiter, reason="skills")
    with pytest.raises(RuleBroken):
        hiring.applied(first.jobseeker)


def test_applying_to_an_employer_one_hides_from_takes_a_word_and_then_shows(hiring):
    who = hiring.jobseeker()
    HiddenFrom.objects.create(jobseeker=who, organisation=hiring.organisation)
    with pytest.raises(RuleBroken) as refused:
        hiring.applied(who)
    assert refused.value.field == "show_again"
    application = hiring.applied(who, show_again=True)
    assert application in Application.objects.visible_to(hiring.recruiter)


def test_an_employer_cannot_see_the_application_of_someone_who_hid_since(hiring):
    application = hiring.applied()
    HiddenFrom.objects.create(jobseeker=application.jobseeker, organisation=hiring.organisation)
    assert not Application.objects.visible_to(hiring.recruiter).exists()
    assert application in Application.objects.visible_to(application.jobseeker.person.user)


def test_the_first_opening_makes_it_viewed_and_the_counts_follow(hiring):
    application = hiring.applied()
    hiring.vacancy.refresh_from_db()
    assert (hiring.vacancy.applications_count, hiring.vacancy.applications_new) == (1, 1)
    applying.application_view(application_id=application.pk, by=hiring.recruiter)
    applying.application_view(application_id=application.pk, by=hiring.recruiter)
    application.refresh_from_db()
    hiring.vacancy.refresh_from_db()
    assert application.state == State.VIEWED
    assert application.transitions.filter(after=State.VIEWED).count() == 1
    assert (hiring.vacancy.applications_count, hiring.vacancy.applications_new) == (1, 0)


def test_withdrawing_ends_the_employers_sight(hiring):
    application = hiring.applied()
    applying.application_withdraw(application_id=application.pk, by=application.jobseeker.person.user, why="다른 일")
    application.refresh_from_db()
    assert application.decided_by == application.jobseeker.person.user
    assert not AccessGrant.objects.current().exists()
    hiring.vacancy.refresh_from_db()
    assert hiring.vacancy.applications_count == 0


def test_a_no_needs_a_reason_from_the_list_and_reaches_the_applicant(hiring):
    application = hiring.applied()
    for reason in ("", "filled", "age"):
        with pytest.raises(RuleBroken):
            applying.application_reject(application_id=application.pk, by=hiring.recruiter, reason=reason)
    applying.application_reject(
        application_id=application.pk, by=hiring.recruiter, reason="experience", text="고맙습니다."
    )
    body = Message.objects.get(template="application_rejected", medium="in_app").body
    assert "고맙습니다." in body
    assert not AccessGrant.objects.current().exists()


def test_several_are_refused_together_or_not_at_all(make_hiring):
    hiring = make_hiring(openings=3)
    rows = [hiring.applied() for _ in range(3)]
    applying.application_withdraw(application_id=rows[2].pk, by=rows[2].jobseeker.person.user)
    with pytest.raises(RuleBroken):
        applying.applications_reject(
            application_ids=[row.pk for row in rows], by=hiring.recruiter, reason="other_chosen"
        )
    assert Application.objects.filter(state=State.REJECTED).count() == 0
    applying.applications_reject(
        application_ids=[row.pk for row in rows[:2]], by=hiring.recruiter, reason="other_chosen"
    )
    assert Application.objects.filter(state=State.REJECTED).count() == 2
    assert told("application_rejected") == 2


def test_another_firms_recruiter_can_do_nothing(hiring):
    application, other = hiring.applied(), factories.MembershipFactory().user
    with pytest.raises(PermissionDenied):
        applying.application_reject(application_id=application.pk, by=other, reason="skills")
    with pytest.raises(PermissionDenied):
        applying.application_message_send(application_id=application.pk, by=other, text="안녕하세요")
    with pytest.raises(PermissionDenied):
        applying.application_view(application_id=application.pk, by=other)


def test_messages_reach_the_other_side(hiring):
    application = hiring.applied()
    applying.application_message_send(application_id=application.pk, by=hiring.recruiter, text="언제 오실 수 있나요?")
    applying.application_message_send(
        application_id=application.pk, by=application.jobseeker.person.user, text="내일이요."
    )
    assert [one.side for one in application.messages.all()] == ["employer", "jobseeker"]
    assert (told("application_message"), told("application_message_employer")) == (1, 1)


def propose(hiring, application, *days):
    now = timezone.now().replace(microsecond=0)
    return interviews.interview_propose(
        application_id=application.pk, by=hiring.recruiter, mode="onsite", place="수원시 장안구 1",
        times=[now + dt.timedelta(days=day) for day in days],
    )  # fmt: skip


def test_choosing_a_time_sets_it_and_opens_the_contact_details(hiring):
    application = hiring.applied()
    interview = propose(hiring, application, 3, 4)
    interviews.interview_choose(
        interview_id=interview.pk, by=application.jobseeker.person.user, starts_at=interview.times[1]
    )
    interview.refresh_from_db()
    application.refresh_from_db()
    assert (interview.state, interview.starts_at) == ("agreed", interview.times[1])
    assert application.answer_due_on == timezone.localdate(interview.times[1]) + dt.timedelta(days=14)
    assert AccessGrant.objects.current().filter(scope="contact", organisation=hiring.organisation).exists()


def test_a_new_proposal_takes_the_place_of_the_open_one(hiring):
    application = hiring.applied()
    first, second = propose(hiring, application, 3), propose(hiring, application, 5)
    assert set(Interview.objects.values_list("pk", "state")) == {(first.pk, "cancelled"), (second.pk, "proposed")}
    with pytest.raises(RuleBroken):
        interviews.interview_choose(
            interview_id=first.pk, by=application.jobseeker.person.user, starts_at=first.times[0]
        )


def test_declining_all_times_keeps_the_application_and_winds_the_clock(hiring):
    application = hiring.applied()
    interview = propose(hiring, application, 20)
    interviews.interview_decline(interview_id=interview.pk, by=application.jobseeker.person.user, text="오전이 좋아요")
    application.refresh_from_db()
    assert application.state == State.INTERVIEW
    assert application.answer_due_on == timezone.localdate() + dt.timedelta(days=14)
    assert told("application_interview_declined") == 1


@pytest.mark.parametrize("days", [(), (-1,), (61,), (1, 2, 3, 4, 5, 6)])
def test_interview_times_are_one_to_five_and_within_sixty_days(hiring, days):
    application = hiring.applied()
    with pytest.raises(RuleBroken):
        propose(hiring, application, *days)


@pytest.mark.parametrize(
    ("before", "after"),
    [("rejected", "interview"), ("withdrawn", "viewed"), ("accepted", "declined"), ("interview", "accepted")],
)
def test_states_move_only_along_the_table(before, after):
    assert after not in Application.NEXT.get(before, ())


def test_only_confirmed_skills_are_in_the_shared_cv(hiring):
    who = hiring.jobseeker()
    known, guessed = factories.SkillFactory(name_ko="지게차 운전"), factories.SkillFactory()
    Competency.objects.create(jobseeker=who, skill=known, level=4, confirmed_at=timezone.now())
    Competency.objects.create(jobseeker=who, skill=guessed, level=4)
    cv = hiring.applied(who).cv
    assert [one["ko"] for one in cv["skills"]] == ["지게차 운전"]
    assert cv["region"] == {"ko": "수원시 장안구", "en": "Jangan-gu, Suwon"}


def test_erasure_ends_what_is_open_and_empties_the_words(hiring):
    application = hiring.applied(note="비밀")
    person = application.jobseeker.person
    applying.application_message_send(application_id=application.pk, by=person.user, text="비밀")
    person_erase(person=person, by=None, why="asked")
    application.refresh_from_db()
    assert (application.state, application.note, application.cv) == (State.WITHDRAWN, "", {})
    assert list(application.messages.values_list("text", flat=True)) == [""]


def test_own_data_hold_the_applications(hiring):
    application = hiring.applied(note="내 말")
    found = export(application.jobseeker.person)["matching.applying"]["applications"]
    assert [one["note"] for one in found] == ["내 말"]

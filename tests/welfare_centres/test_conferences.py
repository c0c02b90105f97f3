"""Case conferences: cases come with a reason, a decision is an action at once, each sees only what is theirs."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from accounts import exporting
from accounts.models import AccessGrant, AccessLog
from channels.models import Message
from core.errors import RuleBroken
from jobseekers import services as plans
from jobseekers.models import PlanAction
from jobseekers.planning.merging import Conflict
from tests import factories
from tests.conftest import TwoStepClient
from tests.welfare_centres.shared import make_case, make_shared
from welfare_centres.models import AgendaItem, Conference, Decision, Entry, Participant
from welfare_centres.personal_data_plan import erase, minutes
from welfare_centres.selectors.conferences import agenda, agenda_candidates, participants_of
from welfare_centres.services import conferences as services
from welfare_centres.services.minutes import decision_make, minutes_write

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate


@pytest.fixture
def shared():
    return make_shared()


def both_steps(user):
    """Signed in as staff must be."""
    client = TwoStepClient()
    client.force_login(user)
    return client


def call(shared, days=3, **more):
    at = timezone.now() + dt.timedelta(days=days)
    values = {"starts_at": at, "ends_at": at + dt.timedelta(hours=1), "place": "2층 회의실"} | more
    return services.conference_call(centre_id=shared.centre.pk, by=shared.counsellor.user, **values)


def on_agenda(shared, conference=None):
    conference = conference or call(shared)
    return services.agenda_add(conference_id=conference.pk, case_id=shared.case.pk, by=shared.counsellor.user)


def decide(shared, item, **more):
    values = {"words": "주거 상담 받기", "owner": shared.helper, "due_on": TODAY() + dt.timedelta(days=7)} | more
    return decision_make(item_id=item.pk, by=shared.counsellor.user, **values)


def reasons(shared):
    (found,) = agenda_candidates(call(shared), shared.counsellor.user)
    return set(found.reasons)


# --- the agenda -------------------------------------------------------------------------------------------------


def test_a_case_without_a_reason_is_offered_without_one(shared):
    assert reasons(shared) == set()


def test_a_case_whose_review_comes_by_the_day_is_offered_with_that_reason(shared):
    shared.case.review_on = TODAY() + dt.timedelta(days=2)
    shared.case.save()
    assert reasons(shared) == {"review"}


def test_a_plan_whose_review_is_due_is_a_reason_too(shared):
    plans.plan_change(plan_id=shared.plan.pk, by=shared.counsellor.user, review_on=TODAY(), seen={"review_on": ""})
    assert reasons(shared) == {"review"}


def test_two_agencies_late_at_once_are_a_reason_and_one_is_none(shared):
    late = TODAY() - dt.timedelta(days=1)
    shared.action(owner=shared.helper, due_on=late)
    shared.action(owner=shared.helper, due_on=late)
    assert reasons(shared) == set()
    own = type(shared.helper)(shared.counsellor.user, shared.counsellor.organisation)
    shared.action(owner=own, due_on=late)
    assert reasons(shared) == {"overdue"}


def test_an_objection_of_the_person_is_a_reason_until_they_agree(shared):
    shared.action()
    for agreed, expected in ((False, {"objection"}), (True, set())):
        version = plans.version_propose(plan_id=shared.plan.pk, by=shared.counsellor.user)
        plans.version_answer(version_id=version.pk, by=shared.user, agreed=agreed, words="아침은 어려워요")
        assert reasons(shared) == expected


def test_a_referral_whose_answer_is_late_is_a_reason(shared):
    referral = factories.ReferralFactory(
        person=shared.person, case=shared.case, from_organisation=shared.counsellor.organisation,
        by=shared.counsellor.user, to_organisation=shared.worker.organisation,
        answer_by=TODAY() - dt.timedelta(days=1),
    )  # fmt: skip
    assert reasons(shared) == {"referral"}
    type(referral).objects.update(answer_by=TODAY() + dt.timedelta(days=20))
    assert reasons(shared) == set()


def test_cases_of_others_and_of_another_centre_are_not_offered(shared):
    other = make_shared()
    stranger = factories.MembershipFactory(counsellor=True, organisation=shared.counsellor.organisation)
    make_case(shared.centre, factories.PersonFactory(), stranger)
    found = agenda_candidates(call(shared), shared.counsellor.user)
    assert [one.case for one in found] == [shared.case]
    assert other.case not in found


@pytest.mark.parametrize("cases", [1, 8])
def test_the_agenda_costs_as_many_queries_however_many_cases(shared, cases, django_assert_num_queries):
    conference = call(shared)
    for _ in range(cases):
        case = make_case(shared.centre, factories.PersonFactory(), shared.counsellor, shared.worker)
        item = services.agenda_add(conference_id=conference.pk, case_id=case.pk, by=shared.counsellor.user)
        decide(shared, item)
    participants = participants_of(conference)
    with django_assert_num_queries(6):
        assert len(agenda(conference, shared.counsellor.user, participants)) == cases
        agenda_candidates(conference, shared.counsellor.user)


def test_who_works_on_a_case_is_asked_once_and_told(shared):
    conference = call(shared)
    for _ in range(2):
        on_agenda(shared, conference)
    assert Participant.objects.count() == 2
    assert Message.objects.filter(template="conference_called", user=shared.worker.user, medium="in_app").count() == 1


def test_a_case_stands_on_an_agenda_once_and_with_a_reason(shared):
    item = on_agenda(shared)
    with pytest.raises(IntegrityError), transaction.atomic():
        AgendaItem.objects.create(
            conference=item.conference, case=item.case, reasons=["asked"], added_by=shared.counsellor.user
        )
    with pytest.raises(IntegrityError), transaction.atomic():
        AgendaItem.objects.filter(pk=item.pk).update(reasons=[])


def test_a_closed_case_comes_on_no_agenda(shared):
    shared.case.state, shared.case.close_reason, shared.case.outcome = "closed", "found_work", "better"
    shared.case.closed_at = timezone.now()
    shared.case.save()
    with pytest.raises(RuleBroken):
        on_agenda(shared)


# --- who may ----------------------------------------------------------------------------------------------------


def test_only_staff_of_the_centre_and_of_agencies_there_call_a_conference(shared):
    at = timezone.now()
    when = {"starts_at": at, "ends_at": at + dt.timedelta(hours=1), "place": "1층"}
    assert services.conference_call(centre_id=shared.centre.pk, by=shared.worker.user, **when)
    for stranger in (factories.MembershipFactory(caseworker=True), factories.MembershipFactory(trainer=True)):
        with pytest.raises(PermissionDenied):
            services.conference_call(centre_id=shared.centre.pk, by=stranger.user, **when)


def test_a_conference_ends_after_it_begins_and_is_somewhere(shared):
    at = timezone.now()
    for values in ({"ends_at": at - dt.timedelta(hours=1)}, {"place": ""}):
        with pytest.raises(RuleBroken):
            call(shared, starts_at=at, **({"ends_at": at + dt.timedelta(hours=1)} | values))


def test_a_case_that_one_may_not_see_is_only_counted(shared):
    item = on_agenda(shared)
    guest = factories.MembershipFactory(caseworker=True, organisation=shared.worker.organisation)
    services.participant_add(
        conference_id=item.conference_id, user=guest.user, organisation=guest.organisation, by=shared.counsellor.user
    )
    (seen,) = agenda(item.conference, guest.user, participants_of(item.conference))
    assert seen.row is None
    with pytest.raises(PermissionDenied):
        minutes_write(item_id=item.pk, by=guest.user, minutes="보았음", seen={"minutes": ""})


def test_each_participant_stands_with_the_parts_of_the_case_that_are_open_to_them(shared):
    item = on_agenda(shared)
    participants = participants_of(item.conference)
    (seen,) = agenda(item.conference, shared.counsellor.user, participants)
    of_worker = next(one for one in participants if one.user == shared.worker.user)
    assert seen.open_to[of_worker.pk] == ["계획", "계획 쓰기"]
    AccessGrant.objects.filter(user=shared.worker.user, scope="plan_write").update(until=timezone.now())
    (seen,) = agenda(item.conference, shared.counsellor.user, participants)
    assert seen.open_to[of_worker.pk] == ["계획"]


# --- minutes and decisions --------------------------------------------------------------------------------------


def test_a_decision_is_an_action_of_the_plan_at_once(shared):
    item = on_agenda(shared)
    decision = decide(shared, item)
    action = PlanAction.objects.get(plan=shared.plan)
    assert (decision.action, action.owner, action.organisation) == (
        action, shared.worker.user, shared.worker.organisation,
    )  # fmt: skip
    assert Entry.objects.filter(case=shared.case, verb="conference.decided").count() == 1


def test_a_decision_that_cannot_be_an_action_leaves_nothing(shared):
    item = on_agenda(shared)
    with pytest.raises(RuleBroken):
        decide(shared, item, words=" ")
    with pytest.raises(RuleBroken):
        decide(shared, item, due_on=None)
    assert not Decision.objects.exists()
    assert not PlanAction.objects.exists()


def test_who_may_not_write_the_plan_decides_nothing(shared):
    item = on_agenda(shared)
    AccessGrant.objects.filter(user=shared.worker.user, scope="plan_write").update(until=timezone.now())
    with pytest.raises(PermissionDenied):
        decision_make(item_id=item.pk, by=shared.worker.user, words="일", owner=None, due_on=TODAY())


def test_the_next_conference_opens_with_the_last_decisions_and_how_they_stand(shared):
    first, second, third = call(shared, -20), call(shared, -10), call(shared)
    old = decide(shared, on_agenda(shared, first))
    last = decide(shared, on_agenda(shared, second), words="병원 함께 가기")
    plans.action_move(action_id=last.action_id, state="done", by=shared.worker.user)
    on_agenda(shared, third)
    (item,) = agenda(third, shared.counsellor.user, [])
    assert item.before == [last]
    assert item.before[0].action.state == "done"
    assert old not in item.before


def test_guards_against_silent_last_write_wins_in_minutes_too(shared):
    item = on_agenda(shared)
    minutes_write(item_id=item.pk, by=shared.worker.user, minutes="집을 찾음\n다음 주에 봄", seen={"minutes": ""})
    with pytest.raises(Conflict) as caught:
        minutes_write(item_id=item.pk, by=shared.counsellor.user, minutes="일을 찾음", seen={"minutes": ""})
    assert (caught.value.clashes[0].theirs, caught.value.clashes[0].by) == (
        "집을 찾음\n다음 주에 봄", shared.worker.user,
    )  # fmt: skip


# --- its course -------------------------------------------------------------------------------------------------


def test_a_conference_moved_is_told_and_has_the_next_number(shared):
    conference = on_agenda(shared).conference
    at = conference.starts_at + dt.timedelta(days=1)
    for _ in range(2):  # the same again is no change
        moved = services.conference_change(
            conference_id=conference.pk, by=shared.counsellor.user, starts_at=at, ends_at=at + dt.timedelta(hours=1),
            place="3층",
        )  # fmt: skip
    assert moved.sequence == 1
    assert Message.objects.filter(template="conference_moved", user=shared.worker.user, medium="in_app").count() == 1


def test_a_cancelled_conference_says_why_and_stays_so(shared):
    conference = on_agenda(shared).conference
    with pytest.raises(RuleBroken):
        services.conference_cancel(conference_id=conference.pk, by=shared.counsellor.user, why=" ")
    services.conference_cancel(conference_id=conference.pk, by=shared.counsellor.user, why="눈이 많이 옴")
    with pytest.raises(RuleBroken):
        services.conference_hold(conference_id=conference.pk, by=shared.counsellor.user)
    assert Message.objects.filter(template="conference_cancelled", user=shared.worker.user).exists()


def test_a_held_conference_stands_in_the_timeline_of_each_case(shared):
    conference = on_agenda(shared).conference
    services.conference_hold(conference_id=conference.pk, by=shared.counsellor.user)
    assert Entry.objects.filter(case=shared.case, verb="conference.held").count() == 1


def test_one_says_whether_one_comes(shared):
    conference = on_agenda(shared).conference
    services.participant_answer(conference_id=conference.pk, by=shared.worker.user, answer="excused", why="휴가")
    assert Participant.objects.get(user=shared.worker.user).answer == "excused"
    with pytest.raises(PermissionDenied):
        services.participant_answer(conference_id=conference.pk, by=shared.user, answer="attending")


# --- pages ------------------------------------------------------------------------------------------------------


def test_cases_are_put_on_the_agenda_and_decided_on_by_pages(shared):
    conference, client = call(shared), both_steps(shared.counsellor.user)
    page = reverse("welfare_centres:conference", args=[conference.public_id])
    assert shared.person.name in client.get(page).content.decode()
    client.post(reverse("welfare_centres:agenda_add", args=[conference.public_id]), {"case": [shared.case.public_id]})
    item = AgendaItem.objects.get()
    address = reverse("welfare_centres:agenda_item", args=[item.public_id])
    client.post(address, {"what": "minutes", "minutes": "집을 찾음\r\n병원에 감", "seen_minutes": ""})
    due = TODAY() + dt.timedelta(days=5)
    client.post(address, {"what": "decision", "words": "주거 상담", "owner": "", "due_on": due, "domain": "housing"})
    item.refresh_from_db()
    assert item.minutes == "집을 찾음\n병원에 감"
    assert Decision.objects.get().action.domain == "housing"
    printed = client.get(reverse("welfare_centres:conference_print", args=[conference.public_id])).content.decode()
    assert "병원에 감" in printed
    assert AccessLog.objects.filter(person=shared.person, what="conference").count() >= 2


def test_minutes_that_clash_show_both_texts_and_keep_what_was_typed(shared):
    item = on_agenda(shared)
    minutes_write(item_id=item.pk, by=shared.worker.user, minutes="집을 찾음", seen={"minutes": ""})
    client = both_steps(shared.counsellor.user)
    address = reverse("welfare_centres:agenda_item", args=[item.public_id])
    answer = client.post(address, {"what": "minutes", "minutes": "일을 찾음", "seen_minutes": ""})
    text = answer.content.decode()
    assert answer.status_code == 422
    assert "집을 찾음" in text
    assert "일을 찾음" in text
    assert shared.worker.user.display_name in text


def test_the_calendar_file_names_nobody(shared):
    conference = on_agenda(shared).conference
    client = both_steps(shared.worker.user)
    answer = client.get(reverse("welfare_centres:conference_calendar", args=[conference.public_id]))
    text = answer.content.decode().replace("\r\n ", "")
    assert answer["Content-Type"].startswith("text/calendar")
    assert f"UID:{conference.public_id}" in text
    assert shared.person.name not in text


def test_a_conference_of_another_centre_is_not_there(shared):
    conference = call(shared)
    client = both_steps(factories.MembershipFactory(caseworker=True).user)
    assert client.get(reverse("welfare_centres:conference", args=[conference.public_id])).status_code == 404
    assert not Conference.objects.visible_to(factories.UserFactory()).exists()


def test_minutes_are_in_the_own_data_and_go_with_the_person_or_after_their_time(shared):
    item = on_agenda(shared)
    minutes_write(item_id=item.pk, by=shared.worker.user, minutes="집을 찾음", seen={"minutes": ""})
    assert "집을 찾음" in exporting.as_json(shared.person)
    assert [minutes(item.conference.ends_at), minutes(item.conference.ends_at + dt.timedelta(days=1))] == [0, 1]
    minutes_write(item_id=item.pk, by=shared.worker.user, minutes="다시 찾음", seen={"minutes": ""})
    erase(shared.person)
    assert "찾음" not in exporting.as_json(shared.person)

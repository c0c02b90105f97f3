"""The day of a member of staff: who needs them, what is late, what is done with many at once."""

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.models import AccessGrant, Assignment
from channels.models import Contact, Message
from core import display
from core.errors import RuleBroken
from jobseekers.models import Spell
from jobseekers.services import plan_start
from portal.selectors import counsellor as caseload
from tests import factories
from tests.conftest import TwoStepClient
from tests.welfare_centres.shared import make_case, make_shared
from welfare_centres.models import Appointment, AppointmentType
from welfare_centres.selectors.day import day_of
from welfare_centres.services.caseload import people_write, reviews_set
from welfare_centres.services.conferences import agenda_add, conference_call
from welfare_centres.services.timeline import entry_add

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate
BULK = "welfare_centres:bulk"


@pytest.fixture
def shared():
    return make_shared()


def signed(user):
    client = TwoStepClient()
    client.force_login(user)
    return client


def days(count):
    return dt.timedelta(days=count)


def taken_on(shared, ago=60, spell=200):
    """Somebody the counsellor has looked after for `ago` days, without work for `spell`."""
    jobseeker = factories.JobseekerFactory(searching=True)
    Spell.objects.filter(jobseeker=jobseeker).update(started_on=TODAY() - days(spell))
    Assignment.objects.create(
        person=jobseeker.person, organisation=shared.counsellor.organisation, counsellor=shared.counsellor.user,
        since=timezone.now() - days(ago),
    )  # fmt: skip
    return jobseeker.person


# --- whom to look at --------------------------------------------------------------------------------------------


def test_own_late_actions_come_the_longest_late_first(shared):
    for late in (3, 9):
        shared.action(owner=shared.helper, due_on=TODAY() - days(late))
    shared.action(owner=shared.helper, due_on=TODAY())
    shared.action(due_on=TODAY() - days(5))
    day = day_of(shared.worker.user, TODAY())
    assert [(TODAY() - line.day).days for line in day.of("late")] == [9, 3]
    assert [one.late for one in day.cases] == [2]


def test_a_case_that_nobody_touched_for_weeks_is_among_the_unseen_until_somebody_does(shared):
    shared.case.opened_at = timezone.now() - days(40)
    shared.case.save()
    assert [one.public_id for one in day_of(shared.worker.user, TODAY()).unseen] == [shared.case.public_id]
    entry_add(case=shared.case, kind="contact", verb="contact", by=shared.counsellor.user)
    assert day_of(shared.worker.user, TODAY()).unseen == []


def test_plans_to_be_looked_at_this_week_are_named(shared):
    assert shared.plan
    for ahead, named in ((30, []), (6, [shared.person.public_id])):
        reviews_set(people=[shared.person], day=TODAY() + days(ahead), by=shared.worker.user)
        assert [line.person for line in day_of(shared.counsellor.user, TODAY()).of("review")] == named


def test_a_conference_of_the_week_is_named_to_whom_it_asks(shared):
    at = timezone.now() + days(2)
    conference = conference_call(
        centre_id=shared.centre.pk, by=shared.counsellor.user, starts_at=at, ends_at=at + days(1), place="1층"
    )
    agenda_add(conference_id=conference.pk, case_id=shared.case.pk, by=shared.counsellor.user)
    assert [line.key for line in day_of(shared.worker.user, TODAY()).of("conference")] == [conference.public_id]


def meeting(shared, person, days_ago=0, **more):
    """Past the services: for a row that only has to be there."""
    begin = timezone.make_aware(dt.datetime.combine(TODAY() - days(days_ago), dt.time(10)))
    kind, _new = AppointmentType.objects.get_or_create(
        code="talk", defaults={"name_ko": "상담", "channels": ["phone"]}
    )
    return Appointment.objects.create(
        person=person, staff=shared.worker.user, organisation=shared.worker.organisation, centre=shared.centre,
        type=kind, channel="phone", booked_how="self", during=(begin, begin + dt.timedelta(minutes=30)), **more,
    )  # fmt: skip


def referral(shared, **more):
    return factories.ReferralFactory(
        person=shared.person, from_organisation=shared.counsellor.organisation, by=shared.counsellor.user,
        to_organisation=shared.worker.organisation, **more,
    )  # fmt: skip


def test_todays_appointments_are_named_to_whom_they_are_with(shared):
    today = meeting(shared, shared.person)
    meeting(shared, shared.person, days_ago=1)
    (line,) = day_of(shared.worker.user, TODAY()).of("appointment")
    assert (line.key, line.name, line.label) == (today.public_id, shared.person.name, "전화")
    assert day_of(shared.counsellor.user, TODAY()).of("appointment") == []


def test_referrals_to_ones_agency_wait_by_name_where_it_was_told_until_they_are_answered(shared):
    named = referral(shared, told={"name": "김민지"}, need="housing")
    unnamed = referral(shared, told={}, need="debt", answer_by=TODAY() + days(9))
    lines = day_of(shared.worker.user, TODAY()).of("referral")
    assert [(line.key, line.name, line.label) for line in lines] == [
        (named.public_id, "김민지", "사는 곳"),
        (unnamed.public_id, "", "빚·돈"),
    ]
    type(named).objects.update(state="withdrawn", ended_on=TODAY())
    assert day_of(shared.worker.user, TODAY()).of("referral") == []


@pytest.mark.parametrize(("note", "unseen"), [("advice", False), ("no_answer", True), ("message", True)])
def test_a_call_that_reached_the_person_is_a_contact_and_one_that_did_not_is_none(shared, note, unseen):
    person = taken_on(shared, ago=60)
    Contact.objects.create(person=person, channel="phone", direction="out", note=note, by=shared.worker.user)
    assert ("unseen" in needs(shared.counsellor.user)) == unseen


def test_an_appointment_that_took_place_is_a_contact(shared):
    person = taken_on(shared, ago=60)
    meeting(shared, person, days_ago=2, state="done")
    assert "unseen" not in needs(shared.counsellor.user)
    assert caseload.clients(shared.counsellor.user, TODAY())[0].contact_on == TODAY() - days(2)


def needs(user):
    return {need.code for client in caseload.clients(user, TODAY()) for need in client.needs}


def test_somebody_long_without_work_whom_nobody_has_met_is_now_urgent(shared):
    taken_on(shared, ago=60)
    assert caseload.Need("unseen").urgency == caseload.Urgency.NOW
    assert "unseen" in needs(shared.counsellor.user)


def test_a_contact_by_anybody_takes_the_person_from_the_unseen(shared):
    person = taken_on(shared, ago=60)
    case = make_case(shared.centre, person, shared.worker)
    entry_add(case=case, kind="contact", verb="contact", by=shared.worker.user)
    assert "unseen" not in needs(shared.counsellor.user)
    assert caseload.clients(shared.counsellor.user, TODAY())[0].contact_on == TODAY()


def test_one_newly_taken_on_is_not_yet_unseen(shared):
    taken_on(shared, ago=5)
    assert "unseen" not in needs(shared.counsellor.user)


def test_of_two_alike_whom_nobody_met_for_longer_comes_first(shared):
    people = [taken_on(shared, ago=5) for _ in range(2)]
    case = make_case(shared.centre, people[0], shared.worker)
    entry_add(case=case, kind="contact", verb="contact", by=shared.worker.user)
    order = [client.public_id for client in caseload.clients(shared.counsellor.user, TODAY())]
    assert order == [people[1].public_id, people[0].public_id]


# --- cost -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("people", [1, 15])
@pytest.mark.parametrize("who", ["counsellor", "worker"])
def test_a_day_costs_as_many_queries_whatever_the_caseload(shared, who, people, django_assert_max_num_queries):
    for _ in range(people):
        person = taken_on(shared)
        make_case(shared.centre, person, shared.counsellor, shared.worker)
        plan_start(person_id=person.pk, by=shared.counsellor.user, review_on=TODAY())
    client = signed(getattr(shared, who).user)
    client.get(reverse("portal:home"))
    with django_assert_max_num_queries(8):
        assert client.get(reverse("portal:home")).status_code == 200


def test_a_case_workers_home_names_their_cases(shared):
    text = signed(shared.worker.user).get(reverse("portal:home")).content.decode()
    assert reverse("welfare_centres:case", args=[shared.case.public_id]) in text


# --- many at once -----------------------------------------------------------------------------------------------


def ticked(shared, what, *people, **more):
    data = {"what": what, "person": [one.public_id for one in people], **more}
    return signed(shared.counsellor.user).post(reverse(BULK), data)


def test_what_is_done_to_the_ticked_is_asked_first_and_done_after(shared):
    assert shared.plan
    asked = ticked(shared, "review", shared.person)
    assert asked.status_code == 200
    assert shared.person.name in asked.content.decode()
    ticked(shared, "review", shared.person, sure="1", day=TODAY() + days(3))
    assert shared.plan.review_on == TODAY() + days(3)


def test_before_review_days_are_set_at_once_each_one_shows_the_day_it_had(shared):
    assert shared.plan
    without = taken_on(shared)
    reviews_set(people=[shared.person], day=TODAY() + days(20), by=shared.counsellor.user)
    page = ticked(shared, "review", shared.person, without).content.decode()
    assert f"{shared.person.name} · 지금 다시 살피는 날 {display.date(TODAY() + days(20))}" in page
    assert f"{without.name} · 계획이 없음" in page


def test_a_day_that_is_past_is_refused(shared):
    assert shared.plan
    with pytest.raises(RuleBroken):
        reviews_set(people=[shared.person], day=TODAY() - days(1), by=shared.counsellor.user)


def test_the_ticked_are_written_to_once_however_often_it_is_sent(shared):
    for _ in range(2):
        ticked(shared, "write", shared.person, sure="1", text="다음 주 수요일에 센터에서 만나요.")
    assert Message.objects.filter(person=shared.person, template="staff_wrote", medium="in_app").count() == 1


def test_only_the_ticked_are_handed_over(shared):
    people = [taken_on(shared) for _ in range(3)]
    colleague = factories.MembershipFactory(counsellor=True, organisation=shared.counsellor.organisation)
    ticked(shared, "hand_over", *people[:2], sure="1", to=colleague.user.public_id)
    assert Assignment.objects.filter(counsellor=colleague.user, until=None).count() == 2
    assert Assignment.objects.get(counsellor=shared.counsellor.user, until=None).person == people[2]


def test_nobody_elses_people_can_be_ticked(shared):
    stranger = factories.PersonFactory()
    assert ticked(shared, "write", stranger, sure="1", text="안녕하세요").status_code == 302
    assert not Message.objects.filter(person=stranger).exists()


def test_a_day_is_set_only_where_one_may_write_the_plan(shared):
    assert shared.plan
    AccessGrant.objects.filter(user=shared.counsellor.user, scope="plan_write").update(until=timezone.now())
    assert ticked(shared, "review", shared.person).status_code == 302
    assert shared.person.name in ticked(shared, "write", shared.person).content.decode()


def test_nobody_ticked_and_no_such_deed_do_nothing(shared):
    assert ticked(shared, "write").status_code == 302
    assert ticked(shared, "erase", shared.person).status_code == 404
    with pytest.raises(RuleBroken):
        people_write(people=[], text="안녕하세요", by=shared.counsellor.user)

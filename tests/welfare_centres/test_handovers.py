"""A warm handover: the person, who sent them and who receives them meet when all three have time."""

from __future__ import annotations

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.urls import reverse

from accounts.models import Consent
from accounts.services import consent_withdraw
from core.errors import RuleBroken
from tests import factories
from tests.welfare_centres.meetings import ahead, at, together
from tests.welfare_centres.referring import Parties, parties
from welfare_centres.models import Absence, Appointment, AppointmentType, Centre, Desk, Referral
from welfare_centres.selectors import meetings
from welfare_centres.selectors.referrals import handover_centre, handover_of
from welfare_centres.selectors.slots import Wish, free_slots
from welfare_centres.services.appointments import appointment_cancel, appointment_rebook
from welfare_centres.services.handovers import handover_book
from welfare_centres.services.holding import SlotTaken
from welfare_centres.services.referrals import referral_answer, referral_refuse, referral_withdraw

pytestmark = pytest.mark.django_db
TEN, ELEVEN = at(ahead(), 10), at(ahead(), 11)


def roof(told: Parties) -> Centre:
    """The agency receives people every day at the counsellor's centre."""
    sender = told.person.assignments.get(until=None).organisation
    centre = factories.CentreFactory(organisation=sender)
    agency = factories.AgencyFactory(organisation=told.agency.organisation)
    Desk.objects.create(centre=centre, agency=agency)
    factories.AppointmentTypeFactory(code="warm-handover")
    factories.RoomFactory(centre=centre)
    for weekday in range(1, 8):
        factories.WorkingHoursFactory(
            user=told.agency.user, organisation=told.agency.organisation, centre=centre, weekday=weekday
        )
    return centre


@pytest.fixture
def told() -> Parties:
    found = parties()
    roof(found)
    return found


def book(told: Parties, row: Referral, *, by=None, starts_at: dt.datetime = TEN, **more) -> Appointment:
    centre = handover_centre(row)
    assert centre is not None
    given = {"staff_id": told.agency.user_id, "channel": "in_person", "centre_id": centre.pk} | more
    return handover_book(referral_id=row.pk, by=by or told.counsellor, starts_at=starts_at, **given)


def by_phone(told: Parties, **more) -> Appointment:
    """A row that no service looked at."""
    return Appointment.objects.create(
        organisation=told.agency.organisation, centre=Centre.objects.get(), type=AppointmentType.objects.get(),
        channel="phone", booked_by=told.counsellor, booked_how="staff", **more,
    )  # fmt: skip


def test_the_three_of_a_handover_each_find_it_in_their_calendar(told):
    row = told.send_inside(warm=True)
    made = book(told, row)
    assert handover_of(row) == made
    assert made.hosts == [told.agency.user, told.counsellor]
    for user in (told.counsellor, told.agency.user):
        lines = meetings.calendar_of(user, ahead(), 1)[ahead()]
        assert [line.appointment for line in lines] == [made]
    assert meetings.of_person(told.person.user).to_come == [made]


def test_who_receives_may_make_it_too_and_nobody_else_may(told):
    row = told.send_inside(warm=True)
    with pytest.raises(PermissionDenied):
        book(told, row, by=factories.MembershipFactory(counsellor=True).user)
    assert book(told, row, by=told.agency.user).booked_by == told.agency.user


@pytest.mark.parametrize("busy", ["sender", "sender_absent", "receiver", "person"])
def test_a_time_that_one_of_the_three_does_not_have_is_not_offered(told, busy):
    row = told.send_inside(warm=True)
    other = {"staff": factories.UserFactory(), "person": factories.PersonFactory()}
    held = {"sender": {"staff": told.counsellor}, "receiver": {"staff": told.agency.user},
            "person": {"person": told.person}}  # fmt: skip
    if busy == "sender_absent":
        Absence.objects.create(user=told.counsellor, during=(TEN, ELEVEN), made_by=told.counsellor)
    else:
        by_phone(told, **(other | held[busy]), during=(TEN, ELEVEN))
    with pytest.raises(SlotTaken) as lost:
        book(told, row)
    assert lost.value.offers
    assert not [slot for slot in lost.value.offers if TEN <= slot.starts_at < ELEVEN]


def test_who_comes_too_is_not_offered_to_others_at_that_time(told):
    made = book(told, told.send_inside(warm=True))
    for weekday in range(1, 8):
        factories.WorkingHoursFactory(
            user=told.counsellor, centre=made.centre, organisation=made.centre.organisation, weekday=weekday
        )
    person = factories.UserFactory(as_person=True)
    kind = factories.AppointmentTypeFactory()
    wish = Wish(
        type=kind, channel="phone", centre_id=made.centre_id, first=ahead(), last=ahead(), not_before=at(ahead(), 0),
        staff_id=told.counsellor.pk, person_id=person.person_id,
    )  # fmt: skip
    free = {slot.starts_at for slot in free_slots(wish)}
    assert free
    assert TEN not in free


@pytest.mark.parametrize(
    ("more", "said"),
    [({"warm": False}, "전화로"), ({"parts": ("age",)}, "이름을")],
)
def test_a_referral_that_wishes_for_no_meeting_or_tells_no_name_gets_none(told, more, said):
    row = told.send_inside(**({"warm": True} | more))
    with pytest.raises(RuleBroken, match=said):
        book(told, row)


def test_a_referral_has_one_handover_at_a_time_and_another_after_it_was_called_off(told):
    row = told.send_inside(warm=True)
    made = book(told, row)
    with pytest.raises(RuleBroken, match="이미"):
        book(told, row, starts_at=ELEVEN)
    appointment_cancel(appointment_id=made.pk, by=told.counsellor, reason="몸이 아픔")
    assert handover_of(row) is None
    assert handover_of(row) != book(told, row, starts_at=ELEVEN)


def test_the_database_itself_keeps_one_handover_a_referral(told):
    made = book(told, told.send_inside(warm=True))
    with pytest.raises(IntegrityError, match="appointment_handover_booked_once"), transaction.atomic():
        by_phone(
            told, staff=told.agency.user, person=told.person, handover_of=made.handover_of,
            companion=told.counsellor, during=(ELEVEN, ELEVEN + dt.timedelta(hours=1)),
        )  # fmt: skip


def test_the_database_itself_lets_nobody_host_one_meeting_and_go_along_to_another(told):
    made = book(told, told.send_inside(warm=True))
    with pytest.raises(IntegrityError) as refused, transaction.atomic():
        by_phone(told, staff=made.companion, person=factories.PersonFactory(), during=made.during)
    assert refused.value.__cause__.diag.constraint_name == "appointment_or_session_booked_once"


def test_a_handover_that_the_person_moves_stays_with_the_three(told):
    row = told.send_inside(warm=True)
    made = book(told, row)
    moved = appointment_rebook(
        appointment_id=made.pk, by=told.person.user, staff_id=told.agency.user_id, starts_at=ELEVEN, how="self"
    )
    assert handover_of(row) == moved
    assert moved.companion == told.counsellor


@pytest.mark.parametrize("end", ["declined", "withdrawn", "refused", "consent"])
def test_a_referral_that_comes_to_nothing_takes_its_handover_with_it(told, end):
    row = told.send_inside(warm=True)
    made = book(told, row)
    assert Appointment.objects.visible_to(told.agency.user).filter(pk=made.pk).exists()
    if end == "declined":
        referral_answer(referral_id=row.pk, by=told.agency.user, state="declined", reason="full")
    elif end == "withdrawn":
        referral_withdraw(referral_id=row.pk, by=told.counsellor)
    elif end == "refused":
        referral_refuse(referral_id=row.pk, by=told.person.user)
    else:
        consent = Consent.objects.get(person=told.person, purpose=Consent.Purpose.SHARE_AGENCY)
        consent_withdraw(consent=consent)
    made.refresh_from_db()
    assert made.state == "cancelled"
    seen = Appointment.objects.visible_to(told.agency.user).filter(pk=made.pk).exists()
    assert seen is (end == "declined")


@pytest.mark.django_db(transaction=True)
def test_two_who_take_one_handover_time_at_once_are_one_winner_and_one_offered_others():
    """Failure guarded: appointments offered with no free slot."""
    one = parties()
    roof(one)
    other = factories.UserFactory(as_person=True).person
    factories.AssignmentFactory(
        person=other, organisation=one.person.assignments.get(until=None).organisation, counsellor=one.counsellor
    )
    first = one.send_inside(warm=True)
    second = Parties(other, one.counsellor, one.agency, one.service).send_inside(warm=True)
    rows = together([lambda row=row: book(one, row) for row in (first, second)])
    assert [type(row).__name__ for row in sorted(rows, key=lambda row: type(row).__name__)] == [
        "Appointment",
        "SlotTaken",
    ]


@pytest.mark.django_db(transaction=True)
def test_both_sides_who_make_the_handover_at_once_make_one():
    one = parties()
    roof(one)
    row = one.send_inside(warm=True)
    rows = together(
        [lambda: book(one, row), lambda: book(one, row, by=one.agency.user, starts_at=ELEVEN)],
    )
    assert sum(isinstance(made, Appointment) for made in rows) == Appointment.objects.count() == 1


@pytest.mark.parametrize("side", ["counsellor", "agency"])
def test_either_side_chooses_the_time_on_the_pages(told, client, side):
    row = told.send_inside(warm=True)
    client.force_login(told.counsellor if side == "counsellor" else told.agency.user)
    page = reverse("welfare_centres:referral", args=[row.public_id])
    address = reverse("welfare_centres:referral_handover", args=[row.public_id])
    assert address in client.get(page).content.decode()
    assert client.get(address).status_code == 200
    times = client.get(address, {"channel": "in_person", "day": f"{ahead()}"})
    key = f"{told.agency.user.public_id}@{ahead()}T10:00"
    assert key.replace(":", "%3A").replace("@", "%40") in times.content.decode()
    asked = f"{address}?channel=in_person&slot={key}"
    answer = client.post(asked, {"slot": key, "how": "staff"})
    assert answer.status_code == 302, answer.content.decode()
    assert str(handover_of(row).public_id) in client.get(page).content.decode()
    client.force_login(told.person.user)
    own = client.get(reverse("welfare_centres:referral_own", args=[row.public_id]))
    assert str(handover_of(row).public_id) in own.content.decode()

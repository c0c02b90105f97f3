"""Group sessions, the walk-in queue, hours and rooms, and the figures of waiting."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from accounts.erasing import erase_in_rooms
from accounts.exporting import export
from channels.models import Message
from core.errors import RuleBroken
from tests import factories
from tests.welfare_centres.meetings import ahead, at, make_place
from tests.welfare_centres.test_meetings_booking import _with_second_step
from tests.world import signed_in
from welfare_centres.models import Appointment, GroupSession, QueueTicket
from welfare_centres.selectors import waiting
from welfare_centres.services.groups import attendance_note, place_leave, place_take, session_cancel, session_open
from welfare_centres.services.meeting_hours import hours_add, hours_end, room_save
from welfare_centres.services.tickets import ticket_call_next, ticket_draw, ticket_note

pytestmark = pytest.mark.django_db
TEN = at(ahead(), 10)


@pytest.fixture
def place():
    return make_place(staff=2)


def open_session(place, capacity=1, **more):
    given = {
        "by": place.staff[0], "organisation": place.centre.organisation, "centre": place.centre, "starts_at": TEN,
        "ends_at": TEN + dt.timedelta(hours=2), "capacity": capacity, "title_ko": "면접 연습", "room": place.rooms[0],
    }  # fmt: skip
    return session_open(**(given | more))


def take(session, user):
    return place_take(session_id=session.pk, person_id=user.person_id, by=user, how="self")


def test_the_last_place_goes_to_the_first_and_to_the_next_when_given_up(place):
    session, first, second = open_session(place), place.person(), place.person()
    held, waits = take(session, first), take(session, second)
    assert (held.state, waits.state) == ("going", "waiting")
    place_leave(attendee_id=held.pk, by=first)
    waits.refresh_from_db()
    assert waits.state == "going"
    assert Message.objects.filter(template="group_moved_up", person=second.person, medium="in_app").count() == 1


def test_who_is_elsewhere_at_that_time_neither_joins_nor_moves_up(place):
    session, first, second, third = open_session(place), place.person(), place.person(), place.person()
    held = take(session, first)
    waits, last = take(session, second), take(session, third)
    place.book(second, TEN, staff=place.staff[1])
    place_leave(attendee_id=held.pk, by=first)
    waits.refresh_from_db()
    last.refresh_from_db()
    assert (waits.state, last.state) == ("waiting", "going")
    busy = place.person()
    place.book(busy, TEN + dt.timedelta(minutes=30), staff=place.staff[1])
    with pytest.raises(RuleBroken):
        take(session, busy)


def test_a_session_is_not_opened_over_an_appointment_of_its_leader_or_in_its_room(place):
    row = place.book(place.person(), TEN)
    with pytest.raises(RuleBroken):
        open_session(place, room=place.rooms[1])
    with pytest.raises(RuleBroken):
        open_session(place, by=place.staff[1], room=row.room)


def test_the_database_holds_no_more_than_the_places(place):
    session = open_session(place)
    with pytest.raises(IntegrityError, match="group_session_within_capacity"):
        GroupSession.objects.filter(pk=session.pk).update(taken=2)


def test_who_signed_up_hears_that_it_is_called_off(place):
    session, person = open_session(place), place.person()
    take(session, person)
    session_cancel(session_id=session.pk, by=place.staff[1], why="강사가 아픔")
    assert Message.objects.filter(template="group_called_off", person=person.person, medium="in_app").count() == 1
    assert len(place.free(staff_id=place.staff[0].pk)) == 18


def test_attendance_is_noted_once_it_began_and_can_be_put_right(place):
    session = open_session(place)
    row = take(session, place.person())
    with pytest.raises(RuleBroken):
        attendance_note(attendee_id=row.pk, by=place.staff[0], state="present")
    now = timezone.now()
    GroupSession.objects.update(during=(now - dt.timedelta(minutes=5), now + dt.timedelta(hours=1)))
    attendance_note(attendee_id=row.pk, by=place.staff[0], state="absent")
    assert attendance_note(attendee_id=row.pk, by=place.staff[0], state="present").state == "present"


# --- the queue ----------------------------------------------------------------------------------------------------


def draw(place):
    return ticket_draw(centre_id=place.centre.pk, type_id=place.kind.pk, by=place.staff[0])


def call(place, n=0):
    return ticket_call_next(centre_id=place.centre.pk, by=place.staff[n], desk="2")


def test_numbers_are_called_in_order_and_the_one_before_is_done(place):
    first, second = draw(place), draw(place)
    assert (first.number, second.number, second.ahead) == (1, 2, 1)
    assert call(place).number == 1
    assert call(place).number == 2
    first.refresh_from_db()
    assert first.state == "served"
    assert call(place) is None


def test_who_was_not_there_can_wait_again_in_the_old_place(place):
    draw(place)
    draw(place)
    row = call(place)
    ticket_note(ticket_id=row.pk, by=place.staff[0], state="left")
    ticket_note(ticket_id=row.pk, by=place.staff[0], state="waiting")
    assert call(place, 1).number == 1


def test_staff_of_another_centre_do_not_call_here(place):
    draw(place)
    with pytest.raises(PermissionDenied):
        ticket_call_next(centre_id=place.centre.pk, by=make_place().staff[0], desk="1")


def test_the_screen_shows_numbers_and_no_names_and_its_middle_alone_when_asked_again(place):
    draw(place)
    call(place)
    client = _with_second_step(signed_in(place.staff[0]))
    address = reverse("welfare_centres:queue_screen")
    whole, part = client.get(address).content.decode(), client.get(address, HTTP_HX_REQUEST="true").content.decode()
    assert "<html" in whole
    assert "<html" not in part
    assert 'hx-trigger="every 5s"' in part


def test_a_forecast_needs_enough_called_numbers_and_says_between_what_and_what(place):
    assert waiting.estimate(place.centre, 2) is None
    now = timezone.now()
    for minutes in range(1, 21):
        QueueTicket.objects.create(
            centre=place.centre, type=place.kind, number=minutes, ahead=0, state="served", desk="1",
            called_by=place.staff[0], drawn_at=now - dt.timedelta(minutes=minutes), called_at=now, ended_at=now,
        )  # fmt: skip
    found = waiting.estimate(place.centre, 1)
    assert (found.low, found.median, found.high, found.number) == (6, 21, 36, 20)


def test_days_waited_count_a_moved_appointment_once_from_its_first_request(place):
    now = timezone.now()
    for days in (1, 2, 3, 4, 10):
        begins = now + dt.timedelta(days=days)
        Appointment.objects.create(
            person=factories.PersonFactory(), staff=place.staff[0], organisation=place.centre.organisation,
            centre=place.centre, type=place.kind, channel="phone", booked_how="self", asked_at=now,
            during=(begins, begins + dt.timedelta(minutes=30)), state="rebooked" if days == 10 else "booked",
        )  # fmt: skip
    (line,) = waiting.days_waited([place.centre], timezone.localdate(), ahead(20))
    assert (line.number, round(line.low, 2), round(line.median, 2), round(line.high, 2)) == (4, 1.75, 2.5, 3.25)


# --- hours, rooms, and what is held about a person ----------------------------------------------------------------


def test_hours_do_not_overlap_and_visits_keep_to_the_opening_hours(place):
    user, organisation = place.staff[0], place.centre.organisation
    given = {
        "by": user, "user": user, "organisation": organisation, "centre": place.centre, "weekdays": [1],
        "channels": ["in_person"], "valid_from": timezone.localdate(),
    }  # fmt: skip
    for starts, ends in (((17), 19), (9, 12)):
        with pytest.raises(RuleBroken):
            hours_add(**given, starts=dt.time(starts), ends=dt.time(ends))
    made = hours_add(**given | {"channels": ["phone"]}, starts=dt.time(18), ends=dt.time(20))
    assert len(made) == 1


def test_hours_that_end_hand_back_the_appointments_in_them(place):
    row = place.book(place.person(), TEN)
    hours = place.staff[0].working_hours.get(weekday=ahead().isoweekday())
    assert hours_end(hours_id=hours.pk, by=place.staff[0], last=timezone.localdate()) == [row]
    assert place.free(staff_id=place.staff[0].pk) == []


def test_a_counsellor_manages_no_rooms_and_sets_nobody_elses_hours(place):
    with pytest.raises(PermissionDenied):
        room_save(by=place.staff[0], centre=place.centre, room=place.rooms[0])
    hours = place.staff[1].working_hours.first()
    with pytest.raises(PermissionDenied):
        hours_end(hours_id=hours.pk, by=place.staff[0], last=timezone.localdate())


def test_who_is_erased_gives_their_times_and_places_to_others_and_leaves_no_words(place):
    person, other = place.person(), place.person()
    session = open_session(place)
    take(session, person)
    waits = take(session, other)
    row = place.book(person, at(ahead(), 14), staff=place.staff[1], channel="home_visit", place="수원시 1")
    assert export(person.person)["welfare_centres.meetings"]["appointments"][0]["place"] == "수원시 1"
    for _twice in range(2):
        erase_in_rooms(person.person)
    row.refresh_from_db()
    waits.refresh_from_db()
    assert (row.state, row.place, row.note, waits.state) == ("cancelled", "–", "", "going")


def test_the_ministry_sees_a_line_a_centre_and_everything_in_the_file(world, place):
    place.book(place.person(), TEN)
    place.book(place.person(), at(ahead(), 11), channel="phone")
    client, address = world.client("analyst"), reverse("welfare_centres:waiting")
    lines = waiting.days_waited([place.centre], timezone.localdate(), ahead(20), whole=True)
    assert [(line.number, line.service, line.channel) for line in lines] == [(2, "", "")]
    assert client.get(address).status_code == 200
    assert client.get(f"{address}?format=csv").content.decode("utf-8-sig").startswith("센터,")


@pytest.mark.parametrize("same", ["staff", "room"])
def test_the_database_lets_no_session_and_appointment_hold_the_same_time(place, same):
    row = place.book(place.person(), TEN)
    leader = place.staff[0] if same == "staff" else place.staff[1]
    room = row.room if same == "room" else place.rooms[-1]
    session = GroupSession(
        organisation=place.centre.organisation, centre=place.centre, leader=leader, room=room, capacity=5,
        title_ko="면접 연습", during=(TEN, TEN + dt.timedelta(hours=1)),
    )  # fmt: skip
    with pytest.raises(IntegrityError) as refused, transaction.atomic():
        session.save()
    assert refused.value.__cause__.diag.constraint_name == "appointment_or_session_booked_once"
    Appointment.objects.filter(pk=row.pk).update(state="rebooked")
    session.save()
    with pytest.raises(IntegrityError), transaction.atomic():
        Appointment.objects.filter(pk=row.pk).update(state="booked")

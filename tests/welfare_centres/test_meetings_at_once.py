"""Many at the same moment: a time, a room, a place and a number are given once."""

import datetime as dt
from collections import Counter

import pytest
from django.db import IntegrityError
from django.utils import timezone

from tests import factories
from tests.welfare_centres.meetings import ahead, at, make_place, together
from welfare_centres.models import Appointment, Attendee, GroupSession, QueueTicket
from welfare_centres.services.appointments import appointment_cancel, appointment_rebook
from welfare_centres.services.groups import place_leave, place_take
from welfare_centres.services.holding import SlotTaken
from welfare_centres.services.reminders import reminders_send
from welfare_centres.services.tickets import ticket_call_next, ticket_draw

pytestmark = pytest.mark.django_db(transaction=True)
MANY = 20
TEN = at(ahead(), 10)


def made(rows):
    return [row for row in rows if not isinstance(row, Exception)]


def test_twenty_at_the_same_time_of_one_counsellor_book_it_once_and_the_rest_are_offered_the_next():
    place = make_place()
    people = [place.person() for _ in range(MANY)]
    rows = together([lambda one=one: place.book(one, TEN) for one in people])
    assert len(made(rows)) == Appointment.objects.count() == 1
    refused = [row for row in rows if isinstance(row, SlotTaken)]
    assert len(refused) == MANY - 1
    assert all(row.offers and TEN not in [slot.starts_at for slot in row.offers] for row in refused)


def test_one_person_clicking_twenty_times_at_different_counsellors_is_booked_once():
    place = make_place(staff=4, rooms=4)
    person = place.person()
    rows = together([lambda n=n: place.book(person, TEN, staff=place.staff[n % 4]) for n in range(MANY)])
    assert len(made(rows)) == Appointment.objects.count() == 1


def test_twenty_counsellors_with_three_rooms_book_three_visits_at_one_time():
    place = make_place(staff=MANY, rooms=3)
    people = [place.person() for _ in range(MANY)]
    rows = together([lambda n=n: place.book(people[n], TEN, staff=place.staff[n]) for n in range(MANY)])
    assert len({row.room_id for row in made(rows)}) == len(made(rows)) == 3


@pytest.mark.parametrize("same", ["staff", "room", "person"])
def test_the_database_itself_books_nobody_and_nothing_twice(same):
    place = make_place(staff=2, rooms=2)
    row = place.book(place.person(), TEN)
    other = {"staff": place.staff[1], "room": place.rooms[1], "person": factories.PersonFactory()}
    other[same] = getattr(row, same)
    with pytest.raises(IntegrityError, match=f"appointment_{same}_booked_once"):
        Appointment.objects.create(
            **other, organisation=row.organisation, centre=row.centre, type=row.type, channel="in_person",
            during=(TEN + dt.timedelta(minutes=20), TEN + dt.timedelta(minutes=50)), booked_by=place.staff[1],
            booked_how="staff",
        )  # fmt: skip


def test_moves_and_bookings_to_one_time_at_once_leave_it_held_once():
    place = make_place()
    movers = [place.person() for _ in range(5)]
    rows = [place.book(one, TEN + dt.timedelta(minutes=30 * n)) for n, one in enumerate(movers, start=1)]
    staff = place.staff[0].pk
    moves = [
        lambda row=row, by=by: appointment_rebook(
            appointment_id=row.pk, by=by, staff_id=staff, starts_at=TEN, how="self"
        )
        for row, by in zip(rows, movers, strict=True)
    ]
    fresh = [place.person() for _ in range(5)]
    together(moves + [lambda one=one: place.book(one, TEN) for one in fresh])
    held = Appointment.objects.holding()
    assert held.filter(during__startswith=TEN).count() == 1
    assert held.values("person").distinct().count() == held.count()
    assert Appointment.objects.filter(person__in=[one.person for one in movers]).holding().count() == 5


def test_a_time_given_up_while_others_ask_for_it_is_held_by_one_at_most():
    place = make_place()
    row = place.book(place.person(), TEN)
    people = [place.person() for _ in range(6)]
    together(
        [lambda: appointment_cancel(appointment_id=row.pk, by=place.staff[0], reason="회의")]
        + [lambda one=one: place.book(one, TEN) for one in people]
    )
    assert Appointment.objects.holding().count() <= 1


def session_of(place, capacity):
    return GroupSession.objects.create(
        title_ko="이력서 모임", centre=place.centre, organisation=place.centre.organisation, leader=place.staff[0],
        room=place.rooms[0], during=(TEN, TEN + dt.timedelta(hours=2)), capacity=capacity,
    )  # fmt: skip


def test_twenty_at_the_last_place_of_a_group_get_one_place_and_the_rest_wait_in_line():
    place = make_place()
    session, people = session_of(place, 3), [place.person() for _ in range(MANY + 2)]
    for one in people[:2]:
        place_take(session_id=session.pk, person_id=one.person_id, by=one, how="self")
    rows = together(
        [
            lambda one=one: place_take(session_id=session.pk, person_id=one.person_id, by=one, how="self")
            for one in people[2:]
        ]
    )
    assert Counter(row.state for row in rows) == {"going": 1, "waiting": MANY - 1}
    session.refresh_from_db()
    assert session.taken == session.capacity == 3


def test_places_left_and_taken_at_once_are_all_held_and_never_twice():
    place = make_place()
    session, people = session_of(place, 3), [place.person() for _ in range(12)]
    rows = [place_take(session_id=session.pk, person_id=one.person_id, by=one, how="self") for one in people[:8]]
    together(
        [
            lambda row=row, by=by: place_leave(attendee_id=row.pk, by=by)
            for row, by in zip(rows[:4], people, strict=False)
        ]
        + [
            lambda one=one: place_take(session_id=session.pk, person_id=one.person_id, by=one, how="self")
            for one in people[8:]
        ]
    )
    session.refresh_from_db()
    assert session.taken == Attendee.objects.filter(session=session, state="going").count() == 3


def test_clerks_who_call_at_once_never_call_the_same_number():
    place = make_place(staff=8)
    for _ in range(8):
        ticket_draw(centre_id=place.centre.pk, type_id=place.kind.pk, by=place.staff[0])
    rows = together(
        [
            lambda user=user: ticket_call_next(centre_id=place.centre.pk, by=user, desk=str(user.pk))
            for user in place.staff
        ]
    )
    assert sorted(row.number for row in rows) == list(range(1, 9))


def test_tickets_drawn_at_once_have_each_its_own_number():
    place = make_place()
    rows = together([lambda: ticket_draw(centre_id=place.centre.pk, type_id=place.kind.pk, by=place.staff[0])] * MANY)
    assert sorted(row.number for row in rows) == list(range(1, MANY + 1))
    assert QueueTicket.objects.count() == MANY


def test_reminders_sent_by_four_runs_at_once_reach_each_person_once():
    from channels.models import Message

    place = make_place(staff=3)
    for n in range(9):
        place.book(place.person(), at(ahead(1), 10 + n // 3), staff=place.staff[n % 3], channel="phone")
    Appointment.objects.update(created_at=timezone.now() - dt.timedelta(days=9))
    soon = timezone.now() + dt.timedelta(hours=23)
    for n, row in enumerate(Appointment.objects.order_by("pk")):
        row.during = (soon + dt.timedelta(minutes=n), soon + dt.timedelta(minutes=n, seconds=30))
        row.save(update_fields=["during"])
    sent = together([reminders_send] * 4)
    assert sum(sent) == 9
    reminders = Message.objects.filter(template="appointment_tomorrow", medium="in_app")
    assert reminders.count() == reminders.values("person").distinct().count() == 9

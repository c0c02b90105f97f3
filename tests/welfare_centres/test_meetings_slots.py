"""Guards "appointments offered with no free slot": what is offered can be booked, and nothing else can."""

import datetime as dt

import pytest
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from accounts.models import Membership
from tests import factories
from tests.welfare_centres.meetings import ahead, at, make_place
from welfare_centres.models import Absence, Appointment, Closing, Competence, GroupSession, StaffProfile
from welfare_centres.selectors.slots import HORIZON_DAYS, by_time
from welfare_centres.services.holding import SlotTaken

pytestmark = pytest.mark.django_db
DAY = ahead()


def hours(slots):
    return [f"{timezone.localtime(slot.starts_at):%H:%M}" for slot in slots]


def test_a_day_offers_every_half_hour_of_the_working_hours():
    place = make_place(staff=0)
    place.counsellor(starts=dt.time(9), ends=dt.time(11))
    assert hours(place.free()) == ["09:00", "09:30", "10:00", "10:30"]


def test_a_service_of_an_hour_is_offered_where_a_whole_hour_is_free():
    place = make_place(staff=0)
    place.kind.minutes = 60
    place.kind.save()
    place.counsellor(starts=dt.time(9), ends=dt.time(11))
    assert hours(place.free()) == ["09:00", "09:30", "10:00"]


@pytest.mark.parametrize("channel", ["phone", "video", "home_visit"])
def test_only_a_visit_to_the_centre_needs_a_room(channel):
    place = make_place(rooms=0)
    assert place.free() == []
    assert len(place.free(channel=channel)) == 18


def test_hours_that_have_ended_or_not_begun_offer_nothing():
    place = make_place(staff=0)
    place.counsellor(valid_to=DAY)
    place.counsellor(valid_from=DAY + dt.timedelta(days=1))
    assert place.free() == []


def test_an_absence_takes_its_time_away():
    place = make_place()
    Absence.objects.create(user=place.staff[0], during=(at(DAY, 9, 30), at(DAY, 17, 15)), made_by=place.staff[0])
    assert hours(place.free()) == ["09:00", "17:30"]


@pytest.mark.parametrize("everywhere", [True, False])
def test_a_closed_day_offers_nothing(everywhere):
    place = make_place()
    Closing.objects.create(centre=None if everywhere else place.centre, day=DAY, name_ko="쉬는 날")
    assert place.free() == []


def test_the_closed_day_of_another_centre_takes_nothing_away():
    place = make_place()
    Closing.objects.create(centre=factories.CentreFactory(), day=DAY, name_ko="쉬는 날")
    assert len(place.free()) == 18


def test_a_group_session_holds_its_leader_and_its_room():
    place = make_place(rooms=1, staff=2)
    GroupSession.objects.create(
        title_ko="모임", centre=place.centre, organisation=place.centre.organisation, leader=place.staff[0],
        room=place.rooms[0], during=(at(DAY, 9), at(DAY, 17, 30)), capacity=5,
    )  # fmt: skip
    assert hours(place.free()) == ["17:30", "17:30"]
    assert {slot.staff_id for slot in place.free(channel="phone")[:-2]} == {place.staff[1].pk}


def test_a_skill_is_asked_for_where_the_service_needs_one():
    place = make_place(staff=2)
    debt = Competence.objects.create(code="debt", name_ko="빚")
    place.kind.competence = debt
    place.kind.save()
    StaffProfile.objects.get(user=place.staff[1]).competences.add(debt)
    assert {slot.staff_id for slot in place.free()} == {place.staff[1].pk}


def test_a_language_is_asked_for():
    place = make_place(staff=2)
    StaffProfile.objects.filter(user=place.staff[0]).update(languages=["vi", "en"])
    assert {slot.staff_id for slot in place.free(language="vi")} == {place.staff[0].pk}


def test_hours_for_certain_services_offer_no_other():
    place = make_place()
    other = factories.AppointmentTypeFactory()
    for row in place.staff[0].working_hours.all():
        row.types.add(other)
    assert place.free() == []
    assert len(place.free(type=other)) == 18


def test_video_needs_an_address_to_meet_at():
    place = make_place()
    StaffProfile.objects.update(video_link="")
    assert place.free(channel="video") == []


def test_an_accessible_room_is_found_where_one_is_asked_for():
    place = make_place(rooms=1)
    assert place.free(accessible=True) == []
    room = factories.RoomFactory(centre=place.centre, accessible=True)
    assert {slot.room_id for slot in place.free(accessible=True)} == {room.pk}


def test_who_works_there_no_more_is_not_offered():
    place = make_place()
    Membership.objects.filter(user=place.staff[0]).update(until=timezone.now())
    assert place.free() == []


def test_nothing_is_offered_without_notice_or_further_ahead_than_people_plan():
    place = make_place()
    today = place.free(day=timezone.localdate())
    assert all(slot.starts_at >= timezone.now() + dt.timedelta(hours=1, minutes=59) for slot in today)
    assert place.free(day=ahead(HORIZON_DAYS + 1)) == []


def test_what_the_person_has_already_is_not_offered_again():
    place = make_place(staff=2)
    person = place.person()
    place.book(person, at(DAY, 10))
    assert at(DAY, 10) not in [slot.starts_at for slot in place.free(person_id=person.person_id)]
    assert at(DAY, 10) in [slot.starts_at for slot in place.free()]


def test_the_own_counsellor_comes_first_at_each_time():
    place = make_place(staff=3)
    assert {slot.staff_id for slot in by_time(place.free(), first=place.staff[2].pk)} == {place.staff[2].pk}


clock = st.integers(min_value=0, max_value=95).map(lambda quarter: quarter * 15)
pieces = st.tuples(clock, st.integers(1, 24).map(lambda quarters: quarters * 15))


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    work=st.lists(st.tuples(clock, st.integers(4, 40).map(lambda q: q * 15)), min_size=1, max_size=3),
    away=st.lists(pieces, max_size=2),
    held=st.lists(st.tuples(st.integers(0, 2), st.integers(0, 40)), max_size=6),
    minutes=st.sampled_from([15, 30, 45, 60]),
    rooms=st.integers(0, 2),
)
def test_whatever_is_held_what_is_offered_can_be_booked_and_what_is_not_cannot(work, away, held, minutes, rooms):
    place = make_place(rooms=rooms, staff=0)
    place.kind.minutes = minutes
    place.kind.save()
    midnight = at(DAY, 0)

    def span(start, length):
        return midnight + dt.timedelta(minutes=start), midnight + dt.timedelta(
            minutes=min(start + length, 24 * 60 - 1)
        )

    shifts = [span(*one) for one in work]
    for begins, ends in shifts:
        place.counsellor(
            starts=timezone.localtime(begins).time(), ends=timezone.localtime(ends).time(), weekdays=[DAY.isoweekday()]
        )
    absences = []
    for start, length in away:
        during = span(start, length)
        if during[0] < during[1] and not any(during[0] < b and a < during[1] for a, b in absences):
            Absence.objects.create(user=place.staff[0], during=during, made_by=place.staff[0])
            absences.append(during)
    for who, nth in held:
        if free := [slot for slot in place.free() if slot.staff_id == place.staff[who % len(shifts)].pk]:
            slot = free[nth % len(free)]
            place.book(place.person(), slot.starts_at, staff=place.staff[who % len(shifts)])
    offered = {(slot.staff_id, slot.starts_at) for slot in place.free()}
    assert offered == _by_hand(place, shifts, absences, minutes)
    _try_each(place, shifts, minutes, offered)


def _by_hand(place, shifts, absences, minutes):
    """The same rule told slowly: each beginning of each shift, against everything that is held."""
    booked = list(Appointment.objects.holding().filter(centre=place.centre))
    length, step = dt.timedelta(minutes=minutes), dt.timedelta(minutes=min(minutes, 30))
    found = set()
    for user, (begins, ends) in zip(place.staff, shifts, strict=True):
        start = begins
        while start + length <= ends:
            touches = [one for one in booked if one.starts_at < start + length and start < one.ends_at]
            away = user == place.staff[0] and any(a < start + length and start < b for a, b in absences)
            rooms = len(place.rooms) - len({one.room_id for one in touches})
            if not away and rooms > 0 and user.pk not in {one.staff_id for one in touches}:
                found.add((user.pk, start))
            start += step
    return found


def _try_each(place, shifts, minutes, offered):
    """One that is offered is taken; some that are not are refused."""
    if offered:
        staff_id, starts_at = min(offered)
        row = place.book(place.person(), starts_at, staff=next(one for one in place.staff if one.pk == staff_id))
        assert row.state == "booked"
    for user, (begins, _ends) in zip(place.staff, shifts, strict=True):
        for quarter in (0, 1, 5, 9):
            starts_at = begins + dt.timedelta(minutes=15 * quarter)
            if (user.pk, starts_at) not in offered:
                with pytest.raises(SlotTaken):
                    place.book(place.person(), starts_at, staff=user)

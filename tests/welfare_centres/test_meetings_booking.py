"""Booking, moving, giving up, noting what became of it; who may; who hears of it."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone

from accounts.models import AccessLog
from accounts.services import person_merge
from channels.models import Contact, Message
from channels.services.reference import channels_load
from core.errors import RuleBroken
from tests import factories
from tests.welfare_centres.meetings import ahead, at, make_place
from tests.world import signed_in
from welfare_centres.models import Appointment, Attendee, Case, CaseMember, Entry
from welfare_centres.selectors.meetings import channels_for, next_appointment
from welfare_centres.services import meeting_notices
from welfare_centres.services.appointments import appointment_cancel, appointment_note, appointment_rebook
from welfare_centres.services.groups import place_take, session_open
from welfare_centres.services.holding import SlotTaken
from welfare_centres.services.meeting_hours import absence_add, closing_add, room_close
from welfare_centres.services.reminders import reminders_send

pytestmark = pytest.mark.django_db
TEN = at(ahead(), 10)


@pytest.fixture
def place():
    return make_place(staff=2)


def begun(row, minutes=10):
    """The appointment, so long after it began."""
    row.during = (timezone.now() - dt.timedelta(minutes=minutes), timezone.now() + dt.timedelta(minutes=20))
    row.save(update_fields=["during"])
    row.refresh_from_db()
    return row


def told(template, medium="in_app"):
    return Message.objects.filter(template=template, medium=medium).count()


def test_a_person_books_and_both_sides_hear_of_it(place):
    row = place.book(place.person(), TEN)
    assert (row.booked_how, row.room in place.rooms, row.minutes) == ("self", True, 30)
    assert list(row.transitions.values_list("before", "after")) == [("", "booked")]
    assert (told("appointment_booked"), told("appointment_booked_staff")) == (1, 1)


def test_a_booking_by_phone_is_recorded_as_that(place):
    row = place.book(place.staff[1], TEN, person=place.person())
    assert (row.booked_how, row.booked_by) == ("phone", place.staff[1])


def test_nobody_books_for_somebody_of_another_centre(place):
    other = make_place()
    with pytest.raises(PermissionDenied):
        place.book(place.staff[0], TEN, person=other.person())


def test_staff_do_not_book_in_the_name_of_the_person(place):
    with pytest.raises(PermissionDenied):
        place.book(place.staff[0], TEN, person=place.person(), how="self")


def test_a_time_that_is_taken_is_refused_with_the_next_free_ones(place):
    place.book(place.person(), TEN)
    with pytest.raises(SlotTaken) as refused:
        place.book(place.person(), TEN)
    offers = refused.value.offers
    assert offers
    assert TEN not in [slot.starts_at for slot in offers if slot.staff_id == place.staff[0].pk]


def test_a_move_frees_the_time_before_and_keeps_when_it_was_asked_for(place):
    person = place.person()
    old = place.book(person, TEN)
    Appointment.objects.update(asked_at=timezone.now() - dt.timedelta(days=3))
    new = appointment_rebook(
        appointment_id=old.pk, by=person, staff_id=place.staff[1].pk, starts_at=TEN + dt.timedelta(minutes=30),
        how="self",
    )  # fmt: skip
    old.refresh_from_db()
    assert (old.state, new.rebooked_from, new.asked_at) == ("rebooked", old, old.asked_at)
    assert place.book(place.person(), TEN).state == "booked"


def test_a_move_to_a_taken_time_leaves_the_appointment_as_it_was(place):
    person = place.person()
    row = place.book(person, TEN)
    place.book(place.person(), TEN + dt.timedelta(hours=1))
    with pytest.raises(SlotTaken):
        appointment_rebook(
            appointment_id=row.pk, by=person, staff_id=place.staff[0].pk, starts_at=TEN + dt.timedelta(hours=1),
            how="self",
        )  # fmt: skip
    row.refresh_from_db()
    assert row.state == "booked"


@pytest.mark.parametrize("side", ["person", "staff"])
def test_either_side_cancels_with_a_reason_and_the_time_is_free(place, side):
    person = place.person()
    row = place.book(person, TEN)
    by = person if side == "person" else place.staff[0]
    with pytest.raises(RuleBroken):
        appointment_cancel(appointment_id=row.pk, by=by, reason="  ")
    row = appointment_cancel(appointment_id=row.pk, by=by, reason="면접이 잡혔어요")
    assert (row.state, told("appointment_cancelled")) == ("cancelled", 1)
    assert TEN in [slot.starts_at for slot in place.free(staff_id=place.staff[0].pk)]


def test_a_stranger_neither_sees_nor_cancels_it(place):
    row, stranger = place.book(place.person(), TEN), place.person()
    assert not Appointment.objects.visible_to(stranger).filter(pk=row.pk).exists()
    with pytest.raises(PermissionDenied):
        appointment_cancel(appointment_id=row.pk, by=stranger, reason="아무 까닭")


def test_what_became_of_it_is_noted_by_staff_once_it_began(place):
    row = place.book(place.person(), TEN)
    with pytest.raises(RuleBroken):
        appointment_note(appointment_id=row.pk, by=place.staff[0], state="no_show")
    begun(row)
    row = appointment_note(appointment_id=row.pk, by=place.staff[1], state="no_show")
    row = appointment_note(appointment_id=row.pk, by=place.staff[0], state="excused", reason="병원에 갔음")
    steps = list(row.transitions.values_list("after", "by", "why"))
    assert steps[1:] == [("no_show", place.staff[1].pk, ""), ("excused", place.staff[0].pk, "병원에 갔음")]


def test_who_did_not_come_gives_the_time_to_others(place):
    row = begun(place.book(place.person(), TEN))
    appointment_note(appointment_id=row.pk, by=place.staff[0], state="no_show")
    assert not Appointment.objects.holding().exists()


def test_a_shared_case_keeps_a_line_of_it_in_its_timeline(place):
    person, staff = place.person(), place.staff[0]
    case = Case.objects.create(
        person=person.person, centre=place.centre, ground="law", law="법 제1조", purpose="도움", opened_by=staff,
        review_on=ahead(30),
    )  # fmt: skip
    CaseMember.objects.create(case=case, user=staff, organisation=place.centre.organisation, role="lead")
    row = place.book(staff, TEN, person=person)
    appointment_cancel(appointment_id=row.pk, by=person, reason="일이 생겼어요")
    assert list(Entry.objects.order_by("pk").values_list("verb", flat=True)) == [
        "appointment.booked", "appointment.cancelled",
    ]  # fmt: skip


def test_an_absence_a_closing_and_a_closed_room_hand_back_what_they_cut(place):
    manager = factories.MembershipFactory(manager=True, organisation=place.centre.organisation).user
    row = place.book(place.person(), TEN)
    assert absence_add(
        by=place.staff[0], user=place.staff[0], starts_at=TEN, ends_at=at(ahead(), 12), reason="leave"
    ) == [row]
    assert closing_add(by=manager, centre=place.centre, day=ahead(), name_ko="점검") == [row]
    assert room_close(room_id=row.room_id, by=manager) == [row]
    row.refresh_from_db()
    assert row.state == "booked"


# --- reminders ----------------------------------------------------------------------------------------------------


@pytest.fixture
def due(place):
    """One tomorrow, booked long ago."""
    row = place.book(place.person(), TEN)
    begins = timezone.now() + dt.timedelta(hours=20)
    Appointment.objects.filter(pk=row.pk).update(
        during=(begins, begins + dt.timedelta(minutes=30)), created_at=timezone.now() - dt.timedelta(days=5)
    )
    return row


def test_a_reminder_goes_once_however_often_the_task_runs(due):
    assert [reminders_send(), reminders_send()] == [1, 0]
    assert told("appointment_tomorrow") == 1


def test_a_run_that_dies_midway_loses_no_reminder_and_sends_none_twice(due, monkeypatch):
    class Killed(BaseException):
        pass

    def dying(*args, **kwargs):
        sending(*args, **kwargs)
        raise Killed

    sending = meeting_notices.to_person
    monkeypatch.setattr(meeting_notices, "to_person", dying)
    with pytest.raises(Killed):
        reminders_send()
    monkeypatch.setattr(meeting_notices, "to_person", sending)
    assert told("appointment_tomorrow") == 0
    assert reminders_send() == 1
    assert told("appointment_tomorrow") == 1


def test_within_the_hour_another_goes(due):
    begins = timezone.now() + dt.timedelta(minutes=50)
    Appointment.objects.update(during=(begins, begins + dt.timedelta(minutes=30)), reminded_day_at=timezone.now())
    assert reminders_send() == 1
    assert told("appointment_soon") == 1


def test_who_has_just_booked_or_cancelled_is_not_reminded(due):
    Appointment.objects.update(created_at=timezone.now())
    assert reminders_send() == 0
    Appointment.objects.update(created_at=timezone.now() - dt.timedelta(days=5), state="cancelled", reason="일")
    assert reminders_send() == 0


# --- pages --------------------------------------------------------------------------------------------------------


def test_a_person_books_in_four_steps_and_gets_a_calendar_file(place):
    person = place.person()
    client, address = signed_in(person), reverse("welfare_centres:book")
    assert place.kind.label in client.get(address).content.decode()
    asked = {"type": place.kind.code, "channel": "in_person", "day": str(ahead())}
    key = place.free(staff_id=place.staff[0].pk)[0].key
    page = client.get(address, asked).content.decode()
    assert key.replace("@", "%40").replace(":", "%3A") in page
    answer = client.post(f"{address}?type={place.kind.code}&channel=in_person&slot={key}", {"slot": key})
    row = Appointment.objects.get()
    assert answer.url == f"{reverse('welfare_centres:appointment', args=[row.public_id])}?booked=1"
    file = client.get(reverse("welfare_centres:appointment_ics", args=[row.public_id])).content.decode()
    assert f"UID:{row.public_id}" in file
    assert person.person.name not in file
    assert next_appointment(person) == row


def test_a_lost_time_offers_others_and_loses_nothing_typed(place):
    person, staff = place.person(), place.staff[0]
    key = next(slot for slot in place.free() if slot.starts_at == TEN and slot.staff_id == staff.pk).key
    place.book(place.person(), TEN)
    address = reverse("welfare_centres:book_for", args=[person.person.public_id])
    given = {"slot": key, "how": "phone", "note": "이력서를 가져오세요"}
    client = signed_in(staff)
    client = _with_second_step(client)
    answer = client.post(f"{address}?type={place.kind.code}&channel=in_person&slot={key}", given)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "이력서를 가져오세요" in page
    assert page.count('type="radio" name="slot"') == 6


def _with_second_step(client):
    session = client.session
    session["account_authentication_methods"] = [{"method": "mfa", "type": "totp", "at": timezone.now().timestamp()}]
    session.save()
    return client


def test_opening_anothers_appointment_is_logged_for_them(place):
    row = place.book(place.person(), TEN)
    client = _with_second_step(signed_in(place.staff[1]))
    assert client.get(reverse("welfare_centres:appointment", args=[row.public_id])).status_code == 200
    assert AccessLog.objects.filter(person=row.person, actor=place.staff[1], what="appointment").count() == 1


def test_a_private_address_gives_times_without_names_and_ends_with_the_next(place, client):
    person = place.person()
    place.book(person, TEN)
    own = signed_in(person)
    own.post(reverse("welfare_centres:feed_make"))
    address = own.session["feed"]
    file = client.get(address).content.decode()
    assert file.count("BEGIN:VEVENT") == 1
    assert person.person.name not in file
    own.post(reverse("welfare_centres:feed_make"))
    assert client.get(address).status_code == 404


def test_the_api_gives_free_times_and_books_one(place):
    person = place.person()
    client = signed_in(person)
    free = client.get(
        reverse("api:own-appointment-free", kwargs={"version": "v1"}),
        {"type": place.kind.code, "channel": "phone", "first": str(ahead()), "days": 1},
    ).json()
    assert len(free) == 36
    given = {"type": place.kind.code, "channel": "phone", "staff": free[4]["staff"], "starts_at": free[4]["starts_at"]}
    address = reverse("api:own-appointment-list", kwargs={"version": "v1"})
    assert client.post(address, given, content_type="application/json").status_code == 201
    assert client.post(address, given, content_type="application/json").status_code == 409


@pytest.mark.parametrize("rows", [1, 12])
def test_a_day_costs_the_same_however_full_it_is(place, rows, django_assert_num_queries):
    for n in range(rows):
        place.book(place.person(), at(ahead(), 9) + dt.timedelta(minutes=30 * n))
    client = _with_second_step(signed_in(place.staff[0]))
    address = f"{reverse('welfare_centres:my_calendar')}?day={ahead()}"
    client.get(address)
    with django_assert_num_queries(11):
        client.get(address)


def test_a_meeting_and_a_missed_one_stand_in_the_log_of_contacts(place):
    missed = begun(place.book(place.person(), TEN))
    appointment_note(appointment_id=missed.pk, by=place.staff[0], state="no_show")
    held = begun(place.book(place.person(), TEN))
    for state in ("arrived", "done"):
        appointment_note(appointment_id=held.pk, by=place.staff[0], state=state)
    found = Contact.objects.order_by("pk").values_list("person", "channel", "note", "minutes")
    assert list(found) == [(missed.person_id, "centre", "no_show", None), (held.person_id, "centre", "advice", 30)]


def test_ways_to_meet_follow_the_rules_of_channels_and_say_why(place):
    channels_load()
    kind = factories.AppointmentTypeFactory()
    person = place.person().person
    own, for_staff = (channels_for(kind, person, own=mine) for mine in (True, False))
    assert [value for value, _label in own.choices] == ["in_person", "phone", "video"]
    assert own.why == ["센터에서 만나거나 전화로 이야기해요."]
    assert [value for value, _label in for_staff.choices] == ["in_person", "phone", "video", "home_visit"]


def test_a_person_books_by_no_way_that_their_rules_leave_out_and_staff_may(place):
    channels_load()
    person = place.person()
    home = {"channel": "home_visit", "place": "경기도 수원시 장안구 정조로 940"}
    with pytest.raises(RuleBroken) as refused:
        place.book(person, TEN, **home)
    assert refused.value.field == "channel"
    assert place.book(place.staff[0], TEN, person=person, **home).channel == "home_visit"


def test_a_person_moves_no_meeting_whose_way_is_theirs_no_longer(place):
    person = place.person()
    row = place.book(person, TEN, channel="home_visit", place="경기도 수원시 장안구 정조로 940")
    channels_load()
    later = {"staff_id": place.staff[0].pk, "starts_at": TEN + dt.timedelta(hours=2)}
    with pytest.raises(RuleBroken):
        appointment_rebook(appointment_id=row.pk, by=person, how="self", **later)
    answer = signed_in(person).get(reverse("welfare_centres:appointment_rebook", args=[row.public_id]))
    assert answer.url == reverse("welfare_centres:appointment", args=[row.public_id])
    assert appointment_rebook(appointment_id=row.pk, by=place.staff[0], how="phone", **later).starts_at > TEN


def test_a_person_moves_a_meeting_whose_way_staff_chose(place):
    channels_load()
    person = place.person()
    row = place.book(place.staff[0], TEN, person=person, channel="home_visit", place="경기도 수원시 장안구 정조로 940")
    later = {"staff_id": place.staff[0].pk, "starts_at": TEN + dt.timedelta(hours=2)}
    assert appointment_rebook(appointment_id=row.pk, by=person, how="self", **later).channel == "home_visit"


# --- two records of one person ------------------------------------------------------------------------------------


def merged_into(place, kept, merged):
    ministry = factories.MembershipFactory(role="ministry_admin").user
    person_merge(kept=kept.person, merged=merged.person, by=ministry)


def test_of_two_appointments_at_one_time_a_merge_gives_the_later_booked_back_and_tells_both_sides(place):
    kept, merged = place.person(), place.person()
    first, later = place.book(merged, TEN), place.book(kept, TEN, staff=place.staff[1])
    apart = place.book(merged, TEN + dt.timedelta(hours=2))
    merged_into(place, kept, merged)
    states = {row.pk: (row.state, row.person) for row in Appointment.objects.select_related("person")}
    assert states[first.pk] == states[apart.pk] == ("booked", kept.person)
    assert states[later.pk] == ("cancelled", kept.person)
    assert "먼저 잡은 예약" in Appointment.objects.get(pk=later.pk).reason
    assert Message.objects.filter(template="appointment_cancelled", person=kept.person, medium="in_app").count() == 1
    assert Message.objects.filter(template="appointment_cancelled_staff", user=place.staff[1]).count() == 1


def test_a_merge_leaves_one_place_in_a_group_and_passes_the_other_on(place):
    kept, merged, waiting = (place.person() for _n in range(3))
    session = session_open(
        by=place.staff[0], organisation=place.centre.organisation, centre=place.centre, starts_at=TEN,
        ends_at=TEN + dt.timedelta(hours=1), capacity=2, title_ko="면접 연습", room=place.rooms[0],
    )  # fmt: skip
    for user in (merged, kept, waiting):
        place_take(session_id=session.pk, person_id=user.person_id, by=user, how="self")
    merged_into(place, kept, merged)
    going = Attendee.objects.filter(session=session, state="going").values_list("person", flat=True)
    assert set(going) == {kept.person_id, waiting.person_id}

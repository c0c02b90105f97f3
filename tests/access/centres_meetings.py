"""Appointments, group sessions and the queue: the world's jobseeker has one with the world's counsellor."""

import datetime as dt
from typing import Any

from django.utils import timezone

from tests import factories
from welfare_centres.models import (
    Absence,
    Appointment,
    Attendee,
    CalendarFeed,
    Closing,
    GroupSession,
    QueueTicket,
    Room,
)
from welfare_centres.services.calendar_feeds import digest_of

OWN = {"anon": 302, "jobseeker": 200, "recruiter": 403, "counsellor": 403, "analyst": 403}
BOTH = {"anon": 302, "jobseeker": 200, "recruiter": 404, "counsellor": 200, "analyst": 404}
STAFF = {"anon": 302, "jobseeker": 403, "recruiter": 403, "counsellor": 200, "analyst": 403, "caseworker": 200}
# A case worker whose agency sits at no centre has no counter, and a counsellor manages no rooms.
COUNTER = STAFF | {"caseworker": 403}
MANAGER = STAFF | {"counsellor": 403, "caseworker": 403}
STAFF_POST = STAFF | {"counsellor": 405, "caseworker": 405}
OWN_POST = OWN | {"jobseeker": 405}
CENTRE_POST = STAFF | {"counsellor": 405, "caseworker": 403}
API = {"anon": 401, "jobseeker": 200, "recruiter": 200, "counsellor": 200, "analyst": 200}
API_POST = {"anon": 401, "jobseeker": 405, "recruiter": 405, "counsellor": 405, "analyst": 405}
POST_ONLY = {"anon": 302, "jobseeker": 405, "recruiter": 405, "counsellor": 405, "analyst": 405}


def _room(world: Any) -> Room:
    room: Room = world.centre.rooms.first() or factories.RoomFactory(centre=world.centre)
    return room


def _appointment(world: Any) -> Appointment:
    if "appointment" not in world.more:
        begins = timezone.now() + dt.timedelta(days=3)
        organisation, staff = world.counsellor.organisation, world.counsellor.user
        world.more["appointment"] = Appointment.objects.create(
            person=world.jobseeker.person, staff=staff, organisation=organisation, centre=world.centre,
            room=_room(world), type=factories.AppointmentTypeFactory(code="job-counselling"), channel="in_person",
            during=(begins, begins + dt.timedelta(minutes=30)), booked_by=staff, booked_how="staff",
        )  # fmt: skip
        world.more["appointment"].refresh_from_db()
    appointment: Appointment = world.more["appointment"]
    return appointment


def _session(world: Any) -> GroupSession:
    found: GroupSession | None = GroupSession.objects.filter(leader=world.counsellor.user).open().first()  # type: ignore[attr-defined]
    if found is None:
        begins = timezone.now() + dt.timedelta(days=5)
        found = GroupSession.objects.create(
            title_ko="이력서 모임", title_en="CV workshop", centre=world.centre, leader=world.counsellor.user,
            organisation=world.counsellor.organisation, room=_room(world), capacity=8,
            during=(begins, begins + dt.timedelta(hours=2)),
        )  # fmt: skip
        Attendee.objects.create(session=found, person=world.jobseeker.person, state="going", booked_how="self")
        found.refresh_from_db()
    return found


def _ticket(world: Any) -> QueueTicket:
    centre, kind = world.centre, factories.AppointmentTypeFactory(code="job-counselling")
    today = QueueTicket.objects.today(centre)
    return today.first() or QueueTicket.objects.create(centre=centre, type=kind, number=1, ahead=0)


def _hours(world: Any) -> Any:
    held = world.counsellor
    return held.user.working_hours.first() or factories.WorkingHoursFactory(user=held.user, centre=world.centre)


def _absence(world: Any) -> Absence:
    begins = timezone.now() + dt.timedelta(days=40)
    user = world.counsellor.user
    found: Absence | None = user.absences.first()
    return found or Absence.objects.create(user=user, during=(begins, begins + dt.timedelta(days=2)), made_by=user)


def _closing(world: Any) -> Closing:
    day = timezone.localdate() + dt.timedelta(days=50)
    closing, _made = Closing.objects.get_or_create(centre=world.centre, day=day, defaults={"name_ko": "이사"})
    return closing


def _feed(world: Any) -> dict[str, Any]:
    user = world.user("jobseeker")
    CalendarFeed.objects.update_or_create(user=user, defaults={"digest": digest_of("a-private-address")})
    return {"token": "a-private-address"}


def _own(maker: Any) -> Any:
    return lambda world: {"public_id": maker(world).public_id}


def _version(world: Any) -> dict[str, Any]:
    return {"version": "v1"}


def _api(world: Any) -> dict[str, Any]:
    return {"version": "v1", "public_id": _appointment(world).public_id}


W = "welfare_centres:"
ACCESS: dict[str, dict[str, int | set[int]]] = {
    W + "appointments": OWN,
    W + "book": OWN,
    W + "appointment": BOTH,
    W + "appointment_cancel": BOTH,
    W + "appointment_rebook": BOTH,
    W + "appointment_excuse": BOTH | {"jobseeker": 403, "trainer": 404, "caseworker": 404},
    W + "appointment_note": POST_ONLY,
    W + "appointment_ics": BOTH,
    W + "feed_make": POST_ONLY,
    W + "feed": {"anon": 200, "jobseeker": 200, "recruiter": 200, "counsellor": 200, "analyst": 200},
    W + "groups": OWN,
    W + "group": OWN,
    W + "group_join": OWN_POST,
    W + "group_leave": OWN_POST,
    W + "my_calendar": STAFF,
    W + "book_find": STAFF,
    W + "book_for": STAFF | {"caseworker": 404},
    W + "hours": STAFF,
    W + "video_link": STAFF_POST,
    W + "hours_end": STAFF_POST,
    W + "absences": STAFF,
    W + "absence_remove": STAFF_POST,
    W + "rooms": MANAGER,
    W + "room": MANAGER,
    W + "room_close": CENTRE_POST,
    W + "closings": MANAGER,
    W + "closing_remove": CENTRE_POST,
    W + "group_list": STAFF,
    W + "group_new": STAFF,
    W + "group_run": STAFF | {"caseworker": 404},
    W + "group_attendance": STAFF_POST,
    W + "group_add": STAFF_POST,
    W + "waiting": STAFF | {"analyst": 200},
    W + "queue": COUNTER,
    W + "queue_call": STAFF_POST,
    W + "queue_note": STAFF_POST,
    W + "queue_draw": COUNTER,
    W + "queue_screen": COUNTER,
    W + "queue_ticket": COUNTER,
    "api:own-appointment-list": API,
    "api:own-appointment-free": API | {"jobseeker": 400, "recruiter": 400, "counsellor": 400, "analyst": 400},
    "api:own-appointment-detail": API | {"jobseeker": 200, "recruiter": 404, "counsellor": 404, "analyst": 404},
    "api:own-appointment-move": API_POST,
    "api:own-appointment-cancel": API_POST,
}
ARGS = {
    W + "appointment": _own(_appointment),
    W + "appointment_cancel": _own(_appointment),
    W + "appointment_rebook": _own(_appointment),
    W + "appointment_excuse": _own(_appointment),
    W + "appointment_note": _own(_appointment),
    W + "appointment_ics": _own(_appointment),
    W + "feed": _feed,
    W + "group": _own(_session),
    W + "group_join": _own(_session),
    W + "group_leave": _own(_session),
    W + "book_for": lambda world: {"public_id": world.jobseeker.person.public_id},
    W + "hours_end": _own(_hours),
    W + "absence_remove": _own(_absence),
    W + "room": _own(_room),
    W + "room_close": _own(_room),
    W + "closing_remove": _own(_closing),
    W + "group_run": _own(_session),
    W + "group_attendance": _own(_session),
    W + "group_add": _own(_session),
    W + "queue_note": _own(_ticket),
    W + "queue_ticket": _own(_ticket),
    "api:own-appointment-list": _version,
    "api:own-appointment-free": _version,
    "api:own-appointment-detail": _api,
    "api:own-appointment-move": _api,
    "api:own-appointment-cancel": _api,
}

"""Rows behind the pages of appointments: a counsellor's hours and day, the jobseeker's appointments in each state."""

import datetime as dt
from typing import Any

from django.utils import timezone

from accounts.models import Assignment
from tests import factories
from tests.world import World
from welfare_centres.models import (
    Absence,
    Appointment,
    AppointmentType,
    Attendee,
    Centre,
    Closing,
    Competence,
    GroupSession,
    QueueTicket,
    StaffProfile,
)
from welfare_centres.selectors.slots import Wish, free_slots
from welfare_centres.services.appointments import appointment_book

W = "welfare_centres:"
PAST = ("done", "no_show", "excused", "cancelled")


def _centre(world: World) -> Centre:
    found = Centre.objects.get_or_create(organisation=world.counsellor.organisation, defaults={"type": "plus"})
    centre: Centre = found[0]
    return centre


def make(world: World) -> None:
    centre, staff = _centre(world), world.counsellor.user
    profile, _made = StaffProfile.objects.get_or_create(user=staff)
    profile.video_link = "https://video.example/room"
    profile.save()
    profile.competences.set(Competence.objects.all())
    if not centre.rooms.exists():
        factories.RoomFactory.create_batch(3, centre=centre, accessible=True)
    staff.working_hours.all().delete()
    for weekday in range(1, 8):
        factories.WorkingHoursFactory(user=staff, centre=centre, weekday=weekday)
    person = world.jobseeker.person
    Assignment.objects.filter(person=person, until=None).delete()
    factories.AssignmentFactory(person=person, organisation=centre.organisation, counsellor=staff)
    _past(world, centre)
    _to_come(world, centre)
    _group_and_queue(world, centre)
    away = timezone.now() + dt.timedelta(days=21)
    Absence.objects.create(user=staff, during=(away, away + dt.timedelta(days=3)), made_by=staff)
    Closing.objects.create(centre=centre, day=timezone.localdate() + dt.timedelta(days=33), name_ko="건물 점검")


def _past(world: World, centre: Centre) -> None:
    kind = AppointmentType.objects.get(code="job-counselling")
    for weeks, state in enumerate(PAST, start=1):
        begins = timezone.now() - dt.timedelta(weeks=weeks)
        row = Appointment.objects.create(
            person=world.jobseeker.person, staff=world.counsellor.user, organisation=centre.organisation,
            centre=centre, type=kind, channel="phone", during=(begins, begins + dt.timedelta(minutes=30)),
            state=state, booked_by=world.counsellor.user, booked_how="phone",
            reason="면접이 잡힘" if state in ("excused", "cancelled") else "", asked_at=begins - dt.timedelta(days=6),
        )  # fmt: skip
        row.transitions.create(before="booked", after=state, by=world.counsellor.user)


def _to_come(world: World, centre: Centre) -> None:
    kind = AppointmentType.objects.get(code="job-counselling")
    for days, channel in ((1, "video"), (3, "in_person"), (6, "phone")):
        day = timezone.localdate() + dt.timedelta(days=days)
        wish = Wish(
            type=kind, channel=channel, centre_id=centre.pk, first=day, last=day, not_before=timezone.now(),
            staff_id=world.counsellor.user.pk, person_id=world.jobseeker.person_id,
        )  # fmt: skip
        appointment_book(
            by=world.counsellor.user, how="phone", person_id=world.jobseeker.person_id, type_id=kind.pk,
            centre_id=centre.pk, staff_id=world.counsellor.user.pk, channel=channel,
            starts_at=free_slots(wish)[4].starts_at, note="이력서를 가져오세요.",
        )  # fmt: skip


def _group_and_queue(world: World, centre: Centre) -> None:
    room = factories.RoomFactory(centre=centre, seats=14, name_ko="큰 방", name_en="Large room")
    for days, title in ((9, ("면접 연습", "Interview practice")), (-2, ("이력서 모임", "CV workshop"))):
        begins = timezone.now() + dt.timedelta(days=days)
        session = GroupSession.objects.create(
            title_ko=title[0], title_en=title[1], about_ko="둘씩 묻고 답해요.", about_en="In pairs.", centre=centre,
            organisation=centre.organisation, leader=world.counsellor.user, room=room, capacity=2, taken=2,
            during=(begins, begins + dt.timedelta(hours=2)),
        )  # fmt: skip
        for n in range(3):
            state = "waiting" if n == 2 else "going" if days > 0 else ("present", "absent")[n]
            person = world.jobseeker.person if n == 2 else factories.PersonFactory()
            Attendee.objects.create(session=session, person=person, state=state, booked_how="self")
    kind, today = AppointmentType.objects.get(code="job-counselling"), QueueTicket.objects.today(centre)
    last = max([0, *today.values_list("number", flat=True)])
    now = timezone.now()
    for number in range(last + 1, last + 15):
        QueueTicket.objects.create(
            centre=centre, type=kind, number=number, ahead=2, state="served", desk="2",
            called_by=world.counsellor.user, drawn_at=now - dt.timedelta(minutes=number + 9),
            called_at=now - dt.timedelta(minutes=number), ended_at=now,
        )  # fmt: skip
    QueueTicket.objects.create(
        centre=centre, type=kind, number=last + 15, ahead=1, state="called", desk="2",
        called_by=world.counsellor.user, called_at=now,
    )  # fmt: skip
    QueueTicket.objects.create(centre=centre, type=kind, number=last + 16, ahead=1, state="left", ended_at=now)
    QueueTicket.objects.create(centre=centre, type=kind, number=last + 17, ahead=1)


def _own(world: World) -> Any:
    return Appointment.objects.filter(person=world.jobseeker.person, staff=world.counsellor.user).order_by("during")


def _public(find: Any) -> Any:
    return lambda world: [({"public_id": row.public_id}, "") for row in find(world)]


def _booked(world: World) -> Any:
    return [({"public_id": row.public_id}, "?booked=1") for row in _own(world).to_come()[:1]]


def _steps(world: World) -> Any:
    found, asked = [({}, "?type=job-counselling")], "?type=job-counselling&channel=in_person"
    centre, kind = _centre(world), AppointmentType.objects.get(code="job-counselling")
    wish = Wish(
        type=kind, channel="in_person", centre_id=centre.pk, first=timezone.localdate(), not_before=timezone.now(),
        last=timezone.localdate() + dt.timedelta(days=9), staff_id=world.counsellor.user.pk,
    )  # fmt: skip
    slot = free_slots(wish)[-1].key
    found += [({}, asked), ({}, f"{asked}&who=all"), ({}, f"{asked}&slot={slot}")]
    return [*found, ({}, f"?type=psychological-support&channel=home_visit&slot={slot}")]


def _for(world: World) -> Any:
    person = {"public_id": world.jobseeker.person.public_id}
    return [(person, query) for _arguments, query in [({}, ""), *_steps(world)]]


def _sessions(world: World) -> Any:
    return GroupSession.objects.filter(leader=world.counsellor.user)


def _moves(world: World) -> Any:
    row = _own(world).to_come()[1]
    return [({"public_id": row.public_id}, ""), ({"public_id": row.public_id}, _steps(world)[3][1])]


REAL: list[tuple[str, str, Any]] = [
    (W + "appointment", "jobseeker", _public(_own)),
    (W + "appointment", "jobseeker", _booked),
    (W + "appointment", "counsellor", _public(_own)),
    (W + "appointment_rebook", "jobseeker", _moves),
    (W + "appointment_excuse", "counsellor", _public(lambda world: _own(world)[1:2])),
    (W + "book", "jobseeker", _steps),
    (W + "book_for", "counsellor", _for),
    (W + "group", "jobseeker", _public(_sessions)),
    (W + "group_run", "counsellor", _public(_sessions)),
    (W + "my_calendar", "counsellor", lambda world: [({}, "?view=week")]),
    (W + "rooms", "manager", lambda world: [({}, "")]),
    (W + "room", "manager", lambda world: [({"public_id": _centre(world).rooms.first().public_id}, "")]),
    (W + "closings", "manager", lambda world: [({}, "")]),
    (W + "hours", "manager", lambda world: [({}, f"?of={world.counsellor.user.public_id}")]),
    (W + "absences", "manager", lambda world: [({}, f"?of={world.counsellor.user.public_id}")]),
    (W + "waiting", "analyst", lambda world: [({}, "")]),
]

"""A centre where people are met: rooms, counsellors with hours on every weekday, people who are looked after there."""

import datetime as dt
import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field

from django.db import connection
from django.utils import timezone

from accounts.models import Membership, User
from core.errors import RuleBroken
from tests import factories
from welfare_centres.models import Appointment, AppointmentType, Centre, Channel, Room, StaffProfile
from welfare_centres.selectors.slots import Slot, Wish, free_slots
from welfare_centres.services.appointments import appointment_book, earliest


def at(day: dt.date, hour: int, minute: int = 0) -> dt.datetime:
    return timezone.make_aware(dt.datetime.combine(day, dt.time(hour, minute)))


def ahead(days: int = 7) -> dt.date:
    """A day far enough ahead to be booked by anybody."""
    return timezone.localdate() + dt.timedelta(days=days)


def together(deeds):
    """Each deed in a thread of its own, all let go at once; what each gave or raised."""
    gate = threading.Barrier(len(deeds))

    def run(deed):
        gate.wait()
        try:
            return deed()
        except RuleBroken as exc:
            return exc
        finally:
            connection.close()

    with ThreadPoolExecutor(len(deeds)) as pool:
        return list(pool.map(run, deeds))


@dataclass
class Place:
    centre: Centre
    kind: AppointmentType
    rooms: list[Room]
    staff: list[User] = field(default_factory=list)

    def counsellor(self, *, starts: dt.time = dt.time(9), ends: dt.time = dt.time(18), weekdays=range(1, 8), **more):
        """One more, with these hours on these days of the week."""
        user = factories.MembershipFactory(role=Membership.Role.COUNSELLOR, organisation=self.centre.organisation).user
        StaffProfile.objects.create(user=user, video_link="https://video.example/room")
        for weekday in weekdays:
            factories.WorkingHoursFactory(
                user=user, centre=self.centre, weekday=weekday, starts=starts, ends=ends, **more
            )
        self.staff.append(user)
        return user

    def person(self, *, counsellor: User | None = None) -> User:
        """Somebody who can sign in, looked after here."""
        user = factories.UserFactory(as_person=True)
        factories.AssignmentFactory(
            person=user.person, organisation=self.centre.organisation, counsellor=counsellor or self.staff[0]
        )
        return user

    def wish(self, *, day: dt.date | None = None, how: str = "self", **more) -> Wish:
        day = day or ahead()
        values = {
            "type": self.kind, "channel": Channel.IN_PERSON, "centre_id": self.centre.pk, "first": day, "last": day,
            "not_before": earliest(how),
        }  # fmt: skip
        return Wish(**(values | more))

    def free(self, **more) -> list[Slot]:
        return free_slots(self.wish(**more))

    def book(self, by: User, starts_at: dt.datetime, *, staff: User | None = None, **more) -> Appointment:
        person = more.pop("person", by)
        values = {
            "by": by, "how": "self" if by == person else "phone", "person_id": person.person_id,
            "type_id": self.kind.pk, "centre_id": self.centre.pk, "staff_id": (staff or self.staff[0]).pk,
            "channel": Channel.IN_PERSON, "starts_at": starts_at,
        }  # fmt: skip
        return appointment_book(**(values | more))


def make_place(*, rooms: int = 3, staff: int = 1) -> Place:
    centre = factories.CentreFactory()
    centre.refresh_from_db()  # times of day as the database gives them
    place = Place(
        centre, factories.AppointmentTypeFactory(), [factories.RoomFactory(centre=centre) for _ in range(rooms)]
    )
    for _ in range(staff):
        place.counsellor()
    return place

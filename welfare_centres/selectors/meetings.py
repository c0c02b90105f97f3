"""What the pages of appointments show, each with its own fixed number of queries."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone

from accounts.models import Assignment, Membership, Organisation, Person, User
from channels import codes
from channels.selectors import offers
from core.prepared import Prepared
from welfare_centres.models import (
    Absence,
    Appointment,
    AppointmentType,
    Attendee,
    Centre,
    Channel,
    GroupSession,
    WorkingHours,
)
from welfare_centres.policies.meetings import MEET

TONES = {
    "booked": "primary", "arrived": "information", "done": "success", "no_show": "warning", "excused": "gray",
    "cancelled": "gray", "rebooked": "gray", "waiting": "warning", "going": "primary", "present": "success",
    "absent": "warning",
}  # fmt: skip
SERVICE = "appointment"
MEETS: dict[str, str] = {
    codes.Channel.CENTRE: Channel.IN_PERSON, codes.Channel.PHONE: Channel.PHONE, codes.Channel.VIDEO: Channel.VIDEO,
    codes.Channel.OUTREACH: Channel.HOME_VISIT,
}  # fmt: skip
SHOWN = ("person", "staff", "companion", "type", "room", "centre__organisation", "organisation")


def appointments() -> QuerySet[Appointment]:
    rows: QuerySet[Appointment] = Appointment.objects.select_related(*SHOWN)
    return rows


@dataclass(frozen=True, slots=True)
class OwnMeetings:
    to_come: list[Appointment]
    past: list[Appointment]
    groups: list[Attendee]


def of_person(user: User) -> OwnMeetings:
    """The person's own: what is to come, what was, and group places."""
    now = timezone.now()
    rows = list(appointments().filter(person__user=user).order_by("-during")[:60])
    ahead = [row for row in rows if row.ends_at > now and row.state in (Appointment.State.BOOKED, "arrived")]
    groups = Attendee.objects.live().filter(person__user=user, session__during__endswith__gt=now)
    groups = groups.select_related("session__centre__organisation", "session__room").order_by("session__during")
    return OwnMeetings(ahead[::-1], [row for row in rows if row not in ahead], list(groups))


_next = Prepared(
    lambda user, now: (
        appointments()
        .filter(person__user=user, state=Appointment.State.BOOKED, during__endswith__gt=now)
        .order_by("during")[:1]
    ),
    user=int,
    now=dt.datetime,
)


def next_appointment(user: User) -> Appointment | None:
    """The person's next, for their home page."""
    row: Appointment | None = _next.first(user=user.pk, now=timezone.now())
    return row


def held_by(user: User) -> Q:
    """Appointments that a calendar of the user shows: those they hold, and their own."""
    return Q(staff=user) | Q(companion=user) | Q(person__user=user)


def counsellor_of(person: Person | None) -> Assignment | None:
    if person is None:
        return None
    return Assignment.objects.filter(person=person, until=None).select_related("organisation", "counsellor").first()


def centre_of(person: Person | None) -> Centre | None:
    """Where the person is looked after."""
    held = counsellor_of(person)
    if held is None:
        return None
    return Centre.objects.open().filter(organisation=held.organisation).select_related("organisation").first()


def types_for(*, by_person: bool) -> list[AppointmentType]:
    rows = AppointmentType.objects.exclude(code=AppointmentType.HANDOVER)
    return list(rows.filter(by_person=True) if by_person else rows)


@dataclass(frozen=True, slots=True)
class Ways:
    """By which channels one can be met, the best first, and why."""

    choices: list[tuple[str, str]]
    why: list[str]


def channels_for(kind: AppointmentType, person: Person | None, *, own: bool) -> Ways:
    """Those of the service that the channel rules allow this person, what they recommend first; staff have the rest
    of the service's channels too."""
    labels = {value: str(label) for value, label in Channel.choices if value in kind.channels}
    offer = offers.channels_for(person, SERVICE) if person else None
    ruled = [MEETS[way.channel] for way in offer.ways if way.channel in MEETS] if offer else []
    first = [value for value in ruled if value in labels]
    rest = [] if own and first else [value for value in labels if value not in first]
    return Ways([(value, labels[value]) for value in (*first, *rest)], offer.reasons if offer and first else [])


@dataclass(frozen=True, slots=True)
class Busy:
    """One line of a day: an appointment, a group session or an absence."""

    starts_at: dt.datetime
    ends_at: dt.datetime
    appointment: Appointment | None = None
    session: GroupSession | None = None
    absence: Absence | None = None

    @property
    def is_now(self) -> bool:
        return self.absence is None and self.starts_at <= timezone.now() < self.ends_at


def day_start(day: dt.date) -> dt.datetime:
    return timezone.make_aware(dt.datetime.combine(day, dt.time()))


def calendar_of(user: User, first: dt.date, days: int) -> dict[dt.date, list[Busy]]:
    """What a member of staff has on each of the days: three queries."""
    span = (day_start(first), day_start(first + dt.timedelta(days=days)))
    hidden = (Appointment.State.CANCELLED, Appointment.State.REBOOKED)
    mine = Q(staff=user) | Q(companion=user)
    booked = appointments().filter(mine, during__overlap=span).exclude(state__in=hidden)
    led = GroupSession.objects.filter(leader=user, during__overlap=span, cancelled_at=None)
    away = Absence.objects.filter(user=user, during__overlap=span)
    found = [Busy(row.starts_at, row.ends_at, appointment=row) for row in booked]
    found += [Busy(one.starts_at, one.ends_at, session=one) for one in led.select_related("room")]
    found += [Busy(one.starts_at, one.ends_at, absence=one) for one in away]
    return _spread(found, first, days)


def _spread(found: list[Busy], first: dt.date, days: int) -> dict[dt.date, list[Busy]]:
    """An absence of several days stands on each of them."""
    shown: dict[dt.date, list[Busy]] = {first + dt.timedelta(days=n): [] for n in range(days)}
    for one in sorted(found, key=lambda one: one.starts_at):
        for day, lines in shown.items():
            if one.starts_at < day_start(day + dt.timedelta(days=1)) and one.ends_at > day_start(day):
                lines.append(one)
    return shown


def groups_open(centre: Centre | None) -> QuerySet[Any]:
    rows: QuerySet[Any] = GroupSession.objects.open().select_related("centre__organisation", "room", "leader")
    return rows.filter(centre=centre).order_by("during")


def staff_of(organisation: Organisation) -> list[Membership]:
    """Who receives people for an organisation."""
    held = Membership.objects.current().filter(organisation=organisation, role__in=MEET).select_related("user")
    return list(held.order_by("user__display_name", "pk"))


def hours_of(user: User) -> list[WorkingHours]:
    """In force now or later, by weekday."""
    rows = WorkingHours.objects.filter(user=user).exclude(valid_to__lte=timezone.localdate())
    return list(rows.select_related("centre__organisation").prefetch_related("types"))

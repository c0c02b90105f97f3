"""Reminders, a day and an hour before. The mark on the row and the message in the outbox are one transaction: a run
that is killed leaves both or neither, and the next takes up what is left; two at once pass over each other's rows."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from welfare_centres.models import Appointment, Attendee
from welfare_centres.services import meeting_notices

BATCH = 50
HOUR, DAY = dt.timedelta(hours=1), dt.timedelta(days=1)


def reminders_send() -> int:
    """Every few minutes. How many were sent."""
    sent = 0
    for batch in (_day_before, _hour_before, _group_day_before):
        while found := batch():
            sent += found
    return sent


def _day_before() -> int:
    return _remind("reminded_day_at", "appointment_tomorrow", after=HOUR, within=DAY)


def _hour_before() -> int:
    return _remind("reminded_hour_at", "appointment_soon", after=dt.timedelta(0), within=HOUR)


@transaction.atomic
def _remind(mark: str, template: str, *, after: dt.timedelta, within: dt.timedelta) -> int:
    """Who booked later than the reminder would have gone has just been told."""
    now = timezone.now()
    rows: Any = (
        Appointment.objects.select_for_update(of=("self",), no_key=True, skip_locked=True)
        .filter(
            state=Appointment.State.BOOKED, during__startswith__gt=now + after,
            during__startswith__lte=now + within, created_at__lte=F("during__startswith") - within, **{mark: None},
        )
        .select_related("person", "type", "centre__organisation", "staff", "companion", "room")[:BATCH]
    )  # fmt: skip
    found = list(rows)
    for row in found:
        meeting_notices.to_person(row, template)
    Appointment.objects.filter(pk__in=[row.pk for row in found]).update(**{mark: now})
    return len(found)


@transaction.atomic
def _group_day_before() -> int:
    now = timezone.now()
    rows: Any = (
        Attendee.objects.select_for_update(of=("self",), no_key=True, skip_locked=True)
        .filter(
            state=Attendee.State.GOING, reminded_at=None, session__cancelled_at=None,
            session__during__startswith__gt=now, session__during__startswith__lte=now + DAY,
            created_at__lte=F("session__during__startswith") - DAY,
        )
        .select_related("person", "session__centre__organisation", "session__room__centre__organisation")[:BATCH]
    )  # fmt: skip
    found = list(rows)
    for row in found:
        meeting_notices.of_attendee(row, "group_tomorrow")
    Attendee.objects.filter(pk__in=[row.pk for row in found]).update(reminded_at=now)
    return len(found)

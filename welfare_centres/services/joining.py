"""Two records of one person become one: nobody can be in two meetings at once, or hold two places in one group."""

from __future__ import annotations

import datetime as dt

from django.utils.translation import gettext as _

from accounts.models import Person, User
from core.events import record
from welfare_centres.models import Appointment, Attendee
from welfare_centres.services import groups, meeting_notices

BOOKED = Appointment.State.BOOKED
MAY_LEAVE = (Attendee.State.GOING, Attendee.State.WAITING)


def meetings_join(kept: Person, merged: Person, by: User) -> None:
    """The listener. Of two appointments at one time the one booked later is given back and both sides hear of it; one
    that has begun or is over stays, as what was."""
    both = Appointment.objects.holding().filter(person__in=[kept, merged]).select_for_update(of=("self",), no_key=True)
    rows = list(both.select_related("person", "type", "centre__organisation", "staff", "room").order_by("pk"))
    for one in [row for row in rows if row.person_id == kept.pk]:
        for other in [row for row in rows if row.person_id == merged.pk]:
            if one.starts_at < other.ends_at and other.starts_at < one.ends_at:
                _give_back(one, other, kept, by)
    _one_place_each(kept, merged, by)


def _give_back(one: Appointment, other: Appointment, kept: Person, by: User) -> None:
    if not {one.state, other.state} <= set(Appointment.HOLDS):
        return  # given back for another already
    later = max((row for row in (one, other) if row.state == BOOKED), key=_when_booked, default=None)
    if later is None:
        return
    later.reason = _("같은 분의 두 기록을 합쳤고, 같은 시간에 먼저 잡은 예약이 있어요.")
    later.move(Appointment.State.CANCELLED, by=by, why=later.reason, save=("reason", "updated_at"))
    record("appointment.cancelled", actor=by, target=later, own=False)
    later.person = kept  # whom messages reach from now on
    meeting_notices.to_person(later, "appointment_cancelled", own=False)
    meeting_notices.to_staff(later, "appointment_cancelled_staff", by=None, own=False)


def _when_booked(row: Appointment) -> tuple[dt.datetime, int]:
    return row.created_at, row.pk


def _one_place_each(kept: Person, merged: Person, by: User) -> None:
    """A place of one's own stays before a turn in the line; the other goes to whoever waits."""
    twins = Attendee.objects.filter(person=merged, state__in=MAY_LEAVE, session__attendees__person=kept).distinct()
    for twin in twins.order_by("session"):
        own = Attendee.objects.live().filter(person=kept, session=twin.session_id).first()
        if own is not None:
            waits = own.state == Attendee.State.WAITING and twin.state == Attendee.State.GOING
            groups.place_give_up(attendee_id=(own if waits else twin).pk, by=by, why="joined")

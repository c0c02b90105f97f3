"""What meetings hold about a person: given as a file when they ask, emptied when they are erased."""

import datetime as dt
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.erasing import register_eraser
from accounts.exporting import register_collector, rows
from accounts.models import Person
from accounts.retaining import register_retention
from welfare_centres.models import Appointment, AppointmentTransition, Attendee
from welfare_centres.services import groups

State = Appointment.State
SAYS_WHY = (State.CANCELLED, State.EXCUSED)
NOTHING = "–"  # where the database wants a word


def collect(person: Person) -> dict[str, Any]:
    return {
        "appointments": rows(
            Appointment.objects.filter(person=person).order_by("during"),
            "public_id", "type__name_ko", "during", "state", "channel", "centre__organisation__name_ko",
            "organisation__name_ko", "place", "note", "reason", "booked_how", "asked_at",
        ),
        "group_sessions": rows(
            Attendee.objects.filter(person=person).order_by("session__during"),
            "public_id", "session__title_ko", "session__during", "state", "booked_how", "created_at",
        ),
    }  # fmt: skip


@transaction.atomic
def erase(person: Person) -> None:
    """What is to come is given up, so that others can have the time; words go, times stay for the figures."""
    own = Appointment.objects.filter(person=person)
    for row in own.filter(state=State.BOOKED).select_for_update():
        row.reason = NOTHING
        row.move(State.CANCELLED, why="erased", save=("reason",))
    groups.places_leave_all(person_id=person.pk)
    _empty(own)


def words(before: dt.datetime) -> int:
    """Of old appointments. The times themselves make the figures of waiting."""
    old = Appointment.objects.filter(during__endswith__lt=before).exclude(note="", reason__in=("", NOTHING))
    return _empty(old)


def _empty(rows_: Any) -> int:
    found = list(rows_.values_list("pk", flat=True))
    own = Appointment.objects.filter(pk__in=found)
    AppointmentTransition.objects.filter(appointment__in=found).exclude(why__in=("rebooked", "erased")).update(why="")
    own.exclude(place="").update(place=NOTHING)
    own.filter(state__in=SAYS_WHY).update(reason=NOTHING, note="")
    own.exclude(state__in=SAYS_WHY).update(reason="", note="")
    return len(found)


def register() -> None:
    register_collector("welfare_centres.meetings", collect)
    register_eraser("welfare_centres.meetings", erase)
    register_retention(
        key="welfare_centres.appointment_words", days=3 * 365, what=_("예약에 적은 말"),
        ground=_("개인정보 보호법 제21조"), broom=words,
    )  # fmt: skip

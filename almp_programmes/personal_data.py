"""What taking part holds about a person: given as a file when they ask, emptied when they are erased."""

from typing import Any

from accounts.erasing import register_eraser
from accounts.exporting import register_collector, rows
from accounts.models import Person
from almp_programmes.models import Appeal, Attendance, Enrolment, EnrolmentOutcome, EnrolmentTransition, Payment
from almp_programmes.services import places, steps

State = Enrolment.State


def collect(person: Person) -> dict[str, Any]:
    own = Enrolment.objects.filter(person=person).order_by("applied_at")
    return {
        "enrolments": rows(
            own, "public_id", "programme__name_ko", "run__course__title", "state", "applied_at", "starts_on",
            "ends_on", "ended_on", "decided_at", "reason",
        ),
        "appeals": rows(
            Appeal.objects.filter(enrolment__in=own), "enrolment__public_id", "text", "made_at", "state", "answer"
        ),
        "attendance": rows(
            Attendance.objects.filter(enrolment__in=own).order_by("session__starts_at"),
            "enrolment__public_id", "session__starts_at", "state", "reason", "source",
        ),
        "payments": rows(
            Payment.objects.filter(enrolment__in=own),
            "enrolment__public_id", "kind", "period", "starts_on", "ends_on", "won",
        ),
        "outcomes": rows(
            EnrolmentOutcome.objects.filter(enrolment__in=own), "enrolment__public_id", "months", "status", "source"
        ),
    }  # fmt: skip


def erase(person: Person) -> None:
    """What is open ends and its place goes to the next; words go, states, days and sums stay for the accounts."""
    own = Enrolment.objects.filter(person=person)
    user = getattr(person, "user", None)
    for pk in own.exclude(state__in=Enrolment.OVER).order_by("run", "pk").values_list("pk", flat=True):
        row = steps.lock(pk)
        end = State.WITHDRAWN if row.can_move(State.WITHDRAWN) else State.LEFT
        steps.finish(row, end, by=user, why="erased")
        if row.run is not None:
            places.offer_free(row.run)
    own.exclude(state=State.REFUSED).update(reason="")
    own.filter(state=State.REFUSED).update(reason="–")
    steps_taken = EnrolmentTransition.objects.filter(enrolment__in=own)
    steps_taken.exclude(why__in=("first_come", "offer_lapsed")).update(why="")
    Appeal.objects.filter(enrolment__in=own).update(text="")
    Attendance.objects.filter(enrolment__in=own).exclude(state=Attendance.State.EXCUSED).update(reason="")
    Attendance.objects.filter(enrolment__in=own, state=Attendance.State.EXCUSED).update(reason="–")


def register() -> None:
    register_collector("almp_programmes.enrolments", collect)
    register_eraser("almp_programmes.enrolments", erase)

"""What applying holds about a person: given as a file when they ask, emptied when they are erased."""

from typing import Any

from accounts.erasing import register_eraser
from accounts.exporting import register_collector, rows
from accounts.models import Person
from matching.applying.steps import finish
from matching.models import (
    Application,
    ApplicationMessage,
    ApplicationTransition,
    AppliedElsewhere,
    Interview,
    Placement,
)


def collect(person: Person) -> dict[str, Any]:
    own = Application.objects.filter(jobseeker__person=person).order_by("created_at")
    talk = ApplicationMessage.objects.filter(application__in=own).order_by("at")
    meetings = Interview.objects.filter(application__in=own).order_by("pk")
    return {
        "applications": rows(
            own, "public_id", "vacancy__title", "vacancy__employer__organisation__name_ko", "state", "note", "cv",
            "shared_at", "created_at", "answer_due_on", "decided_at", "reason", "answer",
        ),
        "application_messages": rows(talk, "application__public_id", "side", "text", "at"),
        "interviews": rows(
            meetings, "application__public_id", "mode", "place", "times", "starts_at", "state", "answer"
        ),
        "placements": rows(
            Placement.objects.filter(person=person), "employer__organisation__name_ko", "vacancy__title",
            "occupation__title_ko", "started_on", "ended_on", "pay_period", "pay",
        ),
        "applied_elsewhere": rows(
            AppliedElsewhere.objects.filter(jobseeker__person=person),
            "vacancy__title", "applied_on", "outcome", "note",
        ),
    }  # fmt: skip


def erase(person: Person) -> None:
    """Open applications end, every word and every copy of the CV goes; states and dates stay for statistics."""
    own = Application.objects.filter(jobseeker__person=person)
    user = getattr(person, "user", None)
    open_rows = (
        own.live()
        .select_for_update(of=("self",), no_key=True)
        .select_related("vacancy__employer__organisation", "jobseeker__person")
    )
    for row in open_rows.order_by("pk"):
        finish(row, Application.State.WITHDRAWN if user else Application.State.CLOSED, by=user, why="erased")
    own.update(cv={}, note="", answer="")
    ApplicationMessage.objects.filter(application__in=own).update(text="")
    ApplicationTransition.objects.filter(application__in=own, after=Application.State.WITHDRAWN).update(why="")
    ApplicationTransition.objects.filter(application__in=own, after=Application.State.DECLINED).update(why="")
    Interview.objects.filter(application__in=own).update(answer="")
    AppliedElsewhere.objects.filter(jobseeker__person=person).delete()


def register() -> None:
    register_collector("matching.applying", collect)
    register_eraser("matching.applying", erase)

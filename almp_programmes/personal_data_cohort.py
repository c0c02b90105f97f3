"""What the classroom of a run holds about a person: given as a file when they ask, gone when they are erased."""

from typing import Any

from accounts.erasing import register_eraser
from accounts.exporting import register_collector, rows
from accounts.models import Person
from almp_programmes.models import CohortMessage, Submission


def collect(person: Person) -> dict[str, Any]:
    handed = Submission.objects.filter(enrolment__person=person).order_by("handed_at")
    said = CohortMessage.objects.filter(enrolment__person=person)
    return {
        "submissions": rows(
            handed, "coursework__title", "text", "file_name", "handed_at", "state", "mark", "feedback"
        ),
        "messages": rows(said, "run__course__title", "from_provider", "text", "at"),
    }


def erase(person: Person) -> None:
    for submission in Submission.objects.filter(enrolment__person=person):
        submission.detach()
        submission.delete()
    CohortMessage.objects.filter(enrolment__person=person).delete()


def register() -> None:
    register_collector("almp_programmes.cohort", collect)
    register_eraser("almp_programmes.cohort", erase)

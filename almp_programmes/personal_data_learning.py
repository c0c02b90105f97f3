"""What learning holds about a person: given as a file when they ask, emptied when they are erased."""

from typing import Any

from django.db.models import Q

from accounts.erasing import register_eraser
from accounts.exporting import register_collector, rows
from accounts.models import Person
from almp_programmes.models import Answer, Certificate, Learner, Statement, ToolScore, UnitProgress


def _certificates(person: Person) -> Any:
    return Certificate.objects.filter(Q(learner__user__person=person) | Q(enrolment__person=person))


def collect(person: Person) -> dict[str, Any]:
    own = Learner.objects.filter(user__person=person).order_by("created_at")
    done = UnitProgress.objects.filter(learner__in=own).order_by("pk")
    given = Answer.objects.filter(learner__in=own).order_by("answered_at")
    return {
        "courses": rows(own, "course__title", "created_at", "completed_at"),
        "progress": rows(done, "unit__name_ko", "checked_at", "done_at"),
        "answers": rows(given, "question__text_ko", "picked", "is_right", "answered_at"),
        "scores": rows(ToolScore.objects.filter(learner__in=own), "unit__name_ko", "given", "maximum", "scored_at"),
        "certificates": rows(_certificates(person), "number", "title_ko", "issued_on", "state", "reason"),
        "statements": rows(Statement.objects.filter(user__person=person).order_by("pk"), "body", "stored_at"),
    }


def erase(person: Person) -> None:
    """The name leaves the certificates; a number still says that it was given, and to nobody any more."""
    _certificates(person).update(name="")
    ToolScore.objects.filter(learner__user__person=person).update(comment="")
    Statement.objects.filter(user__person=person).update(user=None)


def register() -> None:
    register_collector("almp_programmes.learning", collect)
    register_eraser("almp_programmes.learning", erase)

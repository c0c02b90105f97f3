"""What a plan holds about a person: given as a file when they ask, emptied when they are erased."""

from typing import Any

from django.utils import timezone

from accounts.erasing import register_eraser
from accounts.exporting import register_collector, rows
from accounts.models import Person
from jobseekers.models import Plan, PlanAction, PlanActionTransition, PlanChange, PlanGoal, PlanVersion

GONE = "–"  # where the database wants a word


def collect(person: Person) -> dict[str, Any]:
    own: dict[str, Any] = {"plan__person": person}
    return {
        "plans": rows(
            Plan.objects.filter(person=person).order_by("started_on"),
            "public_id", "started_on", "review_on", "ended_at", "end_words",
        ),
        "goals": rows(PlanGoal.objects.filter(**own), "plan__public_id", "words", "domain", "state"),
        "actions": rows(
            PlanAction.objects.filter(**own),
            "plan__public_id", "words", "service_code", "domain", "owner__display_name", "organisation__name_ko",
            "due_on", "effort_minutes", "state", "done_on", "result",
        ),
        "steps": rows(
            PlanActionTransition.objects.filter(action__plan__person=person),
            "action__words", "before", "after", "at", "why",
        ),
        "changes": rows(PlanChange.objects.filter(**own), "field", "before", "after", "at", "by__display_name"),
        "versions": rows(
            PlanVersion.objects.filter(**own),
            "plan__public_id", "number", "content", "proposed_at", "answer", "answered_at", "how", "words",
        ),
    }  # fmt: skip


def erase(person: Person) -> None:
    """Words go; what was planned in which field, when and by whom stays for statistics. An open plan ends."""
    own: dict[str, Any] = {"plan__person": person}
    Plan.objects.filter(person=person, ended_at=None).update(ended_at=timezone.now())
    Plan.objects.filter(person=person).update(end_words="")
    PlanGoal.objects.filter(**own).update(words=GONE)
    PlanAction.objects.filter(**own).update(words=GONE, result="")
    steps = PlanActionTransition.objects.filter(action__plan__person=person)
    steps.exclude(why="").update(why=GONE)
    PlanChange.objects.filter(**own).delete()
    versions = PlanVersion.objects.filter(**own)
    versions.update(content={"goals": [], "actions": []})
    versions.exclude(words="").update(words=GONE)


def register() -> None:
    register_collector("jobseekers.plans", collect)
    register_eraser("jobseekers.plans", erase)

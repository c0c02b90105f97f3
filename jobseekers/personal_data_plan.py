"""What a plan holds about a person: given as a file when they ask, emptied when they are erased."""

import datetime as dt
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.erasing import register_eraser
from accounts.exporting import register_collector, rows
from accounts.models import Person
from accounts.retaining import register_retention
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
    Plan.objects.filter(person=person, ended_at=None).update(ended_at=timezone.now())
    _empty(Plan.objects.filter(person=person))


def _empty(plans: "QuerySet[Plan]") -> None:
    PlanGoal.objects.filter(plan__in=plans).update(words=GONE)
    PlanAction.objects.filter(plan__in=plans).update(words=GONE, result="")
    PlanActionTransition.objects.filter(action__plan__in=plans).exclude(why="").update(why=GONE)
    PlanChange.objects.filter(plan__in=plans).delete()
    versions = PlanVersion.objects.filter(plan__in=plans)
    versions.update(content={"goals": [], "actions": []})
    versions.exclude(words="").update(words=GONE)
    plans.update(end_words="")


def ended(before: dt.datetime) -> int:
    """The words of plans that ended long ago."""
    told = PlanGoal.objects.exclude(words=GONE).filter(plan=OuterRef("pk"))
    planned = PlanAction.objects.exclude(words=GONE).filter(plan=OuterRef("pk"))
    old = Plan.objects.filter(Exists(told) | Exists(planned), ended_at__lt=before)
    pks = list(old.values_list("pk", flat=True))
    _empty(Plan.objects.filter(pk__in=pks))
    return len(pks)


def register() -> None:
    register_collector("jobseekers.plans", collect)
    register_eraser("jobseekers.plans", erase)
    register_retention(
        key="jobseekers.plans", days=5 * 365, what=_("끝난 계획의 글"), ground=_("개인정보 보호법 제21조"), broom=ended
    )

"""What was done to the plan of a person with a live case stands in the case's timeline too."""

from typing import Any

from accounts.models import User
from jobseekers.models import Plan
from jobseekers.planning.listening import register_listener
from welfare_centres.models import Case, Entry
from welfare_centres.services.timeline import entry_add


def plan_line(plan: Plan, verb: str, by: User | None, data: dict[str, Any]) -> None:
    case = Case.objects.live().filter(person=plan.person_id).first()
    if case is not None:
        entry_add(case=case, kind=Entry.Kind.PLAN, verb=verb, by=by, **data)


def register() -> None:
    register_listener(plan_line)

"""The one plan of a person: begun, its goals, ended. Whoever writes in it waits for the plan's row."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import Person, User
from core.errors import RuleBroken
from core.events import record
from jobseekers.models import Domain, Plan, PlanChange, PlanGoal
from jobseekers.planning.listening import tell
from jobseekers.planning.merging import merged
from jobseekers.planning.texts import as_text, text_of
from jobseekers.policies import can_plan


def locked_plan(plan_id: int, by: User) -> Plan:
    plan: Plan = Plan.objects.select_for_update(of=("self",)).select_related("person").get(pk=plan_id)
    if not can_plan(by, plan.person):
        raise PermissionDenied
    if plan.ended_at is not None:
        raise RuleBroken(_("끝난 계획이에요. 새 계획을 시작해 주세요."))
    return plan


def changes_write(row: Any, changed: Mapping[str, Any], by: User) -> None:
    """Set the fields, save them, and keep what each said before and after."""
    one = {"plan": {"plan": row}, "plangoal": {"goal": row}, "planaction": {"action": row}}[row._meta.model_name]
    plan = row if isinstance(row, Plan) else row.plan
    before = {name: text_of(row, name) for name in changed}
    many = {name: value for name, value in changed.items() if name == "after"}
    plain = {name: value for name, value in changed.items() if name != "after"}
    if "owner" in plain:
        helper = plain.pop("owner")
        plain |= {"owner": helper and helper.user, "organisation": helper and helper.organisation}
    for name, value in plain.items():
        setattr(row, name, value)
    row.save(update_fields=[*plain, "updated_at"])
    for name, value in many.items():
        getattr(row, name).set(value)
    PlanChange.objects.bulk_create(
        PlanChange(**({"plan": plan} | one), field=name, before=before[name], after=as_text(value), by=by)
        for name, value in changed.items()
        if before[name] != as_text(value)
    )


@transaction.atomic
def plan_start(*, person_id: int, by: User, review_on: dt.date | None = None) -> Plan:
    person = Person.objects.select_for_update().get(pk=person_id)
    if not can_plan(by, person):
        raise PermissionDenied
    if Plan.objects.current().filter(person=person).exists():
        raise RuleBroken(_("이미 계획이 있어요. 쪽을 새로 고치면 보여요."))
    plan: Plan = Plan.objects.create(person=person, made_by=by, review_on=review_on)
    record("plan.started", actor=by, target=plan)
    tell(plan, "plan.started", by)
    return plan


@transaction.atomic
def plan_change(*, plan_id: int, by: User, review_on: dt.date | None, seen: Mapping[str, str]) -> Plan:
    """The day on which to look at it again."""
    plan = locked_plan(plan_id, by)
    changed = merged(plan, {"review_on": review_on}, seen)
    if changed:
        changes_write(plan, changed, by)
        tell(plan, "plan.review_set", by, day=as_text(review_on))
    return plan


@transaction.atomic
def plan_end(*, plan_id: int, by: User, words: str = "") -> Plan:
    """Ends at once, whatever is still open or unanswered in it: all stays to be read as it was."""
    plan = locked_plan(plan_id, by)
    plan.ended_at, plan.end_words = timezone.now(), words
    plan.save(update_fields=["ended_at", "end_words", "updated_at"])
    record("plan.ended", actor=by, target=plan)
    tell(plan, "plan.ended", by)
    return plan


def _goal(values: Mapping[str, Any]) -> dict[str, Any]:
    found = dict(values)
    if "words" in found:
        found["words"] = " ".join(str(found["words"]).split())
        if not found["words"]:
            raise RuleBroken(_("이루고 싶은 것을 적어 주세요."), field="words")
    return found


@transaction.atomic
def goal_add(*, plan_id: int, by: User, words: str, domain: str = Domain.WORK) -> PlanGoal:
    """In the person's words, whoever types them."""
    plan = locked_plan(plan_id, by)
    values = _goal({"words": words, "domain": domain})
    last = plan.goals.order_by("-order").values_list("order", flat=True).first()
    goal: PlanGoal = PlanGoal.objects.create(plan=plan, order=0 if last is None else last + 1, **values)
    PlanChange.objects.create(plan=plan, goal=goal, field="words", after=goal.words, by=by)
    tell(plan, "plan.goal_added", by)
    return goal


@transaction.atomic
def goal_change(*, goal_id: int, by: User, values: Mapping[str, Any], seen: Mapping[str, str]) -> PlanGoal:
    plan_id = PlanGoal.objects.values_list("plan", flat=True).get(pk=goal_id)
    plan = locked_plan(plan_id, by)
    goal = plan.goals.get(pk=goal_id)
    changed = merged(goal, _goal(values), seen)
    if changed:
        changes_write(goal, changed, by)
        tell(plan, "plan.goal_changed", by)
    return goal


@transaction.atomic
def goal_shift(*, goal_id: int, by: User, up: bool) -> None:
    """One place up or down: two who do it at once both have their way, one after the other."""
    plan_id = PlanGoal.objects.values_list("plan", flat=True).get(pk=goal_id)
    plan = locked_plan(plan_id, by)
    goals = list(plan.goals.order_by("order", "pk"))
    at = next(place for place, goal in enumerate(goals) if goal.pk == goal_id)
    to = at - 1 if up else at + 1
    if not 0 <= to < len(goals):
        return
    goals[at], goals[to] = goals[to], goals[at]
    for place, goal in enumerate(goals):
        if goal.order != place:
            changes_write(goal, {"order": place}, by)

"""Who does what until when: added, changed, done. Any wording, any owner, any day can be changed at any time."""

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import Membership, User
from core.errors import RuleBroken
from jobseekers.models import Plan, PlanAction, PlanChange
from jobseekers.planning.catalogue import service_label
from jobseekers.planning.listening import tell
from jobseekers.planning.merging import merged
from jobseekers.planning.texts import Helper
from jobseekers.services.plans import changes_write, locked_plan

State = PlanAction.State


def _locked(action_id: int, by: User) -> tuple[Plan, PlanAction]:
    plan_id = PlanAction.objects.values_list("plan", flat=True).get(pk=action_id)
    plan = locked_plan(plan_id, by)
    rows = plan.actions.select_related("owner", "organisation", "goal").prefetch_related("after")
    return plan, rows.get(pk=action_id)


def _checked(plan: Plan, values: Mapping[str, Any], action: PlanAction | None) -> dict[str, Any]:
    found = dict(values)
    if "words" in found:
        found["words"] = " ".join(str(found["words"]).split()) or service_label(str(found.get("service_code", "")))
        if not found["words"]:
            raise RuleBroken(_("할 일을 적어 주세요. 목록에 없으면 쓰고 싶은 대로 적으면 돼요."), field="words")
    if found.get("goal") and found["goal"].plan_id != plan.pk:
        raise RuleBroken(_("이 계획의 목표를 골라 주세요."), field="goal")
    _refuse_outsider(found.get("owner"))
    _refuse_circle(plan, action, found.get("after", ()))
    return found


def _refuse_outsider(owner: Helper | None) -> None:
    held = Membership.objects.current()
    if (
        owner
        and not held.filter(user=owner.user, organisation=owner.organisation, role__in=Membership.STAFF_ROLES).exists()
    ):
        raise RuleBroken(_("그 기관에서 일하는 사람을 골라 주세요."), field="owner")


def _refuse_circle(plan: Plan, action: PlanAction | None, after: Iterable[PlanAction]) -> None:
    """No action waits for itself, however long the way round."""
    after = list(after)
    if any(one.plan_id != plan.pk for one in after):
        raise RuleBroken(_("이 계획에 있는 일을 골라 주세요."), field="after")
    if action is None:
        return
    waits: dict[int, set[int]] = {}
    through = PlanAction.after.through.objects.filter(from_planaction__plan=plan)
    for waiting, first in through.values_list("from_planaction", "to_planaction"):
        waits.setdefault(waiting, set()).add(first)
    ahead, met = [one.pk for one in after], set[int]()
    while ahead:
        pk = ahead.pop()
        if pk == action.pk:
            raise RuleBroken(_("두 일이 서로를 기다리게 돼요. 먼저 마칠 일에서 하나를 빼 주세요."), field="after")
        if pk not in met:
            met.add(pk)
            ahead += waits.get(pk, ())


@transaction.atomic
def action_add(*, plan_id: int, by: User, values: Mapping[str, Any]) -> PlanAction:
    """`values`: words or a service_code; domain, goal, owner (a `Helper`, none is the person), due_on,
    effort_minutes, after."""
    plan = locked_plan(plan_id, by)
    found = _checked(plan, {"words": "", **values}, None)
    after, owner = found.pop("after", ()), found.pop("owner", None)
    action: PlanAction = PlanAction.objects.create(
        plan=plan, made_by=by, owner=owner and owner.user, organisation=owner and owner.organisation, **found
    )
    action.after.set(after)
    PlanChange.objects.create(plan=plan, action=action, field="words", after=action.words, by=by)
    tell(plan, "plan.action_added", by)
    return action


@transaction.atomic
def action_change(*, action_id: int, by: User, values: Mapping[str, Any], seen: Mapping[str, str]) -> PlanAction:
    plan, action = _locked(action_id, by)
    changed = merged(action, _checked(plan, values, action), seen)
    if changed:
        changes_write(action, changed, by)
        tell(plan, "plan.action_changed", by)
    return action


@transaction.atomic
def action_move(
    *, action_id: int, state: str, by: User, why: str = "", result: str = "", done_on: dt.date | None = None
) -> PlanAction:
    """Begin, finish, give up with a reason, take up again. One that waits for another may be done all the same."""
    plan, action = _locked(action_id, by)
    why = " ".join(why.split())
    if state == State.DROPPED and not why:
        raise RuleBroken(_("하지 않기로 한 까닭을 한 줄 적어 주세요."), field="why")
    if done_on and done_on > timezone.localdate():
        raise RuleBroken(_("오늘이나 오늘보다 앞선 날짜로 적어 주세요."), field="done_on")
    before = action.state
    action.done_on = (done_on or timezone.localdate()) if state == State.DONE else None
    action.result = result.strip() or action.result
    action.move(state, by=by, why=why, save=("done_on", "result", "updated_at"))
    PlanChange.objects.create(plan=plan, action=action, field="state", before=before, after=state, by=by)
    tell(plan, f"plan.action_{state}", by)
    return action

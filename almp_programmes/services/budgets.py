"""Budgets: one administrator proposes an amount, another approves it."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from almp_programmes.models import Budget, Programme, TargetGroup
from almp_programmes.policies.money import can_decide_budget, can_propose_budget
from core.errors import RuleBroken
from core.events import record

State = Budget.State


@transaction.atomic
def budget_propose(
    *,
    year: int,
    programme: Programme,
    won: int,
    by: User,
    province: str = "",
    target_group: TargetGroup | None = None,
    note: str = "",
) -> Budget:
    if not can_propose_budget(by):
        raise PermissionDenied
    try:
        with transaction.atomic():
            budget: Budget = Budget.objects.create(
                year=year, programme=programme, province=province, target_group=target_group, won=won,
                note=note.strip()[:300], proposed_by=by,
            )  # fmt: skip
    except IntegrityError:
        raise RuleBroken(
            _("이 프로그램·지역·집단에는 승인을 기다리는 금액이 이미 있어요. 먼저 그 금액을 승인하거나 돌려보내세요."),
            field="won",
        ) from None
    budget.transitions.create(before="", after=State.PROPOSED, by=by)
    record("budget.proposed", actor=by, target=budget, won=won)
    return budget


def _to_decide(budget_id: int, by: User) -> Budget:
    budget: Budget = Budget.objects.select_for_update(of=("self",)).get(pk=budget_id)
    if not can_decide_budget(by):
        raise PermissionDenied
    if budget.proposed_by_id == by.pk:
        raise RuleBroken(_("낸 사람은 스스로 승인하거나 돌려보낼 수 없어요. 다른 부처 관리자에게 부탁하세요."))
    return budget


@transaction.atomic
def budget_approve(*, budget_id: int, by: User) -> Budget:
    """The amount before it, if any, is replaced."""
    budget = _to_decide(budget_id, by)
    same = {
        "year": budget.year, "programme": budget.programme_id, "province": budget.province,
        "target_group": budget.target_group_id,
    }  # fmt: skip
    for old in Budget.objects.select_for_update(of=("self",)).filter(**same, state=State.APPROVED):
        old.move(State.REPLACED, by=by)
    budget.decided_by, budget.decided_at = by, timezone.now()
    budget.move(State.APPROVED, by=by, save=["decided_by", "decided_at"])
    record("budget.approved", actor=by, target=budget, won=budget.won)
    return budget


@transaction.atomic
def budget_return(*, budget_id: int, by: User, why: str) -> Budget:
    if not why.strip():
        raise RuleBroken(_("돌려보내는 까닭을 적으세요. 낸 사람이 읽고 고쳐요."), field="why")
    budget = _to_decide(budget_id, by)
    budget.decided_by, budget.decided_at = by, timezone.now()
    budget.move(State.RETURNED, by=by, why=why.strip()[:300], save=["decided_by", "decided_at"])
    record("budget.returned", actor=by, target=budget)
    return budget

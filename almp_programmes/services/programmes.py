"""Programmes made by the ministry: written, opened once their rules are approved, closed and opened again."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from almp_programmes.models import Programme, RuleSet, TargetGroup
from almp_programmes.policies.rules import can_write_rules
from core.errors import RuleBroken
from core.events import record

if TYPE_CHECKING:
    from accounts.models import User

State = Programme.State
FIELDS = (
    "name_ko", "name_en", "summary_ko", "summary_en", "measure", "delivery", "duties_ko", "duties_en", "law", "source",
    "source_en", "starts_on", "ends_on",
)  # fmt: skip


@transaction.atomic
def programme_save(
    *, by: User, given: Mapping[str, Any], groups: Iterable[TargetGroup], programme: Programme | None = None
) -> Programme:
    """A new one as a draft, under the code that rules will name it by; or a change of what is told about it."""
    if not can_write_rules(by):
        raise PermissionDenied
    row = programme or Programme(code=given["code"])
    for name in FIELDS:
        setattr(row, name, given[name])
    row.save()
    row.target_groups.set(groups)
    if programme is None:
        row.transitions.create(before="", after=State.DRAFT, by=by)
    record("programme.saved", actor=by, target=row)
    return row


@transaction.atomic
def programme_open(*, programme_id: int, by: User) -> Programme:
    """People see it and apply from its first day on. Somebody else must have approved whom it is for."""
    row = _locked(programme_id, by)
    if not row.rule_sets.filter(state=RuleSet.State.LIVE).exists():
        raise RuleBroken(_("자격 규칙을 쓰고 다른 사람이 승인한 다음 열 수 있습니다."))
    row.move(State.LIVE, by=by)
    record("programme.opened", actor=by, target=row)
    return row


@transaction.atomic
def programme_close(*, programme_id: int, by: User) -> Programme:
    """No more applications; who takes part goes on to the end."""
    row = _locked(programme_id, by)
    row.move(State.CLOSED, by=by)
    record("programme.closed", actor=by, target=row)
    return row


def _locked(programme_id: int, by: User) -> Programme:
    if not can_write_rules(by):
        raise PermissionDenied
    row: Programme = Programme.objects.select_for_update(of=("self",)).get(pk=programme_id)
    return row

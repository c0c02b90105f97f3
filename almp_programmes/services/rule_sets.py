"""Rule sets: written by one person of the ministry, approved or sent back by another."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction

from accounts.models import User
from almp_programmes.models import Programme, RuleSet
from almp_programmes.policies.rules import can_decide_rules, can_write_rules
from almp_programmes.selectors.opening import shuts_out_everyone
from core.events import record
from core.rules import RuleRefused
from core.rules import read as rule_read
from core.versions import refuse_past, version_begin, version_keep, version_put_in_force, version_send_back

State = RuleSet.State


@transaction.atomic
def rule_set_write(*, programme_id: int, rules: Mapping[str, Any], valid_from: dt.date, why: str, by: User) -> RuleSet:
    """Write the next version, or rewrite it while nobody has approved it: the programme has one at a time."""
    if not can_write_rules(by):
        raise PermissionDenied
    rule_read(rules)
    programme = Programme.objects.select_for_update().get(pk=programme_id)
    refuse_past(programme.rule_sets.all(), valid_from)
    row: RuleSet = version_begin(programme.rule_sets.all(), programme=programme)
    row.rules = dict(rules)
    version_keep(row, valid_from=valid_from, why=why, by=by)
    record("rule_set.written", actor=by, target=row, programme=programme.code, version=row.version)
    return row


def _locked(rule_set_id: int) -> RuleSet:
    programme = RuleSet.objects.values_list("programme_id", flat=True).get(pk=rule_set_id)
    Programme.objects.select_for_update().get(pk=programme)
    row: RuleSet = RuleSet.objects.select_for_update(of=("self",)).select_related("programme").get(pk=rule_set_id)
    return row


@transaction.atomic
def rule_set_propose(*, rule_set_id: int, by: User) -> RuleSet:
    if not can_write_rules(by):
        raise PermissionDenied
    row = _locked(rule_set_id)
    nobody = shuts_out_everyone(rule_read(row.rules), row.valid_from)
    if nobody is not None:
        raise RuleRefused([nobody])
    row.move(State.PROPOSED, by=by)
    record("rule_set.proposed", actor=by, target=row)
    return row


@transaction.atomic
def rule_set_approve(*, rule_set_id: int, by: User) -> RuleSet:
    """The version takes effect on its day; the one before ends there."""
    row = _locked(rule_set_id)
    if not can_decide_rules(by, row):
        raise PermissionDenied
    refuse_past(row.siblings(), row.valid_from)
    rule_read(row.rules)
    version_put_in_force(row, by=by)
    record("rule_set.approved", actor=by, target=row)
    return row


@transaction.atomic
def rule_set_reject(*, rule_set_id: int, why: str, by: User) -> RuleSet:
    row = _locked(rule_set_id)
    if not can_decide_rules(by, row):
        raise PermissionDenied
    version_send_back(row, why=why, by=by)
    record("rule_set.rejected", actor=by, target=row)
    return row

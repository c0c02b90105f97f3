"""Rule sets: written by one person of the ministry, approved or sent back by another."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from almp_programmes.models import Programme, RuleSet
from almp_programmes.policies.rules import can_decide_rules, can_write_rules
from almp_programmes.selectors.opening import shuts_out_everyone
from core.errors import RuleBroken
from core.events import record
from core.rules import Rule, RuleRefused, check, parse

State = RuleSet.State


def rule_read(rules: Any) -> Rule:
    """The rule, or `RuleRefused` with every place that cannot be read or contradicts another."""
    rule = parse(rules)
    problems = check(rule)
    if problems:
        raise RuleRefused(problems)
    return rule


def _refuse_past(programme: Programme, valid_from: dt.date) -> None:
    """No rule reaches back: who was decided yesterday was decided under yesterday's."""
    if valid_from < timezone.localdate():
        raise RuleBroken(_("오늘이나 그 뒤의 날짜로 적어 주세요."), field="valid_from")
    newest = programme.rule_sets.filter(state__in=RuleSet.APPROVED).aggregate(day=Max("valid_from"))["day"]
    if newest is not None and valid_from <= newest:
        raise RuleBroken(
            _("지금 판이 시작하는 %(day)s보다 뒤의 날짜로 적어 주세요.") % {"day": f"{newest:%Y-%m-%d}"},
            field="valid_from",
        )


@transaction.atomic
def rule_set_write(*, programme_id: int, rules: Mapping[str, Any], valid_from: dt.date, why: str, by: User) -> RuleSet:
    """Write the next version, or rewrite it while nobody has approved it: the programme has one at a time."""
    if not can_write_rules(by):
        raise PermissionDenied
    rule_read(rules)
    programme = Programme.objects.select_for_update().get(pk=programme_id)
    _refuse_past(programme, valid_from)
    row = programme.rule_sets.exclude(state__in=RuleSet.APPROVED).first()
    if row is not None and row.state == State.PROPOSED:
        raise RuleBroken(_("승인을 기다리는 판이 있어요. 그 판이 승인되거나 되돌아온 뒤에 고쳐 주세요."))
    if row is None:
        last = programme.rule_sets.aggregate(last=Max("version"))["last"] or 0
        row = RuleSet(programme=programme, version=last + 1)
    row.rules, row.valid_from, row.why, row.written_by = dict(rules), valid_from, why, by
    row.save()
    if row.state == State.REJECTED:
        row.move(State.DRAFT, by=by)
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
    _refuse_past(row.programme, row.valid_from)
    rule_read(row.rules)
    before = row.programme.rule_sets.filter(state=State.LIVE).first()
    if before is not None:
        before.valid_to = row.valid_from
        before.move(State.SUPERSEDED, by=by, save=["valid_to"])
    row.approved_by, row.approved_at = by, timezone.now()
    row.move(State.LIVE, by=by, save=["approved_by", "approved_at"])
    record("rule_set.approved", actor=by, target=row)
    return row


@transaction.atomic
def rule_set_reject(*, rule_set_id: int, why: str, by: User) -> RuleSet:
    row = _locked(rule_set_id)
    if not can_decide_rules(by, row):
        raise PermissionDenied
    if not why.strip():
        raise RuleBroken(_("되돌리는 까닭을 적어 주세요."), field="why")
    row.move(State.REJECTED, by=by, why=why.strip()[:300])
    record("rule_set.rejected", actor=by, target=row)
    return row

"""Channel rules: written by one person of the ministry, put in force by another; a centre's passing exceptions."""

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import Organisation, User
from channels.codes import DIGITAL
from channels.lines import Line, lines_of, lines_refuse, written_line
from channels.models import ChannelRules, LocalException, Service, ServiceGroup
from channels.models.rules import MOST_DAYS
from channels.policies import can_decide_channel_rules, can_except, can_write_channel_rules
from core.errors import RuleBroken
from core.events import record
from core.versions import refuse_past, version_begin, version_keep, version_put_in_force, version_send_back

State = ChannelRules.State


def lines_read(lines: Sequence[Mapping[str, Any]]) -> tuple[list[dict[str, Any]], tuple[Line, ...]]:
    """The lines as they would be stored and as they would decide, or a refusal that says which line to mend."""
    groups = dict(ServiceGroup.objects.values_list("code", "rules"))
    written = [written_line(one, groups) for one in lines]
    lines_refuse(written)
    return written, lines_of(written)


@transaction.atomic
def channel_rules_write(
    *, service_id: int, lines: Sequence[Mapping[str, Any]], valid_from: dt.date, why: str, by: User
) -> ChannelRules:
    """Write the next version, or rewrite it while nobody has approved it: a service has one at a time."""
    if not can_write_channel_rules(by):
        raise PermissionDenied
    written, _lines = lines_read(lines)
    service = Service.objects.select_for_update().get(pk=service_id)
    refuse_past(service.channel_rules.all(), valid_from)
    row: ChannelRules = version_begin(service.channel_rules.all(), service=service)
    row.lines = written
    version_keep(row, valid_from=valid_from, why=why, by=by)
    record("channel_rules.written", actor=by, target=row, service=service.code, version=row.version)
    return row


def _locked(channel_rules_id: int) -> ChannelRules:
    service = ChannelRules.objects.values_list("service_id", flat=True).get(pk=channel_rules_id)
    Service.objects.select_for_update().get(pk=service)
    rows = ChannelRules.objects.select_for_update(of=("self",)).select_related("service")
    row: ChannelRules = rows.get(pk=channel_rules_id)
    return row


@transaction.atomic
def channel_rules_propose(*, channel_rules_id: int, by: User) -> ChannelRules:
    if not can_write_channel_rules(by):
        raise PermissionDenied
    row = _locked(channel_rules_id)
    row.move(State.PROPOSED, by=by)
    record("channel_rules.proposed", actor=by, target=row)
    return row


@transaction.atomic
def channel_rules_approve(*, channel_rules_id: int, by: User) -> ChannelRules:
    """In force from its day on: entry points follow at once."""
    row = _locked(channel_rules_id)
    if not can_decide_channel_rules(by, row):
        raise PermissionDenied
    refuse_past(row.siblings(), row.valid_from)
    lines_refuse(row.lines)
    version_put_in_force(row, by=by)
    record("channel_rules.approved", actor=by, target=row)
    return row


@transaction.atomic
def channel_rules_reject(*, channel_rules_id: int, why: str, by: User) -> ChannelRules:
    row = _locked(channel_rules_id)
    if not can_decide_channel_rules(by, row):
        raise PermissionDenied
    version_send_back(row, why=why, by=by)
    record("channel_rules.rejected", actor=by, target=row)
    return row


@transaction.atomic
def exception_make(
    *, service_id: int, organisation: Organisation, closed: str, instead: str, reason: str, valid_from: dt.date,
    valid_to: dt.date, by: User,
) -> LocalException:  # fmt: skip
    """A channel closed at one centre for a while, with another of the national rule's in its place."""
    if not can_except(by, organisation):
        raise PermissionDenied
    _refuse_days(valid_from, valid_to)
    if len(reason.strip()) < 10:
        raise RuleBroken(_("왜 쓸 수 없는지 열 글자 넘게 적어 주세요. 본인에게도 보여요."), field="reason")
    service = Service.objects.select_for_update().get(pk=service_id)
    if instead == closed or instead not in _open_to_all(service, valid_from):
        said = _("대신 권할 길은 전국 규칙이 누구에게나 허락하고 기기가 없어도 되는 길이어야 해요.")
        raise RuleBroken(said, field="instead")
    try:
        with transaction.atomic():
            row: LocalException = LocalException.objects.create(
                organisation=organisation, service=service, closed=closed, instead=instead, reason=reason.strip(),
                valid_from=valid_from, valid_to=valid_to, by=by,
            )  # fmt: skip
    except IntegrityError as exc:
        raise RuleBroken(_("그 기간에 이 서비스의 예외가 이미 있어요. 먼저 그 예외를 끝내 주세요.")) from exc
    record("channel_exception.made", actor=by, target=row, service=service.code, closed=closed, instead=instead)
    return row


def _open_to_all(service: Service, on: dt.date) -> set[str]:
    """The ways that need no device and that every line of the national rule allows."""
    rules = service.channel_rules.in_force(on).first()
    lines = rules.read if rules else ()
    return set.intersection(*(set(one.allowed) for one in lines)) - set(DIGITAL) if lines else set()


def _refuse_days(valid_from: dt.date, valid_to: dt.date) -> None:
    if valid_from < timezone.localdate():
        raise RuleBroken(_("오늘이나 그 뒤의 날짜로 적어 주세요."), field="valid_from")
    if not valid_from < valid_to <= valid_from + dt.timedelta(days=MOST_DAYS):
        raise RuleBroken(
            _("예외는 %(days)s일까지만 둘 수 있어요. 다시 여는 날을 고쳐 주세요.") % {"days": MOST_DAYS},
            field="valid_to",
        )


@transaction.atomic
def exception_end(*, exception_id: int, by: User) -> LocalException:
    row: LocalException = (
        LocalException.objects.select_for_update(of=("self",)).select_related("organisation").get(pk=exception_id)
    )
    if not can_except(by, row.organisation):
        raise PermissionDenied
    if row.ended_on is None:
        row.ended_on = timezone.localdate()
        row.save(update_fields=["ended_on", "updated_at"])
        record("channel_exception.ended", actor=by, target=row)
    return row

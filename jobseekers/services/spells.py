"""Opening, mending and ending unemployment spells."""

import datetime as dt

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from core.errors import RuleBroken
from core.events import record
from jobseekers.models import Jobseeker, Spell
from jobseekers.services.rows import locked, refuse_stale


def _refuse_future(day: dt.date, field: str) -> None:
    if day > timezone.localdate():
        raise RuleBroken(_("오늘이나 오늘보다 앞선 날짜로 적어 주세요."), field=field)


def _refuse_overlap(jobseeker: Jobseeker, start: dt.date, end: dt.date | None, *, but: Spell | None = None) -> None:
    for other in jobseeker.spells.exclude(pk__in=[but.pk] if but else []):
        begins_before_other_ends = other.ended_on is None or start < other.ended_on
        if begins_before_other_ends and (end is None or other.started_on < end):
            raise RuleBroken(
                _("%(start)s에 시작한 구직 기간과 겹쳐요. 그 기간 뒤의 날짜로 적어 주세요.")
                % {"start": f"{other.started_on:%Y-%m-%d}"},
                field="started_on",
            )


@transaction.atomic
def spell_open(*, jobseeker: Jobseeker, started_on: dt.date, reason: str, by: User | None = None) -> Spell:
    held = locked(jobseeker.pk, by)
    _refuse_future(started_on, "started_on")
    if held.spells.open().exists():
        raise RuleBroken(
            _("이미 구직 중으로 등록되어 있어요. 지금 기간을 끝낸 뒤 새로 시작해 주세요."), field="started_on"
        )
    _refuse_overlap(held, started_on, None)
    spell = held.spells.create(started_on=started_on, reason=reason)
    record("spell.opened", actor=by, target=spell, reason=reason)
    return spell


@transaction.atomic
def spell_change(*, spell_id: int, started_on: dt.date, reason: str, by: User | None = None, seen: str = "") -> Spell:
    """Mend the start or the reason of a spell."""
    held = locked(Spell.objects.values_list("jobseeker_id", flat=True).get(pk=spell_id), by)
    spell = held.spells.get(pk=spell_id)
    refuse_stale(spell, seen)
    _refuse_future(started_on, "started_on")
    if spell.ended_on is not None and started_on > spell.ended_on:
        raise RuleBroken(_("끝난 날보다 앞선 날짜로 적어 주세요."), field="started_on")
    _refuse_overlap(held, started_on, spell.ended_on, but=spell)
    spell.started_on, spell.reason = started_on, reason
    spell.save(update_fields=["started_on", "reason", "updated_at"])
    record("spell.changed", actor=by, target=spell, reason=reason)
    return spell


@transaction.atomic
def spell_end(*, jobseeker: Jobseeker, on: dt.date, reason: str, by: User | None = None) -> Spell | None:
    """End the open spell; none where the person was not in one (somebody in work changes jobs).

    A job that began before the person said they were looking ends the spell on the day it began.
    """
    held = locked(jobseeker.pk, by)
    spell = held.spells.open().first()
    if spell is None:
        return None
    spell.ended_on, spell.end_reason = max(on, spell.started_on), reason
    spell.save(update_fields=["ended_on", "end_reason", "updated_at"])
    record("spell.ended", actor=by, target=spell, reason=reason)
    return spell

"""From the first day to the last: start, breaks, longer time, and the four ways to end."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from almp_programmes.models import Enrolment, Extension, Suspension, terms_of
from almp_programmes.policies import taking_part as policies
from almp_programmes.selectors.attendance import tally_of
from almp_programmes.services import notices, places, steps
from almp_programmes.services.certificates import certificate_issue
from almp_programmes.services.money import place_promise
from core.errors import RuleBroken

if TYPE_CHECKING:
    from accounts.models import User

State = Enrolment.State
ENDINGS = (State.COMPLETED, State.NOT_COMPLETED, State.LEFT_FOR_JOB, State.LEFT)
TOLD: dict[str, str] = {
    State.COMPLETED: "enrolment_completed",
    State.NOT_COMPLETED: "enrolment_not_completed",
}


def _lock_to_run(enrolment_id: int, by: User) -> Enrolment:
    enrolment = steps.lock(enrolment_id)
    if not policies.runs_it(by, enrolment):
        raise PermissionDenied
    return enrolment


@transaction.atomic
def enrolment_start(*, enrolment_id: int, by: User) -> Enrolment:
    enrolment = _lock_to_run(enrolment_id, by)
    if enrolment.state == State.SUSPENDED:  # starting it would leave the break open
        raise RuleBroken(_("잠시 멈춘 참여예요. ‘다시 시작’을 골라 주세요."))
    if enrolment.starts_on > timezone.localdate():
        raise RuleBroken(_("시작일 전에는 시작했다고 적을 수 없어요."))
    return steps.move(enrolment, State.STARTED, by=by)


@transaction.atomic
def run_start(*, run_id: int, by: User) -> int:
    """Everyone placed has started; who did not come is marked afterwards, as the exception."""
    run = steps.lock_run(run_id)
    if not policies.acts_for_provider(by, run.course):
        raise PermissionDenied
    if run.starts_on > timezone.localdate():
        raise RuleBroken(_("시작일 전에는 시작했다고 적을 수 없어요."))
    rows = list(
        Enrolment.objects.select_for_update(of=("self",), no_key=True)
        .filter(run=run, state=State.PLACED)
        .order_by("pk")
    )
    for row in rows:
        row.run = run
        steps.move(row, State.STARTED, by=by)
    return len(rows)


def suspended_days(enrolment: Enrolment, *, planned: dt.date | None = None) -> int:
    """Days of all breaks; one still open counts as planned."""
    return sum(((one.ended_on or planned or one.until) - one.since).days for one in enrolment.suspensions.all())


@transaction.atomic
def enrolment_suspend(*, enrolment_id: int, by: User, until: dt.date, reason: str) -> Enrolment:
    enrolment = _lock_to_run(enrolment_id, by)
    today, reason = timezone.localdate(), reason.strip()
    if not reason:
        raise RuleBroken(_("멈추는 이유를 적어 주세요."), field="reason")
    if not today < until <= enrolment.ends_on:
        raise RuleBroken(_("다시 시작할 날은 내일부터 마지막 날 사이로 적어 주세요."), field="until")
    most = terms_of(enrolment.programme_id, today).suspend_days
    used = suspended_days(enrolment)
    if used + (until - today).days > most:
        raise RuleBroken(
            _("모두 %(most)s일까지 멈출 수 있어요. 지금까지 %(used)s일 멈췄어요.") % {"most": most, "used": used},
            field="until",
        )
    steps.move(enrolment, State.SUSPENDED, by=by, why=reason)
    Suspension.objects.create(enrolment=enrolment, since=today, until=until, reason=reason, by=by)
    return enrolment


@transaction.atomic
def enrolment_resume(*, enrolment_id: int, by: User) -> Enrolment:
    enrolment = _lock_to_run(enrolment_id, by)
    if enrolment.state != State.SUSPENDED:
        raise RuleBroken(_("잠시 멈춘 참여만 다시 시작할 수 있어요."))
    steps.move(enrolment, State.STARTED, by=by)
    _close_break(enrolment)
    return enrolment


def _close_break(enrolment: Enrolment) -> None:
    enrolment.suspensions.filter(ended_on=None).update(ended_on=timezone.localdate())


@transaction.atomic
def enrolment_extend(*, enrolment_id: int, by: User, days: int, reason: str) -> Enrolment:
    """A later last day for one person, within the cap; the database keeps it clear of their other courses."""
    enrolment = _lock_to_run(enrolment_id, by)
    reason = reason.strip()
    if enrolment.state not in (State.STARTED, State.SUSPENDED):
        raise RuleBroken(_("시작한 참여만 늘릴 수 있어요."))
    if not reason:
        raise RuleBroken(_("늘리는 이유를 적어 주세요."), field="reason")
    most = terms_of(enrolment.programme_id, timezone.localdate()).extend_days
    used = sum(one.days for one in enrolment.extensions.all())
    if days < 1 or used + days > most:
        raise RuleBroken(
            _("모두 %(most)s일까지 늘릴 수 있어요. 지금까지 %(used)s일 늘렸어요.") % {"most": most, "used": used},
            field="days",
        )
    enrolment.ends_on += dt.timedelta(days=days)
    try:
        with transaction.atomic():
            enrolment.save(update_fields=["ends_on", "updated_at"])
    except IntegrityError as exc:
        raise steps.refusal(exc) from exc
    Extension.objects.create(enrolment=enrolment, days=days, reason=reason, by=by)
    place_promise(enrolment)
    return enrolment


@transaction.atomic
def enrolment_end(*, enrolment_id: int, by: User, state: str, why: str = "") -> Enrolment:
    """Completed, not completed, left for a job, or left. A place freed before the start goes to the next; whoever
    completed a course has its certificate."""
    enrolment = _lock_to_run(enrolment_id, by)
    why = why.strip()
    if state not in ENDINGS:
        raise RuleBroken(_("어떻게 끝났는지 골라 주세요."), field="state")
    if state in (State.NOT_COMPLETED, State.LEFT) and not why:
        raise RuleBroken(_("그만두거나 수료하지 못한 이유를 적어 주세요."), field="why")
    if state == State.COMPLETED:
        _refuse_too_much_missed(enrolment)
    _close_break(enrolment)
    steps.finish(enrolment, state, by=by, why=why)
    if enrolment.run is not None:
        places.offer_free(enrolment.run)
    if state in TOLD:
        notices.to_person(enrolment, TOLD[state], reason=why)
    if state == State.COMPLETED and enrolment.run is not None:
        certificate_issue(enrolment=enrolment, by=by)
    return enrolment


def _refuse_too_much_missed(enrolment: Enrolment) -> None:
    terms = terms_of(enrolment.programme_id, enrolment.starts_on)
    tally = tally_of(enrolment, lates_per_absence=terms.lates_per_absence)
    if tally.sessions and not tally.reaches(terms.complete_percent):
        raise RuleBroken(
            _("수료하려면 %(percent)s%% 이상 출석해야 해요. %(sessions)s번 가운데 %(there)s번 출석했어요.")
            % {"percent": terms.complete_percent, "sessions": tally.sessions, "there": tally.counted},
            field="state",
        )


@transaction.atomic
def enrolment_leave(*, enrolment_id: int, by: User, for_job: bool, why: str = "") -> Enrolment:
    """The person ends it: a job found, or another reason."""
    enrolment = steps.lock(enrolment_id)
    if not policies.is_participant(by, enrolment):
        raise PermissionDenied
    _close_break(enrolment)
    steps.finish(enrolment, State.LEFT_FOR_JOB if for_job else State.LEFT, by=by, why=why.strip())
    if enrolment.run is not None:
        places.offer_free(enrolment.run)
    notices.to_provider(enrolment, "enrolment_left_provider")
    return enrolment

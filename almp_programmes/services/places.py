"""Places of a run: given, waited for, offered to the next, accepted, passed on when nobody answers."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from almp_programmes.models import CourseRun, Enrolment, terms_of
from almp_programmes.policies import taking_part as policies
from almp_programmes.services import notices, steps
from core.errors import RuleBroken

if TYPE_CHECKING:
    from accounts.models import User

State = Enrolment.State
DOORS_OPEN = dt.time(9)  # no offer is kept past the first morning


def place_or_wait(enrolment: Enrolment, *, by: User | None) -> Enrolment:
    """An approved participation gets a free place that nobody waits for, or the next number; the run is locked."""
    run = enrolment.run
    if run is None:
        return enrolment
    waiting = Enrolment.objects.filter(run=run, state=State.WAITING).exists()
    if run.places_left > 0 and not waiting:
        steps.move(enrolment, State.PLACED, by=by)
        notices.to_person(enrolment, "enrolment_placed")
        return enrolment
    run.waiting_last += 1
    run.save(update_fields=["waiting_last"])
    enrolment.waiting_number = run.waiting_last
    steps.move(enrolment, State.WAITING, by=by, save=("waiting_number",))
    notices.to_person(enrolment, "enrolment_waiting", number=enrolment.waiting_number)
    offer_free(run)
    return enrolment


def offer_free(run: CourseRun) -> int:
    """Offer each free place to the next in line: by the rule's priority, then by the time of the application."""
    if run.places_left <= 0 or (deadline := _deadline(run)) is None:
        return 0
    line = (
        Enrolment.objects.select_for_update(of=("self",), no_key=True)
        .filter(run=run, state=State.WAITING)
        .select_related("person__user", "programme")
        .order_by("priority", "applied_at", "pk")[: run.places_left]
    )
    rows = list(line)
    for row in rows:
        row.run = run
        row.accept_by = deadline
        steps.move(row, State.OFFERED, by=None, save=("accept_by",))
        notices.to_person(row, "enrolment_offered", part=deadline.isoformat(), accept_by=deadline)
    return len(rows)


def _deadline(run: CourseRun) -> dt.datetime | None:
    """Until when an offer made now is kept; none once the run is about to begin or does not take place."""
    now = timezone.now()
    begins = timezone.make_aware(dt.datetime.combine(run.starts_on, DOORS_OPEN))
    if run.cancelled_at is not None or now >= begins:
        return None
    hours = terms_of(run.course.programme_id, timezone.localdate()).accept_hours
    return min(now + dt.timedelta(hours=hours), begins)


@transaction.atomic
def place_accept(*, enrolment_id: int, by: User) -> Enrolment:
    enrolment = steps.lock(enrolment_id)
    if not policies.is_participant(by, enrolment):
        raise PermissionDenied
    if enrolment.state != State.OFFERED or enrolment.accept_by is None or enrolment.accept_by <= timezone.now():
        raise RuleBroken(_("이 자리에 답할 시간이 지났어요. 쪽을 새로 고쳐 지금 상태를 확인해 주세요."))
    enrolment.accept_by = None
    steps.move(enrolment, State.PLACED, by=by, save=("accept_by",))
    notices.to_provider(enrolment, "enrolment_accepted_provider")
    return enrolment


@transaction.atomic
def enrolment_withdraw(*, enrolment_id: int, by: User, why: str = "") -> Enrolment:
    """Taken back before it began; a place held goes to the next."""
    enrolment = steps.lock(enrolment_id)
    if not policies.is_participant(by, enrolment) and not policies.is_counsellor_of(by, enrolment.person_id):
        raise PermissionDenied
    return _leave_line(enrolment, by=by, why=why.strip())


def _leave_line(enrolment: Enrolment, *, by: User | None, why: str) -> Enrolment:
    steps.finish(enrolment, State.WITHDRAWN, by=by, why=why)
    if enrolment.run is not None:
        offer_free(enrolment.run)
    return enrolment


def offers_lapse(*, now: dt.datetime | None = None, at_most: int = 5000) -> int:
    """Sweeper: offers past their hour end, each in its own transaction, and the place goes to the next."""
    moment = now or timezone.now()
    due = Enrolment.objects.filter(state=State.OFFERED, accept_by__lte=moment).order_by("accept_by", "pk")
    return sum(_lapse(pk, moment) for pk in due.values_list("pk", flat=True)[:at_most])


@transaction.atomic
def _lapse(enrolment_id: int, moment: dt.datetime) -> bool:
    enrolment = steps.lock(enrolment_id)
    if enrolment.state != State.OFFERED or enrolment.accept_by is None or enrolment.accept_by > moment:
        return False
    _leave_line(enrolment, by=None, why="offer_lapsed")
    notices.to_person(enrolment, "enrolment_offer_lapsed")
    return True


@transaction.atomic
def run_places_change(*, run_id: int, capacity: int, by: User) -> CourseRun:
    """More places go to those who wait; fewer never take one away from somebody."""
    run = steps.lock_run(run_id)
    if not policies.acts_for_provider(by, run.course):
        raise PermissionDenied
    if capacity < run.occupied:
        raise RuleBroken(
            _("이미 %(count)s명이 자리를 가지고 있어 그보다 줄일 수 없어요.") % {"count": run.occupied},
            field="capacity",
        )
    run.capacity = capacity
    run.save(update_fields=["capacity", "updated_at"])
    offer_free(run)
    return run

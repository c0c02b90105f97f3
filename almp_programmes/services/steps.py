"""What every step of a participation shares: the locks in one order, the log, and the run's count of places.

The run is locked before the participation, by everybody: whoever holds a run's lock is alone with its places.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import AccessGrant
from accounts.services import grant_end, grant_give
from almp_programmes.models import CourseRun, Enrolment, EnrolmentTransition
from almp_programmes.services.money import place_promise
from core.errors import RuleBroken
from core.events import record

if TYPE_CHECKING:
    from accounts.models import User

State = Enrolment.State
SOURCE = "almp_programmes.enrolment:"
OVERLAP = "enrolment_full_time_one_at_a_time"
LIVE_ONCE = ("enrolment_one_live_a_run", "enrolment_one_live_a_programme")


def lock_run(run_id: int) -> CourseRun:
    return (
        CourseRun.objects.select_for_update(of=("self",), no_key=True)
        .select_related("course__provider", "course__programme")
        .get(pk=run_id)
    )


def lock(enrolment_id: int) -> Enrolment:
    """The participation and, before it, its run: held until the transaction ends."""
    run_id = Enrolment.objects.values_list("run", flat=True).get(pk=enrolment_id)
    run = lock_run(run_id) if run_id is not None else None
    enrolment: Enrolment = (
        Enrolment.objects.select_for_update(of=("self",), no_key=True)
        .select_related("person__user", "programme")
        .get(pk=enrolment_id)
    )
    if run is not None:
        enrolment.run = run
    return enrolment


def move(enrolment: Enrolment, state: str, *, by: User | None, why: str = "", save: Iterable[str] = ()) -> Enrolment:
    """One step. What the database refuses about the person's time or a second application is said in words."""
    before = enrolment.state
    try:
        with transaction.atomic():
            enrolment.move(state, by=by, why=why[:300], save=(*save, "updated_at"))
    except IntegrityError as exc:
        enrolment.state = before
        raise refusal(exc) from exc
    if enrolment.run is not None and (before in Enrolment.HOLDS_PLACE) != (state in Enrolment.HOLDS_PLACE):
        recount(enrolment.run)
    if (before in Enrolment.TAKES_TIME) != (state in Enrolment.TAKES_TIME):
        place_promise(enrolment)
    record(f"enrolment.{state}", actor=by, target=enrolment, before=before)
    return enrolment


def begin(enrolment: Enrolment, *, by: User) -> Enrolment:
    """The new row and the first line of its log."""
    try:
        with transaction.atomic():
            enrolment.save()
    except IntegrityError as exc:
        raise refusal(exc) from exc
    EnrolmentTransition.objects.create(enrolment=enrolment, before="", after=enrolment.state, by=by)
    record("enrolment.applied", actor=by, target=enrolment, run=enrolment.run_id)
    return enrolment


def refusal(exc: IntegrityError) -> Exception:
    """The sentence for what a constraint refused; any other violation stays what it is."""
    broken = getattr(getattr(exc.__cause__, "diag", None), "constraint_name", "")
    if broken == OVERLAP:
        return RuleBroken(
            _("같은 기간에 참여하기로 한 온종일 과정이 이미 있어요. 하나를 취소해야 다른 과정에 참여할 수 있어요.")
        )
    if broken in LIVE_ONCE:
        return RuleBroken(_("이미 신청한 과정이에요. ‘내 참여’에서 지금 상태를 볼 수 있어요."))
    return exc


def recount(run: CourseRun) -> None:
    """Places held, from the rows themselves; the caller holds the run's lock."""
    run.occupied = Enrolment.objects.holding_place().filter(run=run.pk).count()
    run.save(update_fields=["occupied", "updated_at"])


def finish(enrolment: Enrolment, state: str, *, by: User | None, why: str = "", save: Iterable[str] = ()) -> Enrolment:
    """Bring it to an end: over today, no offer left open, the provider's sight of the person over."""
    enrolment.ended_on, enrolment.accept_by, enrolment.reason = timezone.localdate(), None, why[:500]
    move(enrolment, state, by=by, why=why, save=(*save, "ended_on", "accept_by", "reason"))
    grant_end(source=source_of(enrolment))
    return enrolment


def source_of(enrolment: Enrolment) -> str:
    return f"{SOURCE}{enrolment.pk}"


def share(enrolment: Enrolment) -> None:
    """The provider may reach the person while they take part."""
    if enrolment.run is not None:
        grant_give(
            person=enrolment.person, to=enrolment.run.course.provider, scope=AccessGrant.Scope.CONTACT,
            ground=AccessGrant.Ground.ENROLMENT, purpose="training", source=source_of(enrolment),
        )  # fmt: skip

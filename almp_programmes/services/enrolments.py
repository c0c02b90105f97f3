"""Applying, documents, and the decision."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import Person
from almp_programmes.models import CourseRun, Enrolment, Programme
from almp_programmes.policies import taking_part as policies
from almp_programmes.selectors.eligibility import decision_on
from almp_programmes.services import notices, places, steps
from almp_programmes.services.entitlement import refuse_unless_entitled
from core.errors import RuleBroken

if TYPE_CHECKING:
    from accounts.models import User

State = Enrolment.State


def _refuse_unless_possible(programme: Programme, run: CourseRun | None, person: Person) -> None:
    today = timezone.localdate()
    if not policies.is_offered(programme, today):
        raise RuleBroken(_("지금은 신청을 받지 않는 프로그램이에요."))
    if run is None and programme.delivery == Programme.Delivery.COURSE:
        raise RuleBroken(_("참여할 과정을 먼저 골라 주세요."))
    if run is not None and (run.course.programme_id != programme.pk or not policies.is_open(run, today)):
        raise RuleBroken(_("신청이 끝난 과정이에요. 다른 회차를 찾아보세요."))
    live = Enrolment.objects.filter(person=person, programme=programme, run=run).exclude(state__in=Enrolment.OVER)
    if live.exists():
        raise RuleBroken(_("이미 신청한 과정이에요. ‘내 참여’에서 지금 상태를 볼 수 있어요."))


@transaction.atomic
def enrolment_apply(
    *, person_id: int, programme_id: int, run_id: int | None = None, by: User, priority: int | None = None
) -> Enrolment:
    """Apply to a programme, or to one run of a course in it. A first-come run gives the place or number at once.

    Who the rules shut out is refused (`NotEntitled`), and so is who could still tell what they ask. `priority` is what
    the rule set says of the person: the lower, the earlier a freed place is offered.
    """
    programme = Programme.objects.get(pk=programme_id)
    person = Person.objects.live().get(pk=person_id)
    if not policies.may_apply_for(by, person.pk):
        raise PermissionDenied
    today = timezone.localdate()
    ruled = decision_on(person.pk, programme, today)  # before the lock: others wait for the run
    refuse_unless_entitled(ruled)
    run = steps.lock_run(run_id) if run_id is not None else None
    _refuse_unless_possible(programme, run, person)
    if priority is None:
        priority = ruled.priority if ruled else 0
    # The time is taken under the run's lock, so that numbers and times have one order.
    enrolment = Enrolment(
        person=person, programme=programme, run=run, applied_at=timezone.now(), priority=priority,
        starts_on=run.starts_on if run else today, ends_on=run.ends_on if run else today,
        full_time=run.course.full_time if run else False,
        rule_set=ruled.rule_set if ruled else None, answer=ruled.kept if ruled else {},
    )  # fmt: skip
    steps.begin(enrolment, by=by)
    steps.share(enrolment)
    if run is not None and run.first_come:
        steps.move(enrolment, State.APPROVED, by=None, why="first_come")
        return places.place_or_wait(enrolment, by=None)
    notices.to_person(enrolment, "enrolment_received")
    notices.arrived(enrolment, day=today)
    return enrolment


def _lock_to_decide(enrolment_id: int, by: User) -> Enrolment:
    enrolment = steps.lock(enrolment_id)
    if not policies.runs_it(by, enrolment):
        raise PermissionDenied
    return enrolment


@transaction.atomic
def documents_ask(*, enrolment_id: int, by: User, what: str) -> Enrolment:
    enrolment = _lock_to_decide(enrolment_id, by)
    what = what.strip()
    if not what:
        raise RuleBroken(_("어떤 서류가 필요한지 적어 주세요."), field="what")
    steps.move(enrolment, State.DOCUMENTS, by=by, why=what)
    notices.to_person(enrolment, "enrolment_documents", part=str(timezone.now().timestamp()), text=what)
    return enrolment


@transaction.atomic
def documents_hand(*, enrolment_id: int, by: User, note: str = "") -> Enrolment:
    """The person says that the documents are handed in; the provider looks again."""
    enrolment = steps.lock(enrolment_id)
    if not policies.is_participant(by, enrolment) and not policies.is_counsellor_of(by, enrolment.person_id):
        raise PermissionDenied
    if enrolment.state != State.DOCUMENTS:
        raise RuleBroken(_("지금 기다리는 서류가 없어요."))
    return steps.move(enrolment, State.APPLIED, by=by, why=note.strip())


def _decide(enrolment: Enrolment, state: str, *, by: User, reason: str = "") -> Enrolment:
    """The decision keeps the version of the rules in force when it is taken, and what they say of the person."""
    enrolment.decided_by, enrolment.decided_at, enrolment.reason = by, timezone.now(), reason
    save = ["decided_by", "decided_at", "reason"]
    ruled = decision_on(enrolment.person_id, enrolment.programme, timezone.localdate())
    if ruled is not None:
        enrolment.rule_set, enrolment.answer = ruled.rule_set, ruled.kept
        save += ["rule_set", "answer"]
    return steps.move(enrolment, state, by=by, why=reason, save=save)


def _approve(enrolment: Enrolment, *, by: User) -> Enrolment:
    _decide(enrolment, State.APPROVED, by=by)
    if enrolment.run is None:
        notices.to_person(enrolment, "enrolment_approved")
        return enrolment
    return places.place_or_wait(enrolment, by=by)


def _refuse(enrolment: Enrolment, *, by: User, reason: str) -> Enrolment:
    reason = reason.strip()
    if not reason:
        raise RuleBroken(_("승인하지 않는 이유를 적어 주세요. 신청한 사람에게 그대로 보여요."), field="reason")
    _decide(enrolment, State.REFUSED, by=by, reason=reason)
    notices.to_person(enrolment, "enrolment_refused", reason=reason)
    return enrolment


@transaction.atomic
def enrolment_approve(*, enrolment_id: int, by: User) -> Enrolment:
    """Approved, and in the same step placed or given a waiting number."""
    return _approve(_lock_to_decide(enrolment_id, by), by=by)


@transaction.atomic
def enrolment_refuse(*, enrolment_id: int, by: User, reason: str) -> Enrolment:
    return _refuse(_lock_to_decide(enrolment_id, by), by=by, reason=reason)


def approve_after_appeal(enrolment: Enrolment, *, by: User) -> Enrolment:
    """The refusal falls; whoever decided the appeal decided. The caller holds the locks."""
    if enrolment.run is not None and timezone.localdate() > enrolment.run.starts_on:
        raise RuleBroken(_("과정이 이미 시작했어요. 다음 회차에 참여하도록 훈련 기관과 상의해 주세요."))
    return _approve(enrolment, by=by)


@transaction.atomic
def enrolments_decide(*, run_id: int, enrolment_ids: list[int], by: User, approve: bool, reason: str = "") -> int:
    """Several of a run at once, in the order they applied, all or none: one that cannot be stops the lot by name."""
    run = steps.lock_run(run_id)
    if not policies.acts_for_provider(by, run.course):
        raise PermissionDenied
    rows = list(
        Enrolment.objects.select_for_update(of=("self",), no_key=True)
        .select_related("person__user", "programme")
        .filter(run=run, pk__in=enrolment_ids)
        .order_by("priority", "applied_at", "pk")
    )
    for row in rows:
        row.run = run
        try:
            _approve(row, by=by) if approve else _refuse(row, by=by, reason=reason)
        except RuleBroken as exc:
            raise RuleBroken(f"{row.person.name}: {exc}", field=exc.field) from exc
    return len(rows)

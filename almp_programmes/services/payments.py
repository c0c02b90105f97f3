"""The payment run: what is due and was not paid, once; a changed attendance comes as a difference."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator
from itertools import islice
from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import CharField, Exists, OuterRef, Q, Value
from django.db.models.functions import Cast, Concat
from django.utils import timezone
from django.utils.translation import gettext as _

from almp_programmes.models import (
    Enrolment,
    MoneyEntry,
    Payment,
    PaymentRun,
    PaymentRunTransition,
    ProgrammeAmount,
)
from almp_programmes.policies import taking_part as policies
from almp_programmes.services import allowances, fees, notices
from almp_programmes.services.grounds import DAILY, FEE, MONTHLY, Grounds, periods, promise_key
from almp_programmes.services.money import payments_spend
from core.errors import RuleBroken
from core.events import record

if TYPE_CHECKING:
    from accounts.models import User

State = Enrolment.State
PAID_STATES = (
    State.STARTED, State.SUSPENDED, State.COMPLETED, State.NOT_COMPLETED, State.LEFT_FOR_JOB, State.LEFT,
)  # fmt: skip
WORK_OUT = {Payment.Kind.ALLOWANCE: allowances.work_out, FEE: fees.work_out}
CHUNK = 2_000  # participations read and written at once

Paid = dict[tuple[int, str, int], list[int]]  # (participation, kind, month) → what its lines so far pay


@transaction.atomic
def payment_run_make(*, until: dt.date, by: User | None) -> PaymentRun | None:
    """Everything due for unit months that ended by the day. Run again, it finds nothing and makes nothing."""
    if by is not None and not policies.is_ministry_admin(by):
        raise PermissionDenied
    if until > timezone.localdate():
        raise RuleBroken(_("기준일은 오늘이나 그 전으로 적어 주세요."), field="until")
    # Two makers at once: the second waits here and then finds what the first wrote.
    list(PaymentRun.objects.select_for_update().order_by("pk").values_list("pk", flat=True))
    run = PaymentRun.objects.create(until=until, made_by=by)
    made = sum(len(Payment.objects.bulk_create(_due(run, chunk))) for chunk in _chunks(run))
    fees.fees_release(until=until, by=by)
    if not made:
        run.delete()
        return None
    PaymentRunTransition.objects.create(payment_run=run, before="", after=run.state, by=by)
    record("payment_run.made", actor=by, target=run, payments=made)
    return run


def _chunks(run: PaymentRun) -> Iterator[list[Enrolment]]:
    """Everybody who may be paid something, so many at a time."""
    allowance = ProgrammeAmount.objects.filter(key__in=(MONTHLY, DAILY)).values("programme")
    source = Concat(Value(promise_key(FEE, "")), Cast(OuterRef("pk"), CharField()))
    rows = Enrolment.objects.filter(
        Q(programme__in=allowance) | Exists(MoneyEntry.objects.filter(source=source)),
        state__in=PAID_STATES, run__isnull=False, starts_on__lte=run.until,
    )  # fmt: skip
    found = rows.select_related("run").order_by("pk").iterator(chunk_size=CHUNK)
    while chunk := list(islice(found, CHUNK)):
        yield chunk


def _due(run: PaymentRun, chunk: list[Enrolment]) -> list[Payment]:
    grounds, paid = Grounds(chunk), _paid(chunk)
    return [payment for enrolment in chunk for payment in _of_enrolment(run, enrolment, grounds, paid)]


def _paid(chunk: list[Enrolment]) -> Paid:
    paid: Paid = defaultdict(list)
    rows = Payment.objects.filter(enrolment__in=[row.pk for row in chunk])
    for enrolment, kind, period, won in rows.values_list("enrolment", "kind", "period", "won"):
        paid[enrolment, kind, period].append(won)
    return paid


def _of_enrolment(run: PaymentRun, enrolment: Enrolment, grounds: Grounds, paid: Paid) -> Iterator[Payment]:
    for period in periods(enrolment, run.until):
        for kind, work_out in WORK_OUT.items():
            before = paid.get((enrolment.pk, kind, period.number), [])
            working = work_out(enrolment, period, grounds)
            if working is None:
                continue
            difference = working.won - sum(before)
            if not (difference if before else working.sessions):
                continue  # nothing new, or no session yet to work it out from
            yield Payment(
                run=run, enrolment=enrolment, kind=kind, period=period.number, sequence=len(before),
                starts_on=period.starts_on, ends_on=period.ends_on, won=difference, working=working.as_json(),
            )  # fmt: skip


@transaction.atomic
def payment_run_approve(*, payment_run_id: int, by: User) -> PaymentRun:
    """By somebody other than who made it; what it pays is spent, and people are told of their allowance."""
    run = PaymentRun.objects.select_for_update(of=("self",), no_key=True).get(pk=payment_run_id)
    if not policies.is_ministry_admin(by):
        raise PermissionDenied
    if run.made_by_id == by.pk:
        raise RuleBroken(_("지급을 만든 사람은 승인할 수 없어요. 다른 담당자가 승인해 주세요."))
    run.approved_by, run.approved_at = by, timezone.now()
    run.move(PaymentRun.State.APPROVED, by=by, save=("approved_by", "approved_at"))
    payments_spend(run)
    record("payment_run.approved", actor=by, target=run)
    allowance = run.payments.filter(kind=Payment.Kind.ALLOWANCE).exclude(won=0)
    for row in allowance.select_related(
        "enrolment__person", "enrolment__run__course__provider", "enrolment__programme"
    ):
        notices.to_person(row.enrolment, "enrolment_paid", part=str(row.pk), won=row.won, period=row.period)
    return run

"""The payment run: what is due and was not paid, once; a changed attendance comes as a difference."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from almp_programmes.models import Enrolment, Payment, PaymentRun, PaymentRunTransition, ProgrammeAmount
from almp_programmes.policies import taking_part as policies
from almp_programmes.services import allowances, notices
from almp_programmes.services.money import payments_spend
from core.errors import RuleBroken
from core.events import record

if TYPE_CHECKING:
    from accounts.models import User

State = Enrolment.State
PAID_STATES = (
    State.STARTED, State.SUSPENDED, State.COMPLETED, State.NOT_COMPLETED, State.LEFT_FOR_JOB, State.LEFT,
)  # fmt: skip
BATCH = 500


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
    payments = _due(run)
    if not payments:
        run.delete()
        return None
    Payment.objects.bulk_create(payments, batch_size=BATCH)
    PaymentRunTransition.objects.create(payment_run=run, before="", after=run.state, by=by)
    record("payment_run.made", actor=by, target=run, payments=len(payments))
    return run


def _due(run: PaymentRun) -> list[Payment]:
    paid: dict[tuple[int, int], list[Payment]] = defaultdict(list)
    for row in Payment.objects.only("enrolment", "period", "sequence", "won").iterator():
        paid[row.enrolment_id, row.period].append(row)
    payable = ProgrammeAmount.objects.filter(key__in=(allowances.MONTHLY, allowances.DAILY)).values("programme")
    rows = Enrolment.objects.filter(
        state__in=PAID_STATES, run__isnull=False, programme__in=payable, starts_on__lte=run.until
    ).order_by("pk")
    return [
        payment for enrolment in rows.iterator(chunk_size=BATCH) for payment in _of_enrolment(run, enrolment, paid)
    ]


def _of_enrolment(run: PaymentRun, enrolment: Enrolment, paid: dict[tuple[int, int], list[Payment]]) -> list[Payment]:
    made = []
    for period in allowances.periods(enrolment, run.until):
        working = allowances.work_out(enrolment, period)
        before = paid.get((enrolment.pk, period.number), [])
        difference = working.won - sum(row.won for row in before)
        if not (difference if before else working.sessions):
            continue  # nothing new, or no session yet to work it out from
        made.append(
            Payment(
                run=run, enrolment=enrolment, period=period.number, sequence=len(before), starts_on=period.starts_on,
                ends_on=period.ends_on, won=difference, working=working.as_json(),
            )
        )  # fmt: skip
    return made


@transaction.atomic
def payment_run_approve(*, payment_run_id: int, by: User) -> PaymentRun:
    """By somebody other than who made it; what it pays is spent, and the people are told what comes."""
    run = PaymentRun.objects.select_for_update(of=("self",), no_key=True).get(pk=payment_run_id)
    if not policies.is_ministry_admin(by):
        raise PermissionDenied
    if run.made_by_id == by.pk:
        raise RuleBroken(_("지급을 만든 사람은 승인할 수 없어요. 다른 담당자가 승인해 주세요."))
    run.approved_by, run.approved_at = by, timezone.now()
    run.move(PaymentRun.State.APPROVED, by=by, save=("approved_by", "approved_at"))
    payments_spend(run)
    record("payment_run.approved", actor=by, target=run)
    for row in run.payments.exclude(won=0).select_related(
        "enrolment__person", "enrolment__run__course__provider", "enrolment__programme"
    ):
        notices.to_person(row.enrolment, "enrolment_paid", part=str(row.pk), won=row.won, period=row.period)
    return run

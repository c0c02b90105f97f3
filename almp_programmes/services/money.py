"""Lines of the books, told once however often they come: by hand, by a place given or left, by a payment run."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

from django.db import connection, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from almp_programmes.models import Enrolment, MoneyEntry, Payment, PaymentRun, Programme, TargetGroup
from almp_programmes.services import allowances, fees
from almp_programmes.services.grounds import periods, promise_key
from almp_programmes.services.portfolio_sql import PAID, PLACE_OF
from core.errors import RuleBroken
from core.events import record

Kind = Payment.Kind


@transaction.atomic
def money_record(
    *,
    kind: str,
    year: int,
    programme: Programme,
    won: int,
    on: dt.date,
    source: str,
    key: str,
    province: str = "",
    target_group: TargetGroup | None = None,
    note: str = "",
    by: User | None = None,
) -> MoneyEntry:
    """Book one line. A key that came before gives the line it made; with another content it is refused."""
    wanted = {
        "kind": kind, "year": year, "programme_id": programme.pk, "province": province,
        "target_group_id": target_group.pk if target_group else None, "won": won, "on": on,
    }  # fmt: skip
    line, made = MoneyEntry.objects.get_or_create(
        source=source, key=key, defaults={**wanted, "note": note[:200], "by": by}
    )
    if not made:
        if other := [name for name, value in wanted.items() if getattr(line, name) != value]:
            raise RuleBroken(
                _("‘%(key)s’는 다른 내용으로 이미 기록되어 있어요(%(other)s). 고치려면 새 번호로 차액을 적으세요.")
                % {"key": f"{source} {key}", "other": ", ".join(other)}
            )
        return line
    record("money.recorded", actor=by, target=line, kind=kind, won=won, year=year)
    return line


def place_promise(enrolment: Enrolment) -> None:
    """Whoever has a place is promised what it can bring; the caller holds the participation's lock.

    A place left is promised no more allowances than its months so far. The share of the fee is fixed with the place;
    what an end leaves of it is released by the payment run that settles it. A place given back before it began is
    promised nothing.
    """
    begun = enrolment.state != Enrolment.State.WITHDRAWN and any(periods(enrolment, dt.date.max))
    _promise(enrolment, Kind.ALLOWANCE, lambda _booked: allowances.most(enrolment) if begun else 0)
    _promise(enrolment, Kind.FEE, lambda booked: booked or fees.public_share(enrolment) if begun else 0)


def _promise(enrolment: Enrolment, kind: str, most: Callable[[int], int]) -> None:
    """Book the difference to what was booked before, under the next number, so that nothing is booked twice."""
    source = promise_key(kind, enrolment.pk)
    lines = list(MoneyEntry.objects.filter(source=source).select_related("target_group").order_by("pk"))
    booked = sum(line.won for line in lines)
    promised = most(booked)
    if enrolment.state not in Enrolment.TAKES_TIME:
        promised = min(promised, booked)  # nothing is released that was not promised, as of people made up
    if promised == booked:
        return
    if lines:
        year, province, group = lines[0].year, lines[0].province, lines[0].target_group
    else:
        year = enrolment.starts_on.year
        ((province, group_id),) = _rows(PLACE_OF, enrolment=enrolment.pk)
        group = TargetGroup.objects.filter(pk=group_id).first()
    money_record(
        kind=MoneyEntry.Kind.COMMITTED, year=year, programme=enrolment.programme, won=promised - booked,
        on=timezone.localdate(), source=source, key=str(len(lines) + 1), province=province, target_group=group,
    )  # fmt: skip


def payments_spend(run: PaymentRun) -> None:
    """What an approved payment run pays is spent on its day, a line for each programme, province, group and kind."""
    on = timezone.localdate(run.approved_at)
    programmes, groups = Programme.objects.in_bulk(), TargetGroup.objects.in_bulk()
    for programme, province, group, kind, won in _rows(PAID, run=run.pk):
        money_record(
            kind=MoneyEntry.Kind.SPENT, year=on.year, programme=programmes[programme], won=won, on=on,
            source=f"payment_run:{run.pk}", key=f"{programme}:{province}:{group or ''}:{kind}", province=province,
            target_group=groups.get(group), by=run.approved_by,
        )  # fmt: skip


def _rows(statement: str, **values: int) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return cursor.fetchall()

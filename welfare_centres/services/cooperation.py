"""Every night: co-operation of the last months counted, and centres compared over a year."""

from __future__ import annotations

import datetime as dt

import numpy as np
from django.db import connection, transaction
from django.utils import timezone

from core.dates import months_later
from core.events import record
from welfare_centres.comparing import Standardised, indirect
from welfare_centres.models import CooperationComparison
from welfare_centres.services.cooperation_sql import CELLS, EVENTS, MONTHS

NIGHTLY_MONTHS = 3  # an answer or a first contact may be written down late
YEAR = 12


@transaction.atomic
def months_count(*, today: dt.date | None = None, months: int = NIGHTLY_MONTHS) -> int:
    """Rows of the last months written or changed. The same night twice changes nothing."""
    day = today or timezone.localdate()
    last = day.replace(day=1)
    with connection.cursor() as cursor:
        cursor.execute(MONTHS, {"first": months_later(last, 1 - months), "last": last, "today": day})
        return int(cursor.rowcount)


@transaction.atomic
def centres_compare(*, today: dt.date | None = None) -> int:
    """Each indicator over the twelve whole months before this one, in place of what stood there."""
    day = today or timezone.localdate()
    until = day.replace(day=1)
    span = {"first": months_later(until, -YEAR), "until": until, "today": day}
    rows: list[CooperationComparison] = []
    for indicator, events in EVENTS.items():
        rows += _compared(indicator, events, span)
    CooperationComparison.objects.all().delete()
    CooperationComparison.objects.bulk_create(rows)
    record("cooperation.compared", rows=len(rows))
    return len(rows)


def _compared(indicator: str, events: str, span: dict[str, dt.date]) -> list[CooperationComparison]:
    with connection.cursor() as cursor:
        cursor.execute(CELLS.format(events=events), span)
        cells = cursor.fetchall()
    if not cells:
        return []
    centres = {pk: at for at, pk in enumerate(sorted({row[0] for row in cells}))}
    strata = {name: at for at, name in enumerate(sorted({row[1] for row in cells}))}
    happened, people = (np.zeros((len(centres), len(strata)), dtype=np.int64) for _number in range(2))
    for centre, stratum, of_them, everybody in cells:
        happened[centres[centre], strata[stratum]] = of_them
        people[centres[centre], strata[stratum]] = everybody
    found = indirect(happened, people)
    return [_row(indicator, centre, at, found, span["until"]) for centre, at in centres.items()]


def _row(indicator: str, centre: int, at: int, found: Standardised, until: dt.date) -> CooperationComparison:
    shown = bool(found.shown[at])
    return CooperationComparison(
        centre_id=centre, indicator=indicator, until=until, people=int(found.people[at]),
        observed=int(found.observed[at]), expected=float(found.expected[at]),
        ratio=float(found.ratio[at]) if shown else None, low=float(found.low[at]) if shown else None,
        high=float(found.high[at]) if shown else None,
    )  # fmt: skip

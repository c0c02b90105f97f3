"""Counts the portfolio's cells from enrolments, search spells and the books: a year at a time, claimed once.

What changed is seen from the logs themselves (transitions, new lines of the books), so that nobody who moves
an enrolment or books money waits for a counter. A change whose transaction outlasts `SLACK` is seen by the night.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db import connection, transaction
from django.db.models import Max
from django.db.models.functions import ExtractYear
from django.utils import timezone

from almp_programmes.models import Enrolment, EnrolmentTransition, MoneyEntry, PortfolioYear
from almp_programmes.services.portfolio_sql import CELLS
from core.events import record

SLACK = dt.timedelta(minutes=2)
CLAIM_LASTS = dt.timedelta(minutes=20)


def years_mark() -> int:
    """Every year with an enrolment or a line of the books is to be counted anew: the night's work."""
    known = set(MoneyEntry.objects.values_list("year", flat=True).distinct())
    known |= set(Enrolment.objects.order_by().values_list(ExtractYear("starts_on"), flat=True).distinct())
    _years_known(known)
    return PortfolioYear.objects.update(due=True)


def years_changed_mark() -> int:
    """Years whose enrolments moved or whose books got lines since they were counted."""
    counted = dict(PortfolioYear.objects.values_list("year", "counted_at"))
    since = min((at for at in counted.values() if at), default=None)
    if since is None:
        return years_mark()
    moved = EnrolmentTransition.objects.order_by().filter(at__gte=since - SLACK)
    booked = MoneyEntry.objects.order_by().filter(created_at__gte=since - SLACK)
    latest = [
        *moved.annotate(of=ExtractYear("enrolment__starts_on")).values_list("of").annotate(Max("at")),
        *booked.values_list("year").annotate(Max("created_at")),
    ]
    changed = {year for year, at in latest if not (then := counted.get(year)) or at > then - SLACK}
    _years_known(changed)
    return PortfolioYear.objects.filter(year__in=changed).update(due=True)


def _years_known(years: set[int]) -> None:
    PortfolioYear.objects.bulk_create([PortfolioYear(year=year) for year in sorted(years)], ignore_conflicts=True)


def years_due() -> list[int]:
    """Years to count; a claim that outlived its worker is taken back first."""
    PortfolioYear.objects.filter(claimed_at__lt=timezone.now() - CLAIM_LASTS).update(claimed_at=None, due=True)
    return list(PortfolioYear.objects.filter(due=True, claimed_at=None).values_list("year", flat=True))


def year_count(*, year: int) -> int | None:
    """Replace the year's cells; how many there are now, or None where another worker has claimed the year."""
    began = timezone.now()
    mine = PortfolioYear.objects.filter(year=year, claimed_at=None)
    if not mine.update(claimed_at=began, due=False):
        return None
    with transaction.atomic():
        written = _count(year)
        kept = PortfolioYear.objects.filter(year=year, claimed_at=began).update(claimed_at=None, counted_at=began)
        if not kept:  # taken back meanwhile: the other's count stands
            transaction.set_rollback(True)
            return None
        record("portfolio.counted", year=year, cells=written)
    return written


def _count(year: int) -> int:
    values: dict[str, Any] = {
        "year": year, "first": dt.date(year, 1, 1), "next": dt.date(year + 1, 1, 1), "today": timezone.localdate(),
    }  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM almp_programmes_portfoliocell WHERE year = %(year)s", values)
        cursor.execute(CELLS, values)
        return int(cursor.rowcount)


def portfolio_recount() -> int:
    """All years at once, here and now: after a load of people."""
    years_mark()
    return sum(year_count(year=year) or 0 for year in years_due())

"""Counts the ministry's monthly figures anew, set-based, in one transaction."""

import datetime as dt
from typing import Any

from django.db import transaction
from django.db.models import Count, OuterRef, QuerySet, Subquery, Sum, Value
from django.db.models.functions import Coalesce, Left, TruncMonth
from django.utils import timezone

from employers.models import Vacancy
from jobseekers.models import PreferredOccupation, Spell
from matching.models import Placement
from portal.models import MonthlyFigure

MONTHS = 25  # two years and the month before, so that every month shown has its year before


def _first_month() -> dt.date:
    today = timezone.localdate()
    months = today.year * 12 + today.month - 1 - (MONTHS - 1)
    return dt.date(months // 12, months % 12 + 1, 1)


def _midnight(day: dt.date) -> dt.datetime:
    return timezone.make_aware(dt.datetime.combine(day, dt.time.min))


def _grouped(rows: QuerySet[Any], day: str, region: str, occupation: Any, count: Any) -> QuerySet[Any]:
    return (
        rows.annotate(
            of_month=TruncMonth(day),
            of_province=Coalesce(Left(f"{region}__code", 2), Value("")),
            of_group=Coalesce(Left(occupation, 2), Value("")),
        )
        .values_list("of_month", "of_province", "of_group")
        .annotate(n=count)
    )


def _sources(since: dt.date) -> dict[str, QuerySet[Any]]:
    """One grouped query an indicator. People are counted by the occupation they look for first."""
    wish = Subquery(
        PreferredOccupation.objects.filter(jobseeker=OuterRef("jobseeker"))
        .order_by("rank")
        .values("occupation__code")[:1]
    )
    spells = Spell.objects.all()
    indicator = MonthlyFigure.Indicator
    return {
        indicator.INFLOW: _grouped(
            spells.filter(started_on__gte=since), "started_on", "jobseeker__region", wish, Count("pk")
        ),
        indicator.OUTFLOW: _grouped(
            spells.filter(ended_on__gte=since), "ended_on", "jobseeker__region", wish, Count("pk")
        ),
        indicator.VACANCIES: _grouped(
            Vacancy.objects.filter(published_at__gte=_midnight(since)),
            "published_at",
            "region",
            "occupation__code",
            Sum("openings"),
        ),
        indicator.PLACEMENTS: _grouped(
            Placement.objects.filter(started_on__gte=since), "started_on", "region", "occupation__code", Count("pk")
        ),
    }


@transaction.atomic
def figures_refresh() -> int:
    """Replace every figure by today's count; running it twice, or two at once, ends in the same rows."""
    now = timezone.now()
    rows = []
    for indicator, counted in _sources(_first_month()).items():
        for month, province, occupation, value in counted:
            day = timezone.localtime(month).date() if isinstance(month, dt.datetime) else month
            rows.append(
                MonthlyFigure(
                    month=day.replace(day=1), indicator=indicator, province=province, occupation=occupation,
                    value=value, counted_at=now,
                )
            )  # fmt: skip
    MonthlyFigure.objects.select_for_update().delete()
    MonthlyFigure.objects.bulk_create(
        rows,
        batch_size=5000,
        update_conflicts=True,
        unique_fields=["indicator", "month", "province", "occupation"],
        update_fields=["value", "counted_at"],
    )
    return len(rows)

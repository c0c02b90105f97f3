"""The ministry's dashboard from the nightly figures and the tightness table."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass, field

from django.db.models import Max, QuerySet, Subquery, Sum
from django.db.models.functions import Left
from django.utils import timezone
from django.utils.translation import gettext as _

from core.prepared import Prepared
from portal.models import MonthlyFigure
from taxonomy.models import KECO_2018, Occupation, Region, TightnessCell

SHOWN_MONTHS = 24
SMALL = 5  # a cell with fewer people than this is not shown
Indicator = MonthlyFigure.Indicator


@dataclass(frozen=True)
class Series:
    indicator: str
    months: list[dt.date]
    values: list[int]
    since: int = 0  # counted after the last whole month

    @property
    def last(self) -> int:
        return self.values[-1] if self.values else 0

    @property
    def year_before(self) -> int | None:
        return self.values[-13] if len(self.values) > 12 else None


@dataclass(frozen=True)
class Tightness:
    """Vacancies for each jobseeker; `ratio` is None where fewer than SMALL people look."""

    code: str
    label: str
    vacancies: int
    jobseekers: int

    @property
    def ratio(self) -> float | None:
        return self.vacancies / self.jobseekers if self.jobseekers >= SMALL else None


@dataclass(frozen=True)
class ProvinceRow:
    code: str
    label: str
    counts: dict[str, int]
    tightness: float | None


@dataclass(frozen=True)
class Dashboard:
    counted_at: dt.datetime | None = None
    month: dt.date | None = None
    series: dict[str, Series] = field(default_factory=dict)
    provinces: list[ProvinceRow] = field(default_factory=list)
    tightness_month: dt.date | None = None


@dataclass(frozen=True)
class Hiring:
    """Of one middle occupation group over the last twelve whole months."""

    label: str
    vacancies: int
    placements: int


def _last_full_months(months: list[dt.date], today: dt.date) -> list[dt.date]:
    """The current month is not over, so it is not shown beside whole ones."""
    return [month for month in months if month < today.replace(day=1)][-SHOWN_MONTHS:]


def provinces() -> dict[str, str]:
    """Two-digit code → name of today's provinces, in the reader's language."""
    rows = Region.objects.current().filter(level=Region.Level.PROVINCE).order_by("code")
    return {region.code[:2]: region.label for region in rows}


_counted = Prepared(
    lambda: (
        MonthlyFigure.objects.order_by("-pk")
        .annotate(cell=Subquery(TightnessCell.objects.order_by("-pk").values("pk")[:1]))
        .values_list("pk", "counted_at", "cell")[:1]
    )
)


def counted() -> str:
    """Changes whenever figures or tightness were counted anew, and with the month."""
    return f"{_counted.first()} {timezone.localdate():%Y-%m}"


def dashboard(today: dt.date) -> Dashboard:
    """Two years of whole months for the country, and the last of them by province."""
    totals = list(
        MonthlyFigure.objects.values_list("indicator", "month").annotate(n=Sum("value"), at=Max("counted_at"))
    )
    months = _last_full_months(sorted({month for _, month, _, _ in totals}), today)
    if not months:
        return Dashboard()
    counts: dict[str, dict[dt.date, int]] = defaultdict(dict)
    for indicator, month, n, _at in totals:
        counts[indicator][month] = n
    series = {
        indicator: Series(
            indicator,
            months,
            [counts[indicator].get(month, 0) for month in months],
            sum(n for month, n in counts[indicator].items() if month > months[-1]),
        )
        for indicator in Indicator.values
    }
    names = provinces()
    tight_month, tight = _tightness_by_province(names)
    rows = _province_rows(months[-1], names, tight)
    return Dashboard(max(at for *_, at in totals), months[-1], series, rows, tight_month)


def hiring_by_occupation(today: dt.date, province: str = "") -> tuple[dt.date | None, list[Hiring]]:
    """Vacancies and placements of the last twelve whole months by middle group; most placements first."""
    figures = MonthlyFigure.objects.filter(indicator__in=[Indicator.VACANCIES, Indicator.PLACEMENTS])
    if province:
        figures = figures.filter(province=province)
    rows = list(figures.values_list("month", "occupation", "indicator").annotate(n=Sum("value")))
    months = _last_full_months(sorted({row[0] for row in rows}), today)[-12:]
    counts: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for month, code, indicator, n in rows:
        if month in months:
            counts[code][indicator] += n
    names = _middle_groups()
    found = [
        Hiring(names.get(code, code) or _("직종을 모름"), one[Indicator.VACANCIES], one[Indicator.PLACEMENTS])
        for code, one in counts.items()
    ]
    return (months[-1] if months else None), sorted(
        found, key=lambda row: (-row.placements, -row.vacancies, row.label)
    )


def _middle_groups() -> dict[str, str]:
    rows = Occupation.objects.filter(edition=KECO_2018, level=Occupation.Level.MIDDLE)
    return {row.code: row.label for row in rows}


def _province_rows(month: dt.date, names: dict[str, str], tight: dict[str, Tightness]) -> list[ProvinceRow]:
    counts: dict[str, dict[str, int]] = defaultdict(dict)
    rows = (
        MonthlyFigure.objects.filter(month=month)
        .exclude(province="")
        .values_list("province", "indicator")
        .annotate(n=Sum("value"))
    )
    for province, indicator, n in rows:
        counts[province][indicator] = n
    return [
        ProvinceRow(code, label, counts.get(code, {}), tight[code].ratio if code in tight else None)
        for code, label in names.items()
    ]


def _latest_cells() -> QuerySet[TightnessCell]:
    latest = TightnessCell.objects.order_by("-month").values("month")[:1]
    return TightnessCell.objects.filter(month=Subquery(latest))


def _tightness_by_province(names: dict[str, str]) -> tuple[dt.date | None, dict[str, Tightness]]:
    rows = list(
        _latest_cells()
        .annotate(of=Left("region__code", 2))
        .values_list("month", "of")
        .annotate(v=Sum("vacancies"), j=Sum("jobseekers"))
    )
    found = {code: Tightness(code, names.get(code, code), v, j) for _, code, v, j in rows}
    return (rows[0][0] if rows else None), found


def tightness_by_occupation(province: str = "") -> tuple[dt.date | None, list[Tightness]]:
    """By middle group of the occupation tree, tightest first; groups too small to show come last."""
    cells = _latest_cells()
    if province:
        cells = cells.filter(region__code__startswith=province)
    names = _middle_groups()
    rows = list(
        cells.annotate(of=Left("occupation__code", 2))
        .values_list("month", "of")
        .annotate(v=Sum("vacancies"), j=Sum("jobseekers"))
    )
    found = [Tightness(code, names.get(code, code), v, j) for _, code, v, j in rows]
    month = rows[0][0] if rows else None
    return month, sorted(found, key=lambda row: (row.ratio is None, -(row.ratio or 0)))

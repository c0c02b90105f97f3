"""What the ministry reads of the portfolio: a few grouped reads of the cells, whatever their number."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, fields
from typing import Any

from django.db.models import Max, QuerySet, Sum
from django.db.models.functions import Left

from accounts.models import User
from almp_programmes.models import Budget, PortfolioCell, PortfolioYear, Programme, ReferenceFigure, TargetGroup
from taxonomy.models import MeasureCode, Region

ACTIVE = tuple("1234567")
INCOME = tuple("89")
Key = tuple[Any, ...]


@dataclass
class Amounts:
    """Money and people of some cells together."""

    budget: int = 0
    committed: int = 0
    spent: int = 0
    places: int = 0
    entries: int = 0
    completions: int = 0
    known_6m: int = 0
    sustained_6m: int = 0
    known_12m: int = 0
    sustained_12m: int = 0

    def add(self, other: Amounts) -> None:
        for one in fields(self):
            setattr(self, one.name, getattr(self, one.name) + getattr(other, one.name))

    @property
    def cost_per_place(self) -> int | None:
        return _per(self.spent, self.places)

    @property
    def cost_per_completion(self) -> int | None:
        return _per(self.spent, self.completions)

    @property
    def cost_per_job(self) -> int | None:
        """Per person in work after six months: of those whose six months are over, with their share of the money."""
        return _per(self.spent * self.known_6m, self.entries * self.sustained_6m)

    @property
    def cost_per_job_12m(self) -> int | None:
        return _per(self.spent * self.known_12m, self.entries * self.sustained_12m)

    @property
    def provisional(self) -> bool:
        """The six months of some are not over yet."""
        return self.known_6m < self.entries


COUNTED = [one.name for one in fields(Amounts) if one.name != "budget"]


def _per(won: int, count: int) -> int | None:
    return round(won / count) if won > 0 and count > 0 else None


def total(parts: Iterable[Amounts]) -> Amounts:
    found = Amounts()
    for part in parts:
        found.add(part)
    return found


def _grouped(cells: QuerySet[Any], budgets: QuerySet[Any], by: list[str]) -> dict[Key, Amounts]:
    """Cells and approved budgets added up by the same keys; `category` is the first figure of the measure's code."""
    found: dict[Key, Amounts] = defaultdict(Amounts)
    sums = {f"sum_{name}": Sum(name) for name in COUNTED}
    category = Left("programme__measure__code", 1)
    for row in cells.order_by().annotate(category=category).values(*by).annotate(**sums):
        found[tuple(row[name] for name in by)].add(Amounts(**{name: row[f"sum_{name}"] for name in COUNTED}))
    for row in budgets.order_by().annotate(category=category).values(*by).annotate(sum_won=Sum("won")):
        found[tuple(row[name] for name in by)].budget += row["sum_won"]
    return dict(found)


@dataclass(frozen=True)
class Filter:
    year: int
    province: str = ""


def _rows(user: User, province: str = "", **more: Any) -> tuple[QuerySet[Any], QuerySet[Any]]:
    chosen = {**more, **({"province": province} if province else {})}
    budgets = Budget.objects.visible_to(user).filter(state=Budget.State.APPROVED, **chosen)
    return PortfolioCell.objects.visible_to(user).filter(**chosen), budgets


@dataclass(frozen=True)
class Portfolio:
    filter: Filter
    counted_at: dt.datetime | None
    by_year: dict[int, dict[str, Amounts]] = field(default_factory=dict)
    by_group: dict[int | None, Amounts] = field(default_factory=dict)

    @property
    def years(self) -> list[int]:
        return sorted(self.by_year)

    @property
    def categories(self) -> dict[str, Amounts]:
        return self.by_year.get(self.filter.year, {})

    @property
    def active(self) -> Amounts:
        return active_of(self.categories)


def active_of(categories: dict[str, Amounts]) -> Amounts:
    """Income support is shown beside, not among, active measures."""
    return total(one for code, one in categories.items() if code in ACTIVE)


def share(part: Amounts, whole: Amounts) -> float | None:
    """Percent of the spending, or of the budget where nothing is spent yet."""
    if whole.spent:
        return 100 * part.spent / whole.spent
    return 100 * part.budget / whole.budget if whole.budget else None


def portfolio(user: User, province: str, pick_year: Callable[[list[int]], int]) -> Portfolio:
    """One read of the cells and one of the budgets serve every block of the page."""
    by_year: dict[int, dict[str, Amounts]] = defaultdict(lambda: defaultdict(Amounts))
    rows = _grouped(*_rows(user, province), by=["year", "category", "target_group"])
    for (year, category, _group), amounts in rows.items():
        by_year[year][category].add(amounts)
    chosen = Filter(pick_year(sorted(by_year, reverse=True)), province)
    by_group: dict[int | None, Amounts] = defaultdict(Amounts)
    for (year, category, group), amounts in rows.items():
        if year == chosen.year and category in ACTIVE:
            by_group[group].add(amounts)
    plain = {year: dict(categories) for year, categories in by_year.items()}
    return Portfolio(chosen, counted_at(), plain, dict(by_group))


def counted_at() -> dt.datetime | None:
    found: dt.datetime | None = PortfolioYear.objects.aggregate(at=Max("counted_at"))["at"]
    return found


def years_known(user: User) -> list[int]:
    """Years with anything to show, the latest first."""
    years = set(PortfolioYear.objects.exclude(counted_at=None).values_list("year", flat=True))
    approved = Budget.objects.visible_to(user).filter(state=Budget.State.APPROVED)
    return sorted(years | set(approved.order_by().values_list("year", flat=True).distinct()), reverse=True)


def programmes_of(user: User, category: str, chosen: Filter) -> list[tuple[Programme, Amounts]]:
    """A category's programmes in a year, most spent first."""
    rows = _rows(user, chosen.province, year=chosen.year, programme__measure__code__startswith=category)
    found = _grouped(*rows, by=["programme"])
    named = Programme.objects.visible_to(user).in_bulk([key[0] for key in found])
    listed = [(named[key[0]], amounts) for key, amounts in found.items() if key[0] in named]
    return sorted(listed, key=lambda one: (-one[1].spent, -one[1].budget, one[0].code))


@dataclass(frozen=True)
class ProgrammeMoney:
    programme: Programme
    by_year: dict[int, Amounts]
    by_province: dict[str, Amounts]
    by_group: dict[int | None, Amounts]


def programme_money(user: User, programme: Programme, year: int) -> ProgrammeMoney:
    def by(key: str, **more: Any) -> dict[Any, Amounts]:
        found = _grouped(*_rows(user, programme=programme, **more), by=[key])
        return {one[0]: amounts for one, amounts in found.items()}

    return ProgrammeMoney(programme, by("year"), by("province", year=year), by("target_group", year=year))


def provinces() -> dict[str, str]:
    """Two-digit code → name of today's provinces, in the reader's language."""
    rows = Region.objects.current().filter(level=Region.Level.PROVINCE).order_by("code")
    return {region.code[:2]: region.label for region in rows}


def categories() -> dict[str, str]:
    """The classification's main categories by number."""
    return {row.code: row.label for row in MeasureCode.objects.order_by("code") if len(row.code) == 1}


def groups() -> dict[int | None, str]:
    return {group.pk: group.label for group in TargetGroup.objects.all()}


def references() -> list[ReferenceFigure]:
    return list(ReferenceFigure.objects.all())


def gdp_of(figures: Iterable[ReferenceFigure]) -> dict[int, int]:
    """Won by year: only where somebody entered it with its source."""
    return {
        one.year: int(one.value)
        for one in figures
        if one.indicator == ReferenceFigure.Indicator.GDP and one.area == ReferenceFigure.Area.KOREA
    }


def raw_rows(labelled: Iterable[tuple[Key, Amounts]]) -> list[list[object]]:
    """For files: whole won and plain counts."""
    return [[*labels, *(getattr(one, name) for name in RAW)] for labels, one in labelled]


RAW = [one.name for one in fields(Amounts)] + [
    "cost_per_place",
    "cost_per_completion",
    "cost_per_job",
    "cost_per_job_12m",
]

"""A scenario's base year as cells, and what its moves would do."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

from django.db.models import Sum
from django.db.models.functions import Left

from almp_programmes.models import PortfolioCell, ReferenceFigure, Scenario
from almp_programmes.planning import Cell, Effect, EstimateKey, Key, Move, Plan, plan
from almp_programmes.selectors.portfolio import ACTIVE


def cells_of(base: str, year: int) -> list[Cell]:
    return _published(year) if base == Scenario.Base.REFERENCE else _counted(year)


def _counted(year: int) -> list[Cell]:
    """What was spent on whom in the year, active measures only: income support is a right, not a choice."""
    rows = (
        PortfolioCell.objects.filter(year=year)
        .annotate(category=Left("programme__measure__code", 1))
        .filter(category__in=ACTIVE)
        .order_by()
        .values_list("category", "target_group", "programme")
        .annotate(Sum("spent"), Sum("places"), Sum("entries"))
    )
    money: dict[Key, list[int]] = defaultdict(lambda: [0, 0, 0])
    mix: dict[Key, dict[int, int]] = defaultdict(dict)
    for category, group, programme, *amounts in rows:
        key = (category, group)
        money[key] = [a + b for a, b in zip(money[key], amounts, strict=True)]
        if amounts[2]:
            mix[key][programme] = amounts[2]
    return [
        Cell(key, won, places, entries, mix[key])
        for key, (won, places, entries) in sorted(money.items(), key=lambda one: (one[0][0], one[0][1] or 0))
    ]


def _published(year: int) -> list[Cell]:
    """Korea's published budget and participants by category; what no source gives stays unknown."""
    indicator = ReferenceFigure.Indicator
    rows = ReferenceFigure.objects.filter(
        area=ReferenceFigure.Area.KOREA, year=year, group="", measure__in=ACTIVE,
        indicator__in=[indicator.BUDGET, indicator.PEOPLE],
    )  # fmt: skip
    found = {(row.measure, row.indicator): int(row.value) for row in rows}
    if not found:
        return []
    return [
        Cell((code, None), found.get((code, indicator.BUDGET)), None, found.get((code, indicator.PEOPLE)))
        for code in ACTIVE
        if code != "3" or (code, indicator.BUDGET) in found
    ]


def moves_of(scenario: Scenario) -> list[Move]:
    return [
        Move((one.from_measure, one.from_group_id), (one.to_measure, one.to_group_id), one.won)
        for one in scenario.moves.all()
    ]


def plan_of(scenario: Scenario, effects: Mapping[EstimateKey, Effect]) -> Plan:
    return plan(cells_of(scenario.base, scenario.base_year), moves_of(scenario), effects)


def years_to_plan_from() -> list[tuple[str, int]]:
    """(base, year), the latest counted year first, then published ones."""
    counted = PortfolioCell.objects.filter(spent__gt=0).order_by("-year").values_list("year", flat=True).distinct()
    budgets = ReferenceFigure.objects.filter(
        area=ReferenceFigure.Area.KOREA, indicator=ReferenceFigure.Indicator.BUDGET, measure__in=ACTIVE
    )
    published = budgets.order_by("-year").values_list("year", flat=True).distinct()
    return [(Scenario.Base.BOOKS.value, year) for year in counted] + [
        (Scenario.Base.REFERENCE.value, year) for year in published
    ]

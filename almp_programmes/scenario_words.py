"""A plan in the planner's words: labels, changes, and "not known" where the base year does not tell."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from almp_programmes.models import ReferenceFigure, Scenario
from almp_programmes.planning import Interval, Key, Plan, Row, changes
from almp_programmes.portfolio_blocks import eok, figure_words, plain
from almp_programmes.selectors import portfolio as reading
from almp_programmes.selectors.portfolio import ACTIVE
from almp_programmes.selectors.scenarios import moves_of
from core import display


@dataclass(frozen=True)
class Labels:
    measures: dict[str, str]
    groups: dict[int | None, str]
    rest: str

    @classmethod
    def read(cls, base: str = Scenario.Base.BOOKS) -> Labels:
        """Published figures know no groups: there everybody is meant by whom no group names."""
        rest = _("모든 사람") if base == Scenario.Base.REFERENCE else _("그 밖의 사람")
        return cls(reading.categories(), reading.groups(), rest)

    def measure(self, code: str) -> str:
        return self.measures.get(code, code)

    def group(self, group: int | None) -> str:
        return self.rest if group is None else self.groups.get(group, "?")

    def key(self, key: Key) -> str:
        return f"{self.measure(key[0])} · {self.group(key[1])}"


def unknown() -> str:
    return _("알 수 없음")


def count(value: int | None) -> str:
    return unknown() if value is None else display.num(value)


def change(value: int | None) -> str:
    return unknown() if value is None else display.signed(value, 0) if value else "0"


def jobs(found: Interval | None) -> str:
    if found is None:
        return unknown()
    values = {
        "value": display.signed(found.value, 0),
        "low": display.signed(found.low, 0),
        "high": display.signed(found.high, 0),
    }
    return _("%(value)s명 (95%% 구간 %(low)s~%(high)s)") % values


@dataclass(frozen=True)
class Line:
    """A row of the scenario's table."""

    label: str
    won: str
    won_change: str
    places: str
    places_change: str
    entries_change: str
    jobs: str
    changed: bool
    loses: bool
    borrowed: bool


def rows(plan: Plan, labels: Labels) -> list[Line]:
    return [_line(row, labels) for row in plan.rows]


def _line(row: Row, labels: Labels) -> Line:
    return Line(
        label=labels.key(row.key),
        won=unknown() if row.won is None else eok(row.won),
        won_change=_won_change(row.change),
        places=count(row.places),
        places_change=change(row.places_change),
        entries_change=change(row.entries_change),
        jobs=jobs(row.jobs) if row.change else "0",
        changed=bool(row.change),
        loses=bool(row.places_change and row.places_change < 0),
        borrowed=row.borrowed,
    )


def _won_change(won: int) -> str:
    if not won:
        return "0"
    return f"{'+' if won > 0 else '−'}{eok(abs(won))}"


def sources(plan: Plan, labels: Labels) -> dict[Key, str]:
    """Where there is money to take, with how much."""
    return {row.key: f"{labels.key(row.key)} ({display.won(row.won)})" for row in plan.rows if row.won}


def targets(labels: Labels) -> dict[Key, str]:
    groups: list[int | None] = [None, *labels.groups]
    return {(code, group): labels.key((code, group)) for code in ACTIVE if code in labels.measures for group in groups}


def moves(scenario: Scenario, labels: Labels) -> list[tuple[int, str, str, int]]:
    return [
        (
            one.pk, labels.key((one.from_measure, one.from_group_id)), labels.key((one.to_measure, one.to_group_id)),
            one.won,
        )
        for one in scenario.moves.all()
    ]  # fmt: skip


def published(scenario: Scenario, plan: Plan, figures: Iterable[ReferenceFigure]) -> list[tuple[str, str, str]]:
    """What was published of the base year, and direct job creation's share if it falls as its budget does."""
    if scenario.base != Scenario.Base.REFERENCE:
        return []
    indicator = ReferenceFigure.Indicator
    wanted = (("active", indicator.SHARE_GDP), ("6", indicator.SHARE_GDP), ("6", indicator.SHARE_ACTIVE))
    known = {
        (one.measure, one.indicator): one
        for one in figures
        if one.year == scenario.base_year and one.area == ReferenceFigure.Area.KOREA and not one.group
    }
    part = _left_of("6", plan, scenario)
    names = (
        _("적극적 정책 모두, 국내총생산 대비"),
        _("직접일자리, 국내총생산 대비"),
        _("직접일자리, 적극적 정책 지출 중"),
    )
    found = []
    for name, key in zip(names, wanted, strict=True):
        one = known.get(key)
        if one is None:
            found.append((name, unknown(), ""))
            continue
        after = one.value * (1 if key[0] == "active" else part)
        found.append((name, figure_words(one), f"{plain(round(after, 2))}%"))
    return found


def _left_of(measure: str, plan: Plan, scenario: Scenario) -> Decimal:
    """What part of a category's money is still there."""
    after = sum(row.won or 0 for row in plan.rows if row.key[0] == measure)
    moved = sum(won for key, won in changes(moves_of(scenario)).items() if key[0] == measure)
    return Decimal(after) / (after - moved) if after - moved else Decimal(1)


def comparison(plans: list[tuple[Scenario, Plan]], labels: Labels) -> list[tuple[str, list[tuple[str, str]]]]:
    """Each category and group that any of them changes: the change of money and of places, scenario by scenario."""
    keys: dict[Key, None] = {}
    for _scenario, plan in plans:
        keys |= {row.key: None for row in plan.rows if row.change}
    found = []
    for key in sorted(keys, key=lambda one: (one[0], one[1] or 0)):
        cells = []
        for _scenario, plan in plans:
            row = next((one for one in plan.rows if one.key == key), None)
            cells.append((_won_change(row.change), change(row.places_change)) if row else ("0", "0"))
        found.append((labels.key(key), cells))
    return found


def csv_head() -> list[str]:
    return [
        _("시나리오"), _("바탕 연도"), _("정책 유형"), _("대상 집단"), _("바꾼 뒤 금액(원)"), _("금액 변화(원)"),
        _("바꾼 뒤 자리"), _("자리 변화"), _("참여 변화"), _("기대 취업"), _("95% 하한"), _("95% 상한"),
    ]  # fmt: skip


def csv_rows(scenario: Scenario, plan: Plan, labels: Labels) -> list[list[object]]:
    return [
        [
            scenario.name, scenario.base_year, labels.measure(row.key[0]), labels.group(row.key[1]),
            row.won, row.change, row.places, row.places_change, row.entries_change,
            *((round(row.jobs.value), round(row.jobs.low), round(row.jobs.high)) if row.jobs else ("", "", "")),
        ]
        for row in plan.rows
    ]  # fmt: skip

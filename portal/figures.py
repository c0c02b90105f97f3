"""Blocks of the ministry's pages."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.utils.translation import gettext as _
from markupsafe import Markup

from core import charts, display
from core.charts import Block, Cell
from core.models import pick
from portal.models import MonthlyFigure
from portal.selectors.ministry import Dashboard, Hiring, ProvinceRow, Series, Tightness

Indicator = MonthlyFigure.Indicator


def month_words(month: dt.date | None, short: bool = False) -> str:
    if month is None:
        return ""
    if display.english():
        return f"{month:%b %Y}"
    return f"{month.year}.{month.month}." if short else f"{month.year}년 {month.month}월"


@dataclass(frozen=True)
class Key:
    """One of the four figures on top, beside the same month a year before."""

    label: str
    value: str
    unit: str
    compare: str
    note: str


def keys(board: Dashboard) -> list[Key]:
    return [_key(Indicator(name), series) for name, series in board.series.items()]


def _key(indicator: MonthlyFigure.Indicator, series: Series) -> Key:
    before = series.year_before
    compare = ""
    if before:
        change = display.signed((series.last - before) / before * 100)
        compare = _("1년 전 같은 달보다 %(change)s%%") % {"change": change}
    note = _("%(month)s · 그 뒤 지금까지 %(count)s명") % {
        "month": month_words(series.months[-1]),
        "count": display.num(series.since),
    }
    return Key(str(indicator.label), display.num(series.last), _("명"), compare, note)


def blocks(board: Dashboard) -> dict[str, Block]:
    """The dashboard's blocks by name; none where nothing has been counted yet."""
    if not board.series:
        return {}
    found = {
        "flows": _flows(board, Indicator.INFLOW, Indicator.OUTFLOW),
        "hiring": _flows(board, Indicator.VACANCIES, Indicator.PLACEMENTS),
    }
    if any(row.tightness is not None for row in board.provinces):
        found["provinces"] = _map(board)
    return found


def _points(series: Series) -> list[charts.Point]:
    return [
        charts.Point(month_words(month, short=True), value)
        for month, value in zip(series.months, series.values, strict=True)
    ]


def _flows(board: Dashboard, one: str, other: str) -> Block:
    first, second = board.series[one], board.series[other]
    names = {indicator: str(Indicator(indicator).label) for indicator in (one, other)}
    finding = _finding(first, second)
    return Block(
        finding=finding,
        measure=_("한 달 동안의 수, %(first)s–%(last)s") % {
            "first": month_words(first.months[0]), "last": month_words(first.months[-1])
        },
        chart=charts.line_series(
            [charts.Series(names[one], _points(first)), charts.Series(names[other], _points(second))],
            label=finding, unit="", places=0, low=0,
        ),
        source=_source(board.counted_at),
        head=[_("달"), names[one], names[other]],
        rows=[
            [month_words(month), a, b]
            for month, a, b in zip(first.months, first.values, second.values, strict=True)
        ],
    )  # fmt: skip


def _finding(first: Series, second: Series) -> str:
    values = {
        "month": month_words(first.months[-1]),
        "one": display.num(first.last),
        "other": display.num(second.last),
    }
    if first.indicator == Indicator.INFLOW:
        if first.last > second.last:
            return _("%(month)s에는 새로 찾기 시작한 사람(%(one)s명)이 마친 사람(%(other)s명)보다 많아요") % values
        return _("%(month)s에는 구직을 마친 사람(%(other)s명)이 새로 시작한 사람(%(one)s명) 이상이에요") % values
    return _("%(month)s에 새로 %(one)s명을 모집했고 %(other)s명이 이곳을 거쳐 취업했어요") % values


def _map(board: Dashboard) -> Block:
    shown = [row for row in board.provinces if row.tightness is not None]
    ordered = sorted(shown, key=lambda row: row.tightness or 0)
    low, high = ordered[0], ordered[-1]
    finding = _("구직자 한 명당 일자리: %(high)s %(most).2f개로 가장 많고 %(low)s %(least).2f개로 가장 적어요") % {
        "high": high.label,
        "most": high.tightness,
        "low": low.label,
        "least": low.tightness,
    }
    tiles = [
        charts.Tile(pick(*SHORT[row.code]), row.tightness, *charts.KOREA_TILES[row.code])
        for row in board.provinces
        if row.code in charts.KOREA_TILES and row.code in SHORT
    ]
    return Block(
        finding=finding,
        measure=_("구직자 한 명당 열린 일자리 수, %(month)s. 칸의 자리는 지도를 간단히 나타낸 것") % {
            "month": month_words(board.tightness_month)
        },
        chart=charts.tile_map(tiles, label=finding, measure=_("일자리/구직자"), places=2),
        source=_source(board.counted_at),
        head=[_("시·도"), *[str(label) for label in Indicator.labels], _("일자리/구직자")],
        rows=[_province_cells(row) for row in sorted(board.provinces, key=_tightest_last)],
    )  # fmt: skip


# Names short enough for a tile; the table beside the map has the whole ones.
SHORT = {
    "11": ("서울", "Seoul"), "12": ("전남광주", "Jeonnam-GJ"), "26": ("부산", "Busan"), "27": ("대구", "Daegu"),
    "28": ("인천", "Incheon"), "30": ("대전", "Daejeon"), "31": ("울산", "Ulsan"), "36": ("세종", "Sejong"),
    "41": ("경기", "Gyeonggi"), "43": ("충북", "Chungbuk"), "44": ("충남", "Chungnam"), "47": ("경북", "Gyeongbuk"),
    "48": ("경남", "Gyeongnam"), "50": ("제주", "Jeju"), "51": ("강원", "Gangwon"), "52": ("전북", "Jeonbuk"),
}  # fmt: skip


def _tightest_last(row: ProvinceRow) -> tuple[bool, float]:
    return row.tightness is None, row.tightness or 0.0


def _province_cells(row: ProvinceRow) -> list[Cell]:
    counts: list[Cell] = [row.counts.get(indicator, 0) for indicator in Indicator.values]
    return [row.label, *counts, "–" if row.tightness is None else f"{row.tightness:.2f}"]


def occupation_block(rows: list[Tightness], month: dt.date | None) -> Block:
    """Jobs for each jobseeker by middle group, tightest first."""
    shown = [row for row in rows if row.ratio is not None]
    finding = (
        _("%(label)s에서 사람 구하기가 가장 어려워요") % {"label": shown[0].label}
        if shown
        else _("아직 견줄 만큼 사람이 많은 직종이 없어요")
    )
    estimates = [charts.Estimate(row.label, row.ratio or 0.0) for row in shown[:20]]
    return Block(
        finding=finding,
        measure=_("구직자 한 명당 열린 일자리 수, 직종 중분류, %(month)s. 구직자 5명 미만은 뺌")
        % {"month": month_words(month)},
        chart=charts.bars(estimates, label=finding, places=2) if estimates else Markup(""),
        source=_source(None),
        head=[_("직종"), _("열린 일자리"), _("구직자 수"), _("일자리/구직자")],
        rows=[
            [row.label, row.vacancies, row.jobseekers, "–" if row.ratio is None else f"{row.ratio:.2f}"]
            for row in rows
        ],
    )


def placements_block(rows: list[Hiring], month: dt.date | None) -> Block:
    """Who found work through this place in a year, by middle group."""
    first = rows[0]
    finding = _("한 해 동안 이곳을 거친 취업은 %(label)s에서 %(count)s명으로 가장 많아요") % {
        "label": first.label,
        "count": display.num(first.placements),
    }
    shown = [charts.Estimate(row.label, row.placements) for row in rows[:20] if row.placements]
    return Block(
        finding=finding,
        measure=_("이곳을 거쳐 취업한 사람 수, 직종 중분류, %(month)s까지 열두 달") % {"month": month_words(month)},
        chart=charts.bars(shown, label=finding, places=0) if shown else Markup(""),
        source=_source(None),
        head=[_("직종"), str(Indicator.VACANCIES.label), str(Indicator.PLACEMENTS.label)],
        rows=[[row.label, row.vacancies, row.placements] for row in rows],
    )


def _source(counted_at: dt.datetime | None) -> str:
    if counted_at is None:
        return _("자료: 고용이음 등록 자료")
    return _("자료: 고용이음 등록 자료, %(when)s 집계") % {"when": display.datetime(counted_at)}

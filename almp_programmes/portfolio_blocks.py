"""Blocks of the portfolio's pages: from amounts to sentences, pictures and tables."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Iterable, Mapping
from decimal import Decimal

from django.utils.translation import gettext as _
from markupsafe import Markup

from almp_programmes.models import Programme, ReferenceFigure
from almp_programmes.selectors.portfolio import ACTIVE, Amounts, Portfolio, ProgrammeMoney, active_of, share, total
from core import charts, display
from core.charts import Block, Cell

Area, Indicator = ReferenceFigure.Area, ReferenceFigure.Indicator
LINES = 5  # as many as a line chart holds
NONE = "–"
EOK = 100_000_000


def eok(won: int | None) -> str:
    """Money of a ministry's table: 1,234.5 of 억 원, or of millions of won in English."""
    if won is None:
        return NONE
    return display.num(won / 1_000_000, 0) if display.english() else display.num(won / EOK, 1)


def eok_unit() -> str:
    return _("억 원")


def man(won: int | None) -> str:
    """A cost for one person: 318 of 만 원, or of thousands of won in English."""
    if won is None:
        return NONE
    return display.num(round(won / (1_000 if display.english() else 10_000)))


def man_unit() -> str:
    return _("만 원")


def percent(value: float | None) -> str:
    return NONE if value is None else f"{display.num(value, 1)}%"


def source(counted_at: dt.datetime | None) -> str:
    if counted_at is None:
        return _("고용이음의 승인된 예산")
    return _("고용이음의 회계와 참여 기록, %(when)s 셈") % {"when": display.datetime(counted_at)}


def money_head(first: str) -> list[str]:
    unit = {"unit": eok_unit()}
    return [
        first, _("예산(%(unit)s)") % unit, _("약정(%(unit)s)") % unit, _("지출(%(unit)s)") % unit, _("지출 비중"),
    ]  # fmt: skip


def money_row(label: str, one: Amounts, whole: Amounts | None) -> list[Cell]:
    part = share(one, whole) if whole else None
    return [label, eok(one.budget), eok(one.committed), eok(one.spent), percent(part)]


def result_head(first: str) -> list[str]:
    unit = {"unit": man_unit()}
    return [
        first, _("자리"), _("참여 인원"), _("수료"), _("자리당(%(unit)s)") % unit, _("수료당(%(unit)s)") % unit,
        _("6개월 취업당(%(unit)s)") % unit,
    ]  # fmt: skip


def result_row(label: str, one: Amounts) -> list[Cell]:
    job = man(one.cost_per_job)
    return [
        label, display.num(one.places), display.num(one.entries), display.num(one.completions),
        man(one.cost_per_place), man(one.cost_per_completion),
        _("%(cost)s 잠정") % {"cost": job} if one.provisional and one.cost_per_job else job,
    ]  # fmt: skip


def blocks(
    found: Portfolio, names: Mapping[str, str], groups: Mapping[int | None, str], gdp: Mapping[int, int]
) -> dict[str, Block]:
    """`gdp` is in won by year, where a source was entered."""
    made = {}
    if found.categories:
        made["categories"] = _categories(found, names)
        made["results"] = _results(found, names)
    if sum(bool(active_of(one).spent) for one in found.by_year.values()) > 1:
        made["years"] = _years(found, names)
    if (of_gdp := _of_gdp(found, names, gdp)) is not None:
        made["gdp"] = of_gdp
    if any(one.spent or one.budget for one in found.by_group.values()):
        made["groups"] = _groups(found, groups)
    return made


def ordered(found: Portfolio) -> list[str]:
    return sorted(found.categories, key=lambda code: (code not in ACTIVE, code))


def _categories(found: Portfolio, names: Mapping[str, str]) -> Block:
    active = found.active
    spent = [(code, share(one, active) or 0.0) for code, one in found.categories.items() if code in ACTIVE]
    spent.sort(key=lambda one: -one[1])
    year = {"year": found.filter.year}
    finding = _("%(year)s년에는 아직 적극적 정책의 예산도 지출도 없어요") % year
    if spent and spent[0][1]:
        finding = _("%(year)s년 적극적 정책 지출에서 %(name)s 비중이 %(share)s로 가장 커요") % {
            **year, "name": names.get(spent[0][0], spent[0][0]), "share": percent(spent[0][1]),
        }  # fmt: skip
    rows = [
        money_row(names.get(code, code), found.categories[code], active if code in ACTIVE else None)
        for code in ordered(found)
    ]
    return Block(
        finding=finding,
        measure=_("적극적 정책(1~7) 지출 가운데 비중, %(year)s년. 지출이 없으면 예산으로 셈. 소득 지원(8~9)은 비중 밖")
        % year,
        chart=_bars([charts.Estimate(names.get(code, code), value) for code, value in spent], finding, "%", 1),
        source=source(found.counted_at),
        head=money_head(_("정책 유형")),
        rows=[*rows, money_row(_("적극적 정책 모두"), active, active)],
    )


def _bars(rows: list[charts.Estimate], label: str, unit: str, places: int) -> Markup:
    return charts.bars(rows, label=label, unit=unit, places=places) if rows else Markup("")


def _results(found: Portfolio, names: Mapping[str, str]) -> Block:
    costs = [
        charts.Estimate(names.get(code, code), one.cost_per_place / (1_000 if display.english() else 10_000))
        for code in ordered(found)
        if code in ACTIVE and (one := found.categories[code]).cost_per_place
    ]
    costs.sort(key=lambda one: -one.value)
    year = {"year": found.filter.year}
    finding = _("%(year)s년에는 아직 자리당 비용을 셀 지출이 없어요") % year
    if costs:
        finding = _("%(year)s년 한 자리에 든 돈은 %(name)s에서 가장 많았어요") % {**year, "name": costs[0].name}
    return Block(
        finding=finding,
        measure=_("한 자리에 든 지출(%(unit)s), %(year)s년. ‘잠정’은 끝난 뒤 여섯 달이 다 지나지 않은 해")
        % {**year, "unit": man_unit()},
        chart=_bars(costs, finding, "", 0),
        source=source(found.counted_at),
        head=result_head(_("정책 유형")),
        rows=[
            *(result_row(names.get(code, code), found.categories[code]) for code in ordered(found)),
            result_row(_("적극적 정책 모두"), found.active),
        ],
    )


def _years(found: Portfolio, names: Mapping[str, str]) -> Block:
    """The five largest categories over the years; all of them in the table."""
    years = [year for year in found.years if active_of(found.by_year[year]).spent]
    shares = {
        code: [share(found.by_year[year].get(code, Amounts()), active_of(found.by_year[year])) for year in years]
        for code in ACTIVE
        if any(code in found.by_year[year] for year in years)
    }
    largest = sorted(shares, key=lambda code: -(shares[code][-1] or 0))
    lines = [
        charts.Series(
            names.get(code, code), [charts.Point(str(year), v) for year, v in zip(years, shares[code], strict=True)]
        )
        for code in largest[:LINES]
    ]
    first = largest[0]
    finding = _("%(name)s 비중은 %(first)s년 %(before)s에서 %(last)s년 %(after)s로 바뀌었어요") % {
        "name": names.get(first, first), "first": years[0], "before": percent(shares[first][0]), "last": years[-1],
        "after": percent(shares[first][-1]),
    }  # fmt: skip
    return Block(
        finding=finding,
        measure=_("적극적 정책 지출 가운데 비중, 해마다"),
        chart=charts.line_series(lines, label=finding, low=0),
        source=source(found.counted_at),
        head=[_("연도"), *(names.get(code, code) for code in largest), _("지출(%(unit)s)") % {"unit": eok_unit()}],
        rows=[
            [str(year), *(percent(shares[code][at]) for code in largest), eok(active_of(found.by_year[year]).spent)]
            for at, year in enumerate(years)
        ],
    )


def _of_gdp(found: Portfolio, names: Mapping[str, str], gdp: Mapping[int, int]) -> Block | None:
    """Each category's spending as a share of GDP, in the years whose GDP somebody entered."""
    years = [year for year in found.years if year in gdp and active_of(found.by_year[year]).spent]
    if not years:
        return None
    last = years[-1]
    whole = {year: active_of(found.by_year[year]).spent for year in years}
    parts = [(code, one.spent) for code, one in found.by_year[last].items() if code in ACTIVE]
    parts.sort(key=lambda one: -one[1])
    finding = _("%(year)s년 적극적 정책에 국내총생산의 %(share)s를 썼어요") % {
        "year": last, "share": tiny_percent(whole[last], gdp[last]),
    }  # fmt: skip
    return Block(
        finding=finding,
        measure=_("국내총생산 대비 지출, %(year)s년. 국내총생산을 넣은 해만 셈") % {"year": last},
        chart=_bars(
            [charts.Estimate(names.get(code, code), 100 * won / gdp[last]) for code, won in parts],
            finding, "%", digits(100 * min(won for _code, won in parts if won) / gdp[last]),
        ),
        source=source(found.counted_at),
        head=[_("연도"), *(names.get(code, code) for code, _won in parts), _("적극적 정책 모두")],
        rows=[
            [
                str(year),
                *(tiny_percent(found.by_year[year].get(code, Amounts()).spent, gdp[year]) for code, _won in parts),
                tiny_percent(whole[year], gdp[year]),
            ]
            for year in years
        ],
    )  # fmt: skip


def digits(value: float) -> int:
    """Decimals that leave two figures of a share of GDP: two for 0.6%, six for 0.000041%."""
    return max(2, 1 - math.floor(math.log10(value))) if value > 0 else 2


def tiny_percent(won: int, gdp: int) -> str:
    value = 100 * won / gdp
    return f"{display.num(value, digits(value))}%" if won else NONE


def _groups(found: Portfolio, groups: Mapping[int | None, str]) -> Block:
    names = {None: _("집단을 정하지 않음"), **groups}
    listed = sorted(found.by_group.items(), key=lambda one: (-one[1].spent, -one[1].budget))
    whole = found.active
    named = [(key, one) for key, one in listed if key is not None and share(one, whole)]
    finding = _("집단을 정한 지출이 아직 없어요")
    if named:
        finding = _("집단 가운데 %(name)s에 쓴 비중이 %(share)s로 가장 커요") % {
            "name": names[named[0][0]], "share": percent(share(named[0][1], whole)),
        }  # fmt: skip
    return Block(
        finding=finding,
        measure=_("적극적 정책 지출 가운데 비중, %(year)s년. 한 참여는 한 집단으로만 셈")
        % {"year": found.filter.year},
        chart=_bars(
            [charts.Estimate(names.get(key, "?"), share(one, whole) or 0.0) for key, one in listed], finding, "%", 1
        ),
        source=source(found.counted_at),
        head=[*money_head(_("대상 집단")), _("자리"), _("참여 인원")],
        rows=[
            [*money_row(names.get(key, "?"), one, whole), display.num(one.places), display.num(one.entries)]
            for key, one in listed
        ],
    )


def programmes_block(rows: Iterable[tuple[Programme, Amounts]], name: str, counted_at: dt.datetime | None) -> Block:
    listed = list(rows)
    whole = total(amounts for _programme, amounts in listed)
    finding = _("%(name)s에서 쓴 프로그램이 아직 없어요") % {"name": name}
    if listed and whole.spent:
        finding = _("%(name)s 지출에서 %(programme)s 비중이 %(share)s로 가장 커요") % {
            "name": name, "programme": listed[0][0].label, "share": percent(share(listed[0][1], whole)),
        }  # fmt: skip
    return Block(
        finding=finding,
        measure=_("%(name)s 지출 가운데 비중") % {"name": name},
        chart=_bars(
            [charts.Estimate(one.label, share(amounts, whole) or 0.0) for one, amounts in listed[:15]],
            finding, "%", 1,
        ),
        source=source(counted_at),
        head=[*money_head(_("프로그램")), *result_head("")[1:]],
        rows=[[*money_row(one.label, a, whole), *result_row("", a)[1:]] for one, a in listed],
    )  # fmt: skip


def programme_block(found: ProgrammeMoney, counted_at: dt.datetime | None) -> Block | None:
    """One programme's spending over the years."""
    years = sorted(found.by_year)
    if not years:
        return None
    spent = [found.by_year[year].spent / (1_000_000 if display.english() else EOK) for year in years]
    latest = max((year for year in years if found.by_year[year].spent), default=years[-1])
    last = found.by_year[latest]
    finding = _("%(year)s년에 %(spent)s%(unit)s을 써서 %(entries)s명이 참여했어요") % {
        "year": latest, "spent": eok(last.spent), "unit": eok_unit(), "entries": display.num(last.entries),
    }  # fmt: skip
    return Block(
        finding=finding,
        measure=_("지출(%(unit)s), 해마다") % {"unit": eok_unit()},
        chart=_bars([charts.Estimate(str(year), v) for year, v in zip(years, spent, strict=True)], finding, "", 1),
        source=source(counted_at),
        head=[*money_head(_("연도"))[:-1], *result_head("")[1:]],
        rows=[
            [*money_row(str(year), found.by_year[year], None)[:-1], *result_row("", found.by_year[year])[1:]]
            for year in years
        ],
    )


def programme_tables(
    found: ProgrammeMoney, provinces: Mapping[str, str], groups: Mapping[int | None, str]
) -> list[tuple[str, list[str], list[list[Cell]]]]:
    """A year of one programme by province and by group: name, head, rows."""
    places = {"": _("전국·지역 모름"), **provinces}
    whom = {None: _("집단을 정하지 않음"), **groups}
    made = []
    for name, parts in (
        (_("시·도"), [(places.get(key, key), one) for key, one in sorted(found.by_province.items())]),
        (_("대상 집단"), [(whom.get(key, "?"), one) for key, one in found.by_group.items()]),
    ):
        rows = [[*money_row(label, one, None)[:-1], *result_row("", one)[1:4]] for label, one in parts]
        made.append((name, [*money_head(name)[:-1], *result_head("")[1:4]], rows))
    return made


# --- figures of others ------------------------------------------------------------------------------------------


def scope_name(measure: str, names: Mapping[str, str]) -> str:
    return {
        ReferenceFigure.ACTIVE: _("적극적 정책 모두"),
        ReferenceFigure.PASSIVE: _("소득 지원(8·9 유형)"),
        ReferenceFigure.ACTIVE_AND_RETENTION: _("적극적 정책(고용유지지원금 포함)"),
        ReferenceFigure.ALL: _("일자리 예산 모두"),
    }.get(measure) or names.get(measure, measure)


def figure_words(one: ReferenceFigure) -> str:
    """As the source gives it: about, more than; trillions of won for money."""
    if one.unit == ReferenceFigure.Unit.WON:
        text = _("%(value)s조 원") % {"value": plain(one.value / Decimal(10**12))}
    elif one.unit == ReferenceFigure.Unit.PEOPLE:
        text = _("%(value)s명") % {"value": display.num(int(one.value))}
    else:
        text = f"{plain(one.value)}%"
    if one.bound == ReferenceFigure.Bound.ABOUT:
        return _("약 %(value)s") % {"value": text}
    return _("%(value)s 넘음") % {"value": text} if one.bound else text


def plain(value: Decimal) -> str:
    return f"{value.normalize():,f}"


def reference_block(figures: Iterable[ReferenceFigure], names: Mapping[str, str]) -> Block | None:
    """Korea beside the OECD average, as published; a figure nobody gave is not there."""
    listed = list(figures)
    if not listed:
        return None
    shares = {
        (one.area, one.year): one
        for one in listed
        if (one.indicator, one.measure) == (Indicator.SHARE_GDP, ReferenceFigure.ACTIVE)
    }
    both = [year for area, year in shares if area == Area.KOREA and (Area.OECD, year) in shares]
    finding = _("다른 나라와 견줄 공표 수치")
    if both:
        finding = _("%(year)s년 한국은 국내총생산의 %(ours)s를, OECD는 평균 %(theirs)s를 적극적 정책에 썼어요") % {
            "year": max(both),
            "ours": figure_words(shares[Area.KOREA, max(both)]),
            "theirs": figure_words(shares[Area.OECD, max(both)]),
        }
    return Block(
        finding=finding,
        measure=_("국내총생산 대비 적극적 정책 지출(%), 공표된 해만. 출처마다 범위가 조금씩 달라요"),
        chart=_over_years(shares, finding),
        source=_("출처는 표에 수치마다 적음"),
        head=[_("무엇"), _("연도"), _("지표"), _("값"), _("원문 확인"), _("출처")],
        rows=[_reference_row(one, names) for one in listed],
    )


def _over_years(shares: Mapping[tuple[str, int], ReferenceFigure], label: str) -> Markup:
    """A line an area; years that no source gives are gaps."""
    if not shares:
        return Markup("")
    years = range(min(year for _area, year in shares), max(year for _area, year in shares) + 1)
    lines = [
        charts.Series(
            str(area.label),
            [
                charts.Point(str(year), float(one.value) if (one := shares.get((area, year))) else None)
                for year in years
            ],
        )
        for area in Area
        if any(one == area for one, _year in shares)
    ]
    return charts.line_series(lines, label=label, low=0, places=2)


def _reference_row(one: ReferenceFigure, names: Mapping[str, str]) -> list[Cell]:
    area = str(one.get_area_display())
    what = area if one.indicator == Indicator.GDP else f"{area} · {scope_name(one.measure, names)}"
    return [
        f"{what} · {one.group}" if one.group else what, str(one.year), str(one.get_indicator_display()),
        figure_words(one), _("확인함") if one.verified else _("확인 전"), one.cited,
    ]  # fmt: skip

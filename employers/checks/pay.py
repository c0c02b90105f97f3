"""Pay against the minimum wage, and hours against the law.

A month is (weekly hours + paid weekly rest) × 365 / 12 / 7; forty hours make the customary 209. Weekly rest is a
fifth of the weekly hours, eight at most, from fifteen hours a week (근로기준법 18, 55). Hours past forty count at
least once; at half as much again in workplaces of five and more (근로기준법 56).
"""

import datetime as dt
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from employers.checks.posting import BLOCK, WARN, Finding, Posting, Severity, Span

WEEKS_A_MONTH = Decimal(365) / 12 / 7
FULL_WEEK, REST_FROM, REST_MOST = Decimal(40), Decimal(15), Decimal(8)
LONGEST_WEEK = Decimal(52)
MAN = 10_000
DAYS = re.compile(r"주\s*([1-7])\s*일")
PROBATION = re.compile(r"수습[^.\n]{0,20}?(\d{2})\s*(?:%|퍼센트|프로)")
PROBATION_MONTHS = re.compile(r"수습\s*(?:기간)?\s*[:：]?\s*(\d{1,2})\s*개월")
WRITTEN_HOURLY = re.compile(r"(?:시급|시간당)\s*[:：]?\s*(\d{1,2},?\d{3})\s*원")
# 근로기준법 59: land (not route bus), water, air and other transport services, and health.
SPECIAL_PATHS = ("6/62", "3/30")
SIMPLE_LABOUR = ("8/89", "5/56")


@dataclass(frozen=True, slots=True)
class Wage:
    year: int
    hourly: int
    verified: bool


def weekly_rest(hours: Decimal) -> Decimal:
    """Paid rest hours a week."""
    return min(hours / 5, REST_MOST) if hours >= REST_FROM else Decimal(0)


def monthly_hours(hours: Decimal) -> Decimal:
    """Paid hours a month for weekly hours up to forty, rest included: 209 for forty."""
    base = min(hours, FULL_WEEK)
    if base == FULL_WEEK:
        return Decimal(209)
    return (base + weekly_rest(base)) * WEEKS_A_MONTH


def floor_monthly(hourly: int, hours: Decimal, *, premium: bool = False) -> int:
    """The least a month may pay, in won. `premium`: hours past forty at one and a half."""
    over = max(hours - FULL_WEEK, Decimal(0)) * WEEKS_A_MONTH * (Decimal("1.5") if premium else 1)
    return int((monthly_hours(hours) + over) * hourly)


def hours_a_day(hours: Decimal, work_days: str) -> Decimal:
    found = DAYS.search(work_days)
    days = int(found[1]) if found else 5
    return hours / days if found else min(hours / 5, Decimal(8))


def floor_for(posting: Posting, hourly: int, *, premium: bool = False) -> int | None:
    """The least the posting may pay in its own period; none where hours are not known and matter."""
    if posting.pay_period == "hour":
        return hourly
    if posting.hours_week is None:
        return None
    if posting.pay_period == "day":
        return int(hours_a_day(posting.hours_week, posting.texts.get("work_days", "")) * hourly)
    month = floor_monthly(hourly, posting.hours_week, premium=premium)
    return month * 12 if posting.pay_period == "year" else month


def _money(value: int) -> str:
    return f"{value:,}"


def wage_in(wages: Mapping[int, Wage], year: int) -> Wage | None:
    """The year's wage, or the latest before it."""
    known = [one for one in wages if one <= year]
    return wages[max(known)] if known else None


def _below(posting: Posting, wage: Wage, floor: int) -> Finding:
    severity: Severity = BLOCK if wage.verified else WARN
    values = {
        "year": wage.year, "hourly": _money(wage.hourly), "floor": _money(floor),
        "hours": f"{float(posting.hours_week or 0):g}", "paid": _money(posting.pay_min or 0),
    }  # fmt: skip
    if posting.pay_period == "hour":
        message = _("시급 %(paid)s원은 %(year)s년 최저임금 %(hourly)s원보다 적어요.") % values
    else:
        message = (
            _("주 %(hours)s시간이면 %(year)s년 최저임금으로 %(floor)s원이 가장 적은 금액인데, %(paid)s원을 적었어요.")
            % values
        )
    return Finding(
        "wage.below", severity, "pay_min", _("최저임금법 제6조"), message,
        _("%(floor)s원 이상으로 고치거나 근로시간을 다시 확인해 주세요.") % values,
    )  # fmt: skip


def pay_findings(posting: Posting, wages: Mapping[int, Wage], on: dt.date) -> Iterator[Finding]:
    wage = wage_in(wages, on.year)
    if wage is None:
        return
    yield from _stated_pay(posting, wage)
    yield from _next_year(posting, wages, wage, on)
    yield from _written_pay(posting, wage)
    yield from _probation(posting, wage)


def _stated_pay(posting: Posting, wage: Wage) -> Iterator[Finding]:
    floor = floor_for(posting, wage.hourly)
    if posting.pay_min is None or floor is None:
        return
    if posting.pay_min < floor:
        yield _below(posting, wage, floor)
        return
    with_premium = floor_for(posting, wage.hourly, premium=True)
    small = posting.headcount is not None and posting.headcount < 5
    if with_premium and posting.pay_min < with_premium and not small:
        yield Finding(
            "wage.overtime", WARN, "pay_min", _("근로기준법 제56조"),
            _("주 40시간을 넘는 시간에 50%% 더한 수당까지 셈하면 %(floor)s원이 가장 적은 금액이에요.")
            % {"floor": _money(with_premium)},
            _("직원이 5명 이상이면 급여를 올리거나 시간을 줄여 주세요."),
        )  # fmt: skip
    if posting.pay_period in ("month", "year") and posting.pay_min < 100_000:
        yield Finding(
            "pay.unit", BLOCK, "pay_min", _("직업안정법 제8조"), _("금액이 너무 작아요. 만 원 단위로 적은 것 같아요."),
            _("원 단위로 적어 주세요. 예: 2,850,000"),
        )  # fmt: skip


def _next_year(posting: Posting, wages: Mapping[int, Wage], wage: Wage, on: dt.date) -> Iterator[Finding]:
    """From October the next year's wage is known, and most of the work will be done under it."""
    coming = wages.get(on.year + 1)
    if on.month < 10 or coming is None or wage.year != on.year or posting.contract == "daily":
        return
    floor, now = floor_for(posting, coming.hourly), floor_for(posting, wage.hourly)
    if posting.pay_min is None or floor is None or now is None or not now <= posting.pay_min < floor:
        return
    message = _("%(year)s년 1월 1일부터 최저임금이 %(hourly)s원으로 올라 %(floor)s원보다 적으면 안 돼요.") % {
        "year": coming.year, "hourly": _money(coming.hourly), "floor": _money(floor),
    }  # fmt: skip
    if not coming.verified:
        message += " " + _("(이 금액은 아직 공식 확인 전이에요.)")
    yield Finding(
        "wage.next_year", WARN, "pay_min", _("최저임금법 제10조"), message,
        _("내년에도 일한다면 급여를 올려 적거나, 1월부터 올린다고 적어 주세요."),
    )  # fmt: skip


def _written_pay(posting: Posting, wage: Wage) -> Iterator[Finding]:
    """An hourly wage written into a text."""
    for name, text in posting.texts.items():
        for match in WRITTEN_HOURLY.finditer(text):
            if int(match[1].replace(",", "")) < wage.hourly:
                yield Finding(
                    "wage.written", BLOCK if wage.verified else WARN, name, _("최저임금법 제6조"),
                    _("글에 적은 시급이 %(year)s년 최저임금 %(hourly)s원보다 적어요.")
                    % {"year": wage.year, "hourly": _money(wage.hourly)},
                    _("금액을 고치거나 지워 주세요."), start=match.start(), end=match.end(), quote=match[0],
                )  # fmt: skip


def _probation(posting: Posting, wage: Wage) -> Iterator[Finding]:
    floor = floor_for(posting, wage.hourly)
    for name, text in posting.texts.items():
        found = PROBATION.search(text)
        if not found or not 10 <= int(found[1]) < 100:
            continue
        share, paid = int(found[1]), posting.pay_min
        law = _("최저임금법 제5조 제2항")
        span: Span = {"start": found.start(), "end": found.end(), "quote": found[0]}
        if paid is None or floor is None or paid * share // 100 >= floor:
            continue
        simple = posting.occupation_path.startswith(SIMPLE_LABOUR)
        short = posting.contract == "daily" or (posting.contract_months is not None and posting.contract_months < 12)
        months = PROBATION_MONTHS.search(text)
        too_long = months is not None and int(months[1]) > 3
        if share < 90:
            message, mend = _("수습 급여가 최저임금의 90%보다 적어져요."), _("90% 이상으로 고쳐 주세요.")
            if paid * share // 100 >= floor * 9 // 10 and not (simple or short or too_long):
                continue
        elif simple or short or too_long:
            message = _(
                "수습이라고 최저임금보다 적게 줄 수 있는 것은 1년 이상 계약의 첫 3개월뿐이고, 단순노무는 안 돼요."
            )
            mend = _("수습 때도 최저임금 이상을 준다고 고쳐 주세요.")
        else:
            continue
        yield Finding("wage.probation", BLOCK if wage.verified else WARN, name, law, message, mend, **span)


def hours_findings(posting: Posting) -> Iterator[Finding]:
    hours = posting.hours_week
    if hours is None or hours <= LONGEST_WEEK:
        return
    small = posting.headcount is not None and posting.headcount < 5
    special = posting.occupation_path.startswith(SPECIAL_PATHS)
    yield Finding(
        "hours.over", WARN if small or special else BLOCK, "hours_week", _("근로기준법 제53조"),
        _("한 주에 52시간을 넘겨 일하게 할 수 없어요."),
        _("52시간 이하로 고쳐 주세요. 특례 업종이면 서면 합의와 11시간 연속 휴식이 있어야 해요.")
        if special
        else _("52시간 이하로 고쳐 주세요."),
    )  # fmt: skip

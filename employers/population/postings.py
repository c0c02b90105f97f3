"""One made-up vacancy: terms that hang together, and words put together from its occupation's own."""

import datetime as dt
import math
import uuid
from dataclasses import dataclass
from decimal import Decimal

import numpy as np
from django.utils import timezone

from employers.checks.pay import floor_monthly, monthly_hours
from employers.models import Vacancy
from employers.population.firms import Firm
from employers.population.ground import Trade
from employers.population.tables import (
    BENEFITS,
    CLOSING_DUTIES,
    FACTOR,
    PAY_OF_PROVINCE,
    SCHOOLING,
    SIMPLE,
    TERMS,
)

LINE = {"tool": "{} 사용", "knowledge": "{} 기본 지식", "language": "{} 가능", "attitude": "{}"}
CAREERS, CAREER_SHARES = (0, 12, 24, 36, 60), (0.50, 0.20, 0.12, 0.12, 0.06)
OPENINGS, OPENING_SHARES = (1, 2, 3, 5, 10), (0.66, 0.19, 0.08, 0.05, 0.02)

LASTS = {"intern": 3}  # months


@dataclass(slots=True)
class Plan:
    vacancy: Vacancy
    skills: list[tuple[int, bool]]
    licences: list[int]


def _pick(rng: np.random.Generator, options: tuple, shares: tuple) -> int:
    return int(options[int(np.searchsorted(np.cumsum(shares), rng.random() * 0.999999))])


def _access(rng: np.random.Generator) -> list[str]:
    draw = rng.random()
    return ["lift", "toilet"] if draw < 0.12 else ["wheelchair", "lift", "toilet", "parking"] if draw < 0.16 else []


def _night_after(day: dt.date) -> dt.datetime:
    return timezone.make_aware(dt.datetime.combine(day + dt.timedelta(days=1), dt.time(0, 5)))


def _hours(rng: np.random.Generator, part_time: bool, middle: str) -> int:
    if part_time:
        return int(rng.choice((12, 15, 20, 25, 30)))
    if middle in ("54", "62", "82", "85", "89", "53"):
        return int(rng.choice((40, 40, 40, 44, 48, 52)))
    return 40


def _pay(
    rng: np.random.Generator, *, hourly: float, hours: int, contract: str, part_time: bool, middle: str, wage: int
) -> tuple[str, int, int | None]:
    """(period, low, high): never under the minimum wage, overtime at one and a half."""
    spread = rng.random() < 0.35
    if contract == "daily":
        low = math.ceil(hourly * 8 / 5000) * 5000
        return "day", low, low + 10_000 if spread else None
    if part_time and rng.random() < 0.75:
        low = math.ceil(hourly / 10) * 10
        return "hour", low, low + 500 if spread else None
    weekly = Decimal(hours)
    over = max(hours - 40, 0) * 1.5 * 365 / 84
    month = max((float(monthly_hours(weekly)) + over) * hourly, floor_monthly(wage, weekly, premium=True))
    if middle in ("13", "14", "15", "22", "31", "41", "12", "11") and rng.random() < 0.6:
        low = math.ceil(month * 12 / 1_000_000) * 1_000_000
        return "year", low, round(low * 1.25 / 1_000_000) * 1_000_000 if spread else None
    low = math.ceil(month / 50_000) * 50_000
    return "month", low, low + 50_000 * int(rng.integers(2, 9)) if spread else None


def _days(hours: int, part_time: bool, weekend: bool, shift: bool) -> str:
    if part_time:
        return f"주 {max(1, min(5, round(hours / 5)))}일, 시간 협의" if hours < 25 else "주 5일, 10:00~16:00"
    if shift:
        return "3조 2교대, 주·야 번갈아 근무"
    if weekend:
        return "주 5일, 쉬는 날은 근무표에 따름"
    return "주 5일, 9:00~18:00" if hours == 40 else f"주 5일, 한 주 {hours}시간(연장 포함)"


def _title(rng: np.random.Generator, trade: Trade, firm: Firm, career: int, part_time: bool) -> str:
    name = trade.titles[rng.integers(len(trade.titles))]
    forms = [name, f"{name} 모집", f"{firm.place} {name}", f"{name} 채용"]
    title = forms[rng.integers(len(forms))]
    if part_time:
        return f"{title}(시간제)"
    if career == 0 and rng.random() < 0.35:
        return f"{title}(신입 가능)"
    return f"{title}(경력 {career // 12}년 이상)" if career and rng.random() < 0.3 else title


def _texts(
    rng: np.random.Generator, trade: Trade, career: int, licences: list[str]
) -> tuple[dict[str, str], list[tuple[int, bool]]]:
    order = rng.permutation(len(trade.skills))[:7]
    skills = [trade.skills[at] for at in sorted(order)]
    doing = [one for one in skills if one[2] == "skill"][:4]
    knowing = [one for one in skills if one[2] != "skill"][:2]
    extra = [one for one in skills if one not in doing and one not in knowing][:2]
    duties = [f"• {name}" for _pk, name, _kind in doing] or [f"• {trade.titles[0]} 업무"]
    closing = rng.permutation(len(CLOSING_DUTIES))[:2]
    duties += [f"• {CLOSING_DUTIES[at]}" for at in closing]
    needs = [f"• {name} 있는 분" for name in licences]
    needs += [
        f"• {name if name.endswith(('사용', '지식')) else LINE[kind].format(name)}" for _pk, name, kind in knowing
    ]
    needs += [f"• 같은 일 경력 {career // 12}년 이상"] if career else ["• 처음이어도 배우며 할 수 있어요"]
    perks = rng.permutation(len(BENEFITS))[: int(rng.integers(3, 7))]
    texts = {
        "duties": "\n".join(duties),
        "requirements": "\n".join(needs),
        "preferred": "\n".join(f"• {name} 경험" for _pk, name, _kind in extra),
        "benefits": ", ".join(BENEFITS[at] for at in sorted(perks)),
    }
    links = [(pk, True) for pk, _name, _kind in doing + knowing] + [(pk, False) for pk, _name, _kind in extra]
    return texts, links


def plan(
    rng: np.random.Generator, *, firm: Firm, trade: Trade, wage: int, today: dt.date, now: dt.datetime, past: bool
) -> Plan:
    factor, part, permanent, night, weekend, shift, remote = TERMS[trade.middle]
    part_time = rng.random() < part
    career = _pick(rng, CAREERS, CAREER_SHARES) if trade.middle not in SIMPLE else (0 if rng.random() < 0.8 else 12)
    daily = trade.code in ("706", "702", "701", "905") and rng.random() < 0.4
    contract = "daily" if daily else "permanent" if not part_time and rng.random() < permanent else "fixed"
    if contract == "permanent" and rng.random() < 0.03:
        contract = "apprentice" if trade.middle.startswith("8") else "intern"
    works_night, works_weekend, works_shift = rng.random() < night, rng.random() < weekend, rng.random() < shift
    hours = 40 if daily else _hours(rng, part_time, trade.middle)
    hourly = (
        wage * FACTOR.get(trade.code, factor) * PAY_OF_PROVINCE.get(firm.province, 1.0)
        * (1 + 0.035 * career / 12) * (1.05 if works_night else 1.0) * math.exp(rng.normal(-0.03, 0.11))
    )  # fmt: skip
    if contract in ("intern", "apprentice"):
        hourly *= 0.85
    period, low, high = _pay(
        rng, hourly=max(hourly, wage), hours=hours, contract=contract, part_time=part_time, middle=trade.middle,
        wage=wage,
    )  # fmt: skip
    licences = trade.licences if (trade.licences and trade.code != "706") or daily else []
    texts, skills = _texts(rng, trade, career, [name for _pk, name in licences])
    gone = past or rng.random() < 0.05
    deadline: dt.date | None
    if gone:
        deadline = today - dt.timedelta(days=int(rng.integers(1, 730 if past else 20)))
        published = now - dt.timedelta(days=(today - deadline).days + int(rng.integers(10, 46)))
    else:
        deadline = None if rng.random() < 0.15 else today + dt.timedelta(days=int(rng.integers(0, 45)))
        published = now - dt.timedelta(days=min(int(rng.exponential(45)), 240), minutes=int(rng.integers(0, 600)))
    openings = _pick(rng, OPENINGS, OPENING_SHARES)
    filled = (openings if rng.random() < 0.55 else int(rng.integers(0, openings))) if gone else 0
    state = (
        Vacancy.State.FILLED
        if filled == openings
        else Vacancy.State.EXPIRED
        if gone
        else Vacancy.State.PAUSED
        if rng.random() < 0.02
        else Vacancy.State.PUBLISHED
    )
    vacancy = Vacancy(
        public_id=uuid.UUID(bytes=rng.bytes(16), version=4),
        employer_id=firm.employer_id, state=state, title=_title(rng, trade, firm, career, part_time)[:200],
        occupation_id=trade.units[rng.integers(len(trade.units))] if trade.units else trade.pk,
        region_id=firm.region_id, address=f"{firm.place} {rng.integers(1, 300)}번길 {rng.integers(1, 99)}",
        openings=openings, filled=filled, contract=contract,
        contract_months=int(rng.choice((3, 6, 12, 12, 24))) if contract == "fixed" else LASTS.get(contract),
        pay_period=period, pay_min=low, pay_max=high, hours_week=Decimal(hours),
        work_days=_days(hours, part_time, works_weekend, works_shift), night=works_night, weekend=works_weekend,
        shift=works_shift, remote="none" if rng.random() >= remote else "hybrid" if rng.random() < 0.85 else "full",
        education_min=SCHOOLING.get(trade.code, "03" if rng.random() < 0.15 else "00"), career_min_months=career,
        permit_ok=bool(trade.middle in SIMPLE and rng.random() < 0.25),
        accessibility=_access(rng),
        deadline=deadline, published_at=published,
        closed_at=_night_after(deadline) if gone and deadline else None,
        **texts,
    )  # fmt: skip
    return Plan(vacancy, skills, [pk for pk, _name in licences])

"""The record of facts of one vacancy: what filters, counts and sorts read, packed so that one query fetches all."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import numpy as np
from numpy.typing import NDArray

CONTRACTS = ("permanent", "fixed", "dispatch", "daily", "intern", "apprentice")
REMOTES = ("none", "hybrid", "full")
ACCESSIBILITY = (
    "wheelchair", "lift", "toilet", "parking", "sign_language", "screen_reader", "quiet", "seated", "flexible_breaks",
    "job_coach",
)  # fmt: skip
NIGHT, WEEKEND, SHIFT, PERMIT, OWN = 1, 2, 4, 8, 16

FACTS = np.dtype(
    [
        ("vacancy", "<i4"),
        ("district", "<i4"),  # five digits, 41000 where only the province is known, 0 unknown
        ("occupation", "<i2"),  # digits of the code after a leading 1 (minor 133 is 1133), 0 unknown
        ("contract", "i1"),  # index in CONTRACTS, -1 unknown
        ("remote", "i1"),
        ("education", "i1"),
        ("career", "<i2"),  # months asked for
        ("pay_hour", "<i4"),  # lower bound in won an hour, 0 unknown
        ("pay_month", "<i4"),  # lower bound in won a month, 0 unknown
        ("pay_month_high", "<i4"),
        ("hours", "<i2"),  # tenths of an hour a week, -1 unknown
        ("flags", "u1"),
        ("access", "<u2"),
        ("deadline", "<i4"),  # proleptic ordinal, 0 until filled
        ("published", "<i4"),  # seconds since 1970
    ]
)
RANKED = np.dtype([*FACTS.descr, ("rank", ">f4")])  # as float4send writes it

FULL_TIME = Decimal(40)
WEEKS_A_MONTH = Decimal(365) / 7 / 12
REST_FROM = Decimal(15)  # hours a week from which a paid weekly rest is due (Labour Standards Act 18, 55)
MOST = 2**31 - 1


def paid_hours_a_month(hours_week: Decimal | None) -> Decimal:
    """Hours paid for in a month, the weekly rest included: 209 for forty a week, taken where nothing is said."""
    hours = min(hours_week or FULL_TIME, FULL_TIME + 28)
    rest = min(hours, FULL_TIME) / 5 if hours >= REST_FROM else Decimal(0)
    return (hours + rest) * WEEKS_A_MONTH


def monthly(amount: int | None, period: str, hours_week: Decimal | None) -> int:
    """Won a month; 0 where the amount is unknown. A day is eight hours of twenty-one days where no hours are said."""
    if not amount:
        return 0
    if period == "hour":
        value = amount * paid_hours_a_month(hours_week)
    elif period == "day":
        value = Decimal(amount * 21)
    elif period == "year":
        value = Decimal(amount) / 12
    else:
        value = Decimal(amount)
    return min(round(value), MOST)


def hourly(amount: int | None, period: str, hours_week: Decimal | None) -> int:
    """Won an hour; 0 where the amount is unknown."""
    if not amount:
        return 0
    if period == "hour":
        return min(amount, MOST)
    if period == "day":
        return min(amount // 8, MOST)
    return min(round(monthly(amount, period, hours_week) / paid_hours_a_month(hours_week)), MOST)


def occupation_number(code: str | None) -> int:
    """Digits of the code after a leading 1, which keeps a leading 0: 013 is 1013. Other shapes are unknown."""
    return int(f"1{code}") if code and code.isascii() and code.isdigit() and len(code) <= 4 else 0


def district_number(path: str | None) -> int:
    """Of a region's path 41/41110/41111: the district's five digits; of a province alone, 41000."""
    parts = [part for part in (path or "").split("/") if part[:5].isdigit()]
    if not parts:
        return 0
    return int(parts[-1][:5]) if len(parts[-1]) >= 5 else int(parts[-1][:2]) * 1000


def mask_of(codes: list[str], known: tuple[str, ...]) -> int:
    return sum(1 << known.index(code) for code in set(codes) if code in known)


def day_number(day: dt.date | None) -> int:
    return day.toordinal() if day else 0


def read(buffer: bytes | memoryview | None, dtype: np.dtype = FACTS) -> NDArray[np.void]:
    """The records in a buffer, as an array with named fields."""
    return np.frombuffer(buffer or b"", dtype)

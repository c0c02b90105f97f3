"""Working days in Korea: Monday to Friday without the public holidays of `reference/holidays.csv`."""

import csv
import datetime as dt
from functools import lru_cache
from pathlib import Path

FILE = Path(__file__).parent / "reference" / "holidays.csv"


@lru_cache(maxsize=1)
def holidays() -> frozenset[dt.date]:
    with FILE.open(encoding="utf-8") as file:
        return frozenset(dt.date.fromisoformat(row["day"]) for row in csv.DictReader(file))


def is_working(day: dt.date) -> bool:
    return day.weekday() < 5 and day not in holidays()


def later(day: dt.date, days: int) -> dt.date:
    """The day so many working days after `day`, which itself is not counted."""
    while days > 0:
        day += dt.timedelta(days=1)
        days -= is_working(day)
    return day

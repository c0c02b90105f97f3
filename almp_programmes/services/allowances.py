"""What a unit month brings, worked out from attendance, each number kept so that it can be shown.

A unit month runs from the first day of the participation to the day before the same day of the next month. Reaching
the percentage pays the month; below it, the daily amount pays the days counted, where the programme has one.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import Any

from almp_programmes.models import Enrolment, ProgrammeAmount, terms_of
from almp_programmes.selectors.attendance import Tally, sessions_between, tally_of
from core.dates import months_later

MONTHLY, DAILY = "allowance", "allowance_day"


@dataclass(frozen=True, slots=True)
class Period:
    number: int
    starts_on: dt.date
    ends_on: dt.date


@dataclass(frozen=True, slots=True)
class Working:
    """Every number the amount rests on, in the order in which it is told."""

    sessions: int
    present: int
    late: int
    excused: int
    lates_per_absence: int
    absences_of_lates: int
    counted: int
    percent: int
    needed_percent: int
    month_won: int
    day_won: int
    rule: str  # month, days, over (all months of the programme used up), nothing
    won: int

    def as_json(self) -> dict[str, Any]:
        return asdict(self)


def periods(enrolment: Enrolment, until: dt.date) -> Iterator[Period]:
    """Unit months that ended by the day; the last ends with the participation."""
    last = min(enrolment.ends_on, enrolment.ended_on or enrolment.ends_on)
    number, begins = 1, enrolment.starts_on
    while begins <= last:
        following = months_later(enrolment.starts_on, number)
        ends = min(following - dt.timedelta(days=1), last)
        if ends > until:
            return
        yield Period(number, begins, ends)
        number, begins = number + 1, following


def amounts(programme_id: int) -> list[ProgrammeAmount]:
    return list(ProgrammeAmount.objects.filter(programme=programme_id, key__in=(MONTHLY, DAILY)))


def _amount(rows: list[ProgrammeAmount], key: str, on: dt.date) -> ProgrammeAmount | None:
    valid = (row for row in rows if row.valid_from <= on and (row.valid_to is None or on < row.valid_to))
    return next((row for row in valid if row.key == key), None)


def work_out(enrolment: Enrolment, period: Period) -> Working:
    terms = terms_of(enrolment.programme_id, period.starts_on)
    tally = tally_of(enrolment, lates_per_absence=terms.lates_per_absence, first=period.starts_on, last=period.ends_on)
    rows = amounts(enrolment.programme_id)
    month, day = (_amount(rows, key, period.starts_on) for key in (MONTHLY, DAILY))
    rule, won = _due(tally, terms.attendance_percent, month, day, period.number)
    return Working(
        tally.sessions, tally.present, tally.late, tally.excused, tally.lates_per_absence, tally.absences_of_lates,
        tally.counted, tally.percent, terms.attendance_percent, month.won if month else 0, day.won if day else 0,
        rule, won,
    )  # fmt: skip


def most(enrolment: Enrolment) -> int:
    """What it brings somebody who misses nothing, so what its place can cost at most.

    A month whose sessions are not entered yet counts as one session.
    """
    rows = amounts(enrolment.programme_id)
    if not rows or enrolment.run_id is None:
        return 0
    won = 0
    for period in periods(enrolment, dt.date.max):
        month, day = (_amount(rows, key, period.starts_on) for key in (MONTHLY, DAILY))
        held = 1 if month else max(1, sessions_between(enrolment.run_id, period.starts_on, period.ends_on))
        won += _due(Tally(held, held), 100, month, day, period.number)[1]
    return won


def _due(
    tally: Tally, needed: int, month: ProgrammeAmount | None, day: ProgrammeAmount | None, number: int
) -> tuple[str, int]:
    if month is not None and month.times is not None and number > month.times:
        return "over", 0
    if month is not None and tally.reaches(needed):
        return "month", month.won
    if day is not None and tally.counted:
        daily = day.won * tally.counted
        return "days", min(daily, month.won) if month is not None else daily
    return "nothing", 0

"""What a unit month brings the person, worked out from attendance.

Reaching the percentage pays the month; below it, the daily amount pays the days counted, where the programme has one.
"""

from __future__ import annotations

import datetime as dt

from almp_programmes.models import Enrolment, ProgrammeAmount
from almp_programmes.selectors.attendance import Tally
from almp_programmes.services.grounds import DAILY, MONTHLY, Grounds, Period, Working, periods


def work_out(enrolment: Enrolment, period: Period, grounds: Grounds) -> Working | None:
    """None where the programme has no allowance."""
    if not grounds.pays_allowance(enrolment.programme_id):
        return None
    terms = grounds.terms.on(enrolment.programme_id, period.starts_on)
    tally = grounds.attended.tally(
        enrolment, lates_per_absence=terms.lates_per_absence, first=period.starts_on, last=period.ends_on
    )
    month, day = (grounds.amount(enrolment.programme_id, key, period.starts_on) for key in (MONTHLY, DAILY))
    rule, won = _due(tally, terms.attendance_percent, month, day, period.number)
    return Working.of(
        tally, rule, won, needed_percent=terms.attendance_percent, month_won=month.won if month else 0,
        day_won=day.won if day else 0,
    )  # fmt: skip


def most(enrolment: Enrolment) -> int:
    """What it brings somebody who misses nothing, so what its place can cost at most.

    A month whose sessions are not entered yet counts as one session.
    """
    grounds = Grounds([enrolment])
    if enrolment.run_id is None or not grounds.pays_allowance(enrolment.programme_id):
        return 0
    won = 0
    for period in periods(enrolment, dt.date.max):
        month, day = (grounds.amount(enrolment.programme_id, key, period.starts_on) for key in (MONTHLY, DAILY))
        held = 1 if month else max(1, grounds.attended.sessions(enrolment, period.starts_on, period.ends_on))
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

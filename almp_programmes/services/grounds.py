"""What every payment rests on: unit months, attendance, amounts and promises, and the working that is kept of it.

A unit month runs from the first day of the participation to the day before the same day of the next month.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterator
from dataclasses import asdict, dataclass
from functools import cached_property
from typing import Any

from almp_programmes.models import Enrolment, MoneyEntry, Payment, ProgrammeAmount, TermsBook
from almp_programmes.selectors.attendance import Attended, Tally
from core.dates import months_later

MONTHLY, DAILY, CAP = "allowance", "allowance_day", "cap"
FEE = Payment.Kind.FEE


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
    rule: str  # month, days, over (all months of the programme used up), nothing; fee
    won: int
    needed_percent: int = 0
    month_won: int = 0
    day_won: int = 0
    fee_won: int = 0
    all_sessions: int = 0

    @classmethod
    def of(cls, tally: Tally, rule: str, won: int, **more: int) -> Working:
        return cls(
            tally.sessions, tally.present, tally.late, tally.excused, tally.lates_per_absence,
            tally.absences_of_lates, tally.counted, tally.percent, rule, won, **more,
        )  # fmt: skip

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


def promise_key(kind: str, enrolment: int | str) -> str:
    """The books' source of what a participation's place is promised."""
    return f"{'fee' if kind == FEE else 'enrolment'}:{enrolment}"


class Grounds:
    """All of it for several participations: each part is read when first asked for, in a query or two for all."""

    def __init__(self, enrolments: Collection[Enrolment]) -> None:
        self._enrolments = enrolments
        self._programmes = {row.programme_id for row in enrolments}

    @cached_property
    def attended(self) -> Attended:
        return Attended(self._enrolments)

    @cached_property
    def terms(self) -> TermsBook:
        return TermsBook(self._programmes)

    @cached_property
    def _amounts(self) -> dict[int, list[ProgrammeAmount]]:
        found = defaultdict(list)
        for row in ProgrammeAmount.objects.filter(programme__in=self._programmes, key__in=(MONTHLY, DAILY, CAP)):
            found[row.programme_id].append(row)
        return found

    @cached_property
    def fees(self) -> dict[int, int]:
        """The share of the fee that was promised with the place: the first line of its source."""
        of = {promise_key(FEE, row.pk): row.pk for row in self._enrolments}
        lines = MoneyEntry.objects.filter(source__in=list(of), key="1").values_list("source", "won")
        return {of[source]: won for source, won in lines}

    def pays_allowance(self, programme_id: int) -> bool:
        return any(row.key in (MONTHLY, DAILY) for row in self._amounts.get(programme_id, []))

    def amount(self, programme_id: int, key: str, on: dt.date) -> ProgrammeAmount | None:
        rows = (row for row in self._amounts.get(programme_id, []) if row.key == key)
        return next(
            (row for row in rows if row.valid_from <= on and (row.valid_to is None or on < row.valid_to)), None
        )

"""Attendance counted: of one participation, of a period, of a run's sessions."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from dataclasses import dataclass

from django.db.models import Count
from django.utils import timezone

from almp_programmes.models import Attendance, Enrolment, RunSession

State = Attendance.State


@dataclass(frozen=True, slots=True)
class Tally:
    """Sessions held, and how somebody attended them; being late so many times counts as one absence."""

    sessions: int
    present: int = 0
    late: int = 0
    excused: int = 0
    lates_per_absence: int = 3

    @property
    def absences_of_lates(self) -> int:
        return self.late // self.lates_per_absence

    @property
    def counted(self) -> int:
        return self.present + self.late + self.excused - self.absences_of_lates

    @property
    def percent(self) -> int:
        """Rounded down: a rule's percentage is reached or it is not."""
        return self.counted * 100 // self.sessions if self.sessions else 0

    def reaches(self, percent: int) -> bool:
        return self.sessions > 0 and self.counted * 100 >= percent * self.sessions


def sessions_between(run_id: int, first: dt.date, last: dt.date) -> int:
    return RunSession.objects.filter(run=run_id, starts_at__date__range=(first, last)).count()


def tally_of(
    enrolment: Enrolment, *, lates_per_absence: int, first: dt.date | None = None, last: dt.date | None = None
) -> Tally:
    """Of the sessions between two days (else all that have begun)."""
    first, last = first or enrolment.starts_on, last or timezone.localdate()
    if enrolment.run_id is None:
        return Tally(0, lates_per_absence=lates_per_absence)
    within = Attendance.objects.filter(enrolment=enrolment, session__starts_at__date__range=(first, last))
    counts = Counter(dict(within.values_list("state").annotate(n=Count("pk"))))
    return Tally(
        sessions_between(enrolment.run_id, first, last), counts[State.PRESENT], counts[State.LATE],
        counts[State.EXCUSED], lates_per_absence,
    )  # fmt: skip

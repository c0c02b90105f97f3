"""Attendance counted: of one participation, of a period, of a run's sessions."""

from __future__ import annotations

import datetime as dt
from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Collection
from dataclasses import dataclass

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


class Attended:
    """The sessions and the attendance of participations, read in two queries however many they are."""

    def __init__(self, enrolments: Collection[Enrolment]) -> None:
        self._sessions: dict[int | None, list[dt.date]] = defaultdict(list)
        self._marks: dict[int, list[tuple[dt.date, str]]] = defaultdict(list)
        days = RunSession.objects.filter(run__in={row.run_id for row in enrolments if row.run_id is not None})
        for run, day in days.order_by("starts_at").values_list("run", "starts_at__date"):
            self._sessions[run].append(day)
        marks = Attendance.objects.filter(enrolment__in=[row.pk for row in enrolments if row.run_id is not None])
        for enrolment, day, state in marks.values_list("enrolment", "session__starts_at__date", "state"):
            self._marks[enrolment].append((day, state))

    def sessions(self, enrolment: Enrolment, first: dt.date, last: dt.date) -> int:
        days = self._sessions.get(enrolment.run_id, [])
        return max(0, bisect_right(days, last) - bisect_left(days, first))

    def tally(self, enrolment: Enrolment, *, lates_per_absence: int, first: dt.date, last: dt.date) -> Tally:
        """Of the sessions between two days."""
        marks = self._marks.get(enrolment.pk, [])
        counts = Counter(state for day, state in marks if first <= day <= last)
        return Tally(
            self.sessions(enrolment, first, last), counts[State.PRESENT], counts[State.LATE], counts[State.EXCUSED],
            lates_per_absence,
        )  # fmt: skip


def tally_of(enrolment: Enrolment, *, lates_per_absence: int) -> Tally:
    """Of all the sessions that have begun."""
    return Attended([enrolment]).tally(
        enrolment, lates_per_absence=lates_per_absence, first=enrolment.starts_on, last=timezone.localdate()
    )

"""Everybody, as the reverse kernel reads them: columns of people beside what a vacancy must score to come in.

Each range keeps its people's columns in the night's folder when it has computed them; a machine that did not compute
a range reads its people once. The first process that announces a vacancy joins them, in files that the others map.
"""

from __future__ import annotations

import datetime as dt
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from matching.engine import people_columns, store
from matching.engine.columns import PeopleColumns, VacancyColumns
from matching.engine.reverse import Part, by_reach, joined, suits
from matching.models import MatchingNight, Recommendation
from matching.nightly.snapshot import Snapshot
from matching.nightly.texts import Words
from matching.recommending.loading import load_people

EVERYBODY = "everybody"  # all ranges as one
ROOM = -2.0  # below any score: one with fewer than twenty takes whatever fits


class Least(NamedTuple):
    least: NDArray[np.float64]


def least_of(least: float | None) -> float:
    return ROOM if least is None else least


def range_name(first: int) -> str:
    return f"{first:09}"


def people_folder(night: Path) -> Path:
    return night / "people"


def part_keep(
    snapshot: Snapshot, name: str, people: PeopleColumns, least: NDArray[np.float64], words: Words | None = None
) -> None:
    """Beside the picture, for those who look for people, and the digests of their words for the next night; where the
    folder cannot be written they read them anew."""
    parts: dict[str, NamedTuple] = {"people": people, "least": Least(least)}
    with suppress(OSError):
        store.write(people_folder(snapshot.folder), name, parts | ({"words": words} if words else {}), {})


class Crowd:
    """One a process and night: everybody, as the kernel goes through them in one call; and whoever was matched again
    since, in a part of their own."""

    def __init__(self, night: MatchingNight, snapshot: Snapshot) -> None:
        self.night, self.snapshot = night, snapshot
        assert night.finished_at is not None  # it is live
        self.looked_at = night.finished_at
        self.parts = [self._everybody()] if len(snapshot.people) else []

    def _everybody(self) -> Part:
        """Joined once a machine, in files that its processes share."""
        if kept := self._kept(EVERYBODY):
            return kept
        whole = joined([self._range(*ends) for ends in self.night.ranges.values_list("first", "last")])
        part_keep(self.snapshot, EVERYBODY, whole.people, whole.least)
        return self._kept(EVERYBODY) or whole

    def _range(self, first: int, last: int) -> Part:
        return self._kept(range_name(first)) or self._read(self.snapshot.people[first:last].tolist())

    def _kept(self, name: str) -> Part | None:
        folder = people_folder(self.snapshot.folder) / name
        try:
            people, least = store.read(folder, "people", PeopleColumns), store.read(folder, "least", Least).least
        except FileNotFoundError:  # never written here, or being put in anew by another process at this moment
            return None
        return Part.of(people, least.copy())

    def _read(self, ids: list[int]) -> Part:
        measures = self.snapshot.measures
        people = load_people(ids, measures.text)
        people = people.take(by_reach(people))
        rows = dict(Recommendation.objects.filter(jobseeker__in=ids).values_list("jobseeker_id", "least"))
        least = np.array([least_of(rows.get(pk)) for pk in people.ids.tolist()], np.float64)
        return Part.of(people_columns(people, measures.world), least)

    def catch_up(self, now: dt.datetime) -> None:
        """Whoever was matched again since: their profile or their twentieth may be another. Call it while no one
        writes."""
        again = Recommendation.objects.filter(night=self.night.pk, computed_at__gte=self.looked_at)
        ids = list(again.order_by("jobseeker_id").values_list("jobseeker_id", flat=True))
        self.looked_at = now
        if ids:
            for part in self.parts:
                part.least[np.isin(part.people.ids, ids)] = np.inf
            self.parts[1:] = [joined([*self.parts[1:], self._read(ids)])]

    def suited(self, vacancy: VacancyColumns) -> NDArray[np.int64]:
        return np.concatenate(
            [np.zeros(0, np.int64), *(part.people.ids[suits(vacancy, part)[0]] for part in self.parts)]
        )

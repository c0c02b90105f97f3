"""Everybody, as the reverse kernel reads them: columns of people beside what a vacancy must score to come in.

Each range keeps its people's columns in the night's folder when it has computed them; a machine that did not compute
a range reads its people once. Who was matched again since stands in a part of their own.
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
from matching.engine.reverse import suits
from matching.models import MatchingNight, Recommendation
from matching.nightly.snapshot import Snapshot
from matching.nightly.texts import Words
from matching.recommending.loading import load_people

ROOM = -2.0  # below any score: one with fewer than twenty takes whatever fits


class Least(NamedTuple):
    least: NDArray[np.float64]


def least_of(least: float | None) -> float:
    return ROOM if least is None else least


def people_folder(night: Path) -> Path:
    return night / "people"


def part_keep(
    snapshot: Snapshot, first: int, people: PeopleColumns, least: NDArray[np.float64], words: Words | None = None
) -> None:
    """Beside the picture, for those who look for people, and the digests of their words for the next night; where the
    folder cannot be written they read them anew."""
    parts: dict[str, NamedTuple] = {"people": people, "least": Least(least)}
    with suppress(OSError):
        store.write(people_folder(snapshot.folder), f"{first:09}", parts | ({"words": words} if words else {}), {})


class Crowd:
    """One a process and night."""

    def __init__(self, night: MatchingNight, snapshot: Snapshot) -> None:
        self.night, self.snapshot = night, snapshot
        self.parts: list[tuple[PeopleColumns, NDArray[np.float64]]] = []
        assert night.finished_at is not None  # it is live
        self.looked_at = night.finished_at
        for first, last in night.ranges.values_list("first", "last"):
            self.parts.append(self._part(first, last))

    def _part(self, first: int, last: int) -> tuple[PeopleColumns, NDArray[np.float64]]:
        folder = people_folder(self.snapshot.folder) / f"{first:09}"
        if not folder.is_dir():
            people, least = self._read(self.snapshot.people[first:last].tolist())
            part_keep(self.snapshot, first, people, least)
            return people, least
        return store.read(folder, "people", PeopleColumns), store.read(folder, "least", Least).least.copy()

    def _read(self, ids: list[int]) -> tuple[PeopleColumns, NDArray[np.float64]]:
        measures = self.snapshot.measures
        people = people_columns(load_people(ids, measures.text), measures.world)
        rows = dict(Recommendation.objects.filter(jobseeker__in=ids).values_list("jobseeker_id", "least"))
        return people, np.array([least_of(rows.get(pk)) for pk in people.ids.tolist()])

    def catch_up(self, now: dt.datetime) -> None:
        """Whoever was matched again since: their profile or their twentieth may be another. Call it while no one
        writes."""
        again = Recommendation.objects.filter(night=self.night.pk, computed_at__gte=self.looked_at)
        ids = list(again.order_by("jobseeker_id").values_list("jobseeker_id", flat=True))
        self.looked_at = now
        if ids:
            for people, least in self.parts:
                least[np.isin(people.ids, ids)] = np.inf
            self.parts.append(self._read(ids))

    def suited(self, vacancy: VacancyColumns) -> NDArray[np.int64]:
        """Ids of people whose best the one vacancy may come into."""
        found = [people.ids[suits(vacancy, people, least)[0]] for people, least in self.parts if len(people.ids)]
        return np.concatenate(found) if found else np.zeros(0, np.int64)

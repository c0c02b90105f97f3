"""What search reads now: the mapped generation, and over it what changed in Postgres since it was made.

Postgres stays the source of truth: every flat row carries the transaction that wrote it last, and a process asks,
at most once in `SEARCH_KEPT_SECONDS`, for the rows of transactions that the generation cannot know. Nothing has to be
told to it, so nothing can be lost on the way. Without a generation all rows are such rows, as long as they are few.
"""

from __future__ import annotations

import datetime as dt
import time
from dataclasses import dataclass, field
from threading import Lock

import numpy as np
from django.conf import settings
from django.db import connection, transaction
from numpy.typing import NDArray

from matching.search import files
from matching.search.facets import with_codes
from matching.search.files import Seen
from matching.search.records import Records
from matching.search.segment import Segment, Source, build

MOST_CHANGED = 1_000  # rows over a generation before a new one is made
MOST_WITHOUT = 5_000  # rows that a process indexes for itself where there is no generation
REMOVALS_KEPT = 1_000_000  # transactions: by then every process maps a newer generation
LOCK = 0x5EA2C4  # of the advisory lock under which one process at a time makes a generation
_SNAPSHOT = """
SELECT pg_snapshot_xmax(now)::text::bigint,
       ARRAY(SELECT running::text::bigint FROM pg_snapshot_xip(now) running)
           || coalesce(pg_current_xact_id_if_assigned()::text::bigint, 0)
  FROM pg_current_snapshot() now
"""
_LOCKED = "SELECT pg_try_advisory_xact_lock(%s)"
_VERSION = "(extract(epoch FROM indexed_at) * 1000000)::bigint"
_CHANGED = f"""
SELECT vacancy_id, {_VERSION}, published AND places > 0, deadline FROM matching_vacancyindex
 WHERE changed_in >= %s OR changed_in = ANY(%s)
 UNION ALL
SELECT vacancy_id, 0, false, NULL FROM matching_removedvacancy WHERE changed_in >= %s OR changed_in = ANY(%s)
 LIMIT %s
"""  # noqa: S608
_SOURCES = f"SELECT vacancy_id, {_VERSION}, deadline, facts, text FROM matching_vacancyindex"  # noqa: S608
_OPEN = " WHERE published AND places > 0 AND (deadline IS NULL OR deadline >= %s) ORDER BY vacancy_id"
_THESE = " WHERE vacancy_id = ANY(%s) ORDER BY vacancy_id"
NEVER = 2**31 - 1
NOTHING_SEEN = Seen(0, [])


@dataclass(frozen=True)
class Layer:
    """A segment, which of its vacancies are open, and their facts with their numbers of the day."""

    segment: Segment
    open: NDArray[np.bool_]
    columns: Records


@dataclass
class View:
    """Everything open at one moment. `kept` remembers answers as long as nothing changes."""

    layers: list[Layer]
    day: dt.date
    kept: dict[str, object] = field(default_factory=dict)


class _Live:
    """What one process holds. Threads share it; the lock only keeps them from doing the same work twice."""

    def __init__(self) -> None:
        self._lock = Lock()
        self.forget()

    def forget(self) -> None:
        self._name, self._seen = "", NOTHING_SEEN
        self._base: Segment | None = None
        self._delta: tuple[tuple[tuple[int, int], ...], Segment] | None = None
        self._coded: tuple[str, dt.date, Records] | None = None
        self._sources: dict[int, Source] = {}
        self._view: View | None = None
        self._state: tuple[object, ...] = ()
        self._looked = -1e9

    def __call__(self, day: dt.date) -> View | None:
        """None where there is no generation and too much to index at once: the caller asks Postgres itself."""
        with self._lock:
            now = time.monotonic()
            if now - self._looked > settings.SEARCH_KEPT_SECONDS or self._view is None or self._view.day != day:
                self._look(day)
                self._looked = now
            return self._view

    def _look(self, day: dt.date) -> None:
        name = files.current()
        if name != self._name:
            opened = files.read(name) if name else None
            self._base, self._seen = (opened[0], opened[1].seen) if opened else (None, NOTHING_SEEN)
            self._name = name if opened else ""
        rows = _changed(self._seen, MOST_WITHOUT + 1 if self._base is None else None)
        if self._base is None and len(rows) > MOST_WITHOUT:
            self._view = None
            return
        state = (self._name, day, tuple(rows))
        if state != self._state or self._view is None:
            self._view, self._state = self._compose(rows, day), state

    def _compose(self, rows: list[tuple[int, int, bool, int]], day: dt.date) -> View:
        today, layers = day.toordinal(), list[Layer]()
        fresh = {vacancy: (version, is_open and last >= today) for vacancy, version, is_open, last in rows}
        if self._base is not None:
            base, is_open = self._base, self._base.deadline >= today
            numbers, places = base.at
            if fresh and len(base):
                asked = np.fromiter(fresh, np.int64)
                found = np.minimum(np.searchsorted(numbers, asked), len(base) - 1)
                for vacancy, place in zip(asked.tolist(), places[found].tolist(), strict=True):
                    if base.columns["vacancy"][place] == vacancy:
                        version, opened = fresh[vacancy]
                        same = opened and base.version[place] == version
                        is_open[place] = same
                        if same:
                            del fresh[vacancy]
            layers.append(Layer(base, is_open, self._facts(base, day)))
        wanted = tuple(sorted((vacancy, version) for vacancy, (version, opened) in fresh.items() if opened))
        if wanted or not layers:
            delta = self._indexed(wanted)
            layers.append(Layer(delta, np.ones(len(delta), bool), with_codes(delta.columns, day)))
        return View(layers, day)

    def _facts(self, base: Segment, day: dt.date) -> Records:
        if self._coded is None or self._coded[:2] != (self._name, day):
            self._coded = self._name, day, with_codes(base.columns, day)
        return self._coded[2]

    def _indexed(self, wanted: tuple[tuple[int, int], ...]) -> Segment:
        if self._delta is None or self._delta[0] != wanted:
            known = {pk: self._sources[pk] for pk, _version in wanted if pk in self._sources}
            missing = [pk for pk, version in wanted if pk not in known or known[pk].version != version]
            known |= {one.vacancy: one for one in (sources(missing) if missing else [])}
            self._sources = known
            self._delta = wanted, build(list(known.values()))
        return self._delta[1]


live = _Live()


def _changed(seen: Seen, most: int | None) -> list[tuple[int, int, bool, int]]:
    """Rows of transactions that were not over when the generation was read."""
    with connection.cursor() as cursor:
        cursor.execute(_CHANGED, [seen.until, seen.running, seen.until, seen.running, most])
        rows = cursor.fetchall()
    return [(pk, version, opened, last.toordinal() if last else NEVER) for pk, version, opened, last in rows]


def sources(vacancies: list[int] | None = None, *, on: dt.date | None = None) -> list[Source]:
    """What is indexed of these vacancies, or of all that are open."""
    with connection.cursor() as cursor:
        if vacancies is None:
            cursor.execute(_SOURCES + _OPEN, [on])
        else:
            cursor.execute(_SOURCES + _THESE, [vacancies])
        rows = cursor.fetchall()
    return [
        Source(pk, version, last.toordinal() if last else NEVER, bytes(facts), text)
        for pk, version, last, facts, text in rows
    ]


def index_write(*, on: dt.date) -> str:
    """Make a generation of all that is open. Empty where another process is making one."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(_LOCKED, [LOCK])
        if not cursor.fetchone()[0]:
            return ""
        # A restored copy counts its transactions anew: the trigger renumbers rows that seem to come from the future.
        cursor.execute("UPDATE matching_vacancyindex SET changed_in = 0 WHERE changed_in > txid_current()")
        # Before the rows are read: what is not over now is asked for again, this transaction's own rows too.
        cursor.execute(_SNAPSHOT)
        seen = Seen(*cursor.fetchone())
        name = files.write(build(sources(on=on)), seen=seen)
        cursor.execute("DELETE FROM matching_removedvacancy WHERE changed_in < %s", [seen.until - REMOVALS_KEPT])
    return name


def is_stale() -> bool:
    """Whether a new generation is due: none is there, or too much changed since."""
    name = files.current()
    opened = files.read(name) if name else None
    most = MOST_CHANGED + 1
    return opened is None or len(_changed(opened[1].seen, most)) == most

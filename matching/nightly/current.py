"""The picture this process works with now: the live night's, with what moved since; kept until something moves."""

from __future__ import annotations

import datetime as dt
import threading
from dataclasses import dataclass
from uuid import UUID

import numpy as np
from django.db import connection

from matching.engine import Vacancies
from matching.models import VacancyIndex
from matching.nightly.folder import joined
from matching.nightly.picture import Layer, Picture
from matching.nightly.snapshot import Measures, Snapshot, measured, snapshot_open
from matching.recommending.loading import load_market, vacancies_of, vacancy_rows
from matching.recommending.wording import text_model

_STAMP = """
SELECT n.id, n.key, n.seen, moved.many, moved.newest
  FROM (SELECT 1) one
  LEFT JOIN matching_matchingnight n ON n.state = 'live'
  LEFT JOIN LATERAL (SELECT count(*) AS many, max(at) AS newest FROM matching_movedvacancy) moved ON n.id IS NOT NULL
"""
_MOVED = """
SELECT vacancy_id, at FROM matching_movedvacancy WHERE NOT pg_visible_in_snapshot(tx::text::xid8, %s) ORDER BY 1
"""


@dataclass(frozen=True)
class Kept:
    night: int
    key: UUID
    stamp: tuple[int, dt.datetime | None]
    moved: dict[int, dt.datetime]
    fresh: Vacancies | None
    picture: Picture


_lock = threading.Lock()
_kept: Kept | None = None


def forget() -> None:
    global _kept  # noqa: PLW0603 - one a process, as intended
    _kept = None


def picture_now() -> tuple[int, Picture]:
    """The live night's number with its picture as of now: one query where nothing moved since this process looked.
    Without a night, or where its folder is not on this machine, every open vacancy is loaded, as for a first run."""
    global _kept  # noqa: PLW0603
    with connection.cursor() as cursor:
        cursor.execute(_STAMP)
        night, key, seen, *stamp = cursor.fetchone()
    snapshot = snapshot_open(key) if night else None
    if snapshot is None:
        return night or 0, _loaded()
    with _lock:
        if _kept is None or (_kept.key, _kept.stamp) != (key, tuple(stamp)):
            _kept = _moved_on(night, key, seen, (stamp[0], stamp[1]), snapshot)
        return night, _kept.picture


def _loaded() -> Picture:
    market = load_market()
    return Picture(
        (Layer(market.vacancies, market.columns),),
        Measures(market.world, measured(market.vacancies).pay, text_model()),
    )


def _moved_on(night: int, key: UUID, seen: str, stamp: tuple[int, dt.datetime | None], snapshot: Snapshot) -> Kept:
    """Only what moved since this process last looked is read."""
    with connection.cursor() as cursor:
        cursor.execute(_MOVED, [seen])
        moved = dict(cursor.fetchall())
    before = _kept if _kept is not None and _kept.key == key else None
    known = before.moved if before else {}
    changed = [pk for pk, at in moved.items() if known.get(pk) != at]
    rows = VacancyIndex.objects.open().filter(pk__in=changed)
    parts = [vacancies_of(list(vacancy_rows(rows)), snapshot.measures.text)]
    if before is not None and before.fresh is not None:
        parts.append(before.fresh.take(np.flatnonzero(~np.isin(before.fresh.ids, changed))))
    fresh = joined(parts)
    ids = np.array(list(moved), np.int64)
    picture = Picture.of(snapshot).with_moved(ids, fresh) if len(ids) else Picture.of(snapshot)
    return Kept(night, key, stamp, moved, fresh, picture)

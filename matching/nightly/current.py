"""The picture this process works with now: the live night's, with what moved since; kept until something moves."""

from __future__ import annotations

import datetime as dt
import logging
import threading
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from django.db import connection

from matching.engine import Vacancies
from matching.models import VacancyIndex
from matching.nightly.picture import Picture
from matching.nightly.snapshot import measured, snapshot_open
from matching.nightly.swapping import over_by_now
from matching.nightly.tables import joined
from matching.recommending.loading import load_market, vacancies_of, vacancy_rows

_STAMP = """
SELECT n.id, n.key::text, n.seen, moved.many, moved.mark
  FROM matching_matchingnight n, LATERAL (SELECT count(*) AS many, sum(tx) AS mark FROM matching_movedvacancy) moved
 WHERE n.state = 'live'
"""
_MOVED = """
SELECT vacancy_id, at FROM matching_movedvacancy WHERE NOT pg_visible_in_snapshot(tx::text::xid8, %s) ORDER BY 1
"""
Stamp = tuple[str, int, Any]  # picture, how many moved, a sum that differs when another transaction moved one


@dataclass(frozen=True)
class Current:
    night: int
    picture: Picture
    stamp: Stamp | None = None
    seen: str = ""  # what the picture had seen: moves that it had not are laid over it
    moved: dict[int, dt.datetime] | None = None
    fresh: Vacancies | None = None  # those moved that are open


_lock = threading.Lock()
_kept: Current | None = None
_loaded_for: tuple[str, Picture, str] | None = None  # night, every open vacancy, what had been seen then
logger = logging.getLogger(__name__)


def current() -> Current:
    """One query where nothing moved since this process looked. Before the first night every open vacancy is loaded."""
    global _kept  # noqa: PLW0603 - one a process, as intended
    with connection.cursor() as cursor:
        cursor.execute(_STAMP)
        night, key, seen, *moved = cursor.fetchone() or (0, "", "", 0, None)
    if not night:
        return Current(night, _loaded())
    with _lock:
        stamp: Stamp = (str(key), int(moved[0] or 0), moved[1])
        if _kept is None or _kept.stamp != stamp:
            _kept = _moved_on(night, stamp, *_base(str(key), seen))
        return _kept


def _base(key: str, seen: str) -> tuple[Picture, str]:
    """The night's picture and what it had seen. Where this machine has no folder of it that this version of the
    program reads, every open vacancy is loaded once and serves until the next night."""
    global _loaded_for  # noqa: PLW0603 - one a process, as intended
    if snapshot := snapshot_open(key):
        return Picture((snapshot.columns,), snapshot.measures), seen
    if _loaded_for is None or _loaded_for[0] != key:
        logger.warning("The picture of night %s is not on this machine: every open vacancy is loaded instead.", key)
        now = over_by_now()
        _loaded_for = (key, _loaded(), now)
    return _loaded_for[1:]


def _loaded() -> Picture:
    market = load_market()
    return Picture((market.columns,), replace(measured(market.vacancies), world=market.world))


def _moved_on(night: int, stamp: Stamp, picture: Picture, seen: str) -> Current:
    """Only what moved since this process last looked is read."""
    with connection.cursor() as cursor:
        cursor.execute(_MOVED, [seen])
        moved = dict(cursor.fetchall())
    before = _kept if _kept and _kept.seen == seen else None
    known = (before.moved or {}) if before else {}
    changed = [pk for pk, at in moved.items() if known.get(pk) != at]
    rows = VacancyIndex.objects.open().filter(pk__in=changed)
    parts = [vacancies_of(list(vacancy_rows(rows)), picture.measures.text)]
    if before and before.fresh is not None:
        parts.append(before.fresh.take(np.flatnonzero(~np.isin(before.fresh.ids, changed))))
    fresh = joined(parts)
    if moved:
        picture = picture.with_moved(np.array(list(moved), np.int64), fresh)
    return Current(night, picture, stamp, seen, moved, fresh)

"""The picture this process works with now: the live night's, with what moved since; kept until something moves."""

from __future__ import annotations

import datetime as dt
import logging
import threading
from dataclasses import dataclass, replace

import numpy as np
from django.db import connection

from matching.engine import Vacancies
from matching.models import VacancyIndex
from matching.nightly.picture import Picture
from matching.nightly.shown import Shown, lines_of
from matching.nightly.snapshot import measured, snapshot_open
from matching.nightly.swapping import over_by_now
from matching.nightly.tables import joined
from matching.recommending.loading import load_market, vacancies_of, vacancy_rows

# Whether all that this process has seen is as it was: who reads what somebody has stored asks with it. Parameters: the
# night's key, and twice the snapshot in which it last looked. The index on `tx` leaves only what is newer; without
# an end to the range the planner takes a third of the rows for newer, and reads them all.
HOLDS = """
EXISTS (SELECT FROM matching_matchingnight WHERE state = 'live' AND key::text = %s) AND NOT EXISTS (
    SELECT FROM matching_movedvacancy
     WHERE tx BETWEEN pg_snapshot_xmin(%s::pg_snapshot)::text::bigint AND 9223372036854775807
       AND NOT pg_visible_in_snapshot(tx::text::xid8, %s::pg_snapshot))
"""
# A snapshot leaves out the transaction it is of: one that moves vacancies itself takes as read what was over before
# all that run now.
_READ = """
CASE WHEN pg_current_xact_id_if_assigned() IS NULL THEN pg_current_snapshot()::text
     ELSE concat(pg_snapshot_xmin(pg_current_snapshot()), ':', pg_snapshot_xmin(pg_current_snapshot()), ':') END
"""
_NIGHT = f"""
SELECT id, key::text, seen, {_READ}, {HOLDS} FROM matching_matchingnight WHERE state = 'live'
"""  # noqa: S608 - ours
_MOVED = """
SELECT vacancy_id, at FROM matching_movedvacancy WHERE NOT pg_visible_in_snapshot(tx::text::xid8, %s) ORDER BY 1
"""
NOTHING = "1:1:"  # the snapshot that has seen nothing


@dataclass(frozen=True)
class Current:
    night: int
    picture: Picture
    shown: Shown | None = None  # none before the first night
    key: str = ""
    seen: str = ""  # what the picture had seen: moves that it had not are laid over it
    read: str = NOTHING  # the snapshot in which this process last looked for them
    moved: dict[int, dt.datetime] | None = None
    fresh: Vacancies | None = None  # those moved that are open


_lock = threading.Lock()
_kept: Current | None = None
# Night, every open vacancy with its line, what had been seen then.
_loaded_for: tuple[str, Picture, Shown, str] | None = None
logger = logging.getLogger(__name__)


def current() -> Current:
    """One query where nothing moved since this process looked. Before the first night every open vacancy is loaded."""
    global _kept  # noqa: PLW0603 - one a process, as intended
    key, read = last_seen()
    with connection.cursor() as cursor:
        cursor.execute(_NIGHT, [key, read, read])
        night, key, seen, read, holds = cursor.fetchone() or (0, "", "", "", False)
    if not night:
        _kept = None
        return Current(0, _loaded())
    with _lock:
        if not holds or _kept is None:
            _kept = _moved_on(night, key, read, _base(key, seen))
        return _kept


def last_seen() -> tuple[str, str]:
    """The night and the snapshot in which this process last looked: what a query of `HOLDS` is asked with."""
    return (_kept.key, _kept.read) if _kept else ("", NOTHING)


def kept() -> Current:
    """As this process last saw it, without a query: for who was told with another query that it holds."""
    return _kept or current()


def _base(key: str, seen: str) -> tuple[Picture, Shown, str]:
    """The night's picture and what it had seen. Where this machine has no folder of it that this version of the
    program reads, every open vacancy is loaded once and serves until the next night."""
    global _loaded_for  # noqa: PLW0603 - one a process, as intended
    if snapshot := snapshot_open(key):
        return Picture((snapshot.columns,), snapshot.measures), Shown(snapshot.shown), seen
    if _loaded_for is None or _loaded_for[0] != key:
        logger.warning("The picture of night %s is not on this machine: every open vacancy is loaded instead.", key)
        now = over_by_now()
        _loaded_for = (key, _loaded(), Shown(lines_of()), now)
    return _loaded_for[1:]


def _loaded() -> Picture:
    market = load_market()
    return Picture((market.columns,), replace(measured(market.vacancies), world=market.world))


def _moved_on(night: int, key: str, read: str, base: tuple[Picture, Shown, str]) -> Current:
    """Only what moved since this process last looked is read."""
    picture, shown, seen = base
    with connection.cursor() as cursor:
        cursor.execute(_MOVED, [seen])
        moved = dict(cursor.fetchall())
    before = _kept if _kept and (_kept.key, _kept.seen) == (key, seen) else None
    if before and before.moved == moved:
        return replace(before, read=read)
    known = (before.moved or {}) if before else {}
    changed = [pk for pk, at in moved.items() if known.get(pk) != at]
    rows = VacancyIndex.objects.open().filter(pk__in=changed)
    parts = [vacancies_of(list(vacancy_rows(rows)), picture.measures.text)]
    if before and before.fresh is not None:
        parts.append(before.fresh.take(np.flatnonzero(~np.isin(before.fresh.ids, changed))))
    fresh = joined(parts)
    if moved:
        picture = picture.with_moved(np.array(list(moved), np.int64), fresh)
    shown = ((before and before.shown) or shown).with_moved(changed)
    return Current(night, picture, shown, key, seen, read, moved, fresh)

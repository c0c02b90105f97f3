"""A night from start to end: picture, ranges, swap."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager

import numpy as np
from django.db import connection, transaction
from django.utils import timezone

from matching.engine import CURRENT, congestion
from matching.models import MatchingNight
from matching.nightly import swapping
from matching.nightly.ranges import people_written, range_run, ranges_all_done, ranges_free, ranges_make
from matching.nightly.snapshot import Measures, Progress, snapshot_write, snapshots_keep

BUILDERS = 0x_1E_0A_7D  # advisory lock of the one that builds a picture
FINISHERS = 0x_1E_0A_7E  # and of the one that puts a night in
WAIT_SECONDS = 0.5
State = MatchingNight.State


class NightUneven(RuntimeError):
    """What lies in the night's part is not what its ranges wrote: it is not put in."""


@contextmanager
def only_one(lock: int) -> Iterator[bool]:
    """Whether nobody else holds this lock; it goes with the process, however that ends."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s)", [lock])
        held = bool(cursor.fetchone()[0])
        try:
            yield held
        finally:
            if held:
                cursor.execute("SELECT pg_advisory_unlock(%s)", [lock])


def night_start(*, measures: Measures | None = None, progress: Progress | None = None) -> MatchingNight | None:
    """Build a picture and cut the people into ranges. The night that runs already, if one does; None where another
    process builds one just now."""
    with only_one(BUILDERS) as free:
        return _start(measures, progress) if free else None


def _start(measures: Measures | None, progress: Progress | None) -> MatchingNight:
    for dead in MatchingNight.objects.filter(state=State.BUILDING):  # its builder's lock is ours: it died
        night_fail(night_id=dead.pk)
    if running := MatchingNight.objects.filter(state=State.RUNNING).first():
        return running
    seen, now = swapping.over_by_now(), swapping.database_now()
    night = MatchingNight.objects.create(model_version=CURRENT.version, started_at=now, seen=seen, seen_at=now)
    try:
        found = snapshot_write(str(night.key), measures, progress)
    except Exception:
        night_fail(night_id=night.pk)
        raise
    with transaction.atomic():
        swapping.part_make(night.pk)
        ranges_make(night, len(found.people))
        night.people, night.vacancies, night.ranges_at = len(found.people), len(found.columns.ids), timezone.now()
        night.state = State.RUNNING
        night.save(update_fields=["people", "vacancies", "ranges_at", "state"])
    return night


def night_finish(*, night_id: int) -> bool:
    """Index, check and swap once every range is done; whether this call did it."""
    with only_one(FINISHERS) as free:
        night = MatchingNight.objects.get(pk=night_id)
        if not free or night.state != State.RUNNING or not ranges_all_done(night):
            return False
        rows, written = swapping.part_count(night.pk), people_written(night)
        if rows != written or written > night.people:
            raise NightUneven(f"Night {night.pk} has {rows} rows of {written} written for {night.people} people.")
        swapping.part_index(night.pk)
        night.figures = _attention(night)
        night.save(update_fields=["figures"])
        before = MatchingNight.objects.live().first()
        swapping.swap_in(night.pk, lambda: _put_live(night))
    snapshots_keep({str(one.key) for one in (night, before) if one})
    return True


def _attention(night: MatchingNight) -> dict[str, float]:
    """How it is spread over the vacancies, those shown to nobody included."""
    shown = np.zeros(night.vacancies, np.int64)
    counts = swapping.exposures(night.pk)
    shown[: len(counts)] = counts
    return congestion.spread(shown)._asdict()


# Both queues: what the picture saw is done; what came after it is computed again on top of it.
_AFTER_PICTURE = """
DELETE FROM matching_changedjobseeker WHERE pg_visible_in_snapshot(tx::text::xid8, %(seen)s);
DELETE FROM matching_movedvacancy WHERE pg_visible_in_snapshot(tx::text::xid8, %(seen)s);
UPDATE matching_movedvacancy SET waiting = true WHERE NOT waiting;
INSERT INTO matching_changedjobseeker (jobseeker_id, at, tx)
     SELECT jobseeker_id, clock_timestamp(), pg_current_xact_id()::text::bigint
       FROM matching_recommendation WHERE computed_at >= %(seen_at)s
         ON CONFLICT (jobseeker_id) DO NOTHING
"""


def _put_live(night: MatchingNight) -> None:
    """Inside the swap, while the old part is still there."""
    with connection.cursor() as cursor:
        cursor.execute(_AFTER_PICTURE, {"seen": night.seen, "seen_at": night.seen_at})
    now = swapping.database_now()
    MatchingNight.objects.live().update(state=State.PAST, finished_at=now)
    MatchingNight.objects.filter(pk=night.pk).update(state=State.LIVE, finished_at=now)


@transaction.atomic
def night_fail(*, night_id: int) -> None:
    """Give a night up: the one before stays live."""
    night = MatchingNight.objects.select_for_update().get(pk=night_id)
    if night.state in (State.BUILDING, State.RUNNING):
        swapping.part_drop(night.pk)
        night.state, night.finished_at = State.FAILED, timezone.now()
        night.save(update_fields=["state", "finished_at"])


def night_run(*, measures: Measures | None = None, progress: Progress | None = None) -> MatchingNight:
    """The whole night in this process, on one thread, beside any workers: each range goes to who claims it first."""
    night = night_start(measures=measures, progress=progress)
    if night is None:
        raise RuntimeError("Another process is building tonight's picture.")
    while not ranges_all_done(night):
        waiting = ranges_free(night)
        for pk in waiting:
            range_run(pk)
            if progress:
                progress("people", people_written(night), night.people)
        if not waiting:
            time.sleep(WAIT_SECONDS)  # workers still hold the last ones
    night_finish(night_id=night.pk)
    night.refresh_from_db()
    return night

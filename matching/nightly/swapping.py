"""A night's results are a part of the recommendations' table: filled beside the live one, then put in whole."""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Callable

from django.db import OperationalError, connection, transaction

from matching.nightly.rows import TABLE

WRITERS = 0x_1E_0A_7C  # advisory lock: who writes single people's results holds it shared, the swap alone
TRIES, PATIENCE_MS, PAUSE_SECONDS = 40, 1500, 0.5


def part_of(night: int) -> str:
    return f"{TABLE}_{night}"


def part_make(night: int) -> None:
    """Empty, without indexes: they are cheaper to build once it is full. The check saves the swap a whole reading."""
    part = part_of(night)
    _execute(
        f"DROP TABLE IF EXISTS {part}",
        f"CREATE TABLE {part} (LIKE {TABLE} INCLUDING DEFAULTS INCLUDING CONSTRAINTS INCLUDING STORAGE)",
        f"ALTER TABLE {part} ADD CONSTRAINT {part}_night CHECK (night = {night:d})",
    )


def part_index(night: int) -> None:
    part = part_of(night)
    with transaction.atomic():
        _execute(
            # The ranges are done, so the other core is free: sixty million entries are sorted in half the time.
            "SET LOCAL max_parallel_maintenance_workers = 1",
            f"ALTER TABLE {part} ADD PRIMARY KEY (jobseeker_id, night)",
            f"CREATE INDEX ON {part} (computed_at)",
            f"CREATE INDEX ON {part} USING gin (vacancies)",
            f"ANALYZE {part}",
        )


def part_drop(night: int) -> None:
    _execute(f"DROP TABLE IF EXISTS {part_of(night)}")


def parts_live() -> list[str]:
    """What readers read now: one part."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT inhrelid::regclass::text FROM pg_inherits WHERE inhparent = %s::regclass", [TABLE])
        return [name for (name,) in cursor.fetchall()]


def part_count(night: int) -> int:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM {part_of(night)}")  # noqa: S608 - a number of ours
        return int(cursor.fetchone()[0])


def writers_wait() -> dt.datetime:
    """Be one of the writers until the end of the transaction; the database's time from then on."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock_shared(%s)", [WRITERS])
    return database_now()


def writers_stop() -> dt.datetime:
    """Wait until no one writes, and keep them waiting until the end of the transaction."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [WRITERS])
    return database_now()


def over_by_now() -> str:
    """A snapshot of the transactions that are surely over, not this one, taken before the first row is read: what
    commits later may have been read too, and is put on top once more."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT format('%1$s:%1$s:', pg_snapshot_xmin(pg_current_snapshot()))")
        return str(cursor.fetchone()[0])


def database_now() -> dt.datetime:
    """One clock for all machines."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT clock_timestamp()")
        now: dt.datetime = cursor.fetchone()[0]
        return now


def swap_in(night: int, finish: Callable[[], None]) -> None:
    """Attach the new part and drop the old in one short transaction, with all that `finish` writes. Readers
    queue behind it for `PATIENCE_MS` at most: where someone still reads the old part, it lets go and tries again."""
    for left in reversed(range(TRIES)):
        try:
            with transaction.atomic():
                _swap(night, finish)
            return
        except OperationalError as exc:
            if getattr(exc.__cause__, "pgcode", "") != "55P03" or not left:  # lock_not_available
                raise
            time.sleep(PAUSE_SECONDS)


def _swap(night: int, finish: Callable[[], None]) -> None:
    _execute(f"SET LOCAL lock_timeout = {PATIENCE_MS}")
    writers_stop()
    finish()
    for part in parts_live():
        _execute(f"ALTER TABLE {TABLE} DETACH PARTITION {part}", f"DROP TABLE {part}")
    _execute(
        f"ALTER TABLE {TABLE} ATTACH PARTITION {part_of(night)} FOR VALUES IN ({night:d})",
        "SET LOCAL lock_timeout = DEFAULT",
    )


def exposures(night: int) -> list[int]:
    """How often each vacancy that is in anybody's best is in one."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM {part_of(night)}, unnest(vacancies) one GROUP BY one")  # noqa: S608
        return [many for (many,) in cursor.fetchall()]


def _execute(*statements: str) -> None:
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)

"""The index on disk: generations in one folder a database, the newest named by a file that is replaced at once.

A generation is complete before it is named, so whoever is killed while building leaves the last one in use. Two are
kept: a process that has just read the name may still be opening the one before. What is mapped outlives its file.
"""

from __future__ import annotations

import json
import os
import shutil
import tempfile
from dataclasses import asdict, dataclass
from pathlib import Path

from django.conf import settings
from django.db import connection

from matching.search.segment import Segment

CURRENT, META = "current", "meta.json"
FORMAT = 1  # raise it when the arrays change their meaning: older generations then count as missing


@dataclass(frozen=True)
class Seen:
    """Which transactions a generation knows: all before `until` but those `running` then. A long one elsewhere in the
    cluster is so one number in a list, and not the reason to ask for everything since it began."""

    until: int
    running: list[int]


@dataclass(frozen=True)
class Meta:
    """`database`: whose generation it is."""

    format: int
    database: str
    seen: Seen


def folder() -> Path:
    return Path(settings.SEARCH_INDEX_DIR) / str(connection.settings_dict["NAME"])


def database() -> str:
    """This database of this cluster, whatever its name: a restored copy counts its transactions anew."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT (SELECT system_identifier FROM pg_control_system()) || '.' || oid FROM pg_database"
            " WHERE datname = current_database()"
        )
        return str(cursor.fetchone()[0])


def current() -> str:
    """The name of the newest generation, empty where there is none."""
    try:
        return (folder() / CURRENT).read_text(encoding="ascii").strip()
    except OSError:
        return ""


def read(name: str) -> tuple[Segment, Meta] | None:
    """The generation of that name, if it can be read and is of this format and database."""
    try:
        kept = json.loads((folder() / name / META).read_text(encoding="ascii"))
        meta = Meta(kept["format"], kept["database"], Seen(**kept["seen"]))
        if meta.format != FORMAT or meta.database != database():
            return None
        return Segment.read(folder() / name), meta
    except (OSError, ValueError, TypeError, KeyError):
        return None


def write(segment: Segment, *, seen: Seen) -> str:
    """Put a generation in place of the last one; returns its name."""
    place = folder()
    place.mkdir(parents=True, exist_ok=True)
    made = Path(tempfile.mkdtemp(prefix="g", dir=place))
    made.chmod(0o755)
    segment.write(made)
    (made / META).write_text(json.dumps(asdict(Meta(FORMAT, database(), seen))), encoding="ascii")
    for file in (*made.iterdir(), made):
        _sync(file)
    pointer = place / f"{CURRENT}.{made.name}"
    pointer.write_text(made.name, encoding="ascii")
    _sync(pointer)
    before = current()
    os.replace(pointer, place / CURRENT)
    _sync(place)
    _prune(keep={made.name, before})
    return made.name


def forget() -> None:
    """Remove every generation of this database."""
    shutil.rmtree(folder(), ignore_errors=True)


def _sync(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _prune(*, keep: set[str]) -> None:
    """Older generations, and what killed builders left. Only one process builds at a time."""
    for path in folder().iterdir():
        if path.name not in keep and path.is_dir():
            shutil.rmtree(path, ignore_errors=True)
        elif path.name.startswith(f"{CURRENT}."):
            path.unlink(missing_ok=True)

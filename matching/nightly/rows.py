"""People's results as rows: packed for a whole range at once, and written by COPY in its binary form."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Iterable, Iterator
from functools import cache
from typing import NamedTuple

import numpy as np
from django.conf import settings
from django.db import connection
from numpy.typing import NDArray

from matching.engine import COMPONENTS, CURRENT
from matching.engine.columns import PeopleColumns
from matching.engine.explain import RECORD
from matching.models import Recommendation
from matching.nightly.packing import billionths
from matching.nightly.picture import Found, Picture

TABLE = Recommendation._meta.db_table
EPOCH = dt.datetime(2000, 1, 1, tzinfo=dt.UTC)  # where Postgres counts from, in millionths of a second
HEAD, TAIL = b"PGCOPY\n\xff\r\n\0" + bytes(8), b"\xff\xff"
BIGINT, INTEGER, BYTEA = 20, 23, 17  # numbers of the types of arrays' elements
SENT = 1 << 20  # bytes handed over at a time


class Row(NamedTuple):
    """One person's, for who reads it here."""

    jobseeker_id: int
    feasible: int
    vacancies: list[int]
    parts: list[int]
    reasons: list[bytes]
    explored: list[int]
    explored_reasons: list[bytes]


class Results(NamedTuple):
    """What was found for N people, as it is stored."""

    ids: NDArray[np.int64]
    night: int
    computed_at: dt.datetime
    found: Found
    parts: NDArray[np.int32]  # (N, k · 8)

    def least(self) -> NDArray[np.float64]:
        """(N,) the score of the last place, -inf where it is free."""
        return self.found.score[:, -1]

    def rows(self) -> Iterator[Row]:
        found, drawn = self.found, self.found.explored
        for i, (n, m) in enumerate(zip(found.found.tolist(), drawn.found.tolist(), strict=True)):
            yield Row(
                int(self.ids[i]), int(found.feasible[i]),
                found.ids[i, :n].tolist(), self.parts[i, : n * len(COMPONENTS)].tolist(), _bytes(found.reasons[i, :n]),
                drawn.ids[i, :m].tolist(), _bytes(drawn.reasons[i, :m]),
            )  # fmt: skip


def _bytes(records: NDArray[np.void]) -> list[bytes]:
    return [one.tobytes() for one in records]


def results_of(people: PeopleColumns, picture: Picture, night: int, now: dt.datetime) -> Results:
    found = picture.best(people, Recommendation.MOST, explore=settings.MATCHING_EXPLORED, seed=night)
    return Results(people.ids, night, now, found, billionths(found.parts).reshape(len(people.ids), -1))


def rows_copy(results: Iterable[Results], table: str = TABLE) -> int:
    """How many rows it wrote."""
    whole, rows = io.BytesIO(), 0
    whole.write(HEAD)
    for one in results:
        rows += len(one.ids)
        for n, m in np.unique(lengths := _lengths(one), axis=0).tolist():
            whole.write(_packed(one, np.flatnonzero((lengths == (n, m)).all(axis=1)), n, m).tobytes())
    whole.write(TAIL)
    whole.seek(0)
    with connection.cursor() as cursor:
        # The table's name is ours, never a reader's.
        copy = f"COPY {table} ({', '.join(COLUMNS)}) FROM STDIN (FORMAT binary)"
        cursor.cursor.copy_expert(copy, whole, size=SENT)
    return rows


COLUMNS = (
    "jobseeker_id", "night", "computed_at", "model_version", "feasible", "least", "vacancies", "parts", "reasons",
    "explored", "explored_reasons", "explored_chance",
)  # fmt: skip


def _lengths(results: Results) -> NDArray[np.int64]:
    """(N, 2) how many are the best, how many explored: rows of the same lengths are packed together."""
    return np.stack([results.found.found, results.found.explored.found], axis=1)


@cache
def _layout(n: int, m: int) -> np.dtype:
    """A row of n vacancies and m explored as COPY reads it: each field after its length, the high byte first."""
    return np.dtype([
        ("fields", ">i2"), *_sized("jobseeker_id", ">i8"), *_sized("night", ">i8"), *_sized("computed_at", ">i8"),
        *_sized("model_version", f"S{len(CURRENT.version)}"), *_sized("feasible", ">i4"),
        *(_sized("least", ">f8") if n == Recommendation.MOST else [("least_size", ">i4")]),
        *_array("vacancies", ">i8", n), *_array("parts", ">i4", n * len(COMPONENTS)), *_array("reasons", RECORD, n),
        *_array("explored", ">i8", m), *_array("explored_reasons", RECORD, m), *_sized("explored_chance", ">f8"),
    ])  # fmt: skip


def _sized(name: str, kind: str) -> list[tuple]:
    return [(f"{name}_size", ">i4"), (name, kind)]


def _array(name: str, kind: str | np.dtype, n: int) -> list[tuple]:
    """Dimensions, whether any is null, type; then length, first index and the elements. None has no dimension."""
    head = [(f"{name}_size", ">i4"), (f"{name}_head", ">i4", 3)]
    return [*head, (f"{name}_long", ">i4", 2), (name, [("size", ">i4"), ("one", kind)], n)] if n else head


def _packed(results: Results, rows: NDArray[np.int64], n: int, m: int) -> NDArray[np.void]:
    """Those of the people who have n vacancies and m explored."""
    out, found = np.zeros(len(rows), _layout(n, m)), results.found
    out["fields"] = len(COLUMNS)
    scalars = {
        "jobseeker_id": results.ids[rows], "night": results.night,
        "computed_at": (results.computed_at - EPOCH) // dt.timedelta(microseconds=1),
        "model_version": CURRENT.version.encode(), "feasible": found.feasible[rows],
        "explored_chance": found.explored.chance[rows],
    }  # fmt: skip
    if n == Recommendation.MOST:
        scalars["least"] = results.least()[rows]
    else:
        out["least_size"] = -1
    for name, value in scalars.items():
        out[f"{name}_size"], out[name] = out.dtype[name].itemsize, value
    _fill(out, "vacancies", BIGINT, found.ids[rows, :n])
    _fill(out, "parts", INTEGER, results.parts[rows, : n * len(COMPONENTS)])
    _fill(out, "reasons", BYTEA, found.reasons[rows, :n])
    _fill(out, "explored", BIGINT, found.explored.ids[rows, :m])
    _fill(out, "explored_reasons", BYTEA, found.explored.reasons[rows, :m])
    return out


def _fill(out: NDArray[np.void], name: str, kind: int, values: NDArray) -> None:
    n = values.shape[1]
    out[f"{name}_head"] = (n > 0, 0, kind)
    out[f"{name}_size"] = 12
    if n:
        out[f"{name}_size"] = 12 + 8 + out.dtype[name].itemsize
        out[f"{name}_long"] = (n, 1)
        out[name]["size"], out[name]["one"] = values.dtype.itemsize, values

"""People's results as rows: packed, and written by COPY."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from django.db import connection

from matching.engine import CURRENT
from matching.engine.columns import PeopleColumns
from matching.models import Recommendation
from matching.nightly.packing import billionths
from matching.nightly.picture import Picture

TABLE = Recommendation._meta.db_table


class Row(NamedTuple):
    """One person's, in the order of the table's columns."""

    jobseeker_id: int
    night: int
    computed_at: dt.datetime
    model_version: str
    feasible: int
    least: float | None
    vacancies: list[int]
    parts: list[int]
    reasons: list[bytes]


def results_of(people: PeopleColumns, picture: Picture, night: int, now: dt.datetime) -> Iterator[Row]:
    k = Recommendation.MOST
    got = picture.best(people, k)
    parts = billionths(got.parts)
    for i, pk in enumerate(people.ids.tolist()):
        n = int(got.found[i])
        yield Row(
            pk, night, now, CURRENT.version, int(got.feasible[i]),
            float(got.score[i, k - 1]) if n == k else None,
            got.ids[i, :n].tolist(), parts[i, :n].ravel().tolist(), [one.tobytes() for one in got.reasons[i, :n]],
        )  # fmt: skip


def rows_copy(rows: Iterable[Row], table: str = TABLE) -> None:
    text = io.StringIO()
    for row in rows:
        text.write("\t".join(map(_field, row)))
        text.write("\n")
    text.seek(0)
    with connection.cursor() as cursor:
        # The table's name is ours, never a reader's.
        cursor.cursor.copy_expert(f"COPY {table} ({', '.join(Row._fields)}) FROM STDIN", text)


def _field(value: Any) -> str:
    if value is None:
        return "\\N"
    if isinstance(value, list):
        # COPY reads a backslash twice, the array once more.
        inside = [f"\\\\\\\\x{one.hex()}" if isinstance(one, bytes) else str(one) for one in value]
        return f"{{{','.join(inside)}}}"
    return repr(value) if isinstance(value, float) else str(value)

"""People's results as rows: packed, and written by COPY."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Iterable, Iterator
from typing import Any

from django.db import connection

from matching.engine import CURRENT, People, Reason
from matching.models import Recommendation
from matching.nightly.packing import billionths, packed_reasons
from matching.nightly.picture import Picture

COLUMNS = (
    "jobseeker_id", "night", "computed_at", "model_version", "feasible", "least", "explored", "vacancies", "parts",
    "reasons",
)  # fmt: skip
KEPT = {"fit": 6, "gap": 4, "ask": 3}  # reasons stored of each kind
TABLE = Recommendation._meta.db_table
Row = tuple[Any, ...]  # in the order of COLUMNS


def results_of(people: People, picture: Picture, night: int, now: dt.datetime) -> Iterator[Row]:
    """One row a person."""
    k = Recommendation.MOST
    found = picture.best(people, k)
    parts = billionths(found.parts)
    for i, pk in enumerate(people.ids.tolist()):
        n = int(found.found[i])
        where = zip(found.layer[i, :n].tolist(), found.row[i, :n].tolist(), strict=True)
        yield (
            pk, night, now, CURRENT.version, int(found.feasible[i]),
            float(found.score[i, k - 1]) if n == k else None, 0,
            found.ids[i, :n].tolist(), parts[i, :n].ravel().tolist(),
            [packed_reasons(stored(picture.reasons(people, i, layer, row))) for layer, row in where],
        )  # fmt: skip


def stored(reasons: Iterable[Reason]) -> list[dict[str, Any]]:
    """The first of each kind, as kept with a recommendation."""
    left = dict(KEPT)
    out = []
    for one in reasons:
        if left[one.kind]:
            left[one.kind] -= 1
            out.append({"kind": one.kind, "key": one.key, "values": one.values})
    return out


def rows_copy(rows: Iterable[Row], table: str = TABLE) -> None:
    text = io.StringIO()
    for row in rows:
        text.write("\t".join(_field(value) for value in row))
        text.write("\n")
    text.seek(0)
    with connection.cursor() as cursor:
        # The table's name is ours, never a reader's.
        cursor.cursor.copy_expert(f"COPY {table} ({', '.join(COLUMNS)}) FROM STDIN", text)


def _field(value: Any) -> str:
    if value is None:
        return "\\N"
    if isinstance(value, list):
        # COPY reads a backslash twice, the array once more.
        inside = [f"\\\\\\\\x{one.hex()}" if isinstance(one, bytes) else str(one) for one in value]
        return f"{{{','.join(inside)}}}"
    return repr(value) if isinstance(value, float) else str(value)

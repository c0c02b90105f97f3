"""What cards show of a vacancy, as one line; and the lines of all, mapped beside a picture of them, so that who waits
needs no rows read.

A line is JSON, in the order of FIELDS. Triggers note whatever changes one (`matching_movedvacancy`), so
whoever knows that nothing moved since a picture knows that its lines hold.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

import numpy as np
from django.db.models import Func, TextField
from django.db.models.functions import Cast
from numpy.typing import NDArray

from employers.models import Vacancy

FIELDS = (
    "pk", "public_id", "title", "contract", "contract_months", "openings", "hours_week", "work_days", "pay_period",
    "pay_min", "pay_max", "deadline", "source", "remote", "region__path", "employer__organisation__name_ko",
    "employer__organisation__name_en", "employer__arrears_listed_on",
)  # fmt: skip
LINE = Cast(Func(*FIELDS, function="json_build_array"), TextField())  # of a query of vacancies
NEVER = dt.date.max.toordinal()
NO_LINE = (0, "")
ROWS = 10_000  # read at a time


class Lines(NamedTuple):
    """In order of the ids; line i is `text[starts[i]:starts[i + 1]]`."""

    ids: NDArray[np.int64]  # (N,)
    deadline: NDArray[np.int64]  # (N,) as an ordinal, NEVER where there is none
    starts: NDArray[np.int64]  # (N + 1,)
    text: NDArray[np.uint8]

    def find(self, ids: Sequence[int] | NDArray[np.int64]) -> dict[int, tuple[int, str]]:
        """Deadline and line of those of these that are here; next to them perhaps some that stand beside others."""
        at = np.searchsorted(self.ids, ids)
        at = at[at < len(self.ids)]
        columns = (self.ids[at], self.deadline[at], self.starts[at], self.starts[at + 1])
        text = self.text.data
        each = zip(*(column.tolist() for column in columns), strict=True)
        return {pk: (last, str(text[start:end], "utf-8")) for pk, last, start, end in each}


def lines_of(among: Collection[int] | None = None) -> Lines:
    """Of the open vacancies, or of those of these. One query; a line is some 250 bytes."""
    rows = Vacancy.objects.open()
    if among is not None:
        rows = rows.filter(pk__in=among)
    made = rows.order_by("pk").annotate(line=LINE)
    ids, deadline, starts, text = list[int](), list[int](), [0], bytearray()
    for pk, last, line in made.values_list("pk", "deadline", "line").iterator(chunk_size=ROWS):
        ids.append(pk)
        deadline.append(last.toordinal() if last else NEVER)
        text += line.encode()
        starts.append(len(text))
    whole = np.frombuffer(bytes(text), np.uint8)
    return Lines(np.array(ids, np.int64), np.array(deadline, np.int64), np.array(starts, np.int64), whole)


def row_of(line: str) -> dict[str, Any]:
    """The values that `Vacancy.objects.values(*FIELDS)` gives, but for figures as numbers and most else as text."""
    row: dict[str, Any] = dict(zip(FIELDS, json.loads(line), strict=True))
    if row["deadline"]:
        row["deadline"] = dt.date.fromisoformat(row["deadline"])
    return row


@dataclass(frozen=True)
class Shown:
    """A picture's lines, with those of what moved since over them."""

    lines: Lines
    moved: Mapping[int, tuple[int, str]] = field(default_factory=dict)  # deadline and line, by vacancy

    def with_moved(self, changed: Collection[int]) -> Shown:
        """Lines are read of these only; one that closed keeps its old one, which nobody asks for."""
        if not changed:
            return self
        fresh = lines_of(changed)
        return Shown(self.lines, {**self.moved, **fresh.find(fresh.ids)})

    def of(self, ids: Sequence[int], on: dt.date) -> dict[int, str]:
        """The lines of those of these vacancies whose deadline has not passed that day, in their order."""
        below, moved, today = self.lines.find(ids), self.moved, on.toordinal()
        each = ((pk, moved.get(pk) or below.get(pk, NO_LINE)) for pk in ids)
        return {pk: line for pk, (last, line) in each if last >= today}

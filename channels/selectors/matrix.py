"""The ministry's view: every service for every group, whom a new version changes, where practice departs."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import connection
from django.utils import timezone
from django.utils.translation import gettext as _

from channels.codes import DIGITAL, Channel
from channels.lines import Line
from channels.models import ChannelRules, Service, ServiceGroup, ServicePractice
from channels.selectors.offers import lines_for_all, rules_in_force

SMALL = 5


@dataclass(slots=True)
class Cell:
    """What a group gets; `own` where the service has a line of its own for it."""

    line: Line | None
    own: bool

    @property
    def label(self) -> str:
        return str(Channel(self.line.recommended).label) if self.line else ""


@dataclass(slots=True)
class MatrixRow:
    service: Service
    rules: ChannelRules
    waiting: ChannelRules | None
    cells: list[Cell]
    practice: ServicePractice | None = None

    @property
    def share(self) -> int | None:
        """Of a hundred contacts, how many went another way than the one recommended; none where they are few."""
        seen = self.practice
        return round(100 * seen.departed / seen.contacts) if seen and seen.contacts >= SMALL else None


@dataclass(slots=True)
class Matrix:
    columns: list[str]
    rows: list[MatrixRow] = field(default_factory=list)


def matrix(*, objective: str = "", kind: str = "", channel: str = "", departing: bool = False) -> Matrix:
    """Groups as columns, then those of low digital readiness, then everybody else."""
    today = timezone.localdate()
    groups = list(ServiceGroup.objects.all())
    rules = [
        one for one in rules_in_force(today)
        if (not objective or one.service.objective == objective) and (not kind or one.service.kind == kind)
    ]  # fmt: skip
    waiting = {one.service_id: one for one in ChannelRules.objects.exclude(state__in=ChannelRules.APPROVED)}
    practice = {one.service_id: one for one in ServicePractice.objects.all()}
    found = Matrix([*(one.label for one in groups), _("디지털 이용이 어려운 사람"), _("그 밖의 모두")])
    for one in rules:
        cells = [_cell(one.read, group=group.code) for group in groups]
        cells += [_cell(one.read, band="low"), Cell(one.read[-1], True)]
        row = MatrixRow(one.service, one, waiting.get(one.service_id), cells, practice.get(one.service_id))
        if channel and channel not in {cell.line.recommended for cell in cells if cell.line}:
            continue
        if departing and not (row.share or 0) >= 20:
            continue
        found.rows.append(row)
    return found


def _cell(lines: Sequence[Line], *, group: str = "", band: str = "") -> Cell:
    for line in lines[:-1]:
        if (group and line.group == group) or (band and not line.group and band in line.bands):
            return Cell(line, True)
    return Cell(None, False)


def ways_sql(lines: Sequence[Line], column: str) -> str:
    """SQL of the recommended channel of the line whose number the column holds."""
    return f"(ARRAY[{', '.join(repr(str(line.recommended)) for line in lines)}])[{column} + 1]"  # our own codes


@dataclass(frozen=True, slots=True)
class Move:
    before: str
    after: str
    people: int

    @property
    def labels(self) -> tuple[str, str]:
        return str(Channel(self.before).label), str(Channel(self.after).label)


@dataclass(frozen=True, slots=True)
class Preview:
    """Whom other lines would recommend another channel."""

    people: int
    moves: list[Move]

    @property
    def changed(self) -> int:
        return sum(one.people for one in self.moves)

    @property
    def away_from_digital(self) -> int:
        return sum(one.people for one in self.moves if one.before in DIGITAL and one.after not in DIGITAL)


def preview(new: Sequence[Line], live: Sequence[Line], on: dt.date) -> Preview:
    lines = lines_for_all([live, new], on)
    before, after = (ways_sql(one, column) for one, column in zip((live, new), lines.columns, strict=True))
    sql = f"SELECT {before}, {after}, count(*) FROM ({lines.query.sql}) AS chosen GROUP BY 1, 2 ORDER BY 3 DESC"  # noqa: S608
    with connection.cursor() as cursor:
        cursor.execute(sql, lines.query.params)
        rows: list[tuple[Any, ...]] = cursor.fetchall()
    return Preview(sum(row[2] for row in rows), [Move(*row) for row in rows if row[0] != row[1]])

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
from channels.models import ChannelRules, Service, ServiceGroup
from channels.selectors.offers import lines_for_all, rules_in_force

DAYS = 90
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
    contacts: int = 0
    departed: int = 0

    @property
    def share(self) -> int | None:
        """Of a hundred contacts, how many went another way than the one recommended; none where they are few."""
        return round(100 * self.departed / self.contacts) if self.contacts >= SMALL else None


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
    practice = _practice(rules, today)
    found = Matrix([*(one.label for one in groups), _("디지털 이용이 어려운 사람"), _("그 밖의 모두")])
    for one in rules:
        cells = [_cell(one.read, group=group.code) for group in groups]
        cells += [_cell(one.read, band="low"), Cell(one.read[-1], True)]
        contacts, departed = practice.get(one.service_id, (0, 0))
        row = MatrixRow(one.service, one, waiting.get(one.service_id), cells, contacts, departed)
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


def _ways(lines: Sequence[Line], column: str) -> str:
    """SQL of the recommended channel of the line whose number the column holds."""
    return f"(ARRAY[{', '.join(repr(str(line.recommended)) for line in lines)}])[{column} + 1]"  # our own codes


def _practice(rules: Sequence[ChannelRules], today: dt.date) -> dict[int, tuple[int, int]]:
    """Service → contacts about it in the last 90 days, and those not by the recommended channel. Taken one by one
    they say little: a person may choose any allowed way; a whole service that departs says that the rule or the
    practice is wrong."""
    if not rules:
        return {}
    since = timezone.now() - dt.timedelta(days=DAYS)
    within = "person.id IN (SELECT person_id FROM channels_contact WHERE service_id IS NOT NULL AND at >= %(since)s)"
    lines = lines_for_all([one.read for one in rules], today, where=within, params={"since": since})
    case = " ".join(
        f"WHEN {one.service_id} THEN {_ways(one.read, column)}"
        for one, column in zip(rules, lines.columns, strict=True)
    )
    digital = ", ".join(f"'{one}'" for one in (Channel.EMAIL, Channel.SMS))
    way = f"CASE WHEN c.channel IN ({digital}) THEN '{Channel.WEB}' ELSE c.channel END"
    sql = f"""
        SELECT c.service_id, count(*), count(*) FILTER (WHERE {way} <> CASE c.service_id {case} END)
        FROM channels_contact c JOIN ({lines.query.sql}) AS chosen ON chosen.id = c.person_id
        WHERE c.at >= %(since)s AND c.service_id IS NOT NULL GROUP BY 1
    """  # noqa: S608 - compiled columns and our own codes
    with connection.cursor() as cursor:
        cursor.execute(sql, lines.query.params)
        return {service: (contacts, departed) for service, contacts, departed in cursor.fetchall()}


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
    before, after = (_ways(one, column) for one, column in zip((live, new), lines.columns, strict=True))
    sql = f"SELECT {before}, {after}, count(*) FROM ({lines.query.sql}) AS chosen GROUP BY 1, 2 ORDER BY 3 DESC"  # noqa: S608
    with connection.cursor() as cursor:
        cursor.execute(sql, lines.query.params)
        rows: list[tuple[Any, ...]] = cursor.fetchall()
    return Preview(sum(row[2] for row in rows), [Move(*row) for row in rows if row[0] != row[1]])

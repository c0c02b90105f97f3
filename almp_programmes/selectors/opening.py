"""Whom a rule set opens a programme to: counted over everybody registered, in one query."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, replace

from django.db import connection
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.rules import Group, Problem, Rule, compile_rules
from core.rules.answers import counted
from jobseekers.facts import PROVINCES, SEXES

SMALL = 5  # fewer people are not shown
BANDS = (
    (0, gettext_lazy("15~24세")), (25, gettext_lazy("25~34세")), (35, gettext_lazy("35~49세")),
    (50, gettext_lazy("50~64세")), (65, gettext_lazy("65세 이상")),
)  # fmt: skip
_BAND = f"CASE {' '.join(f'WHEN age >= {low} THEN {at}' for at, (low, _l) in reversed(list(enumerate(BANDS))))} END"
COLUMNS = ("people", "yes", "unknown", "was", "opened", "shut")


@dataclass(frozen=True, slots=True)
class OpeningRow:
    """Numbers of people; None is a number too small to show."""

    label: str
    people: int | None
    yes: int | None
    unknown: int | None
    was: int | None
    opened: int | None
    shut: int | None


@dataclass(frozen=True, slots=True)
class Opening:
    total: OpeningRow
    by_sex: list[OpeningRow]
    by_age: list[OpeningRow]
    by_province: list[OpeningRow]
    compared: bool

    @property
    def blocks(self) -> Iterator[tuple[str, list[OpeningRow]]]:
        yield _("성별"), self.by_sex
        yield _("나이"), self.by_age
        yield _("지역"), self.by_province


def opening(rule: Rule, live: Rule | None, on: dt.date) -> Opening:
    """Who would enter, who is not known, and, beside the version in force, who newly may and who no longer."""
    query = compile_rules({"new": rule} | ({"live": live} if live else {}), on=on, shown=["sex", "age", "province"])
    was = query.columns.get("live", "NULL::boolean")
    new = query.columns["new"]
    sql = f"""
        SELECT GROUPING(sex, band, province), sex, band, province, count(*),
            count(*) FILTER (WHERE {new}), count(*) FILTER (WHERE {new} IS NULL), count(*) FILTER (WHERE {was}),
            count(*) FILTER (WHERE {new} AND {was} IS NOT TRUE), count(*) FILTER (WHERE {new} IS NOT TRUE AND {was})
        FROM (SELECT *, {_BAND} AS band FROM ({query.sql}) AS answers) AS answers
        GROUP BY GROUPING SETS ((), (sex), (band), (province)) ORDER BY sex, band, province
    """  # noqa: S608 - compiled columns and our own constants
    with connection.cursor() as cursor:
        cursor.execute(sql, query.params)
        rows = cursor.fetchall()
    cells = {which: [row for row in rows if row[0] == which] for which in (7, 3, 5, 6)}
    bands = {at: label for at, (_low, label) in enumerate(BANDS)}
    return Opening(
        total=_shown([(_("모두"), cells[7][0][4:])])[0],
        by_sex=_shown([(_named(row[1], dict(SEXES)), row[4:]) for row in cells[3]]),
        by_age=_shown([(_named(row[2], bands), row[4:]) for row in cells[5]]),
        by_province=_shown([(_named(row[3], dict(PROVINCES)), row[4:]) for row in cells[6]]),
        compared=live is not None,
    )


def _named(code: object, labels: dict) -> str:
    return str(labels.get(code, code)) if code is not None else _("모름")


def _shown(rows: list[tuple[str, tuple[int, ...]]]) -> list[OpeningRow]:
    columns = [hide_small(list(column)) for column in zip(*(counts for _label, counts in rows), strict=True)]
    found = [OpeningRow(label, *(column[at] for column in columns)) for at, (label, _counts) in enumerate(rows)]
    # What is new and what drops out make the difference of the two versions: one hidden, none is shown.
    return [
        one if None not in (one.opened, one.shut) else replace(one, was=None, opened=None, shut=None) for one in found
    ]


def hide_small(counts: list[int]) -> list[int | None]:
    """Counts of 1 to 4 are hidden; where that is one only, the next smallest too, or the total would tell it."""
    hidden = {at for at, count in enumerate(counts) if 0 < count < SMALL}
    rest = [at for at, count in enumerate(counts) if count and at not in hidden]
    if len(hidden) == 1 and rest:
        hidden.add(min(rest, key=lambda at: counts[at]))
    return [None if at in hidden else count for at, count in enumerate(counts)]


def shuts_out_everyone(rule: Rule, on: dt.date) -> Problem | None:
    """The condition with which nobody registered is left, not even one about whom it is not known."""
    children = rule.root.children
    until = [at for at, child in enumerate(children) if counted((child,))]
    steps = {str(at): Rule(Group("all", children[: at + 1]), rule.conditions) for at in until}
    query = compile_rules(steps, on=on)
    left = ", ".join(f"count(*) FILTER (WHERE {query.columns[str(at)]} IS NOT FALSE)" for at in until)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*), {left} FROM ({query.sql}) AS answers", query.params)  # noqa: S608
        people, *counts = cursor.fetchone()
    if not people or counts[-1]:
        return None
    at = until[counts.index(0)]
    said = _("이 조건까지 맞는 사람이 등록된 사람 %(people)s명 가운데 한 명도 없어요.")
    return Problem((at,), said % {"people": people})

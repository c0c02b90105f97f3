"""The portfolio's cells once more, in plain Python over the base rows: what the one statement must equal."""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from typing import Any

from dateutil.relativedelta import relativedelta

from almp_programmes.models import CourseRun, Enrolment, MoneyEntry, PortfolioCell, Programme, TargetGroup
from jobseekers.models import Spell

Key = tuple[int, int, str, int | None]
COUNTED = (
    "places", "entries", "completions", "known_6m", "sustained_6m", "known_12m", "sustained_12m", "committed", "spent",
)  # fmt: skip
State = Enrolment.State
HELD = {
    State.PLACED, State.STARTED, State.SUSPENDED, State.COMPLETED, State.NOT_COMPLETED, State.LEFT_FOR_JOB, State.LEFT,
}  # fmt: skip
ENDED = {State.COMPLETED, State.NOT_COMPLETED, State.LEFT_FOR_JOB, State.LEFT}
JOB = {Spell.EndReason.PLACED, Spell.EndReason.FOUND, Spell.EndReason.OWN_BUSINESS}


def stored() -> dict[Key, dict[str, int]]:
    rows = PortfolioCell.objects.values_list("year", "programme", "province", "target_group", *COUNTED)
    return {tuple(row[:4]): dict(zip(COUNTED, row[4:], strict=True)) for row in rows.iterator()}


def plain_cells(today: dt.date) -> dict[Key, dict[str, int]]:
    found: dict[Key, Counter[str]] = defaultdict(Counter)
    group_of = _groups()
    places = dict(CourseRun.objects.values_list("pk", "region__code"))
    spells: dict[int, list[tuple[Any, ...]]] = defaultdict(list)
    for row in Spell.objects.order_by("started_on", "pk").values_list(
        "jobseeker__person", "started_on", "ended_on", "end_reason"
    ):
        spells[row[0]].append(row[1:])
    rows = Enrolment.objects.filter(state__in=HELD).values_list(
        "person", "programme", "run", "state", "starts_on", "ends_on", "ended_on", "person__birth_date",
        "person__jobseeker__region__code",
    )  # fmt: skip
    for person, programme, run, state, starts, ends, ended, born, home in rows.iterator(chunk_size=20_000):
        place = (places.get(run) or home or "")[:2]
        cell = found[starts.year, programme, place, group_of(programme, born, starts)]
        cell["places"] += 1
        if state == State.PLACED or (state == State.LEFT_FOR_JOB and ended and ended < starts):
            continue
        cell["entries"] += 1
        cell["completions"] += state == State.COMPLETED
        if state not in ENDED:
            continue
        for months in (6, 12):
            day = (ended or ends) + relativedelta(months=months)
            if day <= today:
                cell[f"known_{months}m"] += 1
                cell[f"sustained_{months}m"] += _works(spells.get(person, []), day, starts)
    lines = MoneyEntry.objects.values_list("year", "programme", "province", "target_group", "kind", "won")
    for *key, kind, won in lines.iterator():
        found[tuple(key)][kind] += won
    return {key: {name: cell[name] for name in COUNTED} for key, cell in found.items()}


def _groups():
    sole: dict[int, int] = {}
    for programme in Programme.objects.prefetch_related("target_groups"):
        meant = list(programme.target_groups.all())
        if len(meant) == 1:
            sole[programme.pk] = meant[0].pk
    codes = dict(TargetGroup.objects.values_list("code", "pk"))

    def group_of(programme: int, born: dt.date | None, day: dt.date) -> int | None:
        if programme in sole or born is None:
            return sole.get(programme)
        age = relativedelta(day, born).years
        return codes.get("youth") if 15 <= age < 35 else codes.get("older") if age >= 50 else None

    return group_of


def _works(spells: list[tuple[Any, ...]], day: dt.date, since: dt.date) -> bool:
    before = [spell for spell in spells if spell[0] <= day]
    if not before or (last := before[-1])[1] is None:
        return False
    return since <= last[1] <= day and last[2] in JOB


def differences(today: dt.date) -> list[tuple[Key, dict[str, int] | None, dict[str, int] | None]]:
    ours, theirs = stored(), plain_cells(today)
    return [(key, ours.get(key), theirs.get(key)) for key in ours.keys() | theirs if ours.get(key) != theirs.get(key)]

"""What moving money would do: plain values in, plain values out, no database.

Places and people follow the base year's cost per place and entries per place: a linear reckoning, right for small
moves. Jobs are the change in people reached times the estimated effect of the programmes they would enter (by the base
year's mix), or not known where any of these programmes has no estimate.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

Z95 = 1.959964
Key = tuple[str, int | None]
"""A category's number and a group's id; None is everybody else."""
EstimateKey = tuple[int, int | None]
"""A programme's id and a group's; None is all groups."""


@dataclass(frozen=True)
class Cell:
    """The base year of a category and group. None is what no source tells; `entries_by` is by programme id."""

    key: Key
    won: int | None
    places: int | None
    entries: int | None
    entries_by: Mapping[int, int] = field(default_factory=dict)


@dataclass(frozen=True)
class Move:
    source: Key
    target: Key
    won: int


@dataclass(frozen=True)
class Effect:
    """More people in work for each who enters: 0.05 is five more of a hundred; with its standard error."""

    value: float
    error: float


@dataclass(frozen=True)
class Interval:
    value: float
    low: float
    high: float


@dataclass(frozen=True)
class Row:
    """One category and group after the moves. Changes are None where the base year does not tell."""

    key: Key
    won: int | None
    change: int
    places: int | None
    places_change: int | None
    entries: int | None
    entries_change: int | None
    jobs: Interval | None
    borrowed: bool = False  # its own cost is not known, so the category's is used


@dataclass(frozen=True)
class Plan:
    rows: list[Row]
    moved: int
    jobs: Interval | None

    @property
    def places_change(self) -> int | None:
        """None where a change of money has no known change of places."""
        return _all_known(row.places_change for row in self.rows)

    @property
    def entries_change(self) -> int | None:
        return _all_known(row.entries_change for row in self.rows)

    def losers(self) -> list[tuple[int | None, int]]:
        """Groups that end with fewer places, and how many fewer; most first."""
        lost: dict[int | None, int] = defaultdict(int)
        for row in self.rows:
            lost[row.key[1]] += row.places_change or 0
        return sorted(((group, -n) for group, n in lost.items() if n < 0), key=lambda one: -one[1])


def _all_known(parts: Iterable[int | None]) -> int | None:
    found = list(parts)
    return None if None in found else sum(one or 0 for one in found)


def changes(moves: Iterable[Move]) -> dict[Key, int]:
    """Won gained or lost by each category and group; they add up to nothing."""
    found: dict[Key, int] = defaultdict(int)
    for move in moves:
        found[move.source] -= move.won
        found[move.target] += move.won
    return dict(found)


def plan(cells: Sequence[Cell], moves: Sequence[Move], effects: Mapping[EstimateKey, Effect]) -> Plan:
    known = {cell.key: cell for cell in cells}
    changed = changes(moves)
    rows, weights, unknown = [], [], False
    for key in sorted({*known, *changed}, key=lambda one: (one[0], one[1] is None, one[1] or 0)):
        cell, delta = known.get(key) or Cell(key, 0, 0, 0), changed.get(key, 0)
        giver = cell if _costs(cell) else _category(cells, key[0])
        row, weight = _row(cell, giver, delta, effects)
        rows.append(row)
        unknown |= bool(delta) and row.jobs is None
        weights.append(weight or {})
    total = None if unknown or not changed else _interval(_sum(weights), effects)
    return Plan(rows, sum(move.won for move in moves), total)


def _costs(cell: Cell) -> bool:
    """Whether won and people of the cell give a cost."""
    return bool(cell.won and (cell.places or cell.entries))


def _category(cells: Sequence[Cell], measure: str) -> Cell | None:
    """All groups of a category together, where their money and people are known."""
    parts = [cell for cell in cells if cell.key[0] == measure and _costs(cell)]
    if not parts:
        return None
    by: dict[int, int] = defaultdict(int)
    for cell in parts:
        for programme, entries in cell.entries_by.items():
            by[programme] += entries
    places = None if any(cell.places is None for cell in parts) else sum(cell.places or 0 for cell in parts)
    return Cell(
        (measure, None), sum(cell.won or 0 for cell in parts), places, sum(cell.entries or 0 for cell in parts), by
    )


def _row(
    cell: Cell, giver: Cell | None, delta: int, effects: Mapping[EstimateKey, Effect]
) -> tuple[Row, dict[EstimateKey, float] | None]:
    places_change = entries_change = 0 if not delta else None
    weight: dict[EstimateKey, float] | None = {}
    if delta:
        share = delta / giver.won if giver and giver.won else None
        if share is not None and giver is not None:
            places_change = None if giver.places is None else round(share * giver.places)
            entries_change = None if giver.entries is None else round(share * giver.entries)
        weight = _weight(cell.key[1], giver, share, effects)
    row = Row(
        key=cell.key,
        won=None if cell.won is None else cell.won + delta,
        change=delta,
        places=_after(cell.places, places_change),
        places_change=places_change,
        entries=_after(cell.entries, entries_change),
        entries_change=entries_change,
        jobs=None if weight is None else _interval(weight, effects),
        borrowed=bool(delta) and giver is not None and giver is not cell,
    )
    return row, weight


def _after(before: int | None, change: int | None) -> int | None:
    return None if before is None or change is None else max(before + change, 0)


def _weight(
    group: int | None, giver: Cell | None, share: float | None, effects: Mapping[EstimateKey, Effect]
) -> dict[EstimateKey, float] | None:
    """How many more people each estimate is applied to; None where a programme they would enter has none."""
    if giver is None or share is None or not giver.entries_by:
        return None
    found: dict[EstimateKey, float] = defaultdict(float)
    for programme, entries in giver.entries_by.items():
        keys: tuple[EstimateKey, EstimateKey] = ((programme, group), (programme, None))
        key = next((one for one in keys if one in effects), None)
        if key is None:
            return None
        found[key] += share * entries
    return found


def _sum(weights: Iterable[Mapping[EstimateKey, float]]) -> dict[EstimateKey, float]:
    """One estimate used in several rows errs in all of them alike, so its people are added before it is squared."""
    found: dict[EstimateKey, float] = defaultdict(float)
    for weight in weights:
        for key, people in weight.items():
            found[key] += people
    return found


def _interval(weight: Mapping[EstimateKey, float], effects: Mapping[EstimateKey, Effect]) -> Interval:
    value = sum(people * effects[key].value for key, people in weight.items())
    error = Z95 * math.sqrt(sum((people * effects[key].error) ** 2 for key, people in weight.items()))
    return Interval(value, value - error, value + error)

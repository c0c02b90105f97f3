"""The vacancies as they are now: a night's picture, with what moved since on top.

Vacancies that came, changed or closed since are masked in the picture, and the open ones of them stand in a small
second layer. Each layer gives its best; the best of both are the best of all, as if one picture held everything.
"""

from __future__ import annotations

import threading
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from matching.engine import COMPONENTS, Vacancies, best
from matching.engine.columns import CLOSED, PeopleColumns, VacancyColumns
from matching.engine.explain import RECORD
from matching.engine.gathering import Scratch, scratch

if TYPE_CHECKING:
    from matching.nightly.snapshot import Measures


class Explored(NamedTuple):
    """Vacancies drawn by chance from the feasible ones outside the best, so that evaluation learns of those too."""

    ids: NDArray[np.int64]  # (N, slots), the first of each row filled
    reasons: NDArray[np.void]  # (N, slots) RECORD
    found: NDArray[np.int64]  # (N,)
    chance: NDArray[np.float64]  # (N,) how likely each was to be drawn


class Found(NamedTuple):
    """The best of N people, k places each, of which the first `found` are filled."""

    ids: NDArray[np.int64]  # (N, k) of vacancies
    score: NDArray[np.float64]  # (N, k) -inf where not filled
    parts: NDArray[np.float64]  # (N, k, 8)
    reasons: NDArray[np.void]  # (N, k) RECORD
    found: NDArray[np.int64]  # (N,)
    feasible: NDArray[np.int64]  # (N,)
    explored: Explored


@dataclass(frozen=True)
class Picture:
    layers: tuple[VacancyColumns, ...]
    measures: Measures
    # What a thread writes on, kept for its next person: fresh memory costs a third of what matching one does.
    _spare: threading.local = field(default_factory=threading.local, compare=False, repr=False)

    def with_moved(self, moved: NDArray[np.int64], fresh: Vacancies) -> Picture:
        """`moved`: ids of all that came, changed or closed since; `fresh`: those of them that are open."""
        below = self.layers[0]
        flags = below.flags.copy()
        flags[np.isin(below.ids, moved)] |= CLOSED
        return Picture((below._replace(flags=flags), self.measures.columns(fresh)), self.measures)

    def best(self, people: PeopleColumns, k: int, *, explore: int = 0, seed: int = 0) -> Found:
        kept: dict[Any, Any] = self._spare.__dict__
        if k not in kept:
            kept[k] = [scratch(layer, k) for layer in self.layers]
        return best_of(self.layers, people, k, explore=explore, seed=seed, own=kept[k])


def best_of(
    layers: Sequence[VacancyColumns],
    people: PeopleColumns,
    k: int,
    *,
    explore: int = 0,
    seed: int = 0,
    own: Sequence[Scratch] | None = None,
) -> Found:
    """Of all layers as if they were one. Serial: a web request has one thread, and so has a worker. What is explored
    is drawn from the first: what came since a night's picture waits for the next. `own`: scratch, layer by layer."""
    each = [
        _of_layer(layer, people, k, 0 if at else explore, seed, own=own[at] if own else None)
        for at, layer in enumerate(layers)
        if len(layer.ids)
    ]
    if not each:
        return _nothing(len(people.ids), k)
    return each[0] if len(each) == 1 else _merged(each, k)


def _of_layer(v: VacancyColumns, p: PeopleColumns, k: int, explore: int, seed: int, *, own: Scratch | None) -> Found:
    got = best(v, p, k, reasons=True, explore=explore, seed=seed, own=own)
    empty = np.arange(k) >= got.found[:, None]
    drawn = np.maximum(got.explored, 0)
    explored = Explored(v.ids[drawn], got.why[:, k:], (got.explored >= 0).sum(axis=1), got.explored_chance())
    return Found(
        np.where(empty, 0, v.ids[got.top]), np.where(empty, -np.inf, got.score), got.parts, got.why[:, :k],
        got.found, got.feasible, explored,
    )  # fmt: skip


def _merged(each: list[Found], k: int) -> Found:
    """By score downwards, ties to the lower id, as the kernel does."""
    ids, score, parts, reasons = (
        np.concatenate([getattr(one, name) for one in each], axis=1) for name in Found._fields[:4]
    )
    order = np.lexsort((ids, -score), axis=1)[:, :k]
    rows = np.arange(len(order))[:, None]
    found = np.minimum(sum(one.found for one in each), k)
    feasible = np.sum([one.feasible for one in each], axis=0)
    return Found(
        ids[rows, order],
        score[rows, order],
        parts[rows, order],
        reasons[rows, order],
        found,
        feasible,
        each[0].explored,
    )


def _nothing(n: int, k: int) -> Found:
    none = np.zeros(n, np.int64)
    explored = Explored(np.zeros((n, 0), np.int64), np.zeros((n, 0), RECORD), none, np.zeros(n))
    return Found(
        np.zeros((n, k), np.int64), np.full((n, k), -np.inf), np.zeros((n, k, len(COMPONENTS))),
        np.zeros((n, k), RECORD), none, none, explored,
    )  # fmt: skip

"""The vacancies as they are now: a night's picture, with what moved since on top.

Vacancies that came, changed or closed since are masked in the picture, and the open ones of them stand in a small
second layer. Each layer gives its best; the best of both are the best of all, as if one picture held everything.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from matching.engine import CURRENT, People, Reason, Vacancies, best, explain, people_columns, vacancy_columns
from matching.engine.columns import CLOSED, VacancyColumns
from matching.nightly.snapshot import Measures, Snapshot


class Layer(NamedTuple):
    vacancies: Vacancies
    columns: VacancyColumns


class Found(NamedTuple):
    """The best of N people, k places each, of which the first `found` are filled."""

    layer: NDArray[np.int64]  # (N, k)
    row: NDArray[np.int64]  # (N, k) in that layer's table
    ids: NDArray[np.int64]  # (N, k) of vacancies
    score: NDArray[np.float64]  # (N, k)
    parts: NDArray[np.float64]  # (N, k, 8)
    found: NDArray[np.int64]  # (N,)
    feasible: NDArray[np.int64]  # (N,)


@dataclass(frozen=True)
class Picture:
    layers: tuple[Layer, ...]
    measures: Measures

    @classmethod
    def of(cls, snapshot: Snapshot) -> Picture:
        return cls((Layer(snapshot.vacancies, snapshot.columns),), snapshot.measures)

    def with_moved(self, moved: NDArray[np.int64], fresh: Vacancies) -> Picture:
        """`moved`: ids, sorted, of all that came, changed or closed since; `fresh`: those of them that are open."""
        below = self.layers[0]
        flags = below.columns.flags.copy()
        flags[np.isin(below.columns.ids, moved)] |= CLOSED
        layers = [Layer(below.vacancies, below.columns._replace(flags=flags))]
        if len(fresh):
            fresh = replace(fresh, market=self.measures.usual(fresh.occupation))
            layers.append(Layer(fresh, vacancy_columns(fresh, self.measures.world, CURRENT)))
        return Picture(tuple(layers), self.measures)

    def best(self, people: People, k: int) -> Found:
        each = [_of_layer(at, layer, people, k) for at, layer in enumerate(self.layers)]
        return each[0] if len(each) == 1 else _merged(each, k)

    def reasons(self, people: People, i: int, layer: int, row: int) -> list[Reason]:
        return explain(people, i, self.layers[layer].vacancies, row, self.measures.world)


def _of_layer(at: int, layer: Layer, people: People, k: int) -> Found:
    columns = layer.columns
    got = best(columns, people_columns(people, columns), k)
    top = got.top.astype(np.int64)
    rows = columns.row[top].astype(np.int64) if len(columns.ids) else top
    ids = columns.ids[top] if len(columns.ids) else top
    empty = np.arange(k) >= got.found[:, None]
    return Found(
        np.full(top.shape, at), rows, np.where(empty, 0, ids), np.where(empty, -np.inf, got.score), got.parts,
        got.found, got.feasible,
    )  # fmt: skip


def _merged(each: list[Found], k: int) -> Found:
    """By score downwards, ties to the lower id, as the kernel does."""
    together = [np.concatenate([getattr(one, name) for one in each], axis=1) for name in Found._fields[:5]]
    order = np.lexsort((together[2], -together[3]), axis=1)[:, :k]
    layer, row, ids, score = (np.take_along_axis(one, order, axis=1) for one in together[:4])
    parts = np.take_along_axis(together[4], order[:, :, None], axis=1)
    found = np.minimum(sum(one.found for one in each), k)
    return Found(layer, row, ids, score, parts, found, sum(one.feasible for one in each))

"""Brute force in plain numpy: every pair is looked at, ties go to the lower id, memory is bounded by chunk × tile.

What the kernel must equal: its tests and the benchmark's gates compare with this, nothing else uses it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from matching.engine.score import Scorer, totals
from matching.engine.tables import Floats, Ints, People, Vacancies, World
from matching.engine.weights import COMPONENTS, CURRENT, Weights

PEOPLE_CHUNK = 64
VACANCY_TILE = 20_000


@dataclass(frozen=True)
class Best:
    """The best pairs, ordered by `row` (the one they are for), then score downwards, then id of the other."""

    row: Ints  # (m,) row of the person (or vacancy) the pair is for
    other: Ints  # (m,) row of the vacancy (or person) recommended
    score: Floats  # (m,)
    components: Floats  # (m, 8), in the order of COMPONENTS
    feasible: Ints  # (n,) pairs that broke no constraint, for each row

    def of(self, row: int) -> slice:
        """Where the pairs of one row lie."""
        return slice(int(np.searchsorted(self.row, row)), int(np.searchsorted(self.row, row, side="right")))


Pairs = tuple[Ints, Ints, Floats, Floats]  # row, other, score, components


def _none() -> Pairs:
    return np.zeros(0, np.int64), np.zeros(0, np.int64), np.zeros(0), np.zeros((0, len(COMPONENTS)))


def _join(a: Pairs, b: Pairs) -> Pairs:
    row, other, score, parts = (np.concatenate(both) for both in zip(a, b, strict=True))
    return row, other, score, parts


def _cut(pairs: Pairs, ids: Ints, k: int) -> Pairs:
    """The k best of each row."""
    row, other, score, parts = pairs
    order = np.lexsort((ids[other], -score, row))
    row, other, score, parts = row[order], other[order], score[order], parts[order]
    first = np.searchsorted(row, row, side="left")
    kept = np.arange(len(row)) - first < k
    return row[kept], other[kept], score[kept], parts[kept]


def best_vacancies(
    people: People,
    vacancies: Vacancies,
    world: World,
    *,
    k: int = 20,
    weights: Weights = CURRENT,
    chunk: int = PEOPLE_CHUNK,
    tile: int = VACANCY_TILE,
) -> Iterator[tuple[int, Best]]:
    """Chunk by chunk: the first person's row, and the chunk's `Best` with `row` counted from it."""
    tiles = [np.arange(at, min(at + tile, len(vacancies))) for at in range(0, len(vacancies), tile)]
    scorers = [Scorer(vacancies.take(rows) if len(tiles) > 1 else vacancies, world, weights) for rows in tiles]
    for start in range(0, len(people), chunk):
        some = people.take(np.arange(start, min(start + chunk, len(people))))
        yield start, _best_of_chunk(some, tiles, scorers, vacancies.ids, k)


def _best_of_chunk(people: People, tiles: list[Ints], scorers: list[Scorer], ids: Ints, k: int) -> Best:
    kept = _none()
    count = np.zeros(len(people), np.int64)
    for rows, scorer in zip(tiles, scorers, strict=True):
        allowed, i, j, more = scorer.block(people)
        count += allowed.sum(axis=1)
        value = totals(more)
        keep = _promising(allowed, i, value, k)
        kept = _cut(_join(kept, (i[keep], rows[j[keep]], value[keep], more[keep])), ids, k)
    return Best(*kept, count)


def _promising(allowed: np.ndarray, i: Ints, value: Floats, k: int) -> np.ndarray:
    """Pairs no worse than their row's k-th: all that can be among the best, ties included."""
    if allowed.shape[1] <= k:
        return np.ones(len(i), bool)
    dense = np.full(allowed.shape, -np.inf)
    dense[allowed] = value
    kth = np.partition(dense, allowed.shape[1] - k, axis=1)[:, allowed.shape[1] - k]
    return value >= kth[i]

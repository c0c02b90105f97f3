"""The best k, exactly: every pair is looked at, ties go to the lower id, memory is bounded by chunk × tile."""

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
    components: Floats  # (m, 7), in the order of COMPONENTS
    feasible: Ints  # (n,) pairs that broke no constraint, for each row

    def of(self, row: int) -> slice:
        """Where the pairs of one row lie."""
        return slice(int(np.searchsorted(self.row, row)), int(np.searchsorted(self.row, row, side="right")))


def _cut(row: Ints, other: Ints, ids: Ints, score: Floats, parts: Floats, k: int) -> tuple[Ints, Ints, Floats, Floats]:
    """The k best of each row."""
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
    row, other = np.zeros(0, np.int64), np.zeros(0, np.int64)
    score, parts = np.zeros(0), np.zeros((0, len(COMPONENTS)))
    count = np.zeros(len(people), np.int64)
    for rows, scorer in zip(tiles, scorers, strict=True):
        allowed, i, j, more = scorer.block(people)
        count += allowed.sum(axis=1)
        value = totals(more)
        keep = _promising(allowed, i, value, k)
        row, other, score, parts = _cut(
            np.concatenate([row, i[keep]]),
            np.concatenate([other, rows[j[keep]]]),
            ids,
            np.concatenate([score, value[keep]]),
            np.concatenate([parts, more[keep]]),
            k,
        )
    return Best(row, other, score, parts, count)


def _promising(allowed: np.ndarray, i: Ints, value: Floats, k: int) -> np.ndarray:
    """Pairs no worse than their row's k-th: all that can be among the best, ties included."""
    if allowed.shape[1] <= k:
        return np.ones(len(i), bool)
    dense = np.full(allowed.shape, -np.inf)
    dense[allowed] = value
    kth = np.partition(dense, allowed.shape[1] - k, axis=1)[:, allowed.shape[1] - k]
    return value >= kth[i]


def best_people(
    vacancy: int,
    people: People,
    vacancies: Vacancies,
    world: World,
    *,
    k: int = 20,
    weights: Weights = CURRENT,
    chunk: int = 4096,
) -> Best:
    """The best people for one vacancy (its row). The same pair scores the same in both directions."""
    scorer = Scorer(vacancies.take(np.array([vacancy])), world, weights)
    row, other = np.zeros(0, np.int64), np.zeros(0, np.int64)
    score, parts = np.zeros(0), np.zeros((0, len(COMPONENTS)))
    count = 0
    for start in range(0, len(people), chunk):
        some = people.take(np.arange(start, min(start + chunk, len(people))))
        allowed, i, _j, more = scorer.block(some)
        count += int(allowed.sum())
        row, other, score, parts = _cut(
            np.concatenate([row, np.zeros(len(i), np.int64)]),
            np.concatenate([other, i + start]),
            people.ids,
            np.concatenate([score, totals(more)]),
            np.concatenate([parts, more]),
            k,
        )
    return Best(row, other, score, parts, np.array([count]))

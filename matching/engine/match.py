"""Batches over the kernel: people in ranges on threads of their own. One thread in a web request."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from matching.engine.columns import PeopleColumns, VacancyColumns, people_columns, vacancy_columns
from matching.engine.explain import RECORD
from matching.engine.gathering import PARTS, Scratch, scratch
from matching.engine.kernel import match
from matching.engine.ranges import in_ranges
from matching.engine.tables import Ints, People, Vacancies, World
from matching.engine.weights import CURRENT, Weights


class Matches(NamedTuple):
    """The best of N people, k places each, of which the first `found` are filled; vacancies as positions."""

    top: NDArray[np.uint32]  # (N, k)
    score: NDArray[np.float64]  # (N, k)
    parts: NDArray[np.float64]  # (N, k, 8), in the order of COMPONENTS, adding up to the score
    found: NDArray[np.int64]  # (N,)
    feasible: NDArray[np.int64]  # (N,) vacancies that broke no constraint
    explored: NDArray[np.int64]  # (N, slots) positions outside the best, drawn by chance; -1 where none
    why: NDArray[np.void]  # (N, k + slots) RECORD of the best, then of the explored; (N, 0) where not asked for

    def explored_chance(self) -> NDArray[np.float64]:
        """(N,) how likely each feasible vacancy outside the best was to be drawn: what evaluation weighs by."""
        others = self.feasible - self.found
        return np.minimum(self.explored.shape[1] / np.maximum(others, 1), 1.0)


def best(
    v: VacancyColumns,
    p: PeopleColumns,
    k: int = 20,
    *,
    reasons: bool = False,
    threads: int = 1,
    explore: int = 0,
    seed: int = 0,
    own: Scratch | None = None,
) -> Matches:
    """Each person's best k, in the order of the table. Neighbours are matched together: they read the same blocks.

    `explore`: places outside the k, at most 8, drawn anew for each `seed` (the night). `own`: the scratch of one
    thread from before, for these vacancies and this k.
    """
    n = len(p.ids)
    out = Matches(
        np.zeros((n, k), np.uint32), np.zeros((n, k)), np.zeros((n, k, PARTS)),
        np.zeros(n, np.int64), np.zeros(n, np.int64), np.full((n, explore), -1),
        np.zeros((n, k + explore if reasons else 0), RECORD),
    )  # fmt: skip

    def start() -> Callable[[int, int], None]:
        mine = own or scratch(v, k)
        return lambda first, last: match(v, p, first, last, mine, seed, *out)

    in_ranges(n, threads, start)
    return out


def best_vacancies(
    people: People, vacancies: Vacancies, world: World, k: int = 20, *, weights: Weights = CURRENT, threads: int = 1
) -> Matches:
    """From tables, with `top` as rows of `vacancies`."""
    columns = vacancy_columns(vacancies, world, weights)
    found = best(columns, people_columns(people, world), k, threads=threads)
    return found._replace(top=columns.row[found.top] if len(vacancies) else found.top)


def best_people(
    vacancy: int, people: People, vacancies: Vacancies, world: World, *, k: int = 20, weights: Weights = CURRENT
) -> Ints:
    """Rows of the best people for one vacancy (its row), by the score a pair has in either direction; ties to the
    lower id."""
    found = best_vacancies(people, vacancies.take(np.array([vacancy])), world, 1, weights=weights)
    suited = np.flatnonzero(found.found)
    return suited[np.lexsort((people.ids[suited], -found.score[suited, 0]))][:k]

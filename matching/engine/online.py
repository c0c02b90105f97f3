"""One person now: the night's mapped columns, and what changed since. Serial: a web request has one thread."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from matching.engine.columns import PeopleColumns, VacancyColumns, people_columns
from matching.engine.explain import Why, why
from matching.engine.match import Matches, best
from matching.engine.tables import Ints, People, World


@dataclass(frozen=True)
class Changes:
    """`gone`: ids of the night's vacancies that closed or changed; `fresh`: those that are new, or as they are now,
    with the night's world, so that a pair scores as it would have at night."""

    gone: NDArray[np.int64]
    fresh: VacancyColumns


class Now(NamedTuple):
    """The best k of one person, the best first."""

    ids: Ints
    score: NDArray[np.float64]
    parts: NDArray[np.float64]  # (n, 8)
    why: Why  # (1, n)


def best_now(v: VacancyColumns, changes: Changes | None, people: People, world: World, k: int = 20) -> Now:
    """Of a table of one person."""
    person = people_columns(people, world)
    if changes is None:
        found = best(v, person, k)
        return _now(v, person, found)
    gone = np.concatenate([person.refused, changes.gone])
    without = person._replace(refused=gone, refused_start=np.array([0, len(gone)], np.uint32))
    night = _now(v, person, best(v, without, k))
    fresh = _now(changes.fresh, person, best(changes.fresh, person, k))
    ids = np.concatenate([night.ids, fresh.ids])
    score = np.concatenate([night.score, fresh.score])
    order = np.lexsort((ids, -score))[:k]
    parts = np.concatenate([night.parts, fresh.parts])[order]
    both: list[tuple[NDArray, NDArray]] = list(zip(night.why, fresh.why, strict=True))
    told = Why(*(np.concatenate(pair, axis=1)[:, order] for pair in both))
    return Now(ids[order], score[order], parts, told)


def _now(v: VacancyColumns, person: PeopleColumns, found: Matches) -> Now:
    n = int(found.found[0])
    top = found.top[:, :n]
    return Now(v.ids[top[0]], found.score[0, :n], found.parts[0, :n], why(v, person, top, found.found))

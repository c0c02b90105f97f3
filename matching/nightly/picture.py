"""The vacancies as they are now: a night's picture, with what moved since on top.

Vacancies that came, changed or closed since are masked in the picture, and the open ones of them stand in a small
second layer. Each layer gives its best; the best of both are the best of all, as if one picture held everything.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from matching.engine import COMPONENTS, Vacancies, best
from matching.engine.columns import CLOSED, PeopleColumns, VacancyColumns
from matching.engine.explain import Why, why
from matching.nightly.packing import RECORD
from matching.nightly.snapshot import Measures


class Found(NamedTuple):
    """The best of N people, k places each, of which the first `found` are filled."""

    ids: NDArray[np.int64]  # (N, k) of vacancies
    score: NDArray[np.float64]  # (N, k) -inf where not filled
    parts: NDArray[np.float64]  # (N, k, 8)
    reasons: NDArray[np.void]  # (N, k) RECORD
    found: NDArray[np.int64]  # (N,)
    feasible: NDArray[np.int64]  # (N,)


@dataclass(frozen=True)
class Picture:
    layers: tuple[VacancyColumns, ...]
    measures: Measures

    def with_moved(self, moved: NDArray[np.int64], fresh: Vacancies) -> Picture:
        """`moved`: ids of all that came, changed or closed since; `fresh`: those of them that are open."""
        below = self.layers[0]
        flags = below.flags.copy()
        flags[np.isin(below.ids, moved)] |= CLOSED
        return Picture((below._replace(flags=flags), self.measures.columns(fresh)), self.measures)

    def best(self, people: PeopleColumns, k: int) -> Found:
        each = [_of_layer(layer, people, k) for layer in self.layers if len(layer.ids)]
        if not each:
            return _nothing(len(people.ids), k)
        return each[0] if len(each) == 1 else _merged(each, k)


def _of_layer(v: VacancyColumns, p: PeopleColumns, k: int) -> Found:
    got = best(v, p, k)
    empty = np.arange(k) >= got.found[:, None]
    return Found(
        np.where(empty, 0, v.ids[got.top]), np.where(empty, -np.inf, got.score), got.parts,
        _records(v, p, got.top, why(v, p, got.top, got.found)), got.found, got.feasible,
    )  # fmt: skip


def _records(v: VacancyColumns, p: PeopleColumns, top: NDArray[np.uint32], told: Why) -> NDArray[np.void]:
    out = np.zeros(top.shape, RECORD)
    for name, values in told._asdict().items():
        out[name] = values
    out["of_skills"], out["of_licences"] = np.diff(v.skill_start)[top], np.diff(v.licence_start)[top]
    out["contract"], out["education"] = v.contract[top], v.education[top]
    out["low"], out["hours"], out["months"] = v.low[top], v.hours[top], v.career[top]
    out["floor"], out["reach"], out["held"] = p.floor[:, None], p.reach[:, None], p.career[:, None]
    return out


def _merged(each: list[Found], k: int) -> Found:
    """By score downwards, ties to the lower id, as the kernel does."""
    ids, score, parts, reasons = (
        np.concatenate([getattr(one, name) for one in each], axis=1) for name in Found._fields[:4]
    )
    order = np.lexsort((ids, -score), axis=1)[:, :k]
    rows = np.arange(len(order))[:, None]
    found = np.minimum(sum(one.found for one in each), k)
    feasible = np.sum([one.feasible for one in each], axis=0)
    return Found(ids[rows, order], score[rows, order], parts[rows, order], reasons[rows, order], found, feasible)


def _nothing(n: int, k: int) -> Found:
    none = np.zeros(n, np.int64)
    return Found(
        np.zeros((n, k), np.int64), np.full((n, k), -np.inf), np.zeros((n, k, len(COMPONENTS))),
        np.zeros((n, k), RECORD), none, none,
    )  # fmt: skip

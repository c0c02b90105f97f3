"""Spreading attention: a vacancy everyone is sent to helps no one.

Prices work as in an auction for places (Bertsekas 1988; Bied et al. 2021 on congestion in job recommendation): a
vacancy shown more often than its positions can answer gets dearer, one shown less gets cheaper, never below nothing.
They are found on a sample of people before the night's run, then frozen, and are part of every score.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from matching.engine.columns import PeopleColumns, VacancyColumns, offset_of
from matching.engine.match import Matches, best

APPLICATIONS_A_POSITION = 10.0  # beyond which one more applicant helps nobody
APPLIES = 0.05  # of those shown a vacancy, who apply
MOST = 0.3  # a price never outweighs a whole component


class Spread(NamedTuple):
    """How attention is spread over V vacancies."""

    gini: float  # of exposures: 0 all alike, 1 all to one
    unseen: float  # share of vacancies shown to nobody


def exposures(found: Matches, n: int) -> NDArray[np.int64]:
    """(n,) how often each position is among somebody's best."""
    filled = np.arange(found.top.shape[1]) < found.found[:, None]
    return np.bincount(found.top[filled], minlength=n)


def spread(shown: NDArray[np.int64]) -> Spread:
    ordered = np.sort(shown).astype(np.float64)
    n, total = len(ordered), ordered.sum()
    if not total:
        return Spread(0.0, 1.0)
    gini = (2 * np.arange(1, n + 1) - n - 1) @ ordered / (n * total)
    return Spread(float(gini), float((shown == 0).mean()))


def recall(found: Matches, free: Matches) -> float:
    """Share of the best without prices that is still among the best with them."""
    kept = total = 0
    for i in range(len(free.found)):
        without = free.top[i, : free.found[i]]
        kept += np.isin(without, found.top[i, : found.found[i]]).sum()
        total += len(without)
    return float(kept / max(total, 1))


def prices(
    v: VacancyColumns,
    sample: PeopleColumns,
    positions: NDArray[np.int64],
    *,
    people: int,
    strength: float = 0.05,
    rounds: int = 8,
    threads: int = 1,
) -> NDArray[np.float64]:
    """(V,) prices by position, from a sample standing for so many people. `strength` 0 turns them off.

    Each round moves a price by strength × ln(expected applications ÷ what the positions can answer), in falling steps.
    """
    capacity = np.maximum(positions, 1) * APPLICATIONS_A_POSITION
    scale = people / max(len(sample.ids), 1) * APPLIES
    price = np.zeros(len(v.ids))
    for step in range(rounds if strength else 0):
        shown = exposures(best(priced(v, price), sample, threads=threads), len(v.ids))
        pressure = np.log((shown * scale + 1) / (capacity + 1))
        price = np.clip(price + strength / (1 + step) * pressure, 0, MOST)
    return price


def priced(v: VacancyColumns, price: NDArray[np.float64]) -> VacancyColumns:
    """The same vacancies with these prices."""
    offset = offset_of(price)
    return v._replace(price=price, offset=offset, fixed_net=v.fixed + offset)

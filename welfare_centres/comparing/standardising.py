"""Indirect standardisation of a yes-or-no outcome, with exact intervals.

Breslow and Day, Statistical Methods in Cancer Research, vol. II (1987), ch. 2: expected events of a unit are its
people in each stratum times the rate of that stratum over all units; observed over expected is compared with 1.
Intervals: Clopper and Pearson, Biometrika 26 (1934), of the unit's proportion, divided by its expected proportion,
which is taken as known. People of a unit do not have one common chance; a sum of unequal chances varies less than a
binomial of the same mean (Hoeffding, Ann. Math. Stat. 27, 1956), so the interval covers at least what it says.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import betaincinv

Floats = NDArray[np.float64]
Counts = NDArray[np.int64]
LEVEL = 0.95
FEWEST = 30  # people: below it nothing is said of a unit, and a stratum takes the rate of all


@dataclass(frozen=True, slots=True)
class Standardised:
    """Arrays of one entry a unit. Where `shown` is false there were too few people, and the rest is not to be told."""

    people: Counts
    observed: Counts
    expected: Floats
    ratio: Floats
    low: Floats
    high: Floats
    shown: NDArray[np.bool_]


def clopper_pearson(events: Counts, people: Counts, level: float = LEVEL) -> tuple[Floats, Floats]:
    """Lower and upper ends of proportions.

    `events`, `people`: equal shapes, counts with 0 <= events <= people. `level`: coverage, between 0 and 1. Returns
    two arrays of that shape, in proportions; 0 and 1 where there is nobody. Raises ValueError for impossible counts.
    """
    events, people = np.asarray(events, dtype=np.int64), np.asarray(people, dtype=np.int64)
    if events.shape != people.shape or np.any(events < 0) or np.any(events > people):
        raise ValueError("Events must be counts between nobody and everybody, one for each group of people.")
    if not 0 < level < 1:
        raise ValueError("The level lies between 0 and 1.")
    tail = (1 - level) / 2
    with np.errstate(invalid="ignore"):
        low = np.where(events > 0, betaincinv(events, people - events + 1, tail), 0.0)
        high = np.where(events < people, betaincinv(events + 1, people - events, 1 - tail), 1.0)
    return low, high


def indirect(events: Counts, people: Counts, *, fewest: int = FEWEST, level: float = LEVEL) -> Standardised:
    """Observed over expected of each unit.

    `events`, `people`: shape (units, strata), counts of people with the outcome and of all people. `fewest`: people a
    unit must have to be shown, and a stratum to have a rate of its own; smaller strata take the rate of everybody.
    Returns arrays of shape (units,); ratios have no unit. A unit of which nothing is expected has ratio and interval
    NaN and is not shown. Raises ValueError for shapes or counts that cannot be.
    """
    events, people = np.asarray(events, dtype=np.int64), np.asarray(people, dtype=np.int64)
    if events.ndim != 2 or events.shape != people.shape:
        raise ValueError("Events and people need one shape: units × strata.")
    if np.any(events < 0) or np.any(events > people):
        raise ValueError("Events must lie between nobody and everybody of each cell.")
    of_stratum, all_people = people.sum(axis=0), people.sum()
    overall = events.sum() / all_people if all_people else 0.0
    enough = of_stratum >= fewest
    rates = np.where(enough, events.sum(axis=0) / np.maximum(of_stratum, 1), overall)
    expected = np.asarray(people @ rates, dtype=np.float64)
    observed, total = events.sum(axis=1), people.sum(axis=1)
    low, high = clopper_pearson(observed, total, level)
    with np.errstate(divide="ignore", invalid="ignore"):
        scale = np.where(expected > 0, total / expected, np.nan)
        ratio = np.where(expected > 0, observed / expected, np.nan)
    return Standardised(
        total, observed, expected, ratio, low * scale, high * scale, (total >= fewest) & (expected > 0)
    )


def verdict(low: float, high: float) -> str:
    """Above or below where the interval leaves 1 out, else the same: nobody is ranked by the ratio alone."""
    if low > 1:
        return "above"
    return "below" if high < 1 else "same"

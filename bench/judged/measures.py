"""How good a ranking is against the judged sets."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import numpy as np

DEPTH = 10


def ndcg(ranked: Sequence[str], grades: Mapping[str, int]) -> float:
    """nDCG at 10 with gain 2^grade - 1 (Burges et al. 2005); what was never judged counts as 0."""
    return _dcg(grades.get(key, 0) for key in ranked[:DEPTH]) / _dcg(sorted(grades.values(), reverse=True)[:DEPTH])


def _dcg(grades: Iterable[int]) -> float:
    return sum((2.0**grade - 1) / np.log2(place + 2) for place, grade in enumerate(grades))


def read(ranked: Sequence[str], grades: Mapping[str, int]) -> tuple[int, int]:
    """How many of the first ten were judged, and how many there are."""
    first = ranked[:DEPTH]
    return sum(key in grades for key in first), len(first)


def precision(ranked: Sequence[str], relevant: set[str]) -> float:
    """Relevant ones among the first ten, as a share of the most there can be: ten, or all where there are fewer."""
    return len(relevant & set(ranked[:DEPTH])) / min(DEPTH, len(relevant))


def interval(values: Sequence[float], *, seed: int = 0) -> tuple[float, float, float]:
    """Mean, and the 95% percentile interval of 2,000 bootstrap draws."""
    found = np.asarray(values, np.float64)
    draws = found[np.random.default_rng(seed).integers(0, len(found), size=(2000, len(found)))].mean(axis=1)
    low, high = np.percentile(draws, [2.5, 97.5])
    return float(found.mean()), float(low), float(high)

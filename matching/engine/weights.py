"""The weights of the score, dated and versioned: a change is a new record, never an edit."""

from __future__ import annotations

import datetime as dt
from dataclasses import astuple, dataclass

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True)
class Weights:
    """Shares of a score of at most 1. What an unknown fact counts for lies between a bad and a good one. `market` is
    the part of pay that looks at the market rather than the person's floor."""

    version: str
    since: dt.date
    skills: float
    occupation: float
    text: float
    distance: float
    pay: float
    hours: float
    contract: float
    unknown_skills: float = 0.35
    unknown_distance: float = 0.5
    unknown_pay: float = 0.4
    unknown_hours: float = 0.5
    unknown_contract: float = 0.5
    market: float = 0.0

    def vector(self) -> NDArray[np.float64]:
        """(7,) weights in the order of `WEIGHTED`."""
        return np.array([getattr(self, name) for name in WEIGHTED])

    def numbers(self) -> NDArray[np.float64]:
        """(13,) every number in the order of the fields: what the kernel reads."""
        return np.array(astuple(self)[2:], np.float64)


WEIGHTED = ("skills", "occupation", "text", "distance", "pay", "hours", "contract")
COMPONENTS = (*WEIGHTED, "congestion")  # what a score is the sum of; congestion takes away

HISTORY = (
    Weights(
        version="2026-11", since=dt.date(2026, 11, 1),
        skills=0.32, occupation=0.26, text=0.12, distance=0.10, pay=0.10, hours=0.05, contract=0.05,
    ),
    Weights(
        version="2026-12", since=dt.date(2026, 12, 1), market=0.3,
        skills=0.32, occupation=0.26, text=0.12, distance=0.10, pay=0.10, hours=0.05, contract=0.05,
    ),
)  # fmt: skip
CURRENT = HISTORY[-1]

for _record in HISTORY:
    if abs(sum(getattr(_record, name) for name in WEIGHTED) - 1) > 1e-9 or min(astuple(_record)[2:]) < 0:
        raise ValueError(f"The weights {_record.version} are not shares of one.")

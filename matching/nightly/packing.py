"""What is stored of a person's results: small, written for a whole range at once, read by the functions here alone.

A component is kept in whole billionths, so that the score, their sum, is exact. Why a pair fits is the engine's record
of fixed size: bits and the numbers that a card's lines speak of.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from matching.engine import COMPONENTS
from matching.engine.explain import KEYS, RECORD, Reason

BILLION = 1_000_000_000
FIELDS: tuple[str, ...] = RECORD.names or ()
# What a reason speaks of, by its key.
VALUES: dict[str, Callable[[dict[str, Any]], dict[str, Any]]] = {
    "distance": lambda one: {"km": round(one["km"], 1)},
    "distance_within": lambda one: {"km": round(one["km"], 1), "reach": one["reach"]},
    "pay_above": lambda one: {"floor": one["floor"], "more": one["low"] - one["floor"]},
    "pay_range": lambda one: {"floor": one["floor"], "low": one["low"]},
    "hours": lambda one: {"hours": one["hours"] / 10},
    "contract": lambda one: {"contract": one["contract"]},
    "career": lambda one: {"months": one["months"], "held": one["held"]},
    "career_short": lambda one: {"months": one["months"], "held": one["held"]},
    "education": lambda one: {"education": one["education"]},
}
KEPT = {"fit": 6, "gap": 4, "ask": 3}  # reasons told of each kind
UNNAMED = 0


@dataclass(frozen=True)
class Advised:
    """One of a person's best vacancies. The components add up to the score."""

    vacancy_id: int
    rank: int
    score: float
    components: dict[str, float]
    why: bytes | memoryview  # packed

    @property
    def reasons(self) -> list[dict[str, Any]]:
        """Keys with values."""
        return reasons_of(self.why)


def unpacked(vacancies: Sequence[int], parts: Sequence[int], reasons: Iterable[bytes | memoryview]) -> list[Advised]:
    """A stored row's fields, the best first."""
    width = len(COMPONENTS)
    out = []
    for at, (vacancy, packed) in enumerate(zip(vacancies, reasons, strict=True)):
        own = parts[at * width : (at + 1) * width]
        components = {name: part / BILLION for name, part in zip(COMPONENTS, own, strict=True)}
        out.append(Advised(vacancy, at + 1, sum(own) / BILLION, components, packed))
    return out


def billionths(parts: NDArray[np.float64]) -> NDArray[np.int32]:
    return np.rint(parts * BILLION).astype(np.int32)


def reasons_of(packed: bytes | memoryview | None) -> list[dict[str, Any]]:
    """What fits, what is missing and what to ask, in the engine's order, the first of each kind."""
    if not packed:
        return []
    one = dict(zip(FIELDS, np.frombuffer(packed, RECORD)[0].item(), strict=True))
    bits = one["bits"]
    every = [*_licences(one), *_skills(one)]
    every += [
        _reason(kind, key, VALUES[key](one) if key in VALUES else {})
        for bit, (key, kind) in enumerate(KEYS)
        if bits >> bit & 1
    ]
    return _first(every)


def stored(reasons: Iterable[Reason]) -> list[dict[str, Any]]:
    """The engine's reasons of one pair as they are told, names of skills and licences included."""
    return _first(_reason(one.kind, one.key, one.values) for one in reasons)


def _first(reasons: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """The first of each kind."""
    left = dict(KEPT)
    out = []
    for one in reasons:
        if left[one["kind"]]:
            left[one["kind"]] -= 1
            out.append(one)
    return out


def _reason(kind: str, key: str, values: dict[str, Any]) -> dict[str, Any]:
    return {"kind": kind, "key": key, "values": values}


def _licences(one: dict[str, Any]) -> list[dict[str, Any]]:
    """One asked for and not held is only liked: where a required one is missing, nothing is recommended."""
    held = one["licences"].bit_count()
    values = {"licence": UNNAMED, "required": 0}
    liked = _reason("gap", "licence_liked", {"licence": UNNAMED})
    return [_reason("fit", "licence_held", values)] * held + [liked] * (one["of_licences"] - held)


def _skills(one: dict[str, Any]) -> list[dict[str, Any]]:
    held, of = one["skills"].bit_count(), one["of_skills"]
    fits = [_reason("fit", "skills", {"skills": [UNNAMED] * held, "of": of})] if held else []
    return fits + [_reason("gap", "skill_needed", {"skill": UNNAMED, "level": 0, "held": 0})] * (of - held)

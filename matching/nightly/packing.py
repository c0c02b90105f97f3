"""What is stored of a person's results: small, and read by one function.

A component is kept in whole billionths, so that the score, their sum, is exact. A reason is the place of its key in
`SHAPES`, one byte, then its values as whole numbers of 7 bits a byte; kilometres and hours are tenths.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from matching.engine import COMPONENTS

BILLION = 1_000_000_000
TENTHS = {"km", "reach", "hours"}
# Only ever added to at the end: what is stored names its shape by the place here.
SHAPES: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    ("fit", "skills", ("skills", "of")), ("fit", "licence_held", ("licence", "required")),
    ("fit", "occupation_wanted", ()), ("fit", "occupation_done", ()), ("fit", "occupation_near", ()),
    ("fit", "from_home", ()), ("fit", "distance_within", ("km", "reach")), ("fit", "distance", ("km",)),
    ("fit", "region_wanted", ()), ("fit", "pay_above", ("floor", "more")), ("fit", "hours", ("hours",)),
    ("fit", "no_night", ()), ("fit", "no_weekend", ()), ("fit", "no_shift", ()), ("fit", "contract", ("contract",)),
    ("fit", "career", ("months", "held")), ("fit", "access", ()), ("fit", "permit", ()),
    ("gap", "licence_needed", ("licence",)), ("gap", "licence_liked", ("licence",)),
    ("gap", "skill_needed", ("skill", "level", "held")), ("gap", "skill_liked", ("skill", "level", "held")),
    ("gap", "skill_level", ("skill", "level", "held")),
    ("ask", "place_unknown", ()), ("ask", "pay_unknown", ()), ("ask", "pay_range", ("floor", "low")),
    ("ask", "hours_unknown", ()), ("ask", "night", ()), ("ask", "weekend", ()), ("ask", "shift", ()),
    ("ask", "career_short", ("months", "held")), ("ask", "education", ("education",)), ("ask", "access_unknown", ()),
)  # fmt: skip
_PLACE = {(kind, key): at for at, (kind, key, _names) in enumerate(SHAPES)}


@dataclass(frozen=True)
class Advised:
    """One of a person's best vacancies. The components add up to the score; the reasons are keys with values."""

    vacancy_id: int
    rank: int
    score: float
    components: dict[str, float]
    reasons: list[dict[str, Any]]
    explored: bool = False


def unpacked(
    vacancies: Sequence[int], parts: Sequence[int], reasons: Iterable[bytes], explored: int = 0
) -> list[Advised]:
    """A stored row's fields, the best first; those to be tried out come last."""
    width, best = len(COMPONENTS), len(vacancies) - explored
    out = []
    for at, (vacancy, packed) in enumerate(zip(vacancies, reasons, strict=True)):
        own = parts[at * width : (at + 1) * width]
        components = {name: part / BILLION for name, part in zip(COMPONENTS, own, strict=True)}
        out.append(Advised(vacancy, at + 1, sum(own) / BILLION, components, reasons_of(packed), at >= best))
    return out


def billionths(parts: NDArray[np.float64]) -> NDArray[np.int32]:
    return np.rint(parts * BILLION).astype(np.int32)


def packed_reasons(reasons: Iterable[dict[str, Any]]) -> bytes:
    out = bytearray()
    for one in reasons:
        at = _PLACE[one["kind"], one["key"]]
        out.append(at)
        for name in SHAPES[at][2]:
            value = one["values"][name]
            if isinstance(value, list):
                _put(out, len(value))
                for item in value:
                    _put(out, int(item))
            else:
                _put(out, round(value * 10) if name in TENTHS else int(value))
    return bytes(out)


def reasons_of(packed: bytes | memoryview) -> list[dict[str, Any]]:
    left = iter(bytes(packed))
    out = []
    for at in left:
        kind, key, names = SHAPES[at]
        out.append({"kind": kind, "key": key, "values": {name: _value(name, left) for name in names}})
    return out


def _value(name: str, left: Iterator[int]) -> int | float | list[int]:
    if name == "skills":
        return [_take(left) for _ in range(_take(left))]
    value = _take(left)
    return value / 10 if name in TENTHS else value


def _put(out: bytearray, value: int) -> None:
    while value > 127:
        out.append(value & 127 | 128)
        value >>= 7
    out.append(value)


def _take(left: Iterator[int]) -> int:
    value = shift = 0
    for byte in left:
        value |= (byte & 127) << shift
        shift += 7
        if byte < 128:
            break
    return value

"""The arrays the engine reads. Missing numbers are NaN, missing codes -1 or 0 as each field says."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, fields, replace
from typing import Self

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]

EARTH_KM = 6371.0


@dataclass(frozen=True)
class Ragged:
    """Rows of different length: row i is `values[starts[i]:starts[i + 1]]`, with `extra` (level, weight) beside."""

    starts: Ints
    values: Ints
    extra: Floats

    @classmethod
    def of(cls, rows: Sequence[Iterable[int | tuple[int, float]]]) -> Ragged:
        starts = np.zeros(len(rows) + 1, np.int64)
        values: list[int] = []
        extra: list[float] = []
        for i, row in enumerate(rows):
            for one in row:
                value, more = one if isinstance(one, tuple) else (one, 1.0)
                values.append(value)
                extra.append(more)
            starts[i + 1] = len(values)
        return cls(starts, np.array(values, np.int64), np.array(extra, np.float64))

    def __len__(self) -> int:
        return len(self.starts) - 1

    def row(self, i: int) -> Ints:
        return self.values[self.starts[i] : self.starts[i + 1]]

    def more(self, i: int) -> Floats:
        return self.extra[self.starts[i] : self.starts[i + 1]]

    @property
    def owner(self) -> Ints:
        """(len(values),) the row each value belongs to."""
        return np.repeat(np.arange(len(self)), np.diff(self.starts))

    def take(self, rows: Ints) -> Ragged:
        lengths = np.diff(self.starts)[rows]
        starts = np.concatenate([[0], np.cumsum(lengths)]).astype(np.int64)
        picked = np.repeat(self.starts[rows] - starts[:-1], lengths) + np.arange(starts[-1])
        return Ragged(starts, self.values[picked], self.extra[picked])


class _Table:
    ids: Ints

    def __len__(self) -> int:
        return len(self.ids)

    def take(self, rows: Ints) -> Self:
        """The same table with these rows only, in this order."""
        rows = np.asarray(rows, np.int64)
        picked = {
            one.name: value.take(rows) if isinstance(value, Ragged) else value[rows]
            for one in fields(self)  # type: ignore[arg-type]
            if (value := getattr(self, one.name)) is not None
        }
        return replace(self, **picked)  # type: ignore[type-var]


@dataclass(frozen=True)
class People(_Table):
    """One row a person. Units: km, hours a week, won a month before tax."""

    ids: Ints
    place: Ints  # district code of the home, 0 unknown
    reach_km: Floats  # how far the person travels, NaN unknown
    regions: Ragged  # codes wanted: district (5 digits) or province (2)
    remote_ok: Bools
    permit: Ints  # 0 may do any work, 1 needs an employer with a permit, 2 part-time only, 3 may not work
    no_night: Bools
    no_weekend: Bools
    no_shift: Bools
    hours_min: Floats
    hours_max: Floats
    contracts: Ints  # bit mask of contracts wanted, 0 any
    pay_floor: Floats
    education: Ints  # 1 … 7, 0 unknown
    career: Ints  # months
    needs: Ints  # bit mask of accessibility needs
    licences: Ragged
    skills: Ragged  # extra: level 1 … 5
    occupations: Ragged  # digits of the code after a leading 1; extra: 1 wanted, less for work once done
    text: NDArray[np.int8]  # (n, d) directions of the texts; zeros where there is none
    refused: Ragged  # vacancy ids never to recommend
    hidden: Ragged  # employer ids the person hides from


@dataclass(frozen=True)
class Vacancies(_Table):
    """One row a vacancy. The same codes and units as `People`."""

    ids: Ints
    employer: Ints
    open: Bools
    place: Ints
    remote: Ints  # 0 none, 1 part, 2 full
    permit_ok: Bools
    night: Bools
    weekend: Bools
    shift: Bools
    hours: Floats
    contract: Ints  # index of the contract, -1 unknown
    pay_low: Floats
    pay_high: Floats
    education: Ints  # asked for: 0 any
    career: Ints  # months asked for
    access: Ints  # bit mask of what the place offers, 0 nothing said
    licences: Ragged  # extra: 1 required, 0 liked
    skills: Ragged  # extra: level needed 1 … 5, plus 10 where required
    occupation: Ints  # 0 unknown
    text: NDArray[np.int8]  # (n, d)
    market: Floats  # usual pay of such work, won a month, NaN unknown
    chance: Floats  # of hire for one who applies, 0 … 1: the score is worth × chance − price; 1 where not estimated
    price: Floats  # of attention, 0 … 1, frozen for the night (`congestion`); 0 where nobody crowds


@dataclass(frozen=True)
class World:
    """What people and vacancies share: where districts lie, and how rare each skill is."""

    codes: Ints  # sorted district codes
    distance: NDArray[np.float32]  # (P, P) km, NaN where unknown
    rarity: dict[int, float] = field(default_factory=dict)  # skill id → ≥ 1

    @classmethod
    def of(cls, places: dict[int, tuple[float, float]], rarity: dict[int, float] | None = None) -> World:
        """`places`: code → (latitude, longitude) in degrees."""
        codes = np.array(sorted(places), np.int64)
        at = np.radians(np.array([places[int(code)] for code in codes], np.float64).reshape(-1, 2))
        return cls(codes, _great_circle(at).astype(np.float32), rarity or {})

    def row(self, codes: Ints) -> Ints:
        """The row of each code in `distance`, -1 where unknown."""
        if not len(self.codes):
            return np.full(len(codes), -1, np.int64)
        at = np.minimum(np.searchsorted(self.codes, codes), len(self.codes) - 1)
        return np.where(self.codes[at] == codes, at, -1)

    def between(self, a: int, b: int) -> float:
        """Km between two districts, NaN where one is unknown."""
        i, j = self.row(np.array([a, b])).tolist()
        return float(self.distance[i, j]) if i >= 0 and j >= 0 else float("nan")


def _great_circle(at: Floats) -> Floats:
    """(P, P) haversine distances in km of (P, 2) radians."""
    lat, lon = at[:, 0], at[:, 1]
    across = np.sin((lat[:, None] - lat) / 2) ** 2
    along = np.cos(lat)[:, None] * np.cos(lat) * np.sin((lon[:, None] - lon) / 2) ** 2
    return 2 * EARTH_KM * np.arcsin(np.sqrt(np.clip(across + along, 0, 1)))


def rarity_of(vacancies: Vacancies) -> dict[int, float]:
    """How rare each skill is among vacancies: 1 + ln(N / n), so that a common one still counts."""
    skills, counts = np.unique(vacancies.skills.values, return_counts=True)
    weight = 1 + np.log(max(len(vacancies), 1) / counts)
    return dict(zip(skills.tolist(), np.maximum(weight, 1).tolist(), strict=True))


def usual_pay(occupation: Ints, pay_low: Floats, least: int = 5) -> Floats:
    """(V,) median of what vacancies of the same minor group (three digits) name, of the major group where fewer than
    `least` do, of all where fewer still; NaN where nobody names any."""
    out = np.full(len(occupation), np.nan)
    known = ~np.isnan(pay_low)
    for digits in (0, 1, 3):
        length = np.floor(np.log10(np.maximum(occupation, 1))).astype(np.int64)
        group = np.where(length >= digits, occupation // 10 ** np.maximum(length - digits, 0), 0)
        for one in np.unique(group[group > 0]):
            inside = group == one
            if (inside & known).sum() >= least:
                out[inside] = np.median(pay_low[inside & known])
    return out

"""Each condition as a mask over the records, and the counts of its values with all the other conditions applied."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from matching.engine.tables import EARTH_KM
from matching.search.criteria import KM, Criteria
from matching.search.facets import ALL_HOLD, EVERY, FACETS, FIRST, MEANS, WIDTH, says
from matching.search.records import Records, Rows, count_of, tally_all
from matching.search.reference import Place, Reference

Mask = NDArray[np.bool_]


@dataclass
class Filtered:
    """The masks of the conditions in use, and what follows from them."""

    records: Records
    masks: dict[str, Mask]
    km: NDArray[np.float64] | None
    _kept: dict[str, Mask] = field(default_factory=dict)

    @property
    def all(self) -> Mask:
        return self.but("")

    @property
    def rows(self) -> Rows:
        """Which of the records every condition leaves."""
        if self.masks:
            return np.flatnonzero(self.all).astype(np.int32)
        return np.arange(count_of(self.records), dtype=np.int32)

    def but(self, name: str) -> Mask:
        """Every condition but one; the same array for every condition that is not in use."""
        key = name if name in self.masks else ""
        if key not in self._kept:
            out = np.ones(count_of(self.records), bool)
            for other, mask in self.masks.items():
                if other != key:
                    out &= mask
            self._kept[key] = out
        return self._kept[key]

    def column(self, column: str, but: str = "") -> NDArray[Any]:
        """One column of the records left by every condition but one."""
        return self.records[column][self.but(but)] if self.masks else self.records[column]


def apply(records: Records, asked: Criteria, names: Reference, near: Place | None) -> Filtered:
    masks: dict[str, Mask] = {}
    for name in FILTERS:
        if chosen := getattr(asked, name):
            make = _MASKS.get(name)
            masks[name] = make(records, asked) if make else _by_number(records, name, chosen)
    km = None
    if near is not None and near.latitude is not None:
        km = distance_from(near, records["district"], names)
        masks["near"] = km <= float(asked.km or KM[-1])
    return Filtered(records, masks, km)


def _by_number(records: Records, name: str, chosen: str | tuple[str, ...]) -> Mask:
    values = (chosen,) if isinstance(chosen, str) else chosen
    return says(name, values)[records["codes"][:, list(FACETS).index(name)]]


def distance_from(near: Place, districts: NDArray[np.int32], names: Reference) -> NDArray[np.float64]:
    """Km between the middle of a district and each record's district; infinite where unknown."""
    codes, at = np.unique(districts, return_inverse=True)
    points = np.array([names.points.get(int(code), (np.nan, np.nan)) for code in codes]).reshape(-1, 2)
    there, here = np.radians(points), np.radians([near.latitude or 0.0, near.longitude or 0.0])
    half = (
        np.sin((there[:, 0] - here[0]) / 2) ** 2
        + np.cos(here[0]) * np.cos(there[:, 0]) * np.sin((there[:, 1] - here[1]) / 2) ** 2
    )
    km = 2 * EARTH_KM * np.arcsin(np.sqrt(np.clip(half, 0, 1)))
    return np.where(np.isnan(km), np.inf, km)[at]


def _either(masks: list[Mask], like: Records) -> Mask:
    return np.logical_or.reduce(masks) if masks else np.zeros(len(like["vacancy"]), bool)


def _narrowest(values: tuple[str, ...]) -> list[str]:
    """Less those of which a finer one is asked for as well."""
    return [one for one in values if not any(other != one and other.startswith(_stem(one)) for other in values)]


def _stem(value: str) -> str:
    return value[:4] if len(value) == 5 and value.endswith("0") else value


def _occupation(records: Records, asked: Criteria) -> Mask:
    number = records["occupation"].astype(np.int64)
    wanted = [int(f"1{code}") for code in _narrowest(asked.occ)]
    parents = [number // 10**step for step in range(4)]
    return _either([parent == one for one in wanted for parent in parents], records)


def _region(records: Records, asked: Criteria) -> Mask:
    district = records["district"]
    masks = []
    for code in _narrowest(asked.region):
        number = int(code)
        if number < 100:
            masks.append(district // 1000 == number)
        else:
            masks.append(district // 10 == number // 10 if number % 10 == 0 else district == number)
    return _either(masks, records)


def _pay(records: Records, asked: Criteria) -> Mask:
    return records["pay_hour" if asked.unit == "hour" else "pay_month"] >= asked.pay


FILTERS = ("occ", "region", "pay", "contract", "hours", "remote", "edu", "career", "no", "also", "days")
_MASKS = {"occ": _occupation, "region": _region, "pay": _pay}  # finer than their numbers; the others are their numbers


def counts(found: Filtered, asked: Criteria) -> dict[str, dict[str, int]]:
    """For each filter, its values with how many vacancies each would give, the other filters applied."""
    times = np.zeros(WIDTH, np.int64)
    tally_all({"codes": found.column("codes")} if found.masks else found.records, times)
    left = iter((EVERY @ times).astype(int).tolist())
    out = {name: dict(zip(facet.values, left, strict=False)) for name, facet in FACETS.items()}
    for name in (name for name in found.masks if name in FACETS and name not in ALL_HOLD):
        facet, first = FACETS[name], FIRST[name]
        codes = found.column("codes", name)[:, list(FACETS).index(name)]
        mine = np.bincount(codes, minlength=first + facet.width)[first : first + facet.width]
        out[name] = dict(zip(facet.values, (MEANS[name] @ mine).tolist(), strict=True))
    if asked.region:
        out["region"] |= _district_counts(found.column("district", "region"))
    if asked.occ:
        out["occ"] |= _occupation_counts(found.column("occupation", "occ"))
    return out | {"near": _near_counts(found)}


def _near_counts(found: Filtered) -> dict[str, int]:
    if found.km is None:
        return {}
    km = found.km[found.but("near")]
    return {one: int((km <= float(one)).sum()) for one in KM}


def _occupation_counts(occupation: NDArray[np.int16]) -> dict[str, int]:
    """Of every number that occurs and of the groups above it: a code's parents are its beginnings."""
    out: dict[str, int] = {}
    numbers, times = np.unique(occupation, return_counts=True)
    for number, many in zip(numbers.tolist(), times.tolist(), strict=True):
        code = str(number)[1:]
        for length in range(1, len(code) + 1):
            out[code[:length]] = out.get(code[:length], 0) + many
    return out


def _district_counts(district: NDArray[np.int32]) -> dict[str, int]:
    """Districts by five digits; a city holds its wards."""
    out: dict[str, int] = {}
    numbers, times = np.unique(district, return_counts=True)
    for number, many in zip(numbers.tolist(), times.tolist(), strict=True):
        city = number // 10 * 10
        if number % 1000:
            out[str(number)] = out.get(str(number), 0) + many
            if city != number:
                out[str(city)] = out.get(str(city), 0) + many
    return out

"""Each condition as a mask over the records, and the counts of its values with all the other conditions applied."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from matching.engine.tables import EARTH_KM
from matching.search import facts
from matching.search.criteria import ALSO, CAREER, DAYS, EDUCATION, HOURS, KM, PAY_MONTH, Criteria
from matching.search.reference import Place, Reference

Records = Mapping[str, NDArray[Any]]  # columns of equal length
Mask = NDArray[np.bool_]
FULL, PART = 350, 150  # tenths of an hour a week
CAREER_MONTHS = {"0": (0, 0), "1": (1, 35), "3": (36, 83), "7": (84, 32_767)}
FLAGS = {"night": facts.NIGHT, "weekend": facts.WEEKEND, "shift": facts.SHIFT}


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

    def but(self, name: str) -> Mask:
        """Every condition but one; the same array for every condition that is not in use."""
        key = name if name in self.masks else ""
        if key not in self._kept:
            out = np.ones(len(self.records["vacancy"]), bool)
            for other, mask in self.masks.items():
                if other != key:
                    out &= mask
            self._kept[key] = out
        return self._kept[key]

    def column(self, column: str, but: str = "") -> NDArray[Any]:
        """One column of the records left by every condition but one."""
        return self.records[column][self.but(but)] if self.masks else self.records[column]

    def cut(self, but: str, *columns: str) -> Records:
        return {name: self.column(name, but) for name in columns}


def columns(records: NDArray[np.void]) -> Records:
    """The fields as arrays that lie together, which later reads of each are fast on."""
    return {name: np.ascontiguousarray(records[name]) for name in records.dtype.names or ()}


def apply(records: Records, asked: Criteria, names: Reference, near: Place | None, today: dt.date) -> Filtered:
    masks: dict[str, Mask] = {}
    for name, make in _MASKS.items():
        if getattr(asked, name):
            masks[name] = make(records, asked, today)
    km = None
    if near is not None and near.latitude is not None:
        km = distance_from(near, records["district"], names)
        masks["near"] = km <= float(asked.km or KM[-1])
    return Filtered(records, masks, km)


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


def _occupation(records: Records, asked: Criteria, today: dt.date) -> Mask:
    number = records["occupation"].astype(np.int64)
    wanted = [int(f"1{code}") for code in _narrowest(asked.occ)]
    parents = [number // 10**step for step in range(4)]
    return _either([parent == one for one in wanted for parent in parents], records)


def _region(records: Records, asked: Criteria, today: dt.date) -> Mask:
    district = records["district"]
    masks = []
    for code in _narrowest(asked.region):
        number = int(code)
        if number < 100:
            masks.append(district // 1000 == number)
        else:
            masks.append(district // 10 == number // 10 if number % 10 == 0 else district == number)
    return _either(masks, records)


def _pay(records: Records, asked: Criteria, today: dt.date) -> Mask:
    return records["pay_hour" if asked.unit == "hour" else "pay_month"] >= asked.pay


def _contract(records: Records, asked: Criteria, today: dt.date) -> Mask:
    return _either([records["contract"] == facts.CONTRACTS.index(one) for one in asked.contract], records)


def _in_hours(records: Records, value: str) -> Mask:
    hours = records["hours"]
    if value == "full":
        return hours >= FULL
    return (hours >= PART) & (hours < FULL) if value == "part" else (hours >= 0) & (hours < PART)


def _hours(records: Records, asked: Criteria, today: dt.date) -> Mask:
    return _either([_in_hours(records, one) for one in asked.hours], records)


def _remote(records: Records, asked: Criteria, today: dt.date) -> Mask:
    return _either([records["remote"] == facts.REMOTES.index(one) for one in asked.remote], records)


def _education(records: Records, asked: Criteria, today: dt.date) -> Mask:
    return records["education"] <= int(asked.edu)


def _in_career(records: Records, value: str) -> Mask:
    low, high = CAREER_MONTHS[value]
    return (records["career"] >= low) & (records["career"] <= high)


def _career(records: Records, asked: Criteria, today: dt.date) -> Mask:
    return _either([_in_career(records, one) for one in asked.career], records)


def _without(records: Records, asked: Criteria, today: dt.date) -> Mask:
    unwanted = sum(FLAGS[one] for one in asked.no)
    return (records["flags"] & unwanted) == 0


def _is_also(records: Records, value: str) -> Mask:
    if value == "access":
        return records["access"] != 0
    return (records["flags"] & (facts.OWN if value == "own" else facts.PERMIT)) != 0


def _also(records: Records, asked: Criteria, today: dt.date) -> Mask:
    return np.logical_and.reduce([_is_also(records, one) for one in asked.also])


def _ends_within(records: Records, days: str, today: dt.date) -> Mask:
    return (records["deadline"] > 0) & (records["deadline"] <= today.toordinal() + int(days) - 1)


def _days(records: Records, asked: Criteria, today: dt.date) -> Mask:
    return _ends_within(records, asked.days, today)


_MASKS: dict[str, Callable[[Records, Criteria, dt.date], Mask]] = {
    "occ": _occupation, "region": _region, "pay": _pay, "contract": _contract, "hours": _hours, "remote": _remote,
    "edu": _education, "career": _career, "no": _without, "also": _also, "days": _days,
}  # fmt: skip


def counts(found: Filtered, asked: Criteria, today: dt.date) -> dict[str, dict[str, int]]:
    """For each filter, its values with how many vacancies each would give, the other filters applied."""
    hours, career = found.cut("hours", "hours"), found.cut("career", "career")
    # Of these all hold at once, so a value's count is what is left with it and with those already chosen.
    chosen = found.cut("", "flags", "access")
    pay, education = found.column("pay_month", "pay"), found.column("education", "edu")
    ends = found.cut("days", "deadline")
    return {
        "occ": _occupation_counts(found.column("occupation", "occ")),
        "region": _region_counts(found.column("district", "region")),
        "pay": {str(amount): int((pay >= amount).sum()) for amount in PAY_MONTH},
        "contract": _code_counts(found.column("contract", "contract"), facts.CONTRACTS),
        "hours": {one: int(_in_hours(hours, one).sum()) for one in HOURS},
        "remote": _code_counts(found.column("remote", "remote"), facts.REMOTES),
        "edu": {one: int((education <= int(one)).sum()) for one in EDUCATION},
        "career": {one: int(_in_career(career, one).sum()) for one in CAREER},
        "no": {one: int(((chosen["flags"] & FLAGS[one]) == 0).sum()) for one in FLAGS},
        "also": {one: int(_is_also(chosen, one).sum()) for one in ALSO},
        "days": {one: int(_ends_within(ends, one, today).sum()) for one in DAYS},
        "near": _near_counts(found),
    }


def _near_counts(found: Filtered) -> dict[str, int]:
    if found.km is None:
        return {}
    km = found.km[found.but("near")]
    return {one: int((km <= float(one)).sum()) for one in KM}


def _occupation_counts(occupation: NDArray[np.int16]) -> dict[str, int]:
    """Of every number that occurs and of the groups above it: a code's parents are its beginnings."""
    times = np.bincount(occupation)
    out: dict[str, int] = {}
    numbers = np.flatnonzero(times)
    for number, many in zip(numbers.tolist(), times[numbers].tolist(), strict=True):
        code = str(number)[1:]
        for length in range(1, len(code) + 1):
            out[code[:length]] = out.get(code[:length], 0) + many
    return out


def _region_counts(district: NDArray[np.int32]) -> dict[str, int]:
    """Provinces by two digits, districts by five; a city holds its wards."""
    times = np.bincount(district)
    out: dict[str, int] = {}
    numbers = np.flatnonzero(times)
    for number, many in zip(numbers.tolist(), times[numbers].tolist(), strict=True):
        if not number:
            continue
        province, city = f"{number // 1000:02}", number // 10 * 10
        out[province] = out.get(province, 0) + many
        if number % 1000:
            out[str(number)] = out.get(str(number), 0) + many
            if city != number:
                out[str(city)] = out.get(str(city), 0) + many
    return out


def _code_counts(values: NDArray[np.int8], names: tuple[str, ...]) -> dict[str, int]:
    times = np.bincount(values[values >= 0], minlength=len(names))
    return {name: int(times[i]) for i, name in enumerate(names)}

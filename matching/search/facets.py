"""What each value of each filter says of a vacancy, written once for choosing by it and for counting it.

Each vacancy has one small number a filter, made once a day. A value chosen is a row of a table that these numbers look
up; all values are counted by one count of the numbers and one product with the table.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Any

import numpy as np
from numpy.typing import NDArray

from matching.search import facts
from matching.search.criteria import ALSO, CAREER, DAYS, EDUCATION, HOURS, PAY_MONTH, WITHOUT
from matching.search.records import Records

FULL, PART = 350, 150  # tenths of an hour a week
CAREER_FROM = (0, 1, 36, 84)  # months at which the ranges of `CAREER` begin
FLAGS = {"night": facts.NIGHT, "weekend": facts.WEEKEND, "shift": facts.SHIFT}


@dataclass(frozen=True)
class Facet:
    """`code` numbers the vacancies below `width`; each value of the filter counts those whose number it says."""

    width: int
    code: Callable[[Records, int], NDArray[Any]]
    values: dict[str, Callable[[int], bool]]


def _major(records: Records, _today: int) -> NDArray[Any]:
    """The first digit of the code and one, 0 where it is unknown."""
    number = records["occupation"].astype(np.int32)
    digits = np.searchsorted((10, 100, 1_000, 10_000), number, side="right")
    return np.where(digits > 0, number // 10 ** np.maximum(digits - 1, 0) - 9, 0)


def _career(records: Records, _today: int) -> NDArray[Any]:
    """Which range, from 1; 0 for none."""
    return np.searchsorted(CAREER_FROM, records["career"], side="right")


def _hours(records: Records, _today: int) -> NDArray[Any]:
    return np.searchsorted((0, PART, FULL), records["hours"], side="right")


def _also(records: Records, _today: int) -> NDArray[Any]:
    flags = records["flags"]
    return ((flags & facts.OWN) != 0) + 2 * ((flags & facts.PERMIT) != 0) + 4 * (records["access"] != 0)


def _days(records: Records, today: int) -> NDArray[Any]:
    last = [today + int(days) - 1 for days in DAYS]
    deadline = records["deadline"]
    return np.where(deadline > 0, np.searchsorted(last, deadline), len(DAYS))


def _is(number: int) -> Callable[[int], bool]:
    return lambda code: code == number


def _at_least(number: int) -> Callable[[int], bool]:
    return lambda code: code >= number


def _at_most(number: int) -> Callable[[int], bool]:
    return lambda code: code <= number


def _lacks(bit: int) -> Callable[[int], bool]:
    return lambda code: not code & bit


def _has(bit: int) -> Callable[[int], bool]:
    return lambda code: bool(code & bit)


FACETS = {
    "region": Facet(100, lambda r, _t: r["district"] // 1000, {f"{one:02}": _is(one) for one in range(1, 100)}),
    "occ": Facet(11, _major, {str(one): _is(one + 1) for one in range(10)}),
    "pay": Facet(
        len(PAY_MONTH) + 1,
        lambda r, _t: np.searchsorted(PAY_MONTH, r["pay_month"], side="right"),
        {str(amount): _at_least(at) for at, amount in enumerate(PAY_MONTH, 1)},
    ),
    "contract": Facet(
        len(facts.CONTRACTS) + 1,
        lambda r, _t: r["contract"] + 1,
        {one: _is(at) for at, one in enumerate(facts.CONTRACTS, 1)},
    ),
    "hours": Facet(4, _hours, {one: _is(("short", "part", "full").index(one) + 1) for one in HOURS}),
    "remote": Facet(
        len(facts.REMOTES) + 1,
        lambda r, _t: r["remote"] + 1,
        {one: _is(at) for at, one in enumerate(facts.REMOTES, 1)},
    ),
    "edu": Facet(
        len(EDUCATION) + 1,
        lambda r, _t: np.searchsorted([int(one) for one in EDUCATION], r["education"]),
        {one: _at_most(at) for at, one in enumerate(EDUCATION)},
    ),
    "career": Facet(len(CAREER) + 1, _career, {one: _is(at) for at, one in enumerate(CAREER, 1)}),
    "no": Facet(8, lambda r, _t: r["flags"] & sum(FLAGS.values()), {one: _lacks(FLAGS[one]) for one in WITHOUT}),
    "also": Facet(8, _also, {one: _has(1 << ("own", "permit", "access").index(one)) for one in ALSO}),
    "days": Facet(len(DAYS) + 1, _days, {one: _at_most(at) for at, one in enumerate(DAYS)}),
}
ALL_HOLD = ("no", "also")  # their values hold at once: each counts what is left with those already chosen
FIRST = dict(zip(FACETS, accumulate((one.width for one in FACETS.values()), initial=0), strict=False))
WIDTH = sum(one.width for one in FACETS.values())
MEANS = {
    name: np.array([[says(code) for code in range(one.width)] for says in one.values.values()], np.int64)
    for name, one in FACETS.items()
}
EVERY = np.zeros((sum(map(len, MEANS.values())), WIDTH))  # all of them, one below the other: one product counts all
for _at, _name in zip(accumulate(map(len, MEANS.values()), initial=0), MEANS, strict=False):
    _means = MEANS[_name]
    EVERY[_at : _at + len(_means), FIRST[_name] : FIRST[_name] + _means.shape[1]] = _means


def says(name: str, values: Sequence[str]) -> NDArray[np.bool_]:
    """For each number whether these values of the filter, chosen together, leave its vacancies."""
    rows = MEANS[name][[list(FACETS[name].values).index(one) for one in values]]
    table = np.zeros(WIDTH, bool)
    table[FIRST[name] :][: rows.shape[1]] = rows.all(0) if name in ALL_HOLD else rows.any(0)
    return table


def with_codes(records: Records, today: dt.date) -> Records:
    """The same with `codes` (vacancies, filters): the number of each in each filter, no number in two of them."""
    day = today.toordinal()
    made = [one.code(records, day).astype(np.int16) + FIRST[name] for name, one in FACETS.items()]
    return {**records, "codes": np.ascontiguousarray(np.stack(made, axis=1), dtype=np.uint8)}

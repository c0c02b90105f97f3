"""Who takes part in what, when and how it ends: the draws behind made-up enrolments. Arrays in, arrays out.

Time is cut into slots of `SLOT` days, the first of them ahead of today. A person takes part at most once a slot and no
programme lasts longer than leaves room, so nobody is in two at once. Shares are round assumptions, chosen so that
categories and groups differ the way the review says: direct jobs for older people, training for the young.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

Array = np.ndarray
SLOT, AHEAD, SPREAD = 91, 60, 21  # days
SHORTEST, LONGEST = 20, SLOT - SPREAD
SEATS, SPARE = (4, 22), 5  # a course gives between four and 22 of its places; five more wait or go elsewhere
AWAY = 0.08  # take part outside their province
IN_SPELL = 8.0  # how much likelier while out of work
UPCOMING = (("applied", 0.22), ("documents", 0.06), ("approved", 0.12), ("placed", 0.45), ("offered", 0.03),
            ("refused", 0.06), ("withdrawn", 0.06))  # fmt: skip
RUNNING = (("started", 0.87), ("suspended", 0.08), ("left", 0.05))
YOUNGEST = 16
OVER = ("completed", "not_completed", "left_for_job", "left", "refused")
# Shares of OVER by category: what is short and wanted is finished, incentives are left least.
ENDS = {
    "1": (0.70, 0.05, 0.14, 0.07, 0.04), "2": (0.70, 0.08, 0.10, 0.08, 0.04), "3": (0.80, 0.05, 0.04, 0.06, 0.05),
    "4": (0.78, 0.04, 0.00, 0.12, 0.06), "5": (0.66, 0.09, 0.07, 0.10, 0.08), "6": (0.84, 0.03, 0.03, 0.06, 0.04),
    "7": (0.60, 0.10, 0.04, 0.12, 0.14), "8": (0.75, 0.00, 0.18, 0.03, 0.04), "9": (0.90, 0.00, 0.00, 0.05, 0.05),
}  # fmt: skip
SIZE = {"1": 26.0, "2": 26.0, "3": 1.0, "4": 14.0, "5": 2.5, "6": 20.0, "7": 3.5, "8": 6.0, "9": 0.5}
# Times as likely by age: under 35, 35 to 49, 50 to 59, 60 and over.
BY_AGE = {
    "2": (1.5, 1.1, 0.6, 0.3), "4": (1.7, 0.8, 0.8, 0.7), "6": (0.3, 0.5, 1.2, 3.5), "7": (0.8, 1.5, 1.0, 0.4),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Offer:
    """One entry a programme. `only` limits to youth, older people or women; `since` is its first day from today."""

    id: Array
    category: Array
    course: Array
    only: Array
    since: Array
    days: Array

    @classmethod
    def of(cls, rows: list[tuple[int, str, bool, str, int]]) -> Offer:
        number, category, course, only, since = (np.array(column) for column in zip(*rows, strict=True))
        return cls(number, category, course, only, since, SHORTEST + number * 7 % (LONGEST - SHORTEST + 1))

    def weights(self, age: Array, female: Array, day: Array) -> Array:
        """(people, programmes): how likely each is to be taken that day, rows adding up to one."""
        band = np.digitize(age, (35, 50, 60))
        found = (day[:, None] >= self.since).astype(float)
        for at, category in enumerate(self.category.tolist()):
            same = int((self.category == category).sum())
            found[:, at] *= SIZE.get(category, 1.0) / same * np.array(BY_AGE.get(category, (1.0,) * 4))[band]
            allowed = {"youth": age < 35, "older": age >= 50, "women": female}.get(str(self.only[at]))
            if allowed is not None:
                found[:, at] *= allowed
        return found / np.maximum(found.sum(axis=1, keepdims=True), 1e-12)


@dataclass(frozen=True, slots=True)
class People:
    """One entry a person; `age` is today's, `out_from` and `out_to` bound the last search, in days from today."""

    id: Array
    age: Array
    female: Array
    province: Array  # position among the provinces
    out_from: Array
    out_to: Array


@dataclass(slots=True)
class Drawn:
    """One entry an enrolment; days are counted from today."""

    person: Array
    programme: Array  # position in the offer
    province: Array
    slot: Array
    start: Array
    end: Array
    ended: Array
    applied: Array
    state: Array
    run: Array  # which of the runs of its programme, province and slot; −1 for none
    waiting: Array  # 0 where nobody waits


def draw(
    rng: np.random.Generator,
    people: People,
    offer: Offer,
    provinces: int,
    *,
    count: int,
    slots: int,
    seats: int,
    asked: Array,
) -> Drawn:
    """About `count` enrolments. `asked` (programmes × provinces × slots) counts who asked; it grows."""
    person, slot = _slots(rng, people, count, slots)
    age = _age_at(people.age[person], slot)
    weights = offer.weights(age, people.female[person], AHEAD - SPREAD - SLOT * slot).cumsum(axis=1)
    programme = np.minimum((rng.random(len(person))[:, None] > weights).sum(axis=1), len(offer.id) - 1)
    away = rng.random(len(person)) < AWAY
    province = np.where(away, rng.integers(0, provinces, len(person)), people.province[person])
    course = offer.course[programme]
    start = AHEAD - SLOT * slot - rng.integers(0, SPREAD, len(person))
    shared = AHEAD - SLOT * slot - (programme * 5 + province * 11 + slot * 3) % SPREAD  # who share a run
    start = np.where(course, shared, start)
    end = start + offer.days[programme]
    seat = _seats(asked, programme, province, slot)
    state = _states(rng, offer.category[programme], age, start, end)
    round_ = seats + SPARE
    spare = course & (seat % round_ >= seats)
    state = np.where(spare, np.where(start > 0, "waiting", "withdrawn"), state)
    return Drawn(
        people.id[person], programme, province, slot, start, end, _ended(rng, state, start, end),
        np.where(start > 0, -rng.integers(8, 30, len(person)), start - 20 - rng.integers(0, 15, len(person))),
        state, np.where(course, seat // round_, -1), np.where(state == "waiting", seat % round_ - seats + 1, 0),
    )  # fmt: skip


def seats_of(count: int, courses: int, provinces: int, slots: int) -> int:
    """Places a course gives: somewhat fewer than ask on average, so that some wait whatever the population's size."""
    each = count * SIZE["2"] / sum(SIZE.values()) / max(courses * provinces * slots, 1)
    return int(np.clip(round(0.9 * each), *SEATS))


def _age_at(age: Array, slot: Array) -> Array:
    """In years at the earliest start of the slot."""
    return age + (AHEAD - SPREAD - SLOT * slot) / 365.25


def _slots(rng: np.random.Generator, people: People, count: int, slots: int) -> tuple[Array, Array]:
    """How often each person takes part, and in which slots: those of the search rather than others."""
    size = len(people.id)
    grown = _age_at(people.age[:, None], np.arange(slots)) >= YOUNGEST
    times = np.minimum(rng.multinomial(count, np.full(size, 1 / size)), grown.sum(axis=1))
    middle = AHEAD - SLOT * np.arange(slots) - SPREAD // 2
    out = (middle >= people.out_from[:, None]) & (middle <= people.out_to[:, None])
    # Ordering by −log(u) ÷ weight draws without replacement, in proportion to the weights.
    weight = np.where(out, IN_SPELL, 1.0)
    order = np.argsort(np.where(grown, -np.log(rng.random((size, slots))) / weight, np.inf), axis=1)
    chosen = np.arange(slots) < times[:, None]
    return np.nonzero(chosen)[0], order[chosen]


def _seats(asked: Array, programme: Array, province: Array, slot: Array) -> Array:
    """The place of each in the queue for its programme, province and slot, after those of the chunks before."""
    key = np.ravel_multi_index((programme, province, slot), asked.shape)
    order = np.argsort(key, kind="stable")
    ordered = key[order]
    first = np.r_[True, ordered[1:] != ordered[:-1]] if len(ordered) else np.zeros(0, bool)
    since = np.arange(len(key)) - np.maximum.accumulate(np.where(first, np.arange(len(key)), 0))
    seat = np.empty(len(key), dtype=np.int64)
    seat[order] = asked.reshape(-1)[ordered] + since
    np.add.at(asked.reshape(-1), key, 1)
    return seat


def _pick(rng: np.random.Generator, shares: Array) -> Array:
    """(n, choices) → one choice each."""
    edges = shares.cumsum(axis=1)
    return (rng.random(len(shares))[:, None] * edges[:, -1:] > edges).sum(axis=1)


def _among(rng: np.random.Generator, choices: Sequence[tuple[str, float]], n: int) -> Array:
    shares = np.array([share for _name, share in choices])
    return np.array([name for name, _share in choices])[_pick(rng, np.tile(shares, (n, 1)))]


def _states(rng: np.random.Generator, category: Array, age: Array, start: Array, end: Array) -> Array:
    n = len(category)
    ends = np.array([ENDS.get(one, ENDS["2"]) for one in category.tolist()]).reshape(n, len(OVER))
    ends[:, 0] *= np.where(age >= 50, 1.08, np.where(age < 30, 0.94, 1.0))
    over = np.array(OVER)[_pick(rng, ends)]
    upcoming, running = _among(rng, UPCOMING, n), _among(rng, RUNNING, n)
    return np.where(start > 0, upcoming, np.where(end < 0, over, running))


def _ended(rng: np.random.Generator, state: Array, start: Array, end: Array) -> Array:
    """When it was over, or a day beyond all others where it is not."""
    early = start + 3 + (rng.random(len(state)) * np.maximum(np.minimum(end, 0) - start - 3, 0)).astype(int)
    early = np.minimum(early, end)
    left = np.isin(state, ("left", "left_for_job"))
    finished = np.isin(state, ("completed", "not_completed"))
    return np.where(left, early, np.where(finished, end, NOT_OVER))


NOT_OVER = 99_999

"""Who applied where, and what came of it: the draws behind the made-up applications. Arrays in, plain rows out."""

import datetime as dt
import uuid
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any
from zoneinfo import ZoneInfo

import numpy as np

DAY = dt.timedelta(days=1)
SEOUL = ZoneInfo("Asia/Seoul")
SAME_TRADE, SAME_PROVINCE = 0.6, 0.87  # shares of applications within trade and province, and within the province
WITHDRAWS, INTERVIEWED, OFFERED_AT_ONCE = 0.07, 0.34, 0.06
OFFERED_AFTER, REFUSED_AFTER = 0.38, 0.93  # cumulative, after an interview; the rest hear nothing
ACCEPTS, DECLINES = 0.82, 0.97  # cumulative; the rest let the offer lapse
REASONS = ("other_chosen", "experience", "skills", "conditions")
ROUNDS = 12


@dataclass(slots=True)
class Vacancies:
    """Columns of equal length, one entry a vacancy; times are seconds since 1970."""

    id: np.ndarray
    employer: np.ndarray
    province: np.ndarray
    major: np.ndarray
    opened: np.ndarray
    closed: np.ndarray
    free: np.ndarray
    state: np.ndarray

    @classmethod
    def of(cls, rows: list[tuple[Any, ...]]) -> "Vacancies":
        columns = list(zip(*rows, strict=True)) if rows else [()] * 8
        number, employer, province, major, opened, closed, free, state = columns
        return cls(
            np.array(number, dtype=np.int64), np.array(employer, dtype=np.int64), np.array(province), np.array(major),
            np.array([one.timestamp() for one in opened]), np.array([one.timestamp() for one in closed]),
            np.array(free, dtype=np.int64), np.array(state),
        )  # fmt: skip


@dataclass(slots=True)
class Step:
    before: str
    after: str
    at: dt.datetime


@dataclass(slots=True)
class History:
    public_id: uuid.UUID
    jobseeker: int
    vacancy: int
    applied_at: dt.datetime
    due: dt.date
    closes: dt.date
    extra: int
    state: str = "applied"
    viewed_at: dt.datetime | None = None
    answered_at: dt.datetime | None = None
    decided_at: dt.datetime | None = None
    reason: str = ""
    interview_at: dt.datetime | None = None
    offered_at: dt.datetime | None = None
    starts_on: dt.date | None = None
    steps: list[Step] = field(default_factory=list)

    def move(self, state: str, at: dt.datetime) -> None:
        self.steps.append(Step(self.state if self.steps else "", state, at))
        self.state = state


def _groups(keys: np.ndarray) -> dict[str, np.ndarray]:
    order = np.argsort(keys, kind="stable")
    values, starts = np.unique(keys[order], return_index=True)
    return dict(zip(values.tolist(), np.split(order, starts[1:]), strict=True))


def _partners(
    rng: np.random.Generator, people: dict[str, np.ndarray], wanted: Vacancies, picks: np.ndarray
) -> np.ndarray:
    """For each picked vacancy an index into `people`: mostly of its province and trade."""
    count = len(people["id"])
    chosen = rng.integers(0, count, len(picks))
    luck = rng.random(len(picks))
    trade = _groups(np.char.add(people["province"].astype(str), people["major"].astype(str)))
    place = _groups(people["province"].astype(str))
    keys = np.char.add(wanted.province.astype(str), wanted.major.astype(str))[picks]
    for groups, mine, keys_of in (
        (place, luck < SAME_PROVINCE, wanted.province.astype(str)[picks]),
        (trade, luck < SAME_TRADE, keys),
    ):
        for key in np.unique(keys_of[mine]):
            members = groups.get(str(key))
            if members is not None:
                spots = np.flatnonzero(mine & (keys_of == key))
                chosen[spots] = members[rng.integers(0, len(members), len(spots))]
    return chosen


def _some(
    rng: np.random.Generator, people: dict[str, np.ndarray], vacancies: Vacancies, among: np.ndarray, count: int
) -> np.ndarray:
    """`count` distinct (person, vacancy, second) rows with the vacancies drawn from `among`."""
    weight = rng.lognormal(0, 0.9, len(among))
    registered = np.array([one.timestamp() for one in people["registered"]])
    rows, found = np.empty((0, 3)), 0
    for _round in range(ROUNDS):
        if found >= count:
            break
        picks = among[rng.choice(len(among), int((count - found) * 1.4) + 50, p=weight / weight.sum())]
        who = _partners(rng, people, vacancies, picks)
        low = np.maximum(vacancies.opened[picks], registered[who])
        span = vacancies.closed[picks] - low
        when = low + span * rng.beta(1, 1.6, len(picks))
        fresh = np.stack([who, picks, when], axis=1)[span > 0]
        rows = np.concatenate([rows, fresh])
        _unique, first = np.unique(rows[:, 0] * len(vacancies.id) + rows[:, 1], return_index=True)
        rows, found = rows[np.sort(first)], len(first)
    return rows[:count]


def draw_pairs(
    rng: np.random.Generator, people: dict[str, np.ndarray], vacancies: Vacancies, *, count: int, one_employer: int
) -> np.ndarray:
    """Rows (index of person, index of vacancy, second of applying), oldest first.

    The employer with the most postings now open gets `one_employer` rows and no other.
    """
    everything = np.arange(len(vacancies.id))
    open_now = vacancies.employer[vacancies.state == "published"]
    if not one_employer or not len(open_now):
        rows = _some(rng, people, vacancies, everything, count)
    else:
        firms, postings = np.unique(open_now, return_counts=True)
        big = firms[np.argmax(postings)]
        own = np.flatnonzero((vacancies.employer == big) & (vacancies.state == "published"))
        rest = np.flatnonzero(vacancies.employer != big)
        rows = _some(rng, people, vacancies, own, min(one_employer, count))
        if len(rest) and count > len(rows):
            rows = np.concatenate([rows, _some(rng, people, vacancies, rest, count - len(rows))])
    return rows[np.argsort(rows[:, 2], kind="stable")]


@dataclass(slots=True)
class Draw:
    """What the histories of one run share."""

    rng: np.random.Generator
    now: dt.datetime
    hired: set[int]
    free: dict[int, int]
    answer_days: int
    close_days: int

    def after(self, days: float) -> dt.timedelta:
        return dt.timedelta(days=float(self.rng.exponential(days)) + 0.01)

    def may_hire(self, one: History) -> bool:
        return self.free.get(one.vacancy, 0) > 0 and one.jobseeker not in self.hired


def draw_histories(
    rng: np.random.Generator,
    rows: np.ndarray,
    people: dict[str, np.ndarray],
    vacancies: Vacancies,
    draw: Draw,
) -> Iterator[History]:
    ids = rng.integers(0, 2**63, (len(rows), 2), dtype=np.int64)
    for (who, what, second), (high, low) in zip(rows, ids, strict=True):
        at = dt.datetime.fromtimestamp(float(second), tz=SEOUL)
        spot = int(what)
        one = History(
            public_id=uuid.UUID(int=(int(high) << 64) | int(low), version=4),
            jobseeker=int(people["id"][int(who)]),
            vacancy=int(vacancies.id[spot]),
            applied_at=at,
            due=at.date() + draw.answer_days * DAY,
            closes=at.date() + draw.close_days * DAY,
            extra=int(rng.integers(0, 100)),
        )
        one.move("applied", at)
        _live(one, draw, quality=0.35 + 0.65 * ((int(vacancies.employer[spot]) * 2654435761) % 1000) / 1000)
        if vacancies.state[spot] == "filled" and one.decided_at is None:
            end = max(dt.datetime.fromtimestamp(float(vacancies.closed[spot]), tz=SEOUL), one.steps[-1].at)
            _end(one, draw, "rejected", min(end, draw.now), reason="filled")
        yield one


def _end(one: History, draw: Draw, state: str, at: dt.datetime, *, reason: str = "") -> None:
    """Decide it, if that moment has come."""
    if at <= draw.now:
        one.move(state, at)
        one.decided_at, one.reason = at, reason


def _silence(one: History, draw: Draw) -> None:
    closing = dt.datetime.combine(one.closes + DAY, dt.time(0, 10), tzinfo=SEOUL)
    _end(one, draw, "closed_no_answer", closing)


def _live(one: History, draw: Draw, *, quality: float) -> None:
    rng = draw.rng
    answers = rng.random() < quality
    viewed = min(one.applied_at + draw.after(1.5), one.applied_at + 10 * DAY)
    if (answers or rng.random() < 0.5) and viewed <= draw.now:
        one.viewed_at = viewed
        one.move("viewed", viewed)
    if rng.random() < WITHDRAWS:
        _end(one, draw, "withdrawn", viewed + draw.after(2))
    elif not answers:
        _silence(one, draw)
    else:
        at = min(viewed + dt.timedelta(days=float(rng.lognormal(1.3, 0.7))), one.applied_at + 20 * DAY)
        if at <= draw.now:
            _answer(one, draw, at)


def _answer(one: History, draw: Draw, at: dt.datetime) -> None:
    luck = draw.rng.random()
    one.answered_at = at
    if luck < INTERVIEWED:
        _interview(one, draw, at)
    elif luck < INTERVIEWED + OFFERED_AT_ONCE and draw.may_hire(one):
        _offer(one, draw, at)
    else:
        _end(one, draw, "rejected", at, reason=str(draw.rng.choice(REASONS)))


def _interview(one: History, draw: Draw, at: dt.datetime) -> None:
    one.move("interview", at)
    day = at.date() + int(draw.rng.integers(2, 8)) * DAY
    one.interview_at = dt.datetime.combine(day, dt.time(int(draw.rng.integers(10, 18))), tzinfo=SEOUL)
    one.due, one.closes = day + draw.answer_days * DAY, day + draw.close_days * DAY
    luck, decided = draw.rng.random(), min(one.interview_at + draw.after(4), one.interview_at + 20 * DAY)
    if decided > draw.now:
        return
    if luck < OFFERED_AFTER and draw.may_hire(one):
        _offer(one, draw, decided)
    elif luck < REFUSED_AFTER:
        _end(one, draw, "rejected", decided, reason=str(draw.rng.choice(REASONS)))
    else:
        _silence(one, draw)


def _offer(one: History, draw: Draw, at: dt.datetime) -> None:
    one.move("offered", at)
    one.offered_at = at
    one.starts_on = at.date() + int(draw.rng.integers(10, 31)) * DAY
    one.due = one.closes = at.date() + 5 * DAY
    luck, word = draw.rng.random(), at + dt.timedelta(days=min(float(draw.rng.exponential(1.5)), 4.5))
    if luck < ACCEPTS:
        if word <= draw.now:
            draw.hired.add(one.jobseeker)
            draw.free[one.vacancy] -= 1
        _end(one, draw, "accepted", word)
    elif luck < DECLINES:
        _end(one, draw, "declined", word)
    else:
        _silence(one, draw)

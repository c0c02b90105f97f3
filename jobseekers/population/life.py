"""One person's last years: spells of search and the jobs between, so that the two never contradict each other."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, field

import numpy as np

from jobseekers.population import figures as fig
from jobseekers.population.draw import Drawn

DAY = dt.timedelta(days=1)
ROUNDS = 7
SEASON_SHARE = (fig.SEASON / fig.SEASON.max()).tolist()
MEAN_SEARCH = fig.SEARCH_MEDIAN * float(np.exp(fig.SEARCH_SIGMA**2 / 2))
MEAN_WORK = fig.WORK_MEDIAN * float(np.exp(fig.WORK_SIGMA**2 / 2))
SEARCHING_AT_FIRST = MEAN_SEARCH / (MEAN_SEARCH + MEAN_WORK)
REASON_EDGES = {key: np.cumsum(shares).tolist() for key, shares in fig.REASON_SHARE.items()}
END_EDGES = np.cumsum([share for _code, share in fig.END_REASONS]).tolist()
IN_WORK = ("placed", "found")


@dataclass(slots=True)
class Life:
    spells: list[tuple[dt.date, dt.date | None, str, str]] = field(
        default_factory=list
    )  # start, end, why, how it ended
    jobs: list[tuple[dt.date, dt.date | None]] = field(default_factory=list)  # oldest first
    registered: dt.date = dt.date.min
    months: int = 0

    @property
    def looking(self) -> bool:
        return bool(self.spells) and self.spells[-1][1] is None


def _at(edges: list[float], value: float) -> int:
    return next((at for at, edge in enumerate(edges) if value < edge), len(edges) - 1)


def _reason(sex: str, age: int, value: float) -> str:
    group = 0 if age < 35 else 1 if age < 55 else 2
    return fig.REASONS[_at(REASON_EDGES[sex, group], value)]


def _in_season(start: dt.date, keep: float, shift: float) -> dt.date:
    """Move some of the starts in slack months on, most to January and July, so that the year has its peaks."""
    if keep <= SEASON_SHARE[start.month - 1] + (0.42 if 4 <= start.month <= 6 else 0.3):
        return start
    if start.month >= 10:
        return dt.date(start.year + 1, 1, 2) + dt.timedelta(days=int(shift * 24))
    if 4 <= start.month <= 6:
        return dt.date(start.year, 7, 1) + dt.timedelta(days=int(shift * 26))
    return start + dt.timedelta(days=int(shift * 50))


def _earlier(start: dt.date, days: int, cut: float) -> list[tuple[dt.date, dt.date | None]]:
    """The years before the first spell we tell of: one job, or up to three with short gaps where they are many."""
    count = 1 if days < 5 * 365 else 2 if days < 14 * 365 else 3
    begin, jobs = start - dt.timedelta(days=days), []
    for turn in range(count):
        end = begin + dt.timedelta(days=int(days / count * (0.6 + 0.38 * ((cut + turn * 0.31) % 1))))
        jobs.append((begin, start - DAY if turn == count - 1 else end))
        begin = end + dt.timedelta(days=60)
    return [(first, last) for first, last in jobs if last is not None and first < last]


def _months(start: dt.date, end: dt.date) -> int:
    return max((end.year - start.year) * 12 + end.month - start.month, 1)


@dataclass(frozen=True, slots=True)
class Luck:
    """What chance dealt one person: days of each search and each job, and dice for the rest."""

    search: list[int]
    work: list[int]
    turns: list[list[float]]
    begin: list[float]


def lives(rng: np.random.Generator, today: dt.date, drawn: Drawn) -> Iterator[Life]:
    n = len(drawn.age)
    search = np.exp(rng.normal(np.log(fig.SEARCH_MEDIAN), fig.SEARCH_SIGMA, (n, ROUNDS)))
    search = np.maximum(search * np.array(fig.OLDER_SEARCH_LONGER)[drawn.band][:, None], 3).astype(int).tolist()
    work = (
        np.maximum(np.exp(rng.normal(np.log(fig.WORK_MEDIAN), fig.WORK_SIGMA, (n, ROUNDS))), 14).astype(int).tolist()
    )
    turns = rng.random((n, ROUNDS, 4)).tolist()
    begin = rng.random((n, 4)).tolist()
    for at in range(n):
        luck = Luck(search[at], work[at], turns[at], begin[at])
        yield _life(today, drawn.age[at], drawn.sex[at], fig.LEAVES_SCHOOL[drawn.education[at]], luck)


def _life(today: dt.date, age: int, sex: str, leaves: int, luck: Luck) -> Life:
    search, work, chance, begin = luck.search, luck.work, luck.turns, luck.begin
    years = age - leaves
    if years <= 0 or (years <= 3 and begin[0] < 0.45):
        return _newcomer(today, search, chance[0], begin)
    opened = today - dt.timedelta(days=fig.HISTORY_DAYS)
    if begin[1] < SEARCHING_AT_FIRST:
        start = opened - dt.timedelta(days=int(begin[2] * search[0]))
    else:
        start = opened + dt.timedelta(days=int(begin[2] * work[0]))
    found = Life()
    earlier = max(int(years * 365 * (0.35 + 0.6 * begin[3])) - fig.HISTORY_DAYS // 2, 60)
    *before, (held_since, _until) = _earlier(start, earlier, begin[0])
    found.jobs = list(before)
    held: dt.date | None = held_since  # since when in the job that is now held
    for turn in range(ROUNDS):
        start = _in_season(start, chance[turn][2], chance[turn][3])
        if start >= today:
            break
        if held is not None and held < start:
            found.jobs.append((held, start - DAY))
        why = _reason(sex, age, chance[turn][0])
        end = start + dt.timedelta(days=search[turn])
        if end >= today:
            found.spells.append((start, None, why, ""))
            held = None
            break
        how = fig.END_REASONS[_at(END_EDGES, chance[turn][1])][0]
        found.spells.append((start, end, why, how))
        held = end if how in IN_WORK else None
        start = end + dt.timedelta(days=work[turn])
    if held is not None and held < today:
        found.jobs.append((held, None))
    return _summed(found, today)


def _newcomer(today: dt.date, search: list[int], chance: list[float], begin: list[float]) -> Life:
    start = _in_season(today - dt.timedelta(days=2 + int(begin[2] * 400)), chance[2], chance[3])
    start = min(start, today - DAY)
    end = start + dt.timedelta(days=search[0])
    if end >= today:
        return _summed(Life(spells=[(start, None, "first", "")]), today)
    how = fig.END_REASONS[_at(END_EDGES, chance[1])][0]
    jobs: list[tuple[dt.date, dt.date | None]] = [(end, None)] if how in IN_WORK else []
    return _summed(Life(spells=[(start, end, "first", how)], jobs=jobs), today)


def _summed(found: Life, today: dt.date) -> Life:
    found.registered = found.spells[0][0] if found.spells else today - dt.timedelta(days=30)
    found.months = min(sum(_months(start, end or today) for start, end in found.jobs), 840)
    return found

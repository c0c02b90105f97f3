"""Search: the index answers which vacancies and how well, filters and counts are arrays, one query makes the page."""

from __future__ import annotations

import datetime as dt
import math
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from matching.search import filters, labels
from matching.search.criteria import KM, Criteria
from matching.search.finding import Matched, matched, strictly
from matching.search.records import Records, Rows, some
from matching.search.reference import Place, Reference, reference
from matching.selectors.cards import Card, cards

PAGE = 20
FRESH_DAYS, FRESH_SHARE = 14, 0.05
GROUPS = ("region", "occ", "pay", "contract", "career", "hours", "no", "remote", "edu", "also", "days")


@dataclass(slots=True)  # not frozen: a page makes seventy
class Option:
    value: str
    label: str
    count: int
    chosen: bool
    depth: int = 0


@dataclass(slots=True)
class Group:
    name: str
    legend: str
    options: list[Option]
    single: bool = False


@dataclass(frozen=True)
class Relaxed:
    """A search with one condition less, and what it would give."""

    label: str
    count: int
    address: str
    wider: bool = False


@dataclass
class Answer:
    """What was found without the page's rows: every count, and the first of each page in order."""

    records: Records
    ids: list[int]
    km: dict[int, float]
    total: int
    number: int
    num_pages: int
    groups: list[Group]
    place: Place | None
    said: Matched
    relaxed: Relaxed | None


@dataclass
class Found(Answer):
    """A page of results with everything about it."""

    asked: Criteria
    tags: list[tuple[str, str]]
    cards: list[Card]

    @property
    def applied(self) -> int:
        return len(self.tags)

    @property
    def shape(self) -> tuple[Any, ...]:
        """The filters, all but their counts."""
        return tuple(
            (one.name, one.legend, one.single, tuple([(o.value, o.label, o.chosen, o.depth) for o in one.options]))
            for one in self.groups
        )

    @property
    def counts(self) -> list[int]:
        return [option.count for group in self.groups for option in group.options]

    @property
    def key(self) -> tuple[Any, ...]:
        """All that the page shows but its address, in a form that can be compared: what was asked says which values
        are chosen, the reference what they are called."""
        said = self.said
        return (
            self.asked, reference(), self.total, self.relaxed, self.place,
            tuple([(option.value, option.count) for group in self.groups for option in group.options]),
            tuple(said.changed), tuple(said.missing), said.marks, said.widened, said.partial, said.wordless, said.slow,
            tuple([one.piece for one in self.cards]),
        )  # fmt: skip

    @property
    def changed(self) -> list[tuple[str, str]]:
        return self.said.changed

    @property
    def partial(self) -> bool:
        return self.said.partial


def answer(asked: Criteria, *, today: dt.date | None = None) -> Answer:
    """Which vacancies, in which order, with counts for each filter value, and a way out where nothing was found."""
    today = today or timezone.localdate()
    names = reference()
    said = matched(asked.q, today)
    place = names.find_district(asked.near) if asked.near else None
    found = filters.apply(said.records, asked, names, place)
    kept = found.rows
    pages = max(1, math.ceil(len(kept) / PAGE))
    number = min(asked.page, pages)
    shown = _first(found, kept, asked, number * PAGE)[(number - 1) * PAGE :]
    ids = some(said.records, "vacancy", shown).tolist()
    km = dict(zip(ids, found.km[shown].tolist(), strict=True)) if found.km is not None else {}
    groups = _groups(found, asked, names)
    relaxed = None if len(kept) else _relaxed(found, asked)
    return Answer(said.records, ids, km, len(kept), number, pages, groups, place, said, relaxed)


def search(asked: Criteria, *, user: User | None = None, today: dt.date | None = None) -> Found:
    """The page asked for: the answer with its cards, tags, and what was done to the words."""
    found, names = answer(asked, today=today), reference()
    return Found(
        **vars(found),
        asked=replace(asked, page=found.number),
        tags=[(label, f"?{asked.less(name, value).address()}") for label, name, value in labels.applied(asked, names)],
        cards=cards(found.ids, user, found.km),
    )


def matching_ids(asked: Criteria, *, since: dt.datetime, today: dt.date) -> list[int]:
    """Vacancies of a saved search published after a moment, the newest first; nothing is mended or counted."""
    records = strictly(asked.q, today)
    names = reference()
    place = names.find_district(asked.near) if asked.near else None
    found = filters.apply(records, asked, names, place)
    new = found.all & (records["published"] > int(since.timestamp()))
    ids, published = records["vacancy"][new], records["published"][new].astype(np.int64)
    return ids[np.lexsort((ids, -published))].tolist()


def _first(found: filters.Filtered, kept: Rows, asked: Criteria, most: int) -> Rows:
    """The first `most` of `kept`, best first; the newest first among equals, then the highest id."""
    if len(kept) > most and _is_by_fit(found, asked):
        kept = _likely(found.records["rank"], kept, most)
    published = some(found.records, "published", kept).astype(np.int64)
    worth = _worth(found, kept, asked, published)
    if len(kept) > most:  # only what can be among the first is put in order
        candidates = np.flatnonzero(worth <= np.partition(worth, most - 1)[most - 1])
        kept, worth, published = kept[candidates], worth[candidates], published[candidates]
    newest = -some(found.records, "vacancy", kept).astype(np.int64)
    return kept[np.lexsort((newest, -published, worth))][:most]


def _likely(rank: np.ndarray, kept: Rows, most: int) -> Rows:
    """Those that freshness can lift among the first `most`: only for them it is worked out."""
    mine = rank if len(kept) == len(rank) else rank[kept]
    least = np.partition(mine, len(mine) - most)[len(mine) - most]
    return kept[mine * np.float32(1 + 1.1 * FRESH_SHARE) >= least]


def _is_by_fit(found: filters.Filtered, asked: Criteria) -> bool:
    return "rank" in found.records and (asked.sort in ("", "fit") or (asked.sort == "near" and found.km is None))


def _worth(found: filters.Filtered, kept: Rows, asked: Criteria, published: np.ndarray) -> np.ndarray:
    """What is sorted by, the lowest first."""
    records = found.records
    if asked.sort == "deadline":
        deadline = some(records, "deadline", kept)
        return np.where(deadline > 0, deadline, 2**31 - 1)
    if asked.sort == "pay":
        return -some(records, "pay_month", kept).astype(np.int64)
    if asked.sort == "near" and found.km is not None:
        return found.km[kept]
    if _is_by_fit(found, asked):
        age = np.maximum(timezone.now().timestamp() - published, 0) / 86_400
        return -records["rank"][kept] * (1 + FRESH_SHARE * np.exp(-age / FRESH_DAYS))
    return -published


def _groups(found: filters.Filtered, asked: Criteria, names: Reference) -> list[Group]:
    counts, offered = filters.counts(found, asked), labels.offered(names)
    groups = []
    for name in GROUPS:
        chosen = getattr(asked, name)
        single = not isinstance(chosen, tuple)
        picked = (str(chosen),) if single else chosen
        legend, values = offered(name, () if single else chosen)
        many = counts[name]
        options = [
            Option(value, label, many.get(value, 0), value in picked, depth)
            for value, label, depth in values
            # An empty place or occupation of 250 says nothing; an empty kind of contract does.
            if name not in ("region", "occ") or value in picked or many.get(value)
        ]
        groups.append(Group(name, legend, options, single))
    return groups


def _relaxed(found: filters.Filtered, asked: Criteria) -> Relaxed | None:
    """The one condition whose loss gives most; a wider circle is tried before the circle is given up."""
    best: Relaxed | None = None
    if found.km is not None:
        others = found.km[found.but("near")]
        for km in KM:
            count = int((others <= float(km)).sum())
            if count and int(km) > int(asked.km or 0):
                wider = replace(asked, km=km, page=1)
                return Relaxed(_("%(km)skm까지 넓히면") % {"km": km}, count, wider.address(), wider=True)
    for name in found.masks:
        count = int(found.but(name).sum())
        if count and (best is None or count > best.count):
            best = Relaxed(str(labels.LEGENDS[name]), count, asked.less(name).address())
    return best

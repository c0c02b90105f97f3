"""Search: one query for the facts of everything that has the words, the rest in arrays, one query for the page."""

from __future__ import annotations

import datetime as dt
import math
import time
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np
from django.conf import settings
from django.core.cache import cache
from django.db import connection
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from matching.search import facts, filters, labels, understanding, words
from matching.search.criteria import KM, Criteria
from matching.search.reference import Place, Reference, reference
from matching.selectors.cards import cards

PAGE = 20
KEPT = 32  # searches a process keeps for a moment: some hundred kilobytes each
_kept: dict[tuple[str, dt.date], tuple[float, Any]] = {}
MENDED_SECONDS = 30  # a word nobody used until now may come with the next vacancy
FRESH_DAYS, FRESH_SHARE = 14, 0.25
_OPEN = "i.published AND i.places > 0 AND (i.deadline IS NULL OR i.deadline >= %s)"
_ALL = f"SELECT string_agg(i.facts, ''::bytea) FROM matching_vacancyindex i WHERE {_OPEN}"  # noqa: S608
_FOUND = (
    "SELECT string_agg(i.facts || float4send(ts_rank('{0.05,0.3,0.6,1.0}', i.words, asked.q)), ''::bytea)"  # noqa: S608
    f" FROM matching_vacancyindex i, (SELECT %s::tsquery AS q) asked WHERE i.words @@ asked.q AND {_OPEN}"
)


@dataclass(frozen=True)
class Option:
    value: str
    label: str
    count: int
    chosen: bool
    depth: int = 0


@dataclass(frozen=True)
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
class Found:
    """A page of results with everything about it."""

    asked: Criteria
    total: int
    ids: list[int]
    km: dict[int, float]
    number: int
    num_pages: int
    groups: list[Group] = field(default_factory=list)
    tags: list[tuple[str, str]] = field(default_factory=list)
    place: Place | None = None
    changed: list[tuple[str, str]] = field(default_factory=list)
    partial: bool = False
    relaxed: Relaxed | None = None
    cards: list[dict[str, Any]] = field(default_factory=list)

    @property
    def applied(self) -> int:
        return len(self.tags)


def search(asked: Criteria, *, user: User | None = None, today: dt.date | None = None) -> Found:
    """The page asked for, with counts for each filter value, tags, and a way out where nothing was found."""
    today = today or timezone.localdate()
    names = reference()
    records, changed, partial = matched(asked.q, today)
    place = names.find_district(asked.near) if asked.near else None
    found = filters.apply(records, asked, names, place, today)
    kept = np.flatnonzero(found.all)
    order = kept[_order(found, kept, asked, today)]
    pages = max(1, math.ceil(len(order) / PAGE))
    number = min(asked.page, pages)
    shown = order[(number - 1) * PAGE : number * PAGE]
    ids = records["vacancy"][shown].tolist()
    km = dict(zip(ids, found.km[shown].tolist(), strict=True)) if found.km is not None else {}
    return Found(
        asked=replace(asked, page=number),
        total=len(order),
        ids=ids,
        km=km,
        number=number,
        num_pages=pages,
        groups=_groups(found, asked, names, today),
        tags=[(label, f"?{asked.less(name, value).address()}") for label, name, value in labels.applied(asked, names)],
        place=place,
        changed=changed,
        partial=partial,
        relaxed=None if len(order) else _relaxed(found, asked, names, today),
        cards=cards(ids, user, km),
    )


def matching_ids(asked: Criteria, *, since: dt.datetime, today: dt.date) -> list[int]:
    """Vacancies of a saved search published after a moment, the newest first; nothing is mended or counted."""
    typed = understanding.asked_words(asked.q)
    records = _fetch(words.all_of(typed) if typed else "", today)
    names = reference()
    place = names.find_district(asked.near) if asked.near else None
    found = filters.apply(records, asked, names, place, today)
    new = found.all & (records["published"] > int(since.timestamp()))
    ids, published = records["vacancy"][new], records["published"][new].astype(np.int64)
    return ids[np.lexsort((ids, -published))].tolist()


def matched(q: str, today: dt.date) -> tuple[filters.Records, list[tuple[str, str]], bool]:
    """Records of open vacancies that have the words; the words mended; whether only some of them had to do."""
    typed = understanding.asked_words(q)
    if not typed:
        return _fetch("", today), [], False
    key = f"search-mended:{'+'.join(typed)}"
    mended = cache.get(key)
    if mended is None:
        records = _fetch(words.all_of(typed), today)
        if _count(records):
            return records, [], False
        mended = understanding.mend(typed)
        cache.set(key, mended, MENDED_SECONDS)
    if not mended.words:
        return _fetch(words.all_of(typed), today), [], False
    if mended.words != typed and not mended.missing:
        records = _fetch(words.all_of(mended.words), today)
        if _count(records):
            return records, mended.changed, False
    return _fetch(words.any_of(mended.words), today), mended.changed, len(typed) > 1


def _count(records: filters.Records) -> int:
    return len(records["vacancy"])


def _fetch(query: str, today: dt.date) -> filters.Records:
    """What a process read a moment ago serves again: the index itself is renewed only once a second."""
    key, now = (query, today), time.monotonic()
    kept = _kept.get(key)
    if kept is None or now - kept[0] > settings.SEARCH_KEPT_SECONDS:
        if len(_kept) >= KEPT:
            _kept.clear()
        kept = _kept[key] = now, _read(query, today)
    return filters.columns(facts.read(kept[1], facts.RANKED) if query else facts.read(kept[1]))


def _read(query: str, today: dt.date) -> Any:
    with connection.cursor() as cursor:
        if query:
            cursor.execute(_FOUND, [query, today])
        else:
            cursor.execute(_ALL, [today])
        return cursor.fetchone()[0]


def _order(found: filters.Filtered, kept: np.ndarray, asked: Criteria, today: dt.date) -> np.ndarray:
    """Positions within `kept`, best first; the newest first among equals, then the highest id."""

    def column(name: str) -> np.ndarray:
        return found.records[name][kept]

    published = column("published").astype(np.int64)
    newest = (-column("vacancy").astype(np.int64), -published)
    if asked.sort == "deadline":
        return np.lexsort((*newest, np.where(column("deadline") > 0, column("deadline"), 2**31 - 1)))
    if asked.sort == "pay":
        return np.lexsort((*newest, -column("pay_month").astype(np.int64)))
    if asked.sort == "near" and found.km is not None:
        return np.lexsort((*newest, found.km[kept]))
    if "rank" in found.records and asked.sort != "newest":
        age = np.maximum(timezone.now().timestamp() - published, 0) / 86_400
        return np.lexsort((*newest, -column("rank") * (1 + FRESH_SHARE * np.exp(-age / FRESH_DAYS))))
    return np.lexsort(newest)


def _groups(found: filters.Filtered, asked: Criteria, names: Reference, today: dt.date) -> list[Group]:
    counts = filters.counts(found, asked, today)
    known = labels.table(names)
    values: dict[str, list[tuple[str, int]]] = {
        "region": labels.region_values(asked.region, names),
        "occ": labels.occupation_values(asked.occ, names),
        "pay": labels.pay_values(),
    } | {name: [(value, 0) for value in known_values] for name, known_values in labels.VALUES.items()}
    groups = []
    for name in ("region", "occ", "pay", "contract", "career", "hours", "no", "remote", "edu", "also", "days"):
        chosen = getattr(asked, name)
        single = not isinstance(chosen, tuple)
        picked = {str(chosen)} if single else set(chosen)
        options = [
            Option(value, known(name, value), counts[name].get(value, 0), value in picked, depth)
            for value, depth in values[name]
        ]
        # An empty place or occupation of 250 says nothing; an empty kind of contract does.
        if name in ("region", "occ"):
            options = [one for one in options if one.count or one.chosen]
        groups.append(Group(name, known("", name), options, single))
    return groups


def _relaxed(found: filters.Filtered, asked: Criteria, names: Reference, today: dt.date) -> Relaxed | None:
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

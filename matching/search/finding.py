"""From the words of a query to records of vacancies with how well each answers, and to what must be said about it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field

import numpy as np

from matching.search import postgres, understanding
from matching.search.asking import NEAR
from matching.search.live import View, live
from matching.search.ranking import Finder, Hits
from matching.search.records import Gathered, Records, count_of

KEPT, MOST_KEPT = 32, 20_000  # answers a view keeps, and the vacancies of each


@dataclass
class Matched:
    """Columns of the vacancies, with `rank` where words were asked for.

    `changed`: typed and used instead; `missing`: words nobody knows; `widened`: near words were used; `partial`: some
    vacancies have only some of the words; `wordless`: nothing in the query is a word; `slow`: Postgres answered, since
    the index is missing; `marks`: the words to mark in titles."""

    records: Records = field(default_factory=dict)
    changed: list[tuple[str, str]] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)
    marks: tuple[str, ...] = ()
    widened: bool = False
    partial: bool = False
    wordless: bool = False
    slow: bool = False


def matched(q: str, today: dt.date) -> Matched:
    view = live(today)
    if view is None:
        records, changed, partial = postgres.matched(q, today)
        marks = tuple(used for _typed, used in changed) or tuple(understanding.asked_words(q))
        return Matched(records, changed, partial=partial, marks=marks, slow=True)
    found = view.kept.get(q)
    if not isinstance(found, Matched):
        found = _find(q, view)
        if len(view.kept) >= KEPT:
            view.kept.clear()
        if not q or count_of(found.records) <= MOST_KEPT:
            view.kept[q] = found
    return found


def strictly(q: str, today: dt.date) -> Records:
    """Only vacancies that have all the words or what means the same: for alerts, where a near miss is a nuisance."""
    view = live(today)
    if view is None:
        return postgres.exactly(q, today)
    finder = Finder(view)
    asked = finder.ask(q)
    return _records(view, finder.find(asked, strict=True)) if asked.terms else _open(view)


def _find(q: str, view: View) -> Matched:
    finder = Finder(view)
    asked = finder.ask(q) if q else None
    if asked is None or not asked.terms:
        return Matched(_open(view), wordless=bool(q))
    hits = finder.find(asked)
    ways = [way for term in asked.terms for way in term.ways if hits.widened or way.weight > NEAR]
    marks = tuple(dict.fromkeys(word for way in ways if way.kind != "condition" for word in way.words))
    return Matched(_records(view, hits), asked.changed, asked.missing, marks, hits.widened, hits.partial)


def _records(view: View, hits: Hits) -> Records:
    found = Gathered([(layer.columns, at) for layer, at in zip(view.layers, hits.at, strict=True)])
    found["rank"] = hits.rank[0] if len(hits.rank) == 1 else np.concatenate(hits.rank)
    return found


def _open(view: View) -> Records:
    return Gathered([(layer.columns, np.flatnonzero(layer.open).astype(np.int32)) for layer in view.layers])

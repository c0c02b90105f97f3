"""Search by Postgres alone, where the index on disk is missing: all words as typed or mended, otherwise some."""

from __future__ import annotations

import datetime as dt
import time
from typing import Any

import numpy as np
from django.conf import settings
from django.core.cache import cache
from django.db import connection

from matching.search import facts, understanding, words
from matching.search.facets import with_codes
from matching.search.records import Records

KEPT = 32  # searches a process keeps for a moment: some hundred kilobytes each
_kept: dict[tuple[str, dt.date], tuple[float, Any]] = {}
MENDED_SECONDS = 30  # a word nobody used until now may come with the next vacancy
_OPEN = "i.published AND i.places > 0 AND (i.deadline IS NULL OR i.deadline >= %s)"
_ALL = f"SELECT string_agg(i.facts, ''::bytea) FROM matching_vacancyindex i WHERE {_OPEN}"  # noqa: S608
_FOUND = (
    "SELECT string_agg(i.facts || float4send(ts_rank('{0.05,0.3,0.6,1.0}', i.words, asked.q)), ''::bytea)"  # noqa: S608
    f" FROM matching_vacancyindex i, (SELECT %s::tsquery AS q) asked WHERE i.words @@ asked.q AND {_OPEN}"
)


def matched(q: str, today: dt.date) -> tuple[Records, list[tuple[str, str]], bool]:
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


def _count(records: Records) -> int:
    return len(records["vacancy"])


def _fetch(query: str, today: dt.date) -> Records:
    """What a process read a moment ago serves again: the index itself is renewed only once a second."""
    key, now = (query, today), time.monotonic()
    kept = _kept.get(key)
    if kept is None or now - kept[0] > settings.SEARCH_KEPT_SECONDS:
        if len(_kept) >= KEPT:
            _kept.clear()
        kept = _kept[key] = now, _read(query, today)
    rows = facts.read(kept[1], facts.RANKED if query else facts.FACTS)
    return with_codes({name: np.ascontiguousarray(rows[name]) for name in rows.dtype.names or ()}, today)


def _read(query: str, today: dt.date) -> Any:
    with connection.cursor() as cursor:
        if query:
            cursor.execute(_FOUND, [query, today])
        else:
            cursor.execute(_ALL, [today])
        return cursor.fetchone()[0]


def exactly(q: str, today: dt.date) -> Records:
    """Records of open vacancies that have all the words as typed."""
    typed = understanding.asked_words(q)
    return _fetch(words.all_of(typed) if typed else "", today)

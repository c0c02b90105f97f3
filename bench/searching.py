"""The measurements of `bench.search`, as JSON on standard output. Runs under the project's settings."""

from __future__ import annotations

import datetime as dt
import json
import statistics
import sys
import time
from collections import Counter
from collections.abc import Callable
from typing import Any

import django

django.setup()

import numpy as np  # noqa: E402
from django.conf import settings  # noqa: E402
from django.db import connection  # noqa: E402
from django.utils import timezone  # noqa: E402

from bench.searching_page import shares  # noqa: E402
from employers.models import Vacancy  # noqa: E402
from matching.models import VacancyIndex  # noqa: E402
from matching.search import words  # noqa: E402
from matching.search.criteria import Criteria  # noqa: E402
from matching.search.indexing import index_changed  # noqa: E402
from matching.search.live import index_write, live  # noqa: E402
from matching.search.suggesting import suggestions  # noqa: E402
from matching.selectors.search import answer, matching_ids  # noqa: E402

WORDS, ROUNDS = 40, 5
PEER = """
CREATE TABLE bench_peer AS
SELECT i.vacancy_id AS id, v.title, left(r.short_code, 2) AS province, v.contract, i.words AS pairs,
       to_tsvector('simple', v.title) AS title_words
  FROM matching_vacancyindex i JOIN employers_vacancy v ON v.id = i.vacancy_id
  LEFT JOIN taxonomy_region r ON r.id = v.region_id
 WHERE i.published AND i.places > 0 AND (i.deadline IS NULL OR i.deadline >= %s);
CREATE INDEX ON bench_peer USING gin (pairs);
CREATE INDEX ON bench_peer USING gin (title_words);
ANALYZE bench_peer;
"""
ASKED = """
WITH hit AS MATERIALIZED (
    SELECT id, province, contract, ts_rank({column}, q) AS rank
      FROM bench_peer, (SELECT %s::tsquery AS q) asked WHERE {column} @@ q)
SELECT (SELECT count(*) FROM hit),
       (SELECT array_agg(id) FROM (SELECT id FROM hit ORDER BY rank DESC, id DESC LIMIT 20) first),
       (SELECT json_object_agg(coalesce(province, ''), n) FROM (SELECT province, count(*) n FROM hit GROUP BY 1) one),
       (SELECT json_object_agg(contract, n) FROM (SELECT contract, count(*) n FROM hit GROUP BY 1) one)
"""


def main(quick: bool) -> None:
    today = timezone.localdate()
    with connection.cursor() as cursor:
        cursor.execute(PEER, [today])
    titles = dict(_rows("SELECT id, title FROM bench_peer"))
    asked = sampled(list(titles.values()))
    seen: dict[str, Any] = {"vacancies": len(titles), "words": len(asked), "ours": []}
    seen["recall"], seen["prefix_recall"] = recall(asked, titles)
    seen["wrong"] = sum(not agrees(word) for word in asked)
    if not quick:
        seen |= timed(asked)
        seen["plan"] = [
            line for (line,) in _rows(f"EXPLAIN (ANALYZE, COSTS OFF) {ASKED.format(column='pairs')}", asked[0])
        ]
        seen["page"] = shares()
        seen["fresh"] = [milliseconds(changed, n) for n in range(3)]
        seen["write"] = [milliseconds(lambda: index_write(on=today)) / 1000]
    json.dump(seen, sys.stdout)


def sampled(titles: list[str]) -> list[str]:
    """Korean words of at least five titles and pieces of them, two to five syllables, rare as likely as usual."""
    rng = np.random.default_rng(11)
    seen: Counter[str] = Counter()
    for title in titles:
        for run in set(words.runs(title)):
            if words.is_korean(run) and len(run) >= 2:
                length = int(rng.integers(2, min(len(run), 5) + 1))
                at = int(rng.integers(0, len(run) - length + 1))
                seen[run[at : at + length]] += 1
    usual = sorted(one for one, many in seen.items() if many >= 5)
    return [usual[at] for at in sorted(rng.choice(len(usual), min(WORDS, len(usual)), replace=False))]


def recall(asked: list[str], titles: dict[int, str]) -> tuple[float, float]:
    """Of the open vacancies whose title has the word within a run, how many are found; and by Postgres' prefixes."""
    there = found = begun = 0
    runs = {pk: words.runs(title) for pk, title in titles.items()}
    for word in asked:
        hits = {pk for pk, mine in runs.items() if any(word in run for run in mine)}
        ours = set(matching_ids(Criteria(q=word), since=_LONG_AGO, today=timezone.localdate()))
        first = {pk for (pk,) in _rows("SELECT id FROM bench_peer WHERE title_words @@ %s::tsquery", f"'{word}':*")}
        there, found, begun = there + len(hits), found + len(hits & ours), begun + len(hits & first)
    return found / there, begun / there


def agrees(word: str) -> bool:
    """Counts of the two facets against Postgres' own count of the very vacancies found."""
    said = answer(Criteria(q=word))
    everyone = said.records["vacancy"].tolist()
    ours = {(group.name, one.value): one.count for group in said.groups for one in group.options if one.count}
    theirs: dict[tuple[str, str], int] = {}
    for name, column in (("region", "province"), ("contract", "contract")):
        sql = f"SELECT {column}, count(*) FROM bench_peer WHERE id = ANY(%s) AND {column} <> '' GROUP BY 1"
        theirs |= {(name, value): many for value, many in _rows(sql, everyone)}
    return theirs == {key: many for key, many in ours.items() if key[0] in ("region", "contract")}


def timed(asked: list[str]) -> dict[str, Any]:
    """Medians over the words, round by round, ours and both peers in turn, with nothing kept from the last time."""
    settings.SEARCH_KEPT_SECONDS = 1
    out: dict[str, Any] = {"ours": [], "peer": [], "prefix": []}
    for turn in range(ROUNDS + 1):
        taken: dict[str, list[float]] = {name: [] for name in out}
        for word in asked:
            taken["ours"].append(milliseconds(found, word))
            for name, column, query in (
                ("peer", "pairs", words.query(word)),
                ("prefix", "title_words", f"'{word}':*"),
            ):
                taken[name].append(milliseconds(_rows, ASKED.format(column=column), query))
        if turn:  # the first round warms both
            for name, values in taken.items():
                out[name].append(statistics.median(values))
    wrong = [word[:-1] + chr(ord(word[-1]) + 28) for word in asked if len(word) > 2]
    out["typo"] = [milliseconds(found, word) for word in wrong]
    suggestions(asked[0], timezone.localdate())
    out["suggest"] = [milliseconds(suggestions, word[:2], timezone.localdate()) for word in asked]
    return out


def found(word: str) -> None:
    view = live(timezone.localdate())
    assert view is not None
    view.kept.clear()
    answer(Criteria(q=word))


def changed(turn: int) -> None:
    """From a new title to the search that finds it: queued by triggers, written by the sweeper, seen here."""
    row = VacancyIndex.objects.open().order_by("pk")[turn]
    Vacancy.objects.filter(pk=row.pk).update(title=f"쀍쀍쀍 기술자 {turn}")
    while index_changed():
        pass
    asked, until = Criteria(q=f"쀍쀍쀍 기술자 {turn}"), time.monotonic() + 10
    while row.pk not in matching_ids(asked, since=_LONG_AGO, today=timezone.localdate()):
        if time.monotonic() > until:
            raise RuntimeError("A changed title was not found within ten seconds.")
        time.sleep(0.01)


def milliseconds(work: Callable[..., Any], *values: Any) -> float:
    began = time.perf_counter()
    work(*values)
    return (time.perf_counter() - began) * 1000


def _rows(sql: str, *values: Any) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return cursor.fetchall()


_LONG_AGO = timezone.now() - dt.timedelta(days=10_000)

if __name__ == "__main__":
    main("--quick" in sys.argv)

"""The measurements of `bench.search`, as JSON on standard output. Runs under the project's settings."""

from __future__ import annotations

import datetime as dt
import io
import json
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Callable
from typing import Any

import django

django.setup()

import numpy as np  # noqa: E402
from django.conf import settings  # noqa: E402
from django.db import connection  # noqa: E402
from django.utils import timezone  # noqa: E402

from bench.empty_pages import shares  # noqa: E402
from employers.models import Vacancy  # noqa: E402
from matching.models import VacancyIndex  # noqa: E402
from matching.search import words  # noqa: E402
from matching.search.criteria import Criteria  # noqa: E402
from matching.search.indexing import index_changed  # noqa: E402
from matching.search.live import index_write, live  # noqa: E402
from matching.search.segment import PART  # noqa: E402
from matching.search.suggesting import suggestions  # noqa: E402
from matching.selectors.search import answer, matching_ids  # noqa: E402

WORDS, ROUNDS = 20, 5  # words of either kind
WEIGHTS = "ACBCD"  # of the five parts of a vacancy's text, as the product's own tsvector has them
PEER = """
CREATE TABLE bench_peer AS
SELECT i.vacancy_id AS id, v.title, left(r.short_code, 2) AS province, v.contract, e.ends::tsvector AS ends,
       to_tsvector('simple', v.title) AS title_words
  FROM matching_vacancyindex i JOIN employers_vacancy v ON v.id = i.vacancy_id JOIN bench_ends e ON e.id = v.id
  LEFT JOIN taxonomy_region r ON r.id = v.region_id;
CREATE INDEX ON bench_peer USING gin (ends);
CREATE INDEX ON bench_peer USING gin (title_words);
ANALYZE bench_peer;
"""
ASKED = """
PREPARE {name} (tsquery) AS
WITH hit AS MATERIALIZED (
    SELECT id, province, contract, ts_rank({name}, $1) AS rank FROM bench_peer WHERE {name} @@ $1)
SELECT (SELECT count(*) FROM hit),
       (SELECT array_agg(id) FROM (SELECT id FROM hit ORDER BY rank DESC, id DESC LIMIT 20) first),
       (SELECT json_object_agg(coalesce(province, ''), n) FROM (SELECT province, count(*) n FROM hit GROUP BY 1) one),
       (SELECT json_object_agg(contract, n) FROM (SELECT contract, count(*) n FROM hit GROUP BY 1) one)
"""


def main(quick: bool) -> None:
    today = timezone.localdate()
    make_peer(today)
    titles = dict(_rows("SELECT id, title FROM bench_peer"))
    usual, alike = sampled(list(titles.values()))
    asked = [*usual, *alike]
    seen: dict[str, Any] = {"vacancies": len(titles), "words": len(asked), "ours": []}
    seen["recall"], seen["peer_recall"], seen["prefix_recall"] = recall(asked, titles)
    seen["wrong"] = sum(not agrees(word) for word in asked)
    if not quick:
        seen |= timed(asked) | {"usual": len(usual)}
        explained = _rows("EXPLAIN (ANALYZE, COSTS OFF) EXECUTE ends (%s)", f"'{usual[0]}':*")
        seen["plan"] = [f"plan for {usual[0]}", *(line for (line,) in explained)]
        seen["page"], seen["page_anew"] = shares(), shares(anew=True)
        seen["fresh"] = [milliseconds(changed, n) for n in range(3)]
        seen["write"] = [milliseconds(lambda: index_write(on=today)) / 1000]
    json.dump(seen, sys.stdout)


def make_peer(today: dt.date) -> None:
    """A table of what is open, with every end of every word as a lexeme: what begins with the word asked for is then
    any word that holds it, found in the index alone. Phrases of letter pairs find the same and are no faster."""
    rows = io.StringIO()
    texts = "SELECT vacancy_id, text FROM matching_vacancyindex WHERE published AND places > 0"
    for pk, text in _rows(f"{texts} AND (deadline IS NULL OR deadline >= %s)", today):
        rows.write(f"{pk}\t{ends(text)}\n")
    rows.seek(0)
    with connection.cursor() as cursor:
        cursor.execute("CREATE TEMP TABLE bench_ends (id integer, ends text)")
        cursor.cursor.copy_expert("COPY bench_ends FROM STDIN", rows)
        cursor.execute(PEER)
        for name in ("ends", "title_words"):
            cursor.execute(ASKED.format(name=name))


def ends(text: str) -> str:
    """The text form of a tsvector of every end of every run: 간호사, 호사, 사."""
    places: dict[str, list[str]] = defaultdict(list)
    runs = [(weight, run) for weight, part in zip(WEIGHTS, text.split(PART), strict=True) for run in part.split()]
    for at, (weight, run) in enumerate(runs, 1):
        for start in range(len(run) if words.is_korean(run) else 1):
            places[run[start:]].append(f"{min(at, words.PLACES)}{weight}")
    return " ".join(f"'{end}':{','.join(where[: words.EACH])}" for end, where in sorted(places.items()))


def sampled(titles: list[str]) -> tuple[list[str], list[str]]:
    """Korean words of at least five titles and pieces of them, two to five syllables: some drawn as often as they
    stand in titles, since what people look for is mostly what there is, and as many drawn from all words alike."""
    rng = np.random.default_rng(11)
    seen: Counter[str] = Counter()
    for title in titles:
        for run in set(words.runs(title)):
            if words.is_korean(run) and len(run) >= 2:
                length = int(rng.integers(2, min(len(run), 5) + 1))
                at = int(rng.integers(0, len(run) - length + 1))
                seen[run[at : at + length]] += 1
    known = sorted(one for one, many in seen.items() if many >= 5)
    many = np.array([seen[one] for one in known], float)
    size = min(WORDS, len(known))
    drawn = [rng.choice(len(known), size, replace=False, p=share) for share in (many / many.sum(), None)]
    usual, alike = ([known[at] for at in sorted(one)] for one in drawn)
    return usual, alike


def recall(asked: list[str], titles: dict[int, str]) -> tuple[float, float, float]:
    """Of the open vacancies whose title has the word within a run, how many are found: by us, by the peer, and by
    the beginnings of words in titles alone."""
    there = found = theirs = begun = 0
    runs = {pk: words.runs(title) for pk, title in titles.items()}
    for word in asked:
        hits = {pk for pk, mine in runs.items() if any(word in run for run in mine)}
        ours = set(matching_ids(Criteria(q=word), since=_LONG_AGO, today=timezone.localdate()))
        peer, prefix = (
            {pk for (pk,) in _rows(f"SELECT id FROM bench_peer WHERE {column} @@ %s::tsquery", f"'{word}':*")}
            for column in ("ends", "title_words")
        )
        there, found, theirs = there + len(hits), found + len(hits & ours), theirs + len(hits & peer)
        begun += len(hits & prefix)
    return found / there, theirs / there, begun / there


def agrees(word: str) -> bool:
    """Counts of the two facets against Postgres' own count of the very vacancies found."""
    said = answer(Criteria(q=word))
    everyone = said.records["vacancy"].tolist()
    ours = {(group.name, one.value): one.count for group in said.groups for one in group.options if one.count}
    theirs: dict[tuple[str, str], int] = {}
    for name, column in (("region", "province"), ("contract", "contract")):
        sql = f"SELECT {column}, count(*) FROM bench_peer WHERE id = ANY(%s::bigint[]) AND {column} <> '' GROUP BY 1"
        theirs |= {(name, value): many for value, many in _rows(sql, everyone)}
    return theirs == {key: many for key, many in ours.items() if key[0] in ("region", "contract")}


def timed(asked: list[str]) -> dict[str, Any]:
    """Milliseconds of each word, round by round, with nothing kept from the last time: in a round all words are asked
    one after the other, of each path in turn; `mixed`: each word of all three before the next. The first warms."""
    settings.SEARCH_KEPT_SECONDS = 1
    paths: dict[str, Callable[[str], Any]] = {
        "ours": found,
        "ends": lambda word: _rows("EXECUTE ends (%s)", f"'{word}':*"),
        "title_words": lambda word: _rows("EXECUTE title_words (%s)", f"'{word}':*"),
    }
    rounds, mixed, names = list[dict[str, list[float]]](), list[dict[str, list[float]]](), list(paths)
    for _round in range(ROUNDS + 1):
        names = [*names[1:], names[0]]
        rounds.append({name: [milliseconds(paths[name], word) for word in asked] for name in names})
        apart = [{name: milliseconds(path, word) for name, path in paths.items()} for word in asked]
        mixed.append({name: [one[name] for one in apart] for name in paths})
    out: dict[str, Any] = {name: [one[name] for one in rounds[1:]] for name in paths}
    out["mixed"] = {name: [one[name] for one in mixed[1:]] for name in paths}
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

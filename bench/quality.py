"""Quality on real data: the occupation codes that the import gives, the search on judged queries, and who an
occupation's own dictionary entry is matched with.

The judgements and their rules: docs/judging.md. Figures, not speed: they are the same on a busy machine.
"""

from __future__ import annotations

import csv
import hashlib
import json
import subprocess
import sys
import tempfile
from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Any

from bench.judged import PUBLIC, coding, key_of
from bench.judged.choosing import portal_rows, public_rows
from bench.judged.measures import DEPTH, interval, ndcg, precision, read
from bench.judged.retrievers import Bm25, Vectors
from bench.occupation_coding import DATA, dictionary_entries
from bench.platform import database, manage, production
from bench.rows import Row
from bench.servers import ROOT

JUDGED = ROOT / "bench" / "judged"
LEAST = 4  # vacancies that a minor group must have for its entries to be asked
ENTRIES = 10  # a minor group


def run(*, quick: bool) -> Iterator[Row]:
    if not DATA.is_dir():
        yield Row(f"quality on real data: there is no folder {DATA}", "", "", None, "")
        return
    if quick:
        yield Row("quality on real data: only in a full run, it imports the folder first", "", "", None, "")
        return
    with tempfile.TemporaryDirectory() as var, database("quality") as url:
        env = production(url, var)
        for command in (["migrate", "--noinput"], ["load_reference"], ["load_minimum_wages"],
                        ["import_data", str(DATA)], ["index_vacancies"]):  # fmt: skip
            manage(env, *command)
        vacancies = judged("vacancy_occupations")
        yield from coding.rows(vacancies, ask(env, "coded", vacancies))
        yield from searching(env)
        yield from matching(env, ENTRIES)


def judged(name: str) -> list[dict[str, str]]:
    with (JUDGED / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def ask(env: dict[str, str], what: str, question: Any) -> Any:
    """The product's own answer, from a process under the project's settings."""
    done = subprocess.run(
        [sys.executable, "-m", "bench.judged.product", what],
        cwd=ROOT, env=env, input=json.dumps(question), capture_output=True, text=True, check=False,
    )  # fmt: skip
    if done.returncode:
        raise RuntimeError(f"bench.judged.product {what} failed:\n{done.stderr[-3000:]}")
    return json.loads(done.stdout)


# --- search -------------------------------------------------------------------------------------------------------


def searching(env: dict[str, str]) -> Iterator[Row]:
    """nDCG@10 of each set of queries and of each kind, beside BM25 on title and duties. Search was mended by one who
    had seen the first set; the second was written and judged afterwards."""
    queries = judged("search_queries")
    grades: dict[str, dict[str, int]] = defaultdict(dict)
    for one in judged("search_grades"):
        grades[one["need"]][one["key"]] = int(one["grade"])
    rows = portal_rows()
    peer = Bm25([row["ID"] for row in rows], [f"{row['TITLE']} {row['MAINDUTIES']}" for row in rows])
    answers = ask(env, "search", [one["words"] for one in queries])
    scored = [
        (one, ndcg(found, grades[one["need"]]), ndcg(peer.ranked(one["words"]), grades[one["need"]]))
        for one, found in zip(queries, answers, strict=True)
    ]
    for name in ("set", "kind"):
        for value in dict.fromkeys(one[name] for one in queries):
            part = [(mine, theirs) for one, mine, theirs in scored if one[name] == value]
            title = f"search nDCG@10, {value} set" if name == "set" else f"  {value}"
            yield _compared(f"{title}, {len(part)}", [mine for mine, _ in part], [theirs for _, theirs in part])
    seen = [read(found, grades[one["need"]]) for one, found in zip(queries, answers, strict=True)]
    share = sum(known for known, _ in seen) / max(sum(shown for _, shown in seen), 1)
    yield Row("  of the first ten, judged", f"{share:.1%}", "", (share, share, share), "", "")
    worst = sorted(scored, key=lambda one: one[1])[:DEPTH]
    yield Row("  worst: " + ", ".join(f"{one['words']} {mine:.2f}" for one, mine, _ in worst), "", "", None, "")


def _compared(name: str, ours: Sequence[float], peers: Sequence[float]) -> Row:
    mean, low, high = interval(ours)
    return Row(
        name, f"{mean:.3f}", f"BM25 {sum(peers) / len(peers):.3f}", (mean, low, high), f"[{low:.3f}–{high:.3f}]"
    )


# --- matching -----------------------------------------------------------------------------------------------------


def matching(env: dict[str, str], entries: int) -> Iterator[Row]:
    """precision@10 of each person's ranking among the coded vacancies; relevant is what has the same minor group."""
    coded = judged("vacancy_occupations")
    codes = {key_of(one["file"], one["key"]): one["minor"] for one in coded}
    people = chosen_people(list(codes.values()), entries)
    answer = ask(env, "recommend", {"vacancies": coded, "people": people})
    market = [key for key in answer["market"] if key in codes]
    texts = vacancy_texts()
    peers = [kind(market, [texts[key] for key in market]) for kind in (Bm25, Vectors)]
    relevant: dict[str, set[str]] = defaultdict(set)
    for key in market:
        relevant[codes[key]].add(key)
    scores: dict[str, list[tuple[float, ...]]] = defaultdict(list)
    for person, advised in zip(people, answer["advised"], strict=True):
        minor = person["code"][:3]
        text = f"{person['title']} {person['title']} {person['description']}"
        rankings = [advised, *(peer.ranked(text) for peer in peers)]
        scores[minor].append(tuple(precision(one, relevant[minor]) for one in rankings))
    everyone = [one for part in scores.values() for one in part]
    yield _against(f"entry finds its work, precision@10, {len(people)} people", everyone)
    yield Row(f"  among {len(market)} coded vacancies", "", "BM25", None, "vectors alone")
    for major in sorted({minor[0] for minor in scores}):
        part = [one for minor, found in scores.items() if minor[0] == major for one in found]
        yield _against(f"  {major} {coding.MAJOR[int(major)]}, {len(part)}", part)
        for minor in sorted(minor for minor in scores if minor[0] == major):
            yield _against(f"    {minor}, {len(relevant[minor])} vacancies", scores[minor])


def _against(name: str, scores: Sequence[tuple[float, ...]]) -> Row:
    """Engine, BM25 and vectors; the interval is the engine's, over people."""
    ours, bm25, vectors = zip(*scores, strict=True)
    mean, low, high = interval(ours)
    shown = f"{sum(vectors) / len(vectors):.3f}  [{low:.3f}–{high:.3f}]"
    return Row(name, f"{mean:.3f}", f"{sum(bm25) / len(bm25):.3f}", (mean, low, high), shown)


def chosen_people(minors: Sequence[str], most: int) -> list[dict[str, str]]:
    """Entries of each minor group that has vacancies enough, in the order of a hash of the entry's number."""
    asked = {minor for minor in minors if minors.count(minor) >= LEAST}
    by_minor: dict[str, list[dict[str, str]]] = defaultdict(list)
    for entry in sorted(dictionary_entries(), key=lambda one: hashlib.sha256(one.source.encode()).hexdigest()):
        if entry.code[:3] in asked and len(by_minor[entry.code[:3]]) < most:
            by_minor[entry.code[:3]].append(
                {"code": entry.code, "title": entry.title, "description": entry.description}
            )
    return [person for minor in sorted(by_minor) for person in by_minor[minor]]


def vacancy_texts() -> dict[str, str]:
    """Title twice, duties and demands, by key."""
    portal = {
        row["ID"]: f"{row['TITLE']} {row['TITLE']} {row['MAINDUTIES']} {row['QUALIFICATION']} {row['PREFERENTIAL']}"
        for row in portal_rows()
    }
    public = {
        key_of(
            PUBLIC, row[""]
        ): f"{row['모집직종']} {row['모집직종']} {row['직무내용']} {row['전공']} {row['자격면허']}"
        for row in public_rows()
    }
    return portal | public

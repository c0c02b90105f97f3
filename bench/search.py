"""Search against Postgres on 100,000 vacancies: that it finds and counts what is there, then how fast.

The peer is the best statement found for the same fields: full text over the ends of words (which finds words inside
compounds, as ours does), ranked, with two facets and the first twenty, prepared once, on a table of its own that holds
the facets as columns; its plan for a usual word is printed. Ours is the product's function: words understood and
widened, every facet, the first twenty in order. Both answer the same words in one process, each all of them before
the other does, in turn; a row beside it has each word asked of both before the next.

Half of the words are drawn as often as they stand in titles: what people look for is mostly what there is. Half are
drawn from all words of titles alike, which are mostly rare ones. The bound is on all of them, answered one after the
other; each half has a row of its own. A rare word costs Postgres about what one statement costs, whoever answers it.
"""

from __future__ import annotations

import json
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from typing import Any

from bench import night, online
from bench.platform import database, manage, production
from bench.rows import Row, figure
from bench.servers import ROOT

FULL, SMALL = 100_000, 2_000
PEOPLE, FEW = 40_000, 200  # matched by `bench.night`, asked of by `bench.online`
FOUND, TIMES, PAGE = "≥99%", "≥12", "≥80%"


def run(*, quick: bool) -> Iterator[Row]:
    with tempfile.TemporaryDirectory() as var, database("search") as url:
        env = production(url, var)
        manage(env, "migrate", "--noinput")
        manage(env, "load_reference")
        people, vacancies = (FEW, SMALL) if quick else (PEOPLE, FULL)
        sizes = ("--people", str(people), "--vacancies", str(vacancies), "--applications", "0", "--one-employer", "0")
        manage(env, "make_population", *sizes, "--seed", "1")
        manage(env, "index_vacancies")
        yield from measured(env, quick=quick)
        yield from night.rows(env, quick=quick)
        yield from online.rows(env, quick=quick)


def measured(env: dict[str, str], *, quick: bool) -> Iterator[Row]:
    """What `bench.searching` found in that database."""
    done = subprocess.run(
        [sys.executable, "-m", "bench.searching", *(["--quick"] if quick else [])],
        cwd=ROOT, env=env, capture_output=True, text=True, check=False,
    )  # fmt: skip
    if done.returncode:
        raise RuntimeError(f"bench.searching failed:\n{done.stderr[-3000:]}")
    yield from rows(json.loads(done.stdout))


def rows(seen: dict[str, Any]) -> Iterator[Row]:
    name = f"search, {seen['vacancies']:,} open vacancies"
    yield _share(f"{name}: of substring hits in titles, {seen['words']} words", seen["recall"], FOUND)
    yield figure("  words whose hits or counts differ from Postgres", [seen["wrong"]], "", "≤0")
    if not seen["ours"]:
        return
    usual = seen["usual"]
    yield _times(f"Postgres full text + facets ({seen['peer_recall']:.0%} of hits) ÷ search", seen, slice(None), TIMES)
    yield _times("  words as often as they stand in titles", seen, slice(usual))
    yield _times("  all words of titles alike", seen, slice(usual, None))
    yield _times("  each word asked of both in turn", seen["mixed"], slice(None))
    lost = f"  by beginnings of title words, {seen['prefix_recall']:.0%} of hits"
    yield _times(lost, seen, slice(None), peer="title_words")
    yield _page("search page ÷ its reads and an empty body", seen["page"], PAGE)
    yield _page("  no piece of it kept from before", seen["page_anew"])
    yield figure("  a mistyped word", seen["typo"], "ms")
    yield figure("  suggestions for what was typed so far", seen["suggest"], "ms")
    yield figure("  a change is seen after", seen["fresh"], "ms", "≤1500")
    yield figure("  new generation of the index on disk", seen["write"], "s")
    for line in seen["plan"]:
        yield Row(f"    {line}", "", "", None, "")


def _share(name: str, value: float, target: str) -> Row:
    return Row(name, f"{value:.2%}", "", (value, value, value), "", target)


def _page(name: str, shares: list[float], target: str = "") -> Row:
    value = (statistics.median(shares), min(shares), max(shares))
    return Row(name, "", "", value, f"{value[0]:.1%} [{value[1]:.1%}–{value[2]:.1%}]", target)


def _times(name: str, seen: dict[str, Any], which: slice, target: str = "", peer: str = "ends") -> Row:
    """Milliseconds a word, of all these words one after the other; the ratio's range is that over repetitions."""
    ours, theirs = ([statistics.mean(turn[which]) for turn in seen[who]] for who in ("ours", peer))
    pairs = [one / mine for mine, one in zip(ours, theirs, strict=True)]
    value = (statistics.median(pairs), min(pairs), max(pairs))
    shown = f"{value[0]:.1f}x [{value[1]:.1f}–{value[2]:.1f}]"
    return Row(name, *(f"{statistics.median(one):.2f} ms" for one in (ours, theirs)), value, shown, target)

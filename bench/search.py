"""Search against Postgres on 100,000 vacancies: that it finds and counts what is there, then how fast.

The peer is the best statement found for the same fields: full text over pairs of letters (which finds words inside
compounds, as ours does), ranked, with two facets and the first twenty, on a table of its own that holds the facets as
columns; its plan is printed. Ours is the product's function: words understood and widened, every facet, the first
twenty in order. Both answer the same words one right after the other, in one process on one connection.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from typing import Any

from bench import online
from bench.platform import database, manage, production
from bench.rows import Row, figure
from bench.servers import ROOT

FULL, SMALL = 100_000, 2_000
PEOPLE = 200  # of whom `bench.online` asks
FOUND, TIMES, PAGE = "≥99%", "≥12", "≥80%"


def run(*, quick: bool) -> Iterator[Row]:
    with tempfile.TemporaryDirectory() as var, database("search") as url:
        env = production(url, var)
        manage(env, "migrate", "--noinput")
        manage(env, "load_reference")
        vacancies = SMALL if quick else FULL
        sizes = ("--people", str(PEOPLE), "--vacancies", str(vacancies), "--applications", "0", "--one-employer", "0")
        manage(env, "make_population", *sizes, "--seed", "1")
        manage(env, "index_vacancies")
        yield from measured(env, quick=quick)
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
    pairs = [theirs / mine for mine, theirs in zip(seen["ours"], seen["peer"], strict=True)]
    yield _times("Postgres full text + facets ÷ search", seen["ours"], seen["peer"], pairs, TIMES)
    prefix = [theirs / mine for mine, theirs in zip(seen["ours"], seen["prefix"], strict=True)]
    lost = f"  by beginnings of title words, {seen['prefix_recall']:.0%} of hits"
    yield _times(lost, seen["ours"], seen["prefix"], prefix, "")
    page = sorted(seen["page"])
    shown = f"{page[len(page) // 2]:.1%} [{page[0]:.1%}–{page[-1]:.1%}]"
    yield Row(
        "search page ÷ its reads and an empty body", "", "", (page[len(page) // 2], page[0], page[-1]), shown, PAGE
    )
    yield figure("  a mistyped word", seen["typo"], "ms")
    yield figure("  suggestions for what was typed so far", seen["suggest"], "ms")
    yield figure("  a change is seen after", seen["fresh"], "ms", "≤1500")
    yield figure("  new generation of the index on disk", seen["write"], "s")
    for line in seen["plan"]:
        yield Row(f"    {line}", "", "", None, "")


def _share(name: str, value: float, target: str) -> Row:
    return Row(name, f"{value:.2%}", "", (value, value, value), "", target)


def _times(name: str, ours: list[float], peers: list[float], pairs: list[float], target: str) -> Row:
    """p50 of each repetition over all words, and the ratios' range over repetitions."""
    middle = sorted(pairs)[len(pairs) // 2]
    shown = f"{middle:.1f}x [{min(pairs):.1f}–{max(pairs):.1f}]"
    p50 = [f"{sorted(one)[len(one) // 2]:.2f} ms" for one in (ours, peers)]
    return Row(name, p50[0], p50[1], (middle, min(pairs), max(pairs)), shown, target)

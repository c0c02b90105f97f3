"""One person whose profile just changed, among 100,000 vacancies: the whole online path beside Postgres.

All are given the profile ready. Ours is what the web worker does from there: the engine on the night's mapped picture
with what moved since, reasons, the picture's lines of what cards show, cards. It asks Postgres nothing: the query that
reads what the person has stored comes first and tells whether anything moved since this process looked. The peers
return numbers and scores only: the best SQL found (its plan is printed), exact, and a vector index with the filters in
SQL, of which it is also told how many of the true best it finds.

All answer for the same people in one process. In a round each path answers for all of them before the next does, each
in turn first: a server too answers one kind of question after the other. How it is when each person is asked of all
three, which leaves none of them its data in the processor's memory, has rows of its own. The people find 5–15% of the
vacancies feasible, as the batch's do; drawn from everybody most find fewer, which is easier for SQL: rows too. What
ours costs with that first query and the profile read as well, and with the cards' lines written as if no page had
shown them, stands beside it. Runs in the database of `bench.search`, which calls it after a night (`bench.night`).
"""

from __future__ import annotations

import json
import statistics
import subprocess
import sys
from collections.abc import Iterator
from typing import Any

from bench.rows import Row, figure, times
from bench.servers import ROOT

EXACT, NEAREST, PAGE = "≥50", "≥25", "≥80%"


def rows(env: dict[str, str], *, quick: bool) -> Iterator[Row]:
    done = subprocess.run(
        [sys.executable, "-m", "bench.advising", *(["--quick"] if quick else [])],
        cwd=ROOT, env=env, capture_output=True, text=True, check=False,
    )  # fmt: skip
    if done.returncode:
        raise RuntimeError(f"bench.advising failed:\n{done.stderr[-3000:]}")
    yield from _rows(json.loads(done.stdout), quick=quick)


def _rows(seen: dict[str, Any], *, quick: bool) -> Iterator[Row]:
    share = seen["feasible"]
    yield Row(
        f"online, {seen['vacancies']:,} vacancies, {seen['people']} people: feasible", f"{share:.1%}", "", None, ""
    )
    off = seen["off"]
    yield Row("  SQL's best twenty: scores off by", f"{off:.1e}", "", (off,) * 3, "", "≤0.000001")
    yield figure("  people whose best twenty differ, but for ties", [seen["wrong"]], "", "≤0")
    if quick:
        return
    yield times("best SQL found ÷ whole online path, p50", seen["ours"], seen["exact"], EXACT)
    yield times("pgvector HNSW, filters in SQL ÷ the same, p50", seen["ours"], seen["nearest"], NEAREST)
    mixed, everyone = seen["mixed"], seen["all"]
    yield times("  best SQL ÷ the same, each person asked of all in turn", mixed["ours"], mixed["exact"])
    yield times("  pgvector ÷ the same, each person asked of all in turn", mixed["ours"], mixed["nearest"])
    yield times(
        f"  best SQL ÷ the same, people of all kinds ({seen['of_all']:.1%} feasible)",
        everyone["ours"],
        everyone["exact"],
    )
    yield times("  pgvector ÷ the same, people of all kinds", everyone["ours"], everyone["nearest"])
    yield times("  best SQL ÷ with both its queries, the profile read", seen["with_profile"], seen["exact"])
    yield times("  best SQL ÷ with all lines of the cards written", seen["written"], seen["exact"])
    yield Row("  of the true best twenty it finds", f"{seen['recall']:.1%}", "", None, "")
    for name, values in seen["parts"].items():
        yield figure(f"  of the online path, p50: {name}", values, "ms")
    yield _page("recommended page ÷ its reads and an empty body", seen["page"])
    yield _page("  the same, computed while one waits", seen["page_live"])
    for name in ("exact_plan", "nearest_plan"):
        yield from (Row(f"    {line}", "", "", None, "") for line in seen[name])


def _page(name: str, shares: list[float]) -> Row:
    value = (statistics.median(shares), min(shares), max(shares))
    return Row(name, "", "", value, f"{value[0]:.1%} [{value[1]:.1%}–{value[2]:.1%}]", PAGE)

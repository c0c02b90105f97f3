"""The portfolio on a million enrolments: its cells equal to the base rows, and its page beside an empty Django page.

--quick: a few thousand enrolments, the gates only.
"""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterator

from bench.platform import BARE, PROJECT, database, manage, production, python
from bench.rows import Row, figure
from bench.servers import gunicorn
from bench.timing import percentiles

FULL, SMALL = (100_000, 1_000_000), (300, 2_000)  # people, enrolments
REQUESTS, ROUNDS = 60, 5
MOST_QUERIES = "≤12"  # the session, the membership, names of places, categories and groups, and each table once
PAGES = ("/programmes/portfolio/", "/programmes/portfolio/category-2/", "/programmes/portfolio/?province=41")


def run(*, quick: bool) -> Iterator[Row]:
    people, enrolments = SMALL if quick else FULL
    with tempfile.TemporaryDirectory() as var, database("programmes_money") as url:
        env = production(url, var)
        manage(env, "migrate", "--noinput")
        manage(env, "load_reference")
        manage(env, "load_spending_figures")
        found = json.loads(
            python(env, "-m", "bench.programmes_money_made", str(people), str(enrolments)).splitlines()[-1]
        )
        yield figure(f"{found['enrolments']:,} enrolments made", [found["enrolments"] / found["made"]], "rows/s")
        yield figure(f"{found['cells']:,} cells counted anew", [found["counted"]], "s")
        yield Row("cells that differ from the base rows", str(found["wrong"]), "", (found["wrong"],) * 3, "", "≤0")
        for path, queries in found["queries"].items():
            yield figure(f"{path}: queries", [queries], "", MOST_QUERIES)
        if not quick:
            yield from pages(env, found["cookie"], found["enrolments"])


def pages(env: dict[str, str], cookie: str, enrolments: int) -> Iterator[Row]:
    """One request after the other, ours and the empty page in turn."""
    with gunicorn(*PROJECT, env, probe="/healthz") as ours, gunicorn(*BARE, env) as peer:
        for path in PAGES:
            rounds = [
                (percentiles(ours.url(path), REQUESTS, cookie=cookie), percentiles(peer.url("/"), REQUESTS))
                for _round in range(ROUNDS)
            ]
            for which, name in enumerate(("p50", "p95")):
                mine, theirs = zip(*((a[which] * 1000, b[which] * 1000) for a, b in rounds), strict=True)
                row = figure(f"{path}, {enrolments:,} enrolments: {name}", mine, "ms")
                empty = figure("", theirs, "ms")
                yield Row(row.name, row.ours, empty.ours, row.value, row.shown)

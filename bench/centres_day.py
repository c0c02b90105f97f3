"""A counsellor's day and a case worker's home with a full caseload, each beside an empty Django page.

--quick: a small caseload, the gates only.
"""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterator

from bench.platform import BARE, PROJECT, database, manage, production, python
from bench.rows import Row, figure
from bench.servers import gunicorn
from bench.timing import percentiles

FULL, SMALL = (120, 6_000), (10, 50)  # people of the caseload, others in the house
REQUESTS, ROUNDS = 60, 5
MOST_QUERIES = "≤8"  # the session, the user, the membership, the caseload, and each of the day's four lists once
PAGE = "/home/"


def run(*, quick: bool) -> Iterator[Row]:
    caseload, others = SMALL if quick else FULL
    with tempfile.TemporaryDirectory() as var, database("centres_day") as url:
        env = production(url, var)
        manage(env, "migrate", "--noinput")
        made = python(env, "-m", "bench.centres_day_made", str(caseload), str(others))
        found = json.loads(made.splitlines()[-1])
        for role, queries in found["queries"].items():
            yield figure(f"home of {role}, {caseload} people: queries", [queries], "", MOST_QUERIES)
        if not quick:
            yield from pages(env, found["cookies"], caseload)


def pages(env: dict[str, str], cookies: dict[str, str], caseload: int) -> Iterator[Row]:
    """One request after the other, ours and the empty page in turn."""
    with gunicorn(*PROJECT, env, probe="/healthz") as ours, gunicorn(*BARE, env) as peer:
        for role, cookie in cookies.items():
            rounds = [
                (percentiles(ours.url(PAGE), REQUESTS, cookie=cookie), percentiles(peer.url("/"), REQUESTS))
                for _round in range(ROUNDS)
            ]
            for which, name in enumerate(("p50", "p95")):
                mine, theirs = zip(*((a[which] * 1000, b[which] * 1000) for a, b in rounds), strict=True)
                row, empty = figure(f"home of {role}, {caseload} people: {name}", mine, "ms"), figure("", theirs, "ms")
                yield Row(row.name, row.ours, empty.ours, row.value, row.shown)

"""Cases: what a worker on 40 of them sees among a million notes, beside the same asked without the table of grants;
and the page of a case with 500 lines, beside an empty Django page.

--quick: ten thousand notes, the gates only: both forms give the same lines, and the page's queries do not grow.
"""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterator

from bench.platform import BARE, PROJECT, database, manage, production, python
from bench.rows import Row, figure, times
from bench.servers import gunicorn
from bench.timing import percentiles

FULL, SMALL = 1_000_000, 10_000  # notes
REQUESTS, ROUNDS = 60, 5
# The session, the memberships, the case with its head and places, the log, the lines and their count, the note's form.
MOST_QUERIES = "≤17"
FASTER = "≥5"  # times, than the naive form


def run(*, quick: bool) -> Iterator[Row]:
    with tempfile.TemporaryDirectory() as var, database("centres_case") as url:
        env = production(url, var)
        manage(env, "migrate", "--noinput")
        notes = SMALL if quick else FULL
        found = json.loads(python(env, "-m", "bench.centres_case_made", str(notes)).splitlines()[-1])
        for name in ("answers that differ", "grants that settling anew changes"):
            yield Row(f"{found['notes']:,} notes: {name}", str(found[name]), "", (found[name],) * 3, "", "≤0")
        for name, queries in found["queries"].items():
            yield figure(f"{name}: queries", [queries], "", MOST_QUERIES)
        for name in ("30 newest", "count"):
            ours, naive = found["seconds"][name]
            yield times(f"visible notes of 40 cases: {name}", ours, naive, "" if quick else FASTER)
        if not quick:
            yield from pages(env, found["cookie"], found["path"])


def pages(env: dict[str, str], cookie: str, path: str) -> Iterator[Row]:
    """One request after the other, ours and the empty page in turn."""
    with gunicorn(*PROJECT, env, probe="/healthz") as ours, gunicorn(*BARE, env) as peer:
        rounds = [
            (percentiles(ours.url(path), REQUESTS, cookie=cookie), percentiles(peer.url("/"), REQUESTS))
            for _round in range(ROUNDS)
        ]
        for which, name in enumerate(("p50", "p95")):
            mine, theirs = zip(*((a[which] * 1000, b[which] * 1000) for a, b in rounds), strict=True)
            row, empty = figure(f"a case with 500 lines: {name}", mine, "ms"), figure("", theirs, "ms")
            yield Row(row.name, row.ours, empty.ours, row.value, row.shown)

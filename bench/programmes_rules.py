"""Eligibility of 100,000 people against 30 programmes: one query beside the product's own single-person path.

Ours compiles the rule sets in force into one statement and fetches every person's thirty answers. The peer is what the
page of one person does to answer (`selectors.eligibility.answers`): its facts in one query, the rules in Python; it is
asked of 2,000 of the same people and scaled. Both are asked in turn, and their answers are compared.
"""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from typing import Any

from bench.platform import database, manage, production
from bench.rows import Row, figure
from bench.servers import ROOT

PROGRAMMES = 30
FULL, SMALL = (100_000, 2_000, 3), (400, 50, 1)  # people, of whom one by one, rounds
TIMES = "≥50"


def run(*, quick: bool) -> Iterator[Row]:
    with tempfile.TemporaryDirectory() as var, database("rules") as url:
        env = production(url, var)
        for command in (["migrate", "--noinput"], ["load_reference"], ["load_programmes"]):
            manage(env, *command)
        done = subprocess.run(
            [sys.executable, "-m", "bench.programmes_rules", *(["--quick"] if quick else [])],
            cwd=ROOT, env=env, capture_output=True, text=True, check=False,
        )  # fmt: skip
    if done.returncode:
        raise RuntimeError(f"bench.programmes_rules failed:\n{done.stderr[-3000:]}")
    yield from _rows(json.loads(done.stdout), quick=quick)


def _rows(seen: dict[str, Any], *, quick: bool) -> Iterator[Row]:
    people, some = seen["people"], seen["some"]
    yield figure(
        f"rules, {PROGRAMMES} programmes: answers that differ of {some * PROGRAMMES:,}", [seen["wrong"]], "", "≤0"
    )
    for name, share in seen["shares"].items():
        yield Row(f"  of all answers: {name}", f"{share:.1%}", "", None, "")
    if quick:
        return
    scaled = [one * people / some for one in seen["single"]]
    ratios = [peer / ours for ours, peer in zip(seen["whole"], scaled, strict=True)]
    value = (statistics.median(ratios), min(ratios), max(ratios))
    shown = f"{value[0]:.0f}x [{value[1]:.0f}–{value[2]:.0f}]"
    ours, peer = statistics.median(seen["whole"]), statistics.median(scaled)
    name = f"{people:,} people: one by one (scaled) ÷ one query"
    yield Row(name, f"{ours:.2f} s", f"{peer:.0f} s", value, shown, TIMES)
    yield figure("  one person on their own", [1000 * one / some for one in seen["single"]], "ms")
    yield figure("  counted only, as the pages do", seen["counted"], "s")


def main(quick: bool) -> None:
    import django

    django.setup()
    from accounts.models import Person
    from jobseekers.population import make_people

    people, some, rounds = SMALL if quick else FULL
    make_people(count=people, seed=1)
    analyse()
    every = people // some
    ids = list(Person.objects.order_by("pk").values_list("pk", flat=True))[::every][:some]
    seen: dict[str, Any] = {"people": people, "some": some, "whole": [], "single": [], "counted": []}
    for _round in range(rounds):
        seconds, whole = timed(set_based)
        seen["whole"].append(seconds)
        seconds, single = timed(lambda: one_by_one(ids))
        seen["single"].append(seconds)
        seen["counted"].append(timed(counted)[0])
    seen["wrong"] = sum(ours is not theirs for pk in ids for ours, theirs in zip(whole[pk], single[pk], strict=True))
    total = people * PROGRAMMES
    found = [sum(row.count(verdict) for row in whole.values()) / total for verdict in (True, False, None)]
    seen["shares"] = dict(zip(("yes", "no", "unknown: ask"), found, strict=True))
    json.dump(seen, sys.stdout)


def timed(work: Any) -> tuple[float, Any]:
    begun = time.perf_counter()
    found = work()
    return time.perf_counter() - begun, found


def analyse() -> None:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def rule_sets() -> Any:
    from django.utils import timezone

    from almp_programmes.selectors.eligibility import in_force

    today = timezone.localdate()
    return in_force(today)[:PROGRAMMES], today


def fetched(select: str) -> Any:
    from django.db import connection

    from core.rules import compile_rules

    found, today = rule_sets()
    query = compile_rules({one.programme.code: one.rule for one in found}, on=today)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {select.format(*query.columns.values())} FROM ({query.sql}) AS answers", query.params)
        return cursor.fetchall()


def set_based() -> dict[int, tuple[Any, ...]]:
    return {pk: verdicts for pk, *verdicts in fetched("*")}


def counted() -> Any:
    return fetched(", ".join(f"count(*) FILTER (WHERE {{{at}}})" for at in range(PROGRAMMES)))


def one_by_one(ids: list[int]) -> dict[int, list[Any]]:
    from almp_programmes.selectors.eligibility import answers

    found, today = rule_sets()
    return {pk: [one.answer.verdict for one in answers(pk, today, found)] for pk in ids}


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "pes_platform.settings")
    main("--quick" in sys.argv)

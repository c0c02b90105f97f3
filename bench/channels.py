"""Channel rules for 100,000 people × 40 services: one query beside the product's own path for one person.

Ours asks the rules in force of everybody in one statement and fetches, for each person and service, which line
decides. The peer is what an entry point does for one person (`channels.selectors.offers_for`: the rules, the person's
facts and the centre's exceptions in one query, the lines in Python); it is asked of some of the same people and
scaled. Both are asked in turn, and their answers are compared.
"""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from typing import Any

from bench.platform import database, manage, production
from bench.programmes_rules import analyse, timed
from bench.rows import Row, figure
from bench.servers import ROOT

SERVICES = 40
FULL, SMALL = (100_000, 2_000, 3), (400, 50, 1)  # people, of whom one by one, rounds
TIMES = "≥50"


def run(*, quick: bool) -> Iterator[Row]:
    with tempfile.TemporaryDirectory() as var, database("channels") as url:
        env = production(url, var)
        for command in (["migrate", "--noinput"], ["load_reference"], ["load_programmes"], ["load_channels"]):
            manage(env, *command)
        done = subprocess.run(
            [sys.executable, "-m", "bench.channels", *(["--quick"] if quick else [])],
            cwd=ROOT, env=env, capture_output=True, text=True, check=False,
        )  # fmt: skip
    if done.returncode:
        raise RuntimeError(f"bench.channels failed:\n{done.stderr[-3000:]}")
    yield from _rows(json.loads(done.stdout), quick=quick)


def _rows(seen: dict[str, Any], *, quick: bool) -> Iterator[Row]:
    people, some = seen["people"], seen["some"]
    name = f"channels, {SERVICES} services: answers that differ of {some * SERVICES:,}"
    yield figure(name, [seen["wrong"]], "", "≤0")
    yield Row("  of all answers: not the last line", f"{seen['special']:.1%}", "", None, "")
    if quick:
        return
    scaled = [one * people / some for one in seen["single"]]
    ratios = [peer / ours for ours, peer in zip(seen["whole"], scaled, strict=True)]
    value = (statistics.median(ratios), min(ratios), max(ratios))
    shown = f"{value[0]:.0f}x [{value[1]:.0f}–{value[2]:.0f}]"
    ours, peer = statistics.median(seen["whole"]), statistics.median(scaled)
    yield Row(
        f"{people:,} people: one by one (scaled) ÷ one query", f"{ours:.2f} s", f"{peer:.0f} s", value, shown, TIMES
    )
    yield figure("  one person on their own", [1000 * one / some for one in seen["single"]], "ms")


def main(quick: bool) -> None:
    import django

    django.setup()
    from accounts.models import Person
    from channels.population import make_channels
    from jobseekers.population import make_people

    people, some, rounds = SMALL if quick else FULL
    make_people(count=people, seed=1)
    make_channels(seed=1)
    analyse()
    every = people // some
    ids = list(Person.objects.order_by("pk").values_list("pk", flat=True))[::every][:some]
    seen: dict[str, Any] = {"people": people, "some": some, "whole": [], "single": []}
    for _round in range(rounds):
        seconds, (rules, whole) = timed(set_based)
        seen["whole"].append(seconds)
        seconds, single = timed(lambda: one_by_one(ids))
        seen["single"].append(seconds)
    asked = [(one.lines, at) for at, one in enumerate(rules)]
    seen["wrong"] = sum(lines[whole[pk][at]] != single[pk][at] for pk in ids for lines, at in asked)
    last = [len(one.rules.read) - 1 for one in rules]
    total = sum(number != last[at] for row in whole.values() for at, number in enumerate(row))
    seen["special"] = total / (len(whole) * len(rules))
    json.dump(seen, sys.stdout)


def _codes() -> list[str]:
    from channels.models import Service

    return list(Service.objects.values_list("code", flat=True)[:SERVICES])


def set_based() -> tuple[Any, dict[int, tuple[int, ...]]]:
    from channels.selectors import channels_for_all

    rules, rows = channels_for_all(codes=_codes())
    return rules, {row[0]: row[1:] for row in rows}


def one_by_one(ids: list[int]) -> dict[int, list[Any]]:
    from accounts.models import Person
    from channels.selectors import offers_for

    codes = _codes()
    return {pk: [one.line for one in offers_for(Person(pk=pk), *codes)] for pk in ids}


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "pes_platform.settings")
    main("--quick" in sys.argv)

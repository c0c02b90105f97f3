"""The whole night of 3,000,000 people × 500,000 vacancies on two cores, extrapolated part by part.

The kernel is measured on 500,000 made-up vacancies; everything else in the database of `bench.search`, which calls
this, by the product's own night: each part grows with the rows that it reads or writes. Processor time of the process
and of its server process, since the machine may be another's meanwhile: what ranges take is halved, because two
workers share them; the picture, the indexes and the swap are one process's.
"""

from __future__ import annotations

import json
import statistics
import time
from collections.abc import Iterator
from typing import Any

import numpy as np

from bench import made
from bench.matching import NATION, OPEN, THREADS, timed, used
from bench.platform import python
from bench.rows import Row, figure
from matching.engine import CURRENT, best, people_columns, vacancy_columns
from matching.engine.columns import VacancyColumns
from matching.engine.reverse import Part, by_reach, suits
from matching.engine.tables import Vacancies, World
from matching.engine.text import DIMENSION
from matching.nightly.picture import best_of

CORES = 2
EXPLORED = 2
SHARED = ("profiles read", "kernel", "results packed and written", "ranges")  # by all workers
BY_VACANCY = ("vacancies read, their text", "picture", "prices of attention")


def rows(env: dict[str, str], *, quick: bool) -> Iterator[Row]:
    """Leaves a live night behind."""
    seen = json.loads(python(env, "-m", "bench.nightly"))
    if quick:
        return
    vacancies = made.vacancies(OPEN, DIMENSION)
    world = made.world(vacancies, DIMENSION)
    v = vacancy_columns(vacancies, world, CURRENT)
    yield from kernel(v, world)
    yield from whole(seen, microseconds(v, world))
    yield figure("columns of 500,000 vacancies", [sum(array.nbytes for array in v) / 1e9], "GB")
    yield from everybody(v, vacancies, world)


def kernel(v: VacancyColumns, world: World, sample: int = 16_000, turns: int = 4) -> Iterator[Row]:
    """A sample of people, scaled to all."""
    people = made.sorted_by_home(made.people(sample, DIMENSION))
    minutes, cores = [], []
    for turn in range(turns):
        # Every fourth: each turn all over the country, in the order of homes, as a night's ranges are.
        some = people_columns(people.take(np.arange(turn, sample, turns)), world)
        before = time.process_time()
        seconds = timed(lambda: best(v, some, reasons=True, threads=THREADS))  # noqa: B023
        cores.append((time.process_time() - before) / seconds)
        minutes.append(seconds * NATION / len(some.ids) / 60)
    yield figure("kernel, 3,000,000 × 500,000, extrapolated", minutes, "min", "≤10")
    yield figure("  cores had meanwhile, of two", cores, "")


def microseconds(v: VacancyColumns, world: World, sample: int = 4_000) -> float:
    """Processor time a person of what a worker does: best, reasons, explored."""
    people = people_columns(made.sorted_by_home(made.people(sample, DIMENSION, seed=5)), world)
    best_of((v,), people, 20, explore=EXPLORED)
    return min(used(lambda: best_of((v,), people, 20, explore=EXPLORED)) for _turn in range(3)) / sample * 1e6


def whole(seen: dict[str, Any], kernel_us: float) -> Iterator[Row]:
    name = f"whole night, {NATION:,} × {OPEN:,}, extrapolated"
    minutes = {part: _minutes(part, sum(spent), seen) for part, spent in seen["parts"].items()}
    minutes["kernel"] = kernel_us * NATION / 1e6 / 60 / CORES
    yield figure(name, [sum(minutes.values())], "min", "≤10")
    yield Row(
        f"  measured on {seen['people']:,} × {seen['vacancies']:,}", f"{seen['clock']:.0f} s", "", None, "by the clock"
    )
    for part, (own, server) in seen["parts"].items():
        yield Row(f"  {part}", f"{minutes[part]:.2f} min", "", None, f"server {server / max(own + server, 1e-9):.0%}")


def _minutes(part: str, seconds: float, seen: dict[str, Any]) -> float:
    grows = OPEN / seen["vacancies"] if part in BY_VACANCY else NATION / seen["people"]
    return seconds * grows / 60 / (CORES if part in SHARED else 1)


def everybody(
    v: VacancyColumns, vacancies: Vacancies, world: World, n: int = OPEN, repeats: int = 40
) -> Iterator[Row]:
    """One vacancy against 500,000 people."""
    people = made.people(n, DIMENSION)
    people = people.take(by_reach(people))
    sample = best(v, people_columns(people.take(np.arange(0, n, 250)), world), threads=THREADS)
    # Everybody gets the twentieth score of the neighbour that was matched.
    least = np.where(sample.found == 20, sample.score[:, 19], -2.0)[np.arange(n) // 250]
    part, each, told = Part.of(people_columns(people, world), least), [], []
    for at in range(repeats):
        one = vacancy_columns(vacancies.take(np.array([at * 997])), world, CURRENT)
        suits(one, part) if not at else None
        answer: list[int] = []
        each.append(timed(lambda: answer.append(len(suits(one, part)[0]))) * 1000)  # noqa: B023
        told += answer
    yield figure(f"one vacancy, {n:,} people, p50", [statistics.median(each)], "ms")
    yield figure("people a new vacancy suits, mean", [statistics.fmean(told)], "")

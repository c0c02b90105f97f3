"""Two processes of one thread each beside one: the same ranges, handed to whoever is free, on one mapped picture.

--quick: 10,000 × 10,000, only that both ways give the same.
"""

from __future__ import annotations

import hashlib
import multiprocessing as mp
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from multiprocessing.connection import Connection, wait
from pathlib import Path
from typing import NamedTuple

import numpy as np

from bench import made
from bench.rows import Row, figure
from matching.engine import CURRENT, best, people_columns, store, vacancy_columns
from matching.engine.columns import PeopleColumns, VacancyColumns
from matching.engine.text import DIMENSION

# Ranges so small that the one who waits for the last of them waits for a sixty-fourth of the whole.
VACANCIES, PEOPLE, RANGES, TURNS = 100_000, 16_384, 64, 5
FREE = 0.95  # of a core for each worker: below it the machine was another's


class Run(NamedTuple):
    seconds: float
    cores: float
    digest: str


def run(*, quick: bool) -> Iterator[Row]:
    vacancies, people = (10_000, 10_000) if quick else (VACANCIES, PEOPLE)
    with tempfile.TemporaryDirectory() as folder:
        picture_write(Path(folder), vacancies, people)
        with workers(folder, 2) as both:
            runs = [(turn_of(both[:1]), turn_of(both)) for _ in range(1 if quick else TURNS)]
    differ = sum(one.digest != two.digest for one, two in runs)
    yield Row("two workers: results that differ from one's", str(differ), "", (differ,) * 3, "", "≤0")
    if not quick:
        yield from speed(runs)


def speed(runs: list[tuple[Run, Run]]) -> Iterator[Row]:
    """Judged on the turns in which two cores were free: where the one worker was held up the two would look better,
    where the two were, worse."""
    free = [(one, two) for one, two in runs if one.cores >= FREE and two.cores >= 2 * FREE]
    times = [one.seconds / two.seconds for one, two in free or runs]
    shown = f"{np.median(times):.2f}x [{min(times):.2f}–{max(times):.2f}]"
    value = (float(np.median(times)), min(times), max(times)) if free else None
    name = "one worker ÷ two, one thread each" if free else "one worker ÷ two: NOISY, two cores were never free"
    mine, theirs = (np.median([pair[at].seconds for pair in free or runs]) for at in (1, 0))
    yield Row(name, f"{mine:.2f} s", f"{theirs:.2f} s", value, shown, "≥1.7")
    yield figure("  cores had by one", [one.cores for one, _two in runs], "")
    yield figure("  cores had by two", [two.cores for _one, two in runs], "")


def picture_write(folder: Path, vacancies: int, people: int) -> None:
    """The vacancies, and the people range by range, in mapped files."""
    table = made.vacancies(vacancies, DIMENSION)
    world = made.world(table, DIMENSION)
    everybody = made.sorted_by_home(made.people(people, DIMENSION))
    ranges = enumerate(np.array_split(np.arange(people), RANGES))
    parts = {f"people{at}": people_columns(everybody.take(rows), world) for at, rows in ranges}
    store.write(folder, "picture", {"vacancies": vacancy_columns(table, world, CURRENT), **parts}, {})


@contextmanager
def workers(folder: str, many: int) -> Iterator[list[Connection]]:
    """As the product's: started anew, not forked."""
    context = mp.get_context("spawn")
    pipes = [context.Pipe() for _ in range(many)]
    processes = [context.Process(target=work, args=(folder, theirs), daemon=True) for _ours, theirs in pipes]
    for process, (_ours, theirs) in zip(processes, pipes, strict=True):
        process.start()
        theirs.close()  # held by the worker alone, so that its death ends the waiting
    try:
        for ours, _theirs in pipes:
            ours.recv()  # the picture is mapped, the kernel there
        yield [ours for ours, _theirs in pipes]
    finally:
        for (ours, _theirs), process in zip(pipes, processes, strict=True):
            ours.send(None)
            process.join(10)


def work(folder: str, end: Connection) -> None:
    """Ranges as they come, until there is none: a digest of what was found, and the processor time it took."""
    picture = Path(folder) / "picture"
    v = store.read(picture, "vacancies", VacancyColumns)
    people = [store.read(picture, f"people{at}", PeopleColumns) for at in range(RANGES)]
    best(v, people[0])
    end.send("ready")
    while (at := end.recv()) is not None:
        used = time.process_time()
        found = best(v, people[at])
        digest = hashlib.sha256(b"".join(array.tobytes() for array in found)).hexdigest()
        end.send((at, digest, time.process_time() - used))


def turn_of(ends: list[Connection]) -> Run:
    """All ranges, the next to whoever is free, as a queue gives them."""
    waiting = iter(range(RANGES))
    digests, used, busy = [""] * RANGES, 0.0, len(ends)
    began = time.perf_counter()
    for end in ends:
        end.send(next(waiting))
    while busy:
        for end in wait(ends):
            at, digests[at], seconds = end.recv()  # type: ignore[union-attr]
            used += seconds
            if (more := next(waiting, None)) is None:
                busy -= 1
            else:
                end.send(more)  # type: ignore[union-attr]
    seconds = time.perf_counter() - began
    return Run(seconds, used / seconds, hashlib.sha256("".join(digests).encode()).hexdigest())

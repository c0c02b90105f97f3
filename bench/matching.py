"""The matching engine: exactness before speed, then the batch beside the float32 product of all embedding pairs.

--quick: 10,000 × 10,000, the gates only. Ours and the peer take turns, chunk by chunk, on two threads each.
"""

from __future__ import annotations

import re
import statistics
import time
from collections.abc import Callable, Iterator, Sequence

import numba
import numpy as np

from bench import machine, made, text_vectors
from bench.rows import Row, figure
from matching.engine import CURRENT, Matches, best, congestion, people_columns, plain, vacancy_columns
from matching.engine.bounding import Terms, bounds
from matching.engine.columns import PeopleColumns, VacancyColumns
from matching.engine.compiling import OPTIONS
from matching.engine.tables import People, Vacancies, World
from matching.engine.text import DIMENSION
from matching.nightly.picture import best_of

THREADS = 2
CHECKED = 500  # people compared with brute force
TOLD, TELLING_TURNS = 250, 8  # people told why at a time; how often
PRODUCT_ROWS = 500  # people whose product is held at a time
NATION, OPEN = 3_000_000, 500_000  # people and vacancies of the country


def run(*, quick: bool) -> Iterator[Row]:
    yield from machine.rows()
    size = 10_000 if quick else 100_000
    vacancies = made.vacancies(size, DIMENSION)
    world = made.world(vacancies, DIMENSION)
    people = made.sorted_by_home(made.people(size, DIMENSION))
    v = vacancy_columns(vacancies, world, CURRENT)
    best(v, slice_of(people, world, 0, 64), threads=THREADS)  # compiled, or fetched
    yield from exactness(people, vacancies, world, v)
    yield vectorised()
    yield from ground(people, vacancies, best(v, slice_of(people, world, 0, size, 50)), size)
    if quick:
        return
    yield from batch(people, world, v, size)
    yield from attention(v, slice_of(people, world, 0, size, 10), size)
    yield from one_person(people, world, v)
    yield from text_vectors.rows()


def slice_of(people: People, world: World, first: int, last: int, step: int = 1) -> PeopleColumns:
    return people_columns(people.take(np.arange(first, min(last, len(people)), step)), world)


def exactness(people: People, vacancies: Vacancies, world: World, v: VacancyColumns) -> Iterator[Row]:
    some = people.take(np.linspace(0, len(people) - 1, CHECKED).astype(np.int64))
    found = best(v, people_columns(some, world), threads=THREADS)
    furthest, different, counts = 0.0, 0, 0
    for start, slow in plain.best_vacancies(some, vacancies, world, chunk=50):
        for row in range(len(slow.feasible)):
            at, p = slow.of(row), start + row
            n = int(found.found[p])
            mine, theirs = found.score[p, :n], slow.score[at]
            counts += int(found.feasible[p] != slow.feasible[row] or n != len(theirs))
            if n != len(theirs) or not n:
                continue
            furthest = max(furthest, float(np.abs(mine - theirs).max()))
            certain = theirs > theirs[-1] + 1e-6  # what no tie with the last could exchange
            different += int(not set(slow.other[at][certain]) <= set(v.row[found.top[p, :n]].tolist()))
    name = f"batch against brute force, {CHECKED} people"
    yield Row(f"{name}: score off by", f"{furthest:.1e}", "", (furthest,) * 3, "", "≤0.000001")
    yield exact(f"{name}: sets that differ", different)
    yield exact(f"{name}: counts that differ", counts)


def exact(name: str, wrong: int) -> Row:
    return Row(name, str(wrong), "", (wrong,) * 3, "", "≤0")


def vectorised() -> Row:
    """Packed operations on 16-bit numbers in the machine code of the pass over bounds, compiled anew: code that was
    fetched cannot be read."""
    fresh = numba.njit(**OPTIONS)(bounds.py_func)
    column, none = np.zeros(64, np.uint16), np.uint16(0)
    arrays = bounds.py_func.__code__.co_argcount - 5  # then chance and offset, the terms, first and last
    fresh(*[column] * arrays, None, None, Terms(*[none] * len(Terms._fields)), np.uint64(0), np.uint64(64))
    code = "\n".join(fresh.inspect_asm(signature) for signature in fresh.signatures)
    packed = len(re.findall(r"\bv?p(?:mulhuw|maxuw|minuw|addw|cmp\w*w)\b|\bumull?2?\b.*\.[48]s", code))
    return Row("bounds: packed 16-bit instructions", str(packed), "", (packed,) * 3, "", "≥8")


def ground(people: People, vacancies: Vacancies, found: Matches, size: int) -> Iterator[Row]:
    share = float(found.feasible.mean() / len(vacancies))
    yield Row(
        f"{size:,} × {size:,}, dimension {DIMENSION}, skills a person {len(people.skills.values) / size:.1f}, "
        f"a vacancy {len(vacancies.skills.values) / size:.1f}", "", "", None, "",
    )  # fmt: skip
    yield Row("feasible share of pairs, at least", f"{share:.1%}", "", (share,) * 3, "", "≥5%")
    yield Row("feasible share of pairs, at most", f"{share:.1%}", "", (share,) * 3, "", "≤15%")


def timed(work: Callable[..., object], *values: object) -> float:
    began = time.perf_counter()
    work(*values)
    return time.perf_counter() - began


def share_row(name: str, ours: Sequence[float], peers: Sequence[float], target: str) -> Row:
    """Seconds beside seconds, turn by turn."""
    parts = [a / b for a, b in zip(ours, peers, strict=True)]
    value = (statistics.median(parts), min(parts), max(parts))
    shown = f"{value[0]:.3f} [{value[1]:.3f}–{value[2]:.3f}]"
    return Row(name, f"{sum(ours):.2f} s", f"{sum(peers):.2f} s", value, shown, target)


def product(left: np.ndarray, right: np.ndarray, out: np.ndarray) -> None:
    for at in range(0, len(left), PRODUCT_ROWS):
        some = left[at : at + PRODUCT_ROWS]
        np.matmul(some, right, out=out[: len(some)])


def batch(people: People, world: World, v: VacancyColumns, size: int, turns: int = 10) -> Iterator[Row]:
    right = np.ascontiguousarray(v.text.astype(np.float32).T)
    out = np.empty((PRODUCT_ROWS, len(v.ids)), np.float32)
    ours, peers, told, step = [], [], [], size // turns
    for turn in range(turns):
        some = slice_of(people, world, turn * step, (turn + 1) * step)
        left = some.text.astype(np.float32)
        ours.append(timed(lambda: best(v, some, threads=THREADS)))  # noqa: B023
        peers.append(timed(lambda: product(left, right, out)))  # noqa: B023
        pieces = range(turn * step, (turn + 1) * step, step // 8)
        told.append(telling(v, [slice_of(people, world, at, at + TOLD) for at in pieces]))
    yield share_row(f"batch ÷ float32 product, d = {DIMENSION}", ours, peers, f"≤{0.2 * 256 / DIMENSION:.2f}")
    yield figure("batch, two threads", [step / one for one in ours], "people/s")
    more, without = [a - b for a, b in told], [b for _a, b in told]
    yield share_row("explanations ÷ batch, processor time", more, without, "≤0.05")


def telling(v: VacancyColumns, some: Sequence[PeopleColumns]) -> tuple[float, float]:
    """Processor seconds of batches that tell why, and of the same that do not: a few people at a time, both in
    turn and each first as often as the other (the second finds those people's vacancies in the cache), each the best
    of all its turns, since the difference is a fraction of what a busy machine adds."""
    spent = [0.0, 0.0]
    for people in some:
        turns: dict[bool, list[float]] = {True: [], False: []}
        for turn in range(TELLING_TURNS):
            for tells in (turn % 2 == 0, turn % 2 != 0):
                turns[tells].append(used(lambda: best(v, people, reasons=tells)))  # noqa: B023
        spent = [spent[0] + min(turns[True]), spent[1] + min(turns[False])]
    return spent[0], spent[1]


def used(work: Callable[[], object]) -> float:
    began = time.process_time()
    work()
    return time.process_time() - began


def attention(v: VacancyColumns, sample: PeopleColumns, size: int) -> Iterator[Row]:
    """Concentration with prices and without, on a tenth of the people, and the recall paid."""
    n = len(v.ids)
    positions = np.ones(n, np.int64)
    # Scaled so that the whole population of the register looks for these vacancies' share of work.
    price = congestion.prices(v, sample, positions, people=NATION * size // OPEN, threads=THREADS)
    free = best(v, sample, threads=THREADS)
    dear = best(congestion.priced(v, price), sample, threads=THREADS)
    for name, found in (("without prices", free), ("with prices", dear)):
        spread = congestion.spread(congestion.exposures(found, n))
        yield Row(f"exposures {name}: Gini, shown to nobody", f"{spread.gini:.3f}", "", None, f"{spread.unseen:.1%}")
    kept = congestion.recall(dear, free)
    yield Row("exposures with prices: of the best without", f"{kept:.1%}", "", None, "")


def one_person(people: People, world: World, v: VacancyColumns, n: int = 200) -> Iterator[Row]:
    rows = np.linspace(0, len(people) - 1, n).astype(np.int64)
    tables = [people.take(rows[at : at + 1]) for at in range(n)]

    def now(table: People) -> None:
        best_of((v,), people_columns(table, world), 20)

    now(tables[0])
    each = sorted(timed(lambda: now(table)) * 1000 for table in tables)  # noqa: B023
    yield figure("one person now, with reasons, p50", [each[n // 2]], "ms", "≤1")
    yield figure("one person now, with reasons, p95", [each[n * 95 // 100]], "ms")

"""Ranges of people on threads: kernels hold no interpreter lock, so plain threads do, without OpenMP and its forks."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

RANGE = 256  # people a turn of a thread


def in_ranges(n: int, threads: int, start: Callable[[], Callable[[int, int], None]]) -> None:
    """Work off 0 … n in ranges. `start` is called once a thread and gives its work(first, last): what it writes on."""
    ranges = iter([(at, min(at + RANGE, n)) for at in range(0, n, RANGE)])

    def thread(_number: int) -> None:
        work = start()
        for first, last in ranges:  # the next of a list's iterator is one step: no two threads get the same range
            work(first, last)

    if threads == 1:
        thread(0)
        return
    with ThreadPoolExecutor(threads) as pool:
        list(pool.map(thread, range(threads)))

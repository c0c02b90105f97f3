"""The measurements of `bench.night`, as JSON on standard output: a night of the product with its parts metered.

Runs under the project's settings, in this one process, after a night that left the directions of people's words, as
every night but the first finds them.
"""

from __future__ import annotations

import json
import sys
import time
from collections import defaultdict
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path
from typing import Any
from unittest.mock import patch

import django

django.setup()

from django.db import connection  # noqa: E402

from matching.nightly import night, ranges, snapshot, swapping  # noqa: E402

TICKS = 100  # a second, as Linux tells processor time
REST = "all else"
# What is metered, and under which name; time inside another metered part is that part's.
PARTS: dict[str, list[tuple[Any, str]]] = {
    "vacancies read, their text": [(snapshot, "_vacancies")],
    "picture": [(night, "snapshot_write")],
    "prices of attention": [(snapshot, "priced")],
    "people in order": [(snapshot, "people_in_order")],
    "profiles read": [(ranges, "load_people")],
    "kernel": [(ranges, "results_of")],
    "results packed and written": [(ranges, "rows_copy")],
    "ranges": [(night, "range_run")],
    "indexes": [(swapping, "part_index")],
    "counting and swap": [(swapping, "part_count"), (night, "_attention"), (swapping, "swap_in")],
}


class Meter:
    """Processor seconds by part, this process and the server's for its connection; the innermost part is charged."""

    def __init__(self) -> None:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_backend_pid()")
            self.server = Path(f"/proc/{cursor.fetchone()[0]}/stat")
        self.spent: dict[str, list[float]] = defaultdict(lambda: [0.0, 0.0])
        self.inside, self.before = [REST], self._now()

    def _now(self) -> tuple[float, float]:
        user, system = self.server.read_text().rpartition(")")[2].split()[11:13]
        return time.process_time(), (int(user) + int(system)) / TICKS

    def charge(self) -> None:
        now = self._now()
        for at in range(2):
            self.spent[self.inside[-1]][at] += now[at] - self.before[at]
        self.before = now

    def metered(self, part: str, work: Callable[..., Any]) -> Callable[..., Any]:
        def run(*args: Any, **named: Any) -> Any:
            self.charge()
            self.inside.append(part)
            try:
                return work(*args, **named)
            finally:
                self.charge()
                self.inside.pop()

        return run


def main() -> None:
    night.night_run()
    meter = Meter()
    with ExitStack() as stack:
        for part, places in PARTS.items():
            for module, name in places:
                stack.enter_context(patch.object(module, name, meter.metered(part, getattr(module, name))))
        began = time.perf_counter()
        found = night.night_run()
        clock = time.perf_counter() - began
    meter.charge()
    seen = {"people": found.people, "vacancies": found.vacancies, "clock": clock, "parts": meter.spent}
    json.dump(seen, sys.stdout)


if __name__ == "__main__":
    main()

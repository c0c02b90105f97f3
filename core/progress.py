"""Progress for commands: bars on a terminal, a plain line now and then elsewhere (logs, CI)."""

import sys
import time
from types import TracebackType
from typing import Any, Self

from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

PLAIN_EVERY_SECONDS = 5.0


class Bars:
    """`with Bars(out) as bars: bars.at("people", 300, 2000)`; a bar for each name."""

    def __init__(self, out: Any = None) -> None:
        self.out = out or sys.stdout
        self.rich = Progress(
            TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn()
        )
        self.live = sys.stdout.isatty()
        self.tasks: dict[str, Any] = {}
        self.said: dict[str, float] = {}

    def __enter__(self) -> Self:
        if self.live:
            self.rich.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, exc: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self.live:
            self.rich.stop()

    def at(self, name: str, done: int, total: int) -> None:
        if self.live:
            if name not in self.tasks:
                self.tasks[name] = self.rich.add_task(name, total=total)
            self.rich.update(self.tasks[name], completed=done)
        elif done >= total or time.monotonic() - self.said.get(name, 0.0) > PLAIN_EVERY_SECONDS:
            self.said[name] = time.monotonic()
            self.out.write(f"{name}: {done} of {total}\n")

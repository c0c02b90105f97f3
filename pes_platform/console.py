"""Steps a person watches: a bar in a terminal, plain lines where output goes to a file."""

from __future__ import annotations

import contextlib
import subprocess
import sys
import time
from collections import deque
from collections.abc import Callable, Iterator, Mapping, Sequence

from rich.console import Console
from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

console = Console(highlight=False)
Spawn = Callable[..., subprocess.Popen]


class StepFailed(RuntimeError):
    """A step's command failed; the message names it and carries the end of what it printed."""


def say(text: str) -> None:
    with contextlib.suppress(OSError):  # the terminal was closed: no reason to leave anything undone
        console.print(text, soft_wrap=True)


@contextlib.contextmanager
def timed(title: str) -> Iterator[None]:
    """A bar that pulses while the block runs, then a line with the seconds it took."""
    began = time.monotonic()
    if console.is_terminal:
        columns = (SpinnerColumn(), TextColumn("{task.description}"), BarColumn(24), TimeElapsedColumn())
        with Progress(*columns, console=console, transient=True) as progress:
            progress.add_task(title, total=None)
            yield
    else:
        print(f"  … {title}", flush=True)
        yield
    console.print(f"  [green]✓[/] {title} [dim]{time.monotonic() - began:.1f} s[/]")


def step(title: str, command: Sequence[str], *, env: Mapping[str, str], spawn: Spawn, draws: bool = False) -> None:
    """Run one command. draws: it shows its own progress, so it gets the terminal; else its output shows on failure."""
    began = time.monotonic()
    if draws:
        console.print(f"  [cyan]▸[/] {title}")
        sys.stdout.flush()
        process = spawn(command, env=env)
        process.wait()
        if process.returncode == 0:
            console.print(f"  [green]✓[/] {title} [dim]{time.monotonic() - began:.1f} s[/]")
        tail: deque[str] = deque()
    else:
        with timed(title):
            process = spawn(command, env=env, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
            assert process.stdout
            tail = deque(process.stdout, maxlen=30)
            if process.wait():
                raise StepFailed(f"{title}: failed ({' '.join(command[-3:])}).\n{''.join(tail)}")
    if process.returncode:
        raise StepFailed(f"{title}: failed ({' '.join(command[-3:])}).")

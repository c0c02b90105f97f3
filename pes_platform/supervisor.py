"""Start processes, keep them up, and leave none behind, whatever stops us."""

from __future__ import annotations

import contextlib
import ctypes
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

PR_SET_PDEATHSIG = 1
LIBC = ctypes.CDLL(None) if sys.platform == "linux" else None


class Interrupted(SystemExit):
    """Ctrl-C, a polite kill, or the terminal closed."""


def _die_with_parent() -> None:
    """Even kill -9 of the supervisor then leaves no web server behind (Linux; elsewhere the polite ways suffice)."""
    if LIBC:
        LIBC.prctl(PR_SET_PDEATHSIG, signal.SIGTERM)


@dataclass
class Child:
    command: list[str]
    env: dict[str, str]
    log: Path
    process: subprocess.Popen
    started: float


@dataclass
class Supervisor:
    children: dict[str, Child] = field(default_factory=dict)
    steps: list[subprocess.Popen] = field(default_factory=list)
    _held: int = 0
    _pending: int | None = None

    def install(self) -> None:
        for sig in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(sig, self._on_signal)

    def _on_signal(self, sig: int, _frame: object) -> None:
        if self._held:
            self._pending = sig
        else:
            raise Interrupted(128 + sig)

    @contextlib.contextmanager
    def held(self) -> Iterator[None]:
        """No interruption between starting a process and knowing its number."""
        self._held += 1
        try:
            yield
        finally:
            self._held -= 1
        if self._pending and not self._held:
            sig, self._pending = self._pending, None
            raise Interrupted(128 + sig)

    def run(self, command: Sequence[str], **options: Any) -> subprocess.Popen:
        """A step's process, ended with us if we are interrupted while it runs."""
        with self.held():
            self.steps = [step for step in self.steps if step.poll() is None]
            process = subprocess.Popen(list(command), start_new_session=True, preexec_fn=_die_with_parent, **options)
            self.steps.append(process)
        return process

    def keep(self, name: str, command: Sequence[str], *, env: Mapping[str, str], log: Path) -> None:
        """A process that should always run."""
        with self.held():
            self.children[name] = Child(
                list(command), dict(env), log, self._spawn(command, env, log), time.monotonic()
            )

    def _spawn(self, command: Sequence[str], env: Mapping[str, str], log: Path) -> subprocess.Popen:
        with log.open("ab") as out:
            return subprocess.Popen(
                list(command),
                env=dict(env),
                stdin=subprocess.DEVNULL,
                stdout=out,
                stderr=out,
                start_new_session=True,
                preexec_fn=_die_with_parent,
            )

    def revive(self) -> list[str]:
        """Start again what died, at most every five seconds each; the names of those."""
        revived = []
        for name, child in self.children.items():
            if child.process.poll() is None or time.monotonic() - child.started < 5:
                continue
            _kill_group(child.process)  # a killed leader's workers would hold its port and its tasks
            with self.held():
                child.process, child.started = self._spawn(child.command, child.env, child.log), time.monotonic()
            revived.append(name)
        return revived

    def stop(self, patience: float = 15) -> None:
        """Ask all at once, wait, then kill each one's whole group. Never interrupted: it runs to its end."""
        self._held += 1
        everyone = [*self.steps, *(child.process for child in self.children.values())]
        for process in everyone:
            if process.poll() is None:
                process.send_signal(signal.SIGTERM)
        deadline = time.monotonic() + patience
        for process in everyone:
            with contextlib.suppress(subprocess.TimeoutExpired):
                process.wait(max(0.0, deadline - time.monotonic()))
            _kill_group(process)


def _kill_group(process: subprocess.Popen) -> None:
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()

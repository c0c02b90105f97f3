"""Small questions about processes and ports."""

from __future__ import annotations

import contextlib
import os
import signal
import socket
import subprocess
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

_launched: dict[int, subprocess.Popen[bytes]] = {}


def free_port(preferred: int | None = None) -> int:
    """A free loopback port, the preferred one where it is free: addresses then survive a restart."""
    for port in (preferred, 0):
        if port is None:
            continue
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                continue
            return int(probe.getsockname()[1])
    raise OSError("No free port on 127.0.0.1.")


def command_line(pid: int) -> str:
    """The command line of a live process, empty when there is none (a zombie has none)."""
    proc = Path(f"/proc/{pid}")
    if Path("/proc/self").exists():
        try:
            return (proc / "cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace").strip()
        except OSError:
            return ""
    shown = subprocess.run(["ps", "-o", "command=", "-p", str(pid)], capture_output=True, text=True, check=False)
    return shown.stdout.strip()


def is_running(pid: int | None, *needles: str) -> bool:
    """Is this pid alive and the program we mean? A reused pid is not."""
    if not pid:
        return False
    line = command_line(pid)
    return bool(line) and all(needle in line for needle in needles)


def end(pid: int, *needles: str, first: signal.Signals, last: signal.Signals, patience: float = 30) -> None:
    """Ask a process to stop, wait, insist. Works for children and for processes an earlier run left."""
    for sig, seconds in ((first, patience), (last, 10.0)):
        if not is_running(pid, *needles):
            break
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, sig)
        deadline = time.monotonic() + seconds
        while is_running(pid, *needles) and time.monotonic() < deadline:
            time.sleep(0.02)
    reap(pid)


def launch(command: Sequence[str], log: Path, **options: Any) -> subprocess.Popen[bytes]:
    """Start a server in a session of its own, out of reach of the terminal's Ctrl-C."""
    for pid in list(_launched):
        reap(pid)
    with log.open("ab") as out:
        process = subprocess.Popen(
            command, cwd="/", stdin=subprocess.DEVNULL, stdout=out, stderr=out, start_new_session=True, **options
        )
    _launched[process.pid] = process
    return process


def reap(pid: int) -> None:
    """Take a dead child's exit code, so that it does not stay a zombie."""
    process = _launched.get(pid)
    if process and process.poll() is not None:
        del _launched[pid]

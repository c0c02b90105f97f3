"""gunicorn with the project's own configuration, and wrk against it."""

from __future__ import annotations

import contextlib
import os
import re
import signal
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from pes_platform.embedded import processes

ROOT = Path(__file__).resolve().parent.parent


@dataclass(frozen=True)
class Page:
    name: str
    path: str
    cookie: str = ""
    group: str = ""
    queries: int = 0
    size: int = 0


@dataclass(frozen=True)
class Server:
    port: int
    start_seconds: float

    def url(self, path: str) -> str:
        return f"http://127.0.0.1:{self.port}{path}"


@contextlib.contextmanager
def gunicorn(
    application: str, settings: str, env: Mapping[str, str], *, probe: str = "/", arguments: tuple[str, ...] = ()
) -> Iterator[Server]:
    """Two workers of one application; start_seconds runs from the command to the first answer."""
    port = processes.free_port()
    full = {**env, "DJANGO_SETTINGS_MODULE": settings, "BIND": f"127.0.0.1:{port}", "WEB_CONCURRENCY": "2"}
    command = [
        str(Path(sys.executable).parent / "gunicorn"),
        "-c",
        str(ROOT / "gunicorn.conf.py"),
        *arguments,
        application,
    ]
    with tempfile.TemporaryFile() as log:
        began = time.monotonic()
        process = subprocess.Popen(command, cwd=ROOT, env=full, stdout=log, stderr=log, start_new_session=True)
        try:
            _await(f"http://127.0.0.1:{port}{probe}", process, log)
            yield Server(port, time.monotonic() - began)
        finally:
            process.terminate()
            with contextlib.suppress(subprocess.TimeoutExpired):
                process.wait(15)
            with contextlib.suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)


def _await(url: str, process: subprocess.Popen, log) -> None:
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline and process.poll() is None:
        try:
            urllib.request.urlopen(url, timeout=30).close()
            return
        except urllib.error.HTTPError as answer:
            if answer.code < 500:
                return
            break
        except OSError:
            time.sleep(0.02)
    log.seek(0)
    raise RuntimeError(f"{url} does not answer:\n{log.read().decode(errors='replace')[-3000:]}")


def rate(url: str, *, connections: int, rounds: int = 1, cookie: str = "") -> float:
    """Requests per second, the mean of rounds of a second. Each round connects anew: which worker accepts how many of
    eight connections is chance, and half the rate where it is all of them.

    An answer that is not 2xx or 3xx makes the figure worthless, so it is an error."""
    command = ["wrk", "-t1", f"-c{connections}", "-d1s", "--timeout", "30s"]
    if cookie:
        command += ["-H", f"Cookie: {cookie}"]
    return statistics.mean(_round([*command, url]) for _ in range(rounds))


def _round(command: list[str]) -> float:
    shown = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    if "Non-2xx" in shown or "Socket errors" in shown:
        raise RuntimeError(f"{command[-1]} did not answer every request:\n{shown}")
    found = re.search(r"Requests/sec:\s*([\d.]+)", shown)
    assert found, shown
    return float(found[1])

"""`make demo` as a person runs it: in a terminal, stopped with Ctrl-C, run again, stopped by closing the terminal."""

import contextlib
import fcntl
import os
import pty
import re
import subprocess
import termios
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

from pes_platform import embedded

pytestmark = pytest.mark.slow
ROOT = Path(__file__).resolve().parents[2]
READY = "Ctrl-C stops everything"


class Terminal:
    """A real one, so that keys become signals and closing it hangs up."""

    def __init__(self, folder: Path) -> None:
        self.master, slave = pty.openpty()
        left_out = {"DATABASE_URL", "REDIS_URL", "DEBUG", "PES_DB", "SECRET_KEY"}
        env = {name: value for name, value in os.environ.items() if name not in left_out}
        env |= {"PES_VAR_DIR": str(folder), "TERM": "xterm", "COLUMNS": "120"}

        def take_terminal() -> None:
            fcntl.ioctl(0, termios.TIOCSCTTY, 0)

        self.process = subprocess.Popen(
            ["make", "demo", "PEOPLE=60", "VACANCIES=40"],
            cwd=ROOT,
            env=env,
            stdin=slave,
            stdout=slave,
            stderr=slave,
            start_new_session=True,
            preexec_fn=take_terminal,  # noqa: PLW1509
        )
        os.close(slave)
        self.shown = ""

    def read_until(self, text: str, seconds: float) -> str:
        os.set_blocking(self.master, False)
        deadline = time.monotonic() + seconds
        while text not in self.shown:
            assert time.monotonic() < deadline, self.shown[-3000:]
            assert self.process.poll() is None, self.shown[-3000:]
            with contextlib.suppress(BlockingIOError):
                self.shown += os.read(self.master, 65536).decode(errors="replace")
            time.sleep(0.05)
        return self.shown

    def started(self, folder: Path) -> list[psutil.Process]:
        """Everything below make, and the two servers, which are in sessions of their own."""
        services = embedded.start(folder / "services")
        family = psutil.Process(self.process.pid).children(recursive=True)
        return [*family, psutil.Process(services.postgres_pid), psutil.Process(services.valkey_pid)]

    def close(self) -> None:
        with contextlib.suppress(OSError):
            os.close(self.master)


def left(processes: list[psutil.Process]) -> list[psutil.Process]:
    return [p for p in processes if p.is_running() and p.status() != psutil.STATUS_ZOMBIE]


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    folder = tmp_path_factory.mktemp("demo")
    yield folder
    embedded.stop(folder / "services", forget=True)


@contextlib.contextmanager
def _terminal(folder: Path) -> Iterator[Terminal]:
    terminal = Terminal(folder)
    try:
        yield terminal
    finally:
        terminal.close()
        with contextlib.suppress(subprocess.TimeoutExpired):
            terminal.process.wait(40)
        terminal.process.kill()
        terminal.process.wait()


def test_it_serves_what_it_promises_stops_whole_and_a_second_run_does_nothing_twice(folder):
    """One test, because the second run is about what the first left."""
    with _terminal(folder) as terminal:
        shown = terminal.read_until(READY, 400)
        address = re.search(r"http://localhost:\d+", shown)[0]
        for role in ("jobseeker", "employer", "counsellor", "ministry", "administrator", "provider"):
            assert f"{role}@demo.example" in shown
        assert shown.count("TOTP secret") == 6  # counsellor, ministry, two administrators, two of a partner agency
        with urllib.request.urlopen(address.replace("localhost", "127.0.0.1")) as page:
            assert page.status == 200
        processes = terminal.started(folder)
        assert len(processes) > 8
        os.write(terminal.master, b"\x03")
        terminal.read_until("All stopped", 60)
        terminal.process.wait(30)
        assert left(processes) == []
    with _terminal(folder) as terminal:
        shown = terminal.read_until(READY, 200)
        assert "Demonstration population" not in shown
        processes = terminal.started(folder)
        terminal.close()  # closing the window stops it as Ctrl-C does
        terminal.process.wait(60)
        deadline = time.monotonic() + 30
        while left(processes) and time.monotonic() < deadline:
            time.sleep(0.1)
        assert left(processes) == []

"""Whatever stops the demo, nothing that it started stays behind."""

import signal
import subprocess
import sys
import time
import uuid
from pathlib import Path

import psutil
import pytest

ROOT = Path(__file__).resolve().parents[2]
# A child that has a child of its own and is deaf to polite signals, beside one that is not; the mark tells them apart.
PROGRAM = """
import sys, time
from pathlib import Path
from pes_platform.supervisor import Supervisor
mark, folder = sys.argv[1], Path(sys.argv[2])
supervisor = Supervisor()
supervisor.install()
try:
    deaf = f"trap '' TERM INT HUP; sleep 300.{mark} & sleep 300.{mark}; sleep 300.{mark}"
    supervisor.keep("deaf", ["sh", "-c", deaf], env={"PATH": "/usr/bin:/bin"}, log=folder / "log")
    supervisor.keep("polite", ["sleep", f"300.{mark}"], env={"PATH": "/usr/bin:/bin"}, log=folder / "log")
    supervisor.run(["sleep", f"300.{mark}"])
    print("ready", flush=True)
    while True:
        time.sleep(0.1)
        for name in supervisor.revive():
            print("revived", name, flush=True)
finally:
    supervisor.stop(patience=1)
"""


def marked(mark: str) -> list[psutil.Process]:
    found = []
    for process in psutil.process_iter(["cmdline", "status"]):
        line = " ".join(process.info["cmdline"] or [])
        if f"300.{mark}" in line and process.info["status"] != psutil.STATUS_ZOMBIE:
            found.append(process)
    return found


@pytest.fixture
def supervised(tmp_path):
    mark = str(uuid.uuid4().int)[:12]
    command = [sys.executable, "-c", PROGRAM, mark, str(tmp_path)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True, start_new_session=True) as process:
        assert process.stdout.readline() == "ready\n"
        yield process, mark
        for left in marked(mark):
            left.kill()
        process.kill()


def wait_until_none(mark: str, seconds: float = 10) -> list[psutil.Process]:
    deadline = time.monotonic() + seconds
    while marked(mark) and time.monotonic() < deadline:
        time.sleep(0.05)
    return marked(mark)


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_ctrl_c_a_polite_kill_and_a_closed_terminal_leave_nothing(supervised, how):
    process, mark = supervised
    assert len(marked(mark)) >= 4
    process.send_signal(how)
    assert process.wait(20) == 128 + how
    assert marked(mark) == []


def test_impatient_ctrl_c_does_not_cut_the_tidying_short(supervised):
    process, mark = supervised
    for _ in range(4):
        process.send_signal(signal.SIGINT)
        time.sleep(0.1)
    process.wait(20)
    assert marked(mark) == []


def test_a_process_that_dies_is_started_again(supervised):
    process, mark = supervised
    polite = next(p for p in marked(mark) if p.cmdline()[0] == "sleep" and p.ppid() == process.pid)
    others = {p.pid for p in marked(mark)}
    time.sleep(5)
    deaf = next(p for p in marked(mark) if p.cmdline()[0] == "sh")
    deaf.kill()
    assert process.stdout.readline() == "revived deaf\n"
    assert {p.pid for p in marked(mark)} - others
    assert polite.is_running()

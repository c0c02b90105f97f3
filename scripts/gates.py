"""Every check, in stages, each timed: python -m scripts.gates fast|all|bench. Servers of its own, gone afterwards."""

from __future__ import annotations

import os
import secrets
import shutil
import signal
import subprocess
import sys
import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from matching.engine import compiling
from pes_platform import build, embedded
from pes_platform.console import StepFailed

ROOT = Path(__file__).resolve().parent.parent
VAR = Path(os.environ.get("PES_VAR_DIR", ROOT / "var"))
BIN = Path(sys.executable).parent
ROOMS = [
    "core",
    "accounts",
    "taxonomy",
    "channels",
    "jobseekers",
    "employers",
    "almp_programmes",
    "welfare_centres",
    "matching",
    "portal",
    "pes_platform",
]
# What only the system's package manager brings: how to see it, and Debian's name for it.
SYSTEM: list[tuple[Callable[[], bool], str]] = [
    (lambda: any(map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), "chromium"),
    (lambda: bool(_output("fc-list", ":lang=ko", "family")), "fonts-noto-cjk"),
    (lambda: bool(shutil.which("wrk")), "wrk"),
]


@dataclass
class Result:
    stage: str
    seconds: float
    passed: bool
    closing: str


def main() -> int:
    what, rest = sys.argv[1], sys.argv[2:]
    for sig in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(sig, lambda number, _: sys.exit(128 + number))
    if what != "fast":
        _require_system()
    results: list[Result] = []
    try:
        build.build(subprocess.Popen)
        with embedded.running(VAR / what, fast=True, max_connections=200, temporary=True) as services:
            env = _environment(services)
            if what == "bench":
                return subprocess.run(
                    [sys.executable, "-m", "bench", *rest], env=env, cwd=ROOT, check=False
                ).returncode
            for stage, command, extra in _stages(what):
                results.append(_run(stage, command, env | extra))
    except (StepFailed, embedded.StartFailed) as exc:
        sys.exit(str(exc))
    return _report(results)


def _output(*command: str) -> str:
    if not shutil.which(command[0]):
        return ""
    return subprocess.run(command, capture_output=True, text=True, check=False).stdout.strip()


def _require_system() -> None:
    missing = [package for present, package in SYSTEM if not present()]
    if missing:
        sys.exit(f"The checks need system packages that are not installed. On Debian: apt install {' '.join(missing)}")


def _environment(services: embedded.Services) -> dict[str, str]:
    return {
        **os.environ,
        **services.environment(),
        "DEBUG": "1",
        "PYTHONDONTWRITEBYTECODE": "1",
        "PYTHONUNBUFFERED": "1",
        # Sites with a folder of their own (bench, demo, kill -9) need not compile the kernels once more.
        "NUMBA_CACHE_DIR": compiling.FOLDER,
    }


def _stages(what: str) -> list[tuple[str, list[str], dict[str, str]]]:
    python, manage = sys.executable, [sys.executable, "manage.py"]
    production = {"DEBUG": "0", "SECRET_KEY": secrets.token_urlsafe(60), "SITE_ORIGIN": "https://jobs.example.org"}
    fast: list[tuple[str, list[str], dict[str, str]]] = [
        ("ruff", [str(BIN / "ruff"), "check", "--quiet", "."], {}),
        ("format", [str(BIN / "ruff"), "format", "--check", "--quiet", "."], {}),
        ("templates", [str(BIN / "djlint"), "templates", "--lint", "--quiet"], {}),
        ("layers", [str(BIN / "lint-imports")], {}),
        ("migrations", [*manage, "makemigrations", "--check", "--dry-run"], {}),
        ("messages", [*manage, "messages", "--check"], {}),
        ("deploy", [*manage, "check", "--deploy", "--fail-level", "WARNING"], production),
        ("types", [str(BIN / "mypy"), *(room for room in ROOMS if (ROOT / room).is_dir())], {}),
    ]
    pytest = [str(BIN / "pytest"), "-q", "-n", "2", "--dist", "loadgroup"]
    if what == "fast":
        return [*fast, ("tests", [*pytest, "-m", "not browser and not slow"], {})]
    return [
        *fast,
        ("bench gates", [python, "-m", "bench", "--quick", "--only", "platform,matching,programmes"], {}),
        ("tests", [*pytest, "--durations=15", *sys.argv[2:]], {}),
    ]


def _run(stage: str, command: list[str], env: dict[str, str]) -> Result:
    print(f"\n=== {stage}", flush=True)
    began = time.monotonic()
    process = subprocess.Popen(command, env=env, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    tail: deque[str] = deque(maxlen=1)
    try:
        assert process.stdout
        for line in process.stdout:
            print(line, end="", flush=True)
            tail.append(line.strip())
        code = process.wait()
    finally:
        if process.poll() is None:
            process.terminate()
            process.wait()
    result = Result(stage, time.monotonic() - began, code == 0, tail[0] if tail else "")
    print(f"--- {stage}: {'passed' if result.passed else f'FAILED ({code})'} in {result.seconds:.1f} s", flush=True)
    return result


def _report(results: list[Result]) -> int:
    print("\n=== Stages")
    for result in results:
        print(f"{result.stage:<14}{result.seconds:>8.1f} s  {'passed' if result.passed else 'FAILED'}")
    print(f"{'all':<14}{sum(result.seconds for result in results):>8.1f} s")
    if results[-1].stage == "tests":
        print(results[-1].closing)
    return 0 if all(result.passed for result in results) else 1


if __name__ == "__main__":
    sys.exit(main())

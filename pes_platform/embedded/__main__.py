"""python -m pes_platform.embedded start|stop|run: see --help."""

from __future__ import annotations

import argparse
import os
import signal
import subprocess
import sys
from pathlib import Path

from pes_platform.embedded import StartFailed, running, start, stop


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m pes_platform.embedded", description=__doc__)
    parser.add_argument("action", choices=["start", "stop", "run"], help="run: start, run the command after --, stop")
    parser.add_argument("--data", type=Path, default=Path(os.environ.get("PES_VAR_DIR", "var")) / "services")
    parser.add_argument("--fast", action="store_true", help="no durability, for tests")
    parser.add_argument("--max-connections", type=int, default=100)
    parser.add_argument("--temporary", action="store_true", help="with run and stop: remove the data afterwards")
    arguments = sys.argv[1:]
    split = arguments.index("--") if "--" in arguments else len(arguments)
    options = parser.parse_args(arguments[:split])
    command = arguments[split + 1 :]
    if (options.action == "run") != bool(command):
        parser.error("run takes a command after --, and only run does")
    try:
        return _act(options, command)
    except StartFailed as exc:
        print(exc, file=sys.stderr)
        return 1


def _act(options: argparse.Namespace, command: list[str]) -> int:
    if options.action == "stop":
        stop(options.data, forget=options.temporary)
        return 0
    if options.action == "start":
        for name, value in (
            start(options.data, fast=options.fast, max_connections=options.max_connections).environment().items()
        ):
            print(f"export {name}={value}")
        return 0
    for sig in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(sig, lambda number, _: sys.exit(128 + number))
    with running(
        options.data, fast=options.fast, max_connections=options.max_connections, temporary=options.temporary
    ) as services:
        process = subprocess.Popen(command, env={**os.environ, **services.environment()})
        try:
            return process.wait()
        finally:
            if process.poll() is None:
                process.terminate()
                process.wait()


if __name__ == "__main__":
    sys.exit(main())

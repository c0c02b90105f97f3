"""Make .venv from a lock file: python3 scripts/env.py base|test. Standard library only; any Python from 3.11 runs it.

uv is installed by pip into the environment, by hash from the same lock file. A stamp makes the next run do nothing.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
STAMP = VENV / "pes-stamp.json"
PYTHON = VENV / "bin" / "python"
UV = VENV / "bin" / "uv"
NODE_ENV = Path(os.environ.get("PES_VAR_DIR", ROOT / "var")) / "node-env"
WANTED = (3, 11)


def main() -> None:
    kind = sys.argv[1] if len(sys.argv) > 1 else "base"
    if not (PYTHON.exists() and UV.exists() and version_of(PYTHON) == WANTED):
        make_venv()
    sync(kind)
    if not shutil.which("npm"):
        make_node()


def fail(message: str) -> None:
    sys.exit(f"\n{message}\n")


def version_of(python: Path | str) -> tuple[int, ...] | None:
    command = [str(python), "-c", "import sys; print(*sys.version_info[:2])"]
    shown = subprocess.run(command, capture_output=True, text=True, check=False)
    return tuple(map(int, shown.stdout.split())) if shown.returncode == 0 else None


def make_venv() -> None:
    """With this Python or another on PATH where one is 3.11; else uv finds or fetches one."""
    if VENV.exists():
        shutil.rmtree(VENV)
    suited = next((p for p in (sys.executable, shutil.which("python3.11")) if p and version_of(p) == WANTED), None)
    if suited:
        venv(suited, VENV)
        install_uv(PYTHON)
        return
    helper = VENV.with_name(".venv-uv")
    venv(sys.executable, helper)
    install_uv(helper / "bin" / "python")
    made = subprocess.run(
        [helper / "bin" / "uv", "venv", "--quiet", "--seed", "--python", "3.11", VENV],
        env=uv_environment(helper / "bin" / "python"),
        check=False,
    )
    if made.returncode:
        shutil.rmtree(helper)
        fail(
            f"Python 3.11 is needed. This is {sys.version.split()[0]}, no python3.11 is on PATH, "
            "and uv could not fetch one (its message is above).\n"
            "Install Python 3.11 and run again, or name one: make PYTHON=/path/to/python3.11 …"
        )
    install_uv(PYTHON)
    shutil.rmtree(helper)


def venv(python: str, target: Path) -> None:
    made = subprocess.run([python, "-m", "venv", str(target)], capture_output=True, text=True, check=False)
    if made.returncode:
        shutil.rmtree(target, ignore_errors=True)
        fail(
            f"{python} could not make a virtual environment (on Debian: apt install python3-venv).\n"
            f"{made.stdout}{made.stderr}"
        )


def install_uv(python: Path) -> None:
    lock = (ROOT / "locks" / "base.lock").read_text()
    pinned = re.search(r"^uv==.*?(?=^\S)", lock, re.M | re.S)
    assert pinned, "locks/base.lock names no uv"
    with tempfile.TemporaryDirectory() as folder:
        wanted = Path(folder) / "uv.txt"
        wanted.write_text(pinned[0])
        done = subprocess.run(
            [
                python,
                "-m",
                "pip",
                "install",
                "--quiet",
                "--disable-pip-version-check",
                "--require-hashes",
                "--only-binary",
                ":all:",
                "-r",
                wanted,
            ],
            check=False,
        )
    if done.returncode:
        fail("pip could not install uv (its message is above). Is a Python package index reachable?")


def digest(lock: Path) -> str:
    return hashlib.sha256(lock.read_bytes()).hexdigest()


def sync(kind: str) -> None:
    """Packages exactly as locked. The test lock holds the base lock: an environment for tests runs the demo too."""
    locks = {name: digest(ROOT / "locks" / f"{name}.lock") for name in ("base", "test")}
    stamp = json.loads(STAMP.read_text()) if STAMP.exists() else {}
    if stamp == locks or (kind == "base" and stamp.get("base") == locks["base"]):
        return
    STAMP.unlink(missing_ok=True)
    if run_uv("pip", "sync", "--require-hashes", "--python", str(PYTHON), str(ROOT / "locks" / f"{kind}.lock")):
        fail("uv could not install the locked packages (its message is above).")
    STAMP.write_text(json.dumps(locks if kind == "test" else {"base": locks["base"]}))


def make_node() -> None:
    """npm from a Python package, apart from ours: only the front-end build needs it."""
    lock = ROOT / "locks" / "node.lock"
    stamp = NODE_ENV / "pes-stamp"
    if stamp.exists() and stamp.read_text() == digest(lock):
        return
    if run_uv("venv", "--clear", "--python", str(PYTHON), str(NODE_ENV)) or run_uv(
        "pip", "sync", "--require-hashes", "--python", str(NODE_ENV / "bin" / "python"), str(lock)
    ):
        fail("npm is missing and could not be installed as a Python package. Install Node.js 20 or newer.")
    stamp.write_text(digest(lock))


def run_uv(*arguments: str) -> int:
    quiet = [] if sys.stderr.isatty() else ["--quiet"]
    return subprocess.run([UV, *quiet, *arguments], env=uv_environment(), check=False).returncode


def uv_environment(python: Path = PYTHON) -> dict[str, str]:
    """With pip's own index and certificates, where the machine names them for pip only."""
    env = {**os.environ, "UV_NO_PROGRESS": "" if sys.stderr.isatty() else "1"}
    pip = pip_settings(python)
    if "index-url" in pip and not {"UV_DEFAULT_INDEX", "UV_INDEX_URL"} & env.keys():
        env["UV_DEFAULT_INDEX"] = pip["index-url"]
    if "cert" in pip:
        env.setdefault("SSL_CERT_FILE", pip["cert"])
    return {name: value for name, value in env.items() if value}


@cache
def pip_settings(python: Path) -> dict[str, str]:
    """From its configuration files and the environment; the later of these levels wins."""
    shown = subprocess.run([python, "-m", "pip", "config", "list"], capture_output=True, text=True, check=False).stdout
    levels = ("global", "user", "site", ":env:")
    found = re.findall(r"^(global|user|site|:env:)\.(index-url|cert)='(.*)'$", shown, re.MULTILINE)
    return {name: value for _, name, value in sorted(found, key=lambda one: levels.index(one[0]))}


if __name__ == "__main__":
    main()

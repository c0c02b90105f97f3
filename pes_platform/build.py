"""What must be made from the sources before the site can run: vendored front end, message catalogues, static files.

Run as `python -m pes_platform.build`. Each part is made again only when what it is made from has changed.
"""

from __future__ import annotations

import hashlib
import os
import secrets
import shutil
import subprocess
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path

from pes_platform import console
from pes_platform.console import Spawn, StepFailed

ROOT = Path(__file__).resolve().parent.parent
VAR = Path(os.environ.get("PES_VAR_DIR", ROOT / "var"))
STAMPS = ROOT / "var" / "build"  # beside what is made, which lies in the project too
SKIPPED = {".venv", "var", "node_modules", "staticfiles", ".git"}


def main() -> None:
    try:
        build(subprocess.Popen)
    except StepFailed as exc:
        sys.exit(str(exc))


def build(spawn: Spawn) -> None:
    """The environment stands in for a configured one: none of these steps reads a database."""
    env = os.environ | {
        "SECRET_KEY": secrets.token_urlsafe(60),
        "DATABASE_URL": "postgresql://none@127.0.0.1:1/none",
        "REDIS_URL": "redis://127.0.0.1:1/0",
        "DEBUG": "0",
    }
    node = VAR / "node-env" / "lib" / f"python3.{sys.version_info.minor}" / "site-packages"
    if not shutil.which("npm") and node.is_dir():
        env["PYTHONPATH"] = str(node)
    manage = [sys.executable, str(ROOT / "manage.py")]
    frontend = [sys.executable, "-m", "pes_platform.frontend"]
    _once(
        "frontend",
        "Front-end packages",
        frontend,
        [ROOT / "package-lock.json", ROOT / "pes_platform" / "frontend.py"],
        env=env,
        spawn=spawn,
    )
    _once("messages", "Translations", [*manage, "messages", "--compile"], _catalogues(), env=env, spawn=spawn)
    sources = [*_files(ROOT / "static"), ROOT / "locks" / "base.lock", ROOT / "pes_platform" / "settings.py"]
    _once("static", "Static files", [*manage, "collectstatic", "--noinput", "--clear"], sources, env=env, spawn=spawn)
    warming = [sys.executable, "-m", "matching.engine.warming"]
    engine = [*(ROOT / "matching" / "engine").glob("*.py"), ROOT / "locks" / "base.lock"]
    _once("engine", "Matching kernels", warming, engine, env=env, spawn=spawn)


def _catalogues() -> list[Path]:
    roots = [ROOT / "locale", *(p / "locale" for p in ROOT.iterdir() if p.is_dir() and p.name not in SKIPPED)]
    found = [po for root in roots for po in root.glob("*/LC_MESSAGES/*.po")]
    return [*found, *(mo for po in found if (mo := po.with_suffix(".mo")).exists())]


def _files(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


def _fingerprint(paths: Iterable[Path]) -> str:
    found = hashlib.sha256()
    for path in sorted(paths):
        status = path.stat()
        found.update(f"{path}:{status.st_size}:{status.st_mtime_ns}\n".encode())
    return found.hexdigest()


def _once(
    name: str, title: str, command: Sequence[str], sources: Iterable[Path], *, env: dict[str, str], spawn: Spawn
) -> None:
    STAMPS.mkdir(parents=True, exist_ok=True)
    stamp = STAMPS / name
    paths = list(sources)
    if stamp.exists() and stamp.read_text() == _fingerprint(paths):
        return
    console.step(title, command, env=env, spawn=spawn)
    made = [po.with_suffix(".mo") for po in paths if po.suffix == ".po"]
    stamp.write_text(_fingerprint({*paths, *made}))


if __name__ == "__main__":
    main()

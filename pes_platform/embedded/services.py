"""Both servers together, with what must be remembered between two starts."""

from __future__ import annotations

import contextlib
import fcntl
import json
import secrets
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from pes_platform.embedded import places, processes
from pes_platform.embedded.postgres import Cluster, StartFailed
from pes_platform.embedded.valkey import Store

__all__ = ["Services", "StartFailed", "alive", "running", "start", "stop"]


@dataclass(frozen=True)
class Services:
    database_url: str
    redis_url: str
    postgres_pid: int
    valkey_pid: int

    def environment(self) -> dict[str, str]:
        return {"DATABASE_URL": self.database_url, "REDIS_URL": self.redis_url}


def start(state: Path, *, fast: bool = False, max_connections: int = 100) -> Services:
    """Bring both up, or adopt what an earlier start left running in the same folder.

    fast gives up durability for speed: for tests only.
    """
    state = state.resolve()
    state.mkdir(parents=True, exist_ok=True)
    with _locked(state):
        known = _remembered(state)
        postgres = _cluster(state, known).start(
            port=known.get("postgres_port"), fast=fast, max_connections=max_connections
        )
        valkey = _store(state, known).start(port=known.get("valkey_port"))
        _remember(
            state, known | {"postgres_port": postgres.port, "valkey_port": valkey.port, "valkey_pid": valkey.pid}
        )
    return Services(postgres.url, valkey.url, postgres.pid, valkey.pid)


def stop(state: Path, *, forget: bool = False) -> None:
    """Stop whichever of the folder's servers run, whoever started them; forget removes their data too."""
    state = state.resolve()
    if not (state / "services.json").exists():
        return
    with _locked(state):
        known = _remembered(state)
        _store(state, known).stop(known.get("valkey_port"))
        _cluster(state, known).stop()
    if forget:
        places.forget(state)


def alive(state: Path) -> bool:
    """Cheap enough to ask every second: the processes, not a connection."""
    known = _remembered(state.resolve())
    lock = _cluster(state.resolve(), known).lock_file()
    if lock is None or not processes.is_running(lock[0], "postgres"):
        return False
    return processes.is_running(known.get("valkey_pid"), "valkey")


@contextlib.contextmanager
def running(
    state: Path, *, fast: bool = False, max_connections: int = 100, temporary: bool = False
) -> Iterator[Services]:
    try:
        yield start(state, fast=fast, max_connections=max_connections)
    finally:
        stop(state, forget=temporary)


def _cluster(state: Path, known: dict) -> Cluster:
    return Cluster(state, known["postgres_password"])


def _store(state: Path, known: dict) -> Store:
    return Store(state, known["valkey_password"])


@contextlib.contextmanager
def _locked(state: Path) -> Iterator[None]:
    with (state / "services.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _remembered(state: Path) -> dict:
    note = state / "services.json"
    if note.exists():
        return json.loads(note.read_text())
    known = {"postgres_password": secrets.token_urlsafe(24), "valkey_password": secrets.token_urlsafe(24)}
    _remember(state, known)
    return known


def _remember(state: Path, known: dict) -> None:
    new = state / "services.json.new"
    new.unlink(missing_ok=True)
    new.touch(mode=0o600)
    new.write_text(json.dumps(known))
    new.replace(state / "services.json")

"""Start, adopt and stop our own PostgreSQL."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path

import psycopg2

from pes_platform.embedded import places, processes

ROLE = "app"
DATABASE = "pes"
ENVIRONMENT = {"PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8", "TZ": "UTC"}
# Two cores serving short queries: parallel plans and JIT cost more than they bring.
SETTINGS = {
    "unix_socket_directories": "",
    "listen_addresses": "127.0.0.1",
    "shared_buffers": "256MB",
    "work_mem": "16MB",
    "maintenance_work_mem": "256MB",
    "max_wal_size": "2GB",
    "jit": "off",
    "max_parallel_workers_per_gather": "0",
    "max_parallel_maintenance_workers": "0",
    "random_page_cost": "1.1",
    "log_line_prefix": "%m [%p] ",
}
UNSAFE_BUT_FAST = {
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "autovacuum_naptime": "10min",
}


class StartFailed(RuntimeError):
    """A server did not come up; the message carries the end of its log."""


@dataclass(frozen=True)
class Server:
    url: str
    port: int
    pid: int


@dataclass(frozen=True)
class Cluster:
    state: Path
    password: str

    @property
    def place(self) -> Path:
        return places.postgres_place(self.state)

    @property
    def data(self) -> Path:
        return self.place / "pgdata"

    @property
    def log(self) -> Path:
        return self.state / "postgres.log"

    def url(self, port: int, database: str = DATABASE) -> str:
        return f"postgresql://{ROLE}:{self.password}@127.0.0.1:{port}/{database}"

    def lock_file(self) -> tuple[int, int] | None:
        """(pid, port) that PostgreSQL wrote down; the port line comes a moment after the pid line."""
        try:
            lines = (self.data / "postmaster.pid").read_text().split("\n")
        except OSError:
            return None
        if not lines or not lines[0].strip().isdigit():
            return None
        return int(lines[0]), int(lines[3]) if len(lines) > 4 and lines[3].isdigit() else 0

    def running(self) -> Server | None:
        """The live server of this data folder: it takes our password and names our folder as its own."""
        known = self.lock_file()
        if not known or not known[1]:
            return None
        pid, port = known
        try:
            with (
                psycopg2.connect(self.url(port, "postgres"), connect_timeout=3) as connection,
                connection.cursor() as cursor,
            ):
                cursor.execute("SHOW data_directory")
                (folder,) = cursor.fetchone() or ("",)
        except psycopg2.Error:
            return None
        connection.close()
        return Server(self.url(port), port, pid) if Path(folder) == self.data else None

    def start(self, *, port: int | None = None, fast: bool = False, max_connections: int = 100) -> Server:
        found = self.running()
        if found:
            return found
        self._initialise(fast=fast)
        server = self._await_server(self._command(fast=fast, max_connections=max_connections), port)
        self._create_database(server.port)
        return server

    def stop(self) -> None:
        known = self.lock_file()
        if known:
            processes.end(known[0], "postgres", str(self.data), first=signal.SIGINT, last=signal.SIGQUIT)

    def _initialise(self, *, fast: bool) -> None:
        if (self.data / "PG_VERSION").exists():
            self._check_owner()
            return
        new = self.place / "pgdata.new"  # renamed when whole: a start cut short leaves no half-made cluster
        if new.exists():
            shutil.rmtree(new)
        new.mkdir(mode=0o700)
        places.give_to_server(new)
        secret = self.place / "initdb.password"
        secret.touch(mode=0o600)
        secret.write_text(self.password)
        places.give_to_server(secret)
        command = [
            str(places.postgres_install() / "bin" / "initdb"),
            "-D",
            str(new),
            "-U",
            ROLE,
            "-E",
            "UTF8",
            "--locale-provider=builtin",
            "--locale=C.UTF-8",
            "--auth=scram-sha-256",
            f"--pwfile={secret}",
            *(["--no-sync"] if fast else []),
        ]
        try:
            made = subprocess.run(
                command, check=False, env=ENVIRONMENT, cwd="/", capture_output=True, text=True, **places.popen_user()
            )
        finally:
            secret.unlink()
        if made.returncode:
            raise StartFailed(f"initdb could not make a database cluster in {new}:\n{made.stderr[-2000:]}")
        new.rename(self.data)

    def _check_owner(self) -> None:
        owner, wanted = self.data.stat().st_uid, places.popen_user().get("user", os.geteuid())
        if owner != wanted:
            raise StartFailed(
                f"{self.data} was made by another user (uid {owner}, this start would run as uid {wanted}). "
                "Start as that user, remove the folder, or name another one with PES_VAR_DIR."
            )

    def _command(self, *, fast: bool, max_connections: int) -> list[str]:
        options = SETTINGS | {"max_connections": str(max_connections)} | (UNSAFE_BUT_FAST if fast else {})
        flags = [part for name, value in options.items() for part in ("-c", f"{name}={value}")]
        return [str(places.postgres_install() / "bin" / "postgres"), "-D", str(self.data), *flags]

    def _await_server(self, command: list[str], preferred: int | None) -> Server:
        process, deadline = None, time.monotonic() + 90
        while time.monotonic() < deadline:
            if process is None or process.poll() is not None:
                # A killed postmaster's lock and shared memory linger until its children and PID 1 let go: try again.
                if process is not None:
                    time.sleep(0.3)
                self._correct_lock()
                process = self._spawn(command, processes.free_port(preferred))
            server = self.running()
            if server:
                return server
            time.sleep(0.03)
        if process is not None and process.poll() is None:
            process.send_signal(signal.SIGINT)
        raise StartFailed(f"PostgreSQL did not start:\n{self._log_end()}")

    def _spawn(self, command: list[str], port: int) -> subprocess.Popen[bytes]:
        return processes.launch([*command, "-p", str(port)], self.log, env=ENVIRONMENT, **places.popen_user())

    def _correct_lock(self) -> None:
        """A lock whose pid is a zombie's, or by now another program's, would keep PostgreSQL from ever starting.

        Its pid is replaced with a dead one's, not the file removed: PostgreSQL still checks for orphaned backends.
        """
        known = self.lock_file()
        if not known or processes.is_running(known[0], "postgres", str(self.data)):
            return
        processes.reap(known[0])
        lock = self.data / "postmaster.pid"
        dead = subprocess.Popen(["true"])
        dead.wait()
        _, _, rest = lock.read_text().partition("\n")
        lock.write_text(f"{dead.pid}\n{rest}")

    def _log_end(self) -> str:
        return self.log.read_text(errors="replace")[-2000:] if self.log.exists() else ""

    def _create_database(self, port: int) -> None:
        connection = psycopg2.connect(self.url(port, "postgres"))
        connection.autocommit = True
        try:
            with connection.cursor() as cursor:
                cursor.execute("SELECT 1 FROM pg_database WHERE datname = %s", [DATABASE])
                if not cursor.fetchone():
                    cursor.execute(f'CREATE DATABASE "{DATABASE}"')
        finally:
            connection.close()

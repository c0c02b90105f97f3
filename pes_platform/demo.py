"""`make demo`: from nothing to a running, populated site, on servers of its own; Ctrl-C stops all of it.

Plain Python: Django runs in the processes started from here. What has been done is noted in the database itself, so
that a second run, or one that was cut short, does only what is missing.
"""

from __future__ import annotations

import argparse
import contextlib
import fcntl
import hashlib
import os
import secrets
import select
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path
from textwrap import indent

import psycopg2

from pes_platform import build, console, embedded
from pes_platform.build import ROOT, VAR
from pes_platform.console import StepFailed, say
from pes_platform.embedded import processes
from pes_platform.supervisor import Supervisor

MANAGE = [sys.executable, str(ROOT / "manage.py")]
FOLDER = VAR / "demo"
SERVICES = VAR / "services"
SEED = 1
NUMERIC = ["--pool", "solo", "--queues", "changes,numeric", "--hostname", "numeric@%h"]


def main() -> int:
    options = _options()
    FOLDER.mkdir(parents=True, exist_ok=True)
    supervisor = Supervisor()
    supervisor.install()
    try:
        with _only_one():
            return _run(options, supervisor)
    except (StepFailed, embedded.StartFailed) as exc:
        print(f"  ✗ {exc}", file=sys.stderr)
        return 1


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="make demo", description=__doc__)
    parser.add_argument("--data", type=Path, help="also import this folder of real data")
    parser.add_argument("--people", type=int, default=2000)
    parser.add_argument("--vacancies", type=int, default=1500)
    parser.add_argument("--port", type=int, default=None)
    parser.add_argument("--exit-when-ready", action="store_true", help="stop again once everything answers")
    options = parser.parse_args()
    if options.data and not options.data.is_dir():
        parser.error(f"--data: there is no folder {options.data.resolve()}")
    return options


@contextlib.contextmanager
def _only_one() -> Iterator[None]:
    with (FOLDER / "lock").open("a+") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise StepFailed(
                f"A demo of this folder runs already: {_remembered('address') or 'it is starting'}"
            ) from None
        yield


def _run(options: argparse.Namespace, supervisor: Supervisor) -> int:
    try:
        build.build(supervisor.run)
        with supervisor.held(), console.timed("PostgreSQL and Valkey"):
            services = embedded.start(SERVICES)
        port = _port(options.port)
        env = _environment(services, port)
        _prepare(options, supervisor, services.database_url, env)
        _serve(supervisor, env, port)
        if not options.exit_when_ready:
            _watch(supervisor)
    finally:
        with supervisor.held():
            say("\n  Stopping …")
            supervisor.stop()
            embedded.stop(SERVICES)
            say("  [green]✓[/] All stopped. The data stays; [bold]make clean[/] removes it.")
    return 0


def _remembered(name: str, make: Callable[[], str] | None = None) -> str:
    note = FOLDER / name
    if not note.exists() and make:
        note.touch(mode=0o600)
        note.write_text(make())
    return note.read_text().strip() if note.exists() else ""


def _port(asked: int | None) -> int:
    before = _remembered("address").rpartition(":")[2].rstrip("/")
    port = processes.free_port(asked or (int(before) if before.isdigit() else 8000))
    if asked and port != asked:
        raise StepFailed(f"Port {asked} is in use.")
    return port


def _environment(services: embedded.Services, port: int) -> dict[str, str]:
    """Production settings but for HTTPS: what the demo shows is what runs for real."""
    # localhost and not the number: passkeys need a name.
    return {
        **os.environ,
        **services.environment(),
        "SECRET_KEY": _remembered("secret-key", lambda: secrets.token_urlsafe(60)),
        "DEBUG": "0",
        "DEMO": "1",
        "SITE_ORIGIN": f"http://localhost:{port}",
        "ALLOWED_HOSTS": "localhost,127.0.0.1",
        "PES_VAR_DIR": str(VAR),
        "BIND": f"127.0.0.1:{port}",
        "PYTHONUNBUFFERED": "1",
    }


def _prepare(options: argparse.Namespace, supervisor: Supervisor, url: str, env: dict[str, str]) -> None:
    steps = Steps(url, supervisor, env)
    steps.once("migrate", "Database tables", ["migrate", "--noinput"], _source_mark("*/migrations/*"), draws=False)
    steps.once("reference", "Reference data", ["load_reference"], _source_mark("taxonomy/reference/*"))
    steps.once("wages", "Minimum wages", ["load_minimum_wages"], _source_mark("employers/reference_data/*"))
    mark = _source_mark("almp_programmes/reference/*")
    steps.once("programmes", "Programmes and their rules", ["load_programmes"], mark)
    steps.once("spending", "Published spending", ["load_spending_figures"], mark)
    lessons = _source_mark("almp_programmes/reference/starter_course/*/*")
    steps.once("lessons", "Starter course", ["load_online_course"], lessons)
    mark = _source_mark("channels/reference/*")
    steps.once("channels", "Services and their channel rules", ["load_channels"], mark)
    mark = _source_mark("welfare_centres/reference/*")
    steps.once("centres", "Agencies and what each may see", ["load_centres_reference"], mark)
    steps.once("clocks", "Clocks of referrals", ["load_referral_clocks"], mark)
    staff_lessons = _source_mark("welfare_centres/reference/staff_course/*/*")
    steps.once("staff lessons", "Course for staff", ["load_staff_course"], staff_lessons)
    if options.data:
        data = str(options.data.resolve())
        steps.once("data", f"Data from {data}", ["import_data", data], _folder_mark(options.data))
    size = ["--people", str(options.people), "--vacancies", str(options.vacancies), "--seed", str(SEED)]
    made = ["make_population", *size, "--no-refresh"]
    steps.once("population", "Demonstration population", made, " ".join(size))
    loaded = f"{steps.mark('data')} {steps.mark('population')}"
    steps.once("computed", "Search, first recommendations, figures", ["refresh_site"], loaded)


class Steps:
    """The set-up steps that this database has seen, each with a mark of what it was done with."""

    def __init__(self, url: str, supervisor: Supervisor, env: dict[str, str]) -> None:
        self.url, self.supervisor, self.env = url, supervisor, env
        self._execute(
            "CREATE TABLE IF NOT EXISTS demo_step (name text PRIMARY KEY, mark text NOT NULL, done_at timestamptz)"
        )

    def once(self, name: str, title: str, command: list[str], mark: str, *, draws: bool = True) -> None:
        """draws: the command shows its own progress."""
        if self.mark(name) != mark:
            console.step(title, [*MANAGE, *command], env=self.env, spawn=self.supervisor.run, draws=draws)
            self.note(name, mark)

    def mark(self, name: str) -> str:
        found = self._execute("SELECT mark FROM demo_step WHERE name = %s", name)
        return found[0] if found else ""

    def note(self, name: str, mark: str) -> None:
        self._execute(
            "INSERT INTO demo_step VALUES (%s, %s, now()) "
            "ON CONFLICT (name) DO UPDATE SET mark = excluded.mark, done_at = excluded.done_at",
            name,
            mark,
        )

    def _execute(self, sql: str, *values: str) -> tuple | None:
        connection = psycopg2.connect(self.url)
        try:
            with connection, connection.cursor() as cursor:
                cursor.execute(sql, values)
                return cursor.fetchone() if cursor.description else None
        finally:
            connection.close()


def _source_mark(pattern: str) -> str:
    """By content: a fresh clone of the same commit is the same."""
    found = hashlib.sha256()
    for path in sorted(ROOT.glob(pattern)):
        if path.is_file() and path.suffix != ".pyc" and ".venv" not in path.parts:
            found.update(path.relative_to(ROOT).as_posix().encode() + b"\0" + path.read_bytes())
    return found.hexdigest()


def _folder_mark(folder: Path | None) -> str:
    """By name, size and time: the folder may be large."""
    if not folder:
        return ""
    listed = [
        f"{p.relative_to(folder)}:{p.stat().st_size}:{int(p.stat().st_mtime)}"
        for p in sorted(folder.rglob("*"))
        if p.is_file()
    ]
    return hashlib.sha256("\n".join(listed).encode()).hexdigest()


def _serve(supervisor: Supervisor, env: dict[str, str], port: int) -> None:
    binaries = Path(sys.executable).parent
    celery = [str(binaries / "celery"), "-A", "pes_platform"]
    supervisor.keep(
        "web",
        [str(binaries / "gunicorn"), "--chdir", str(ROOT), "-c", str(ROOT / "gunicorn.conf.py"), "pes_platform.wsgi"],
        env=env,
        log=FOLDER / "web.log",
    )
    supervisor.keep(
        "worker",
        [*celery, "--workdir", str(ROOT), "worker", "--concurrency", "2", "--loglevel", "INFO"],
        env=env,
        log=FOLDER / "worker.log",
    )
    supervisor.keep(
        "numeric",
        [*celery, "--workdir", str(ROOT), "worker", *NUMERIC, "--loglevel", "INFO"],
        env=env,
        log=FOLDER / "numeric.log",
    )
    supervisor.keep(
        "beat",
        [*celery, "--workdir", str(ROOT), "beat", "--pidfile=", "--loglevel", "INFO"],
        env=env,
        log=FOLDER / "beat.log",
    )
    sign_ins = supervisor.run([*MANAGE, "demo_accounts"], env=env, stdout=subprocess.PIPE, text=True)
    with console.timed("Web, workers and beat"):
        printed, _ = sign_ins.communicate()
        _await_answer(f"http://127.0.0.1:{port}/readyz", supervisor)
    if sign_ins.returncode:
        raise StepFailed("demo_accounts: failed (its message is above).")
    (FOLDER / "address").write_text(env["SITE_ORIGIN"])
    say(f"\n  Open [bold underline]{env['SITE_ORIGIN']}[/] and sign in as one of these:\n")
    print(indent(printed, "  "))
    say(f"  Ctrl-C stops everything. Logs are in {FOLDER}")


def _await_answer(url: str, supervisor: Supervisor, patience: float = 60) -> None:
    deadline = time.monotonic() + patience
    while time.monotonic() < deadline:
        with contextlib.suppress(urllib.error.URLError, OSError):
            urllib.request.urlopen(url, timeout=5).close()
            return
        if supervisor.children["web"].process.poll() is not None:
            break
        time.sleep(0.1)
    log = (FOLDER / "web.log").read_text(errors="replace")[-2000:]
    raise StepFailed(f"The web server does not answer at {url}. The end of its log:\n{log}")


def _watch(supervisor: Supervisor) -> None:
    """Until Ctrl-C or until the terminal is closed: what dies is started again, the servers on the ports they had."""
    terminal = select.poll()  # a hang-up signal goes to the terminal's first process only, which may be make
    if sys.stdin.isatty():
        terminal.register(sys.stdin, 0)
    while not terminal.poll(0):
        time.sleep(1)
        with supervisor.held():
            if not embedded.alive(SERVICES):
                say("  PostgreSQL or Valkey had stopped; starting it again.")
                embedded.start(SERVICES)
        for name in supervisor.revive():
            say(f"  The {name} process had stopped; started it again.")


if __name__ == "__main__":
    sys.exit(main())

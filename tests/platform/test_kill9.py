"""kill -9 of worker, Valkey and PostgreSQL in turn, in the middle of a batch: nothing lost, nothing sent twice."""

import contextlib
import os
import secrets
import signal
import subprocess
import sys
import time
from pathlib import Path

import psycopg2
import pytest

from pes_platform import embedded
from pes_platform.supervisor import Supervisor
from tests.platform.kill9 import world

ROOT = Path(__file__).resolve().parents[2]
CELERY = [str(Path(sys.executable).parent / "celery"), "-A", "pes_platform"]
SUBMIT = [sys.executable, "-m", "tests.platform.kill9.submit"]
PEOPLE = 40


class Site:
    """Servers, worker, beat and one submitting process, all our own."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.state = folder, folder / "services"
        self.services = embedded.start(self.state)
        self.env = {name: value for name, value in os.environ.items() if name not in {"PES_DB", "DEBUG"}}
        self.env |= self.services.environment() | {
            "SECRET_KEY": secrets.token_urlsafe(60),
            "SITE_ORIGIN": "https://jobs.example.org",
            "DJANGO_SETTINGS_MODULE": "tests.platform.kill9.settings",
            "PES_VAR_DIR": str(folder),
            "PYTHONUNBUFFERED": "1",
        }
        self.supervisor = Supervisor()
        self.submitter: subprocess.Popen | None = None

    def run(self, *command: str) -> None:
        subprocess.run(command, cwd=ROOT, env=self.env, check=True, capture_output=True)

    def start(self) -> None:
        for name in ("worker", "beat"):
            options = ["--concurrency=2", "--without-gossip"] if name == "worker" else ["--pidfile=", "-s", "beat"]
            command = [*CELERY, "--workdir", str(ROOT), name, "--loglevel=INFO", *options]
            if name == "beat":
                command[-1] = str(self.folder / "beat")
            self.supervisor.keep(name, command, env=self.env, log=self.folder / f"{name}.log")
        self.submitted = self.folder / "submitted"
        with self.submitted.open("w") as out:
            self.submitter = subprocess.Popen([*SUBMIT, "go"], cwd=ROOT, env=self.env, stdout=out)

    def acknowledged(self) -> list[str]:
        return self.submitted.read_text().split()

    def query(self, sql: str) -> list[tuple]:
        with contextlib.closing(psycopg2.connect(self.services.database_url)) as opened, opened.cursor() as cursor:
            cursor.execute(sql)
            return cursor.fetchall()

    def wait(self, what: str, until, seconds: float) -> None:
        deadline = time.monotonic() + seconds
        while not until():
            logs = "\n".join((self.folder / f"{name}.log").read_text()[-1500:] for name in ("worker", "beat"))
            assert time.monotonic() < deadline, f"waited {seconds} s for {what}\n{logs}"
            time.sleep(0.1)

    def wait_for_sends(self, more: int) -> None:
        """So that each kill falls into the middle of the sending."""
        wanted = self.sends() + more
        self.wait(f"{more} more hand-overs", lambda: self.sends() >= wanted, 60)

    def sends(self) -> int:
        return sum(sum(world.arrived(name, self.folder).values()) for name in ("mail", "gateway"))

    def kill_worker(self) -> None:
        os.killpg(self.supervisor.children["worker"].process.pid, signal.SIGKILL)
        self.supervisor.children["worker"].process.wait()
        self.supervisor.children["worker"].started = 0
        assert self.supervisor.revive() == ["worker"]

    def kill_server(self, pid: int) -> None:
        os.kill(pid, signal.SIGKILL)
        time.sleep(0.5)
        again = embedded.start(self.state)
        assert again.environment() == self.services.environment()
        self.services = again

    def stop(self) -> None:
        if self.submitter:
            self.submitter.kill()
            self.submitter.wait()
        self.supervisor.stop()
        embedded.stop(self.state, forget=True)


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    site = Site(tmp_path_factory.mktemp("kill9"))
    try:
        site.run(sys.executable, "manage.py", "migrate", "--noinput", "-v", "0")
        site.run(*SUBMIT, "prepare")
        site.start()
        yield site
    finally:
        site.stop()


@pytest.fixture(scope="module")
def battered(site):
    """The same site after the three kills, once everything has come to rest."""
    site.wait_for_sends(5)
    site.kill_worker()
    site.wait_for_sends(3)
    site.kill_server(site.services.valkey_pid)
    site.wait_for_sends(3)
    site.kill_server(site.services.postgres_pid)
    assert len(site.acknowledged()) < PEOPLE, "the batch was over before the kills were"
    assert site.submitter.wait(120) == 0
    rest = "SELECT count(*) FROM channels_message WHERE state IN ('queued', 'sending')"
    site.wait("the outbox to empty", lambda: site.query(rest) == [(0,)], 90)
    return site


# One process runs them all: a second site beside the first would only slow both.
pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("kill9")]


def test_the_kills_cut_deliveries_in_the_middle(battered):
    """Else the rest of this file would show nothing."""
    died = "SELECT count(*) FROM channels_messagetransition WHERE why = 'run_died'"
    assert battered.query(died)[0][0] > 0


def test_every_acknowledged_application_is_there_once(battered):
    rows = battered.query("SELECT public_id::text, state FROM matching_application")
    assert sorted(key for key, _ in rows) == sorted(battered.acknowledged())
    assert len(rows) == PEOPLE
    assert {state for _, state in rows} == {"applied"}


def test_no_message_is_missing(battered):
    """Two messages an application, and the applicant hears by one outside medium and in the app."""
    applicants = battered.query(
        "SELECT medium, count(*) FROM channels_message WHERE template = 'application_received' GROUP BY 1 ORDER BY 1"
    )
    assert applicants == [("email", PEOPLE // 2), ("in_app", PEOPLE), ("sms", PEOPLE // 2)]
    written = (
        "SELECT count(*) FROM channels_message WHERE template = 'application_message_employer' AND medium = 'in_app'"
    )
    assert battered.query(written) == [(PEOPLE,)]


def test_nothing_is_sent_twice(battered):
    for name in ("mail", "gateway"):
        assert {key: count for key, count in world.arrived(name, battered.folder).items() if count > 1} == {}


def test_what_counts_as_sent_was_sent_and_the_rest_is_marked_unsure(battered):
    rows = battered.query("SELECT medium, state, public_id::text FROM channels_message WHERE medium <> 'in_app'")
    mail, gateway = (set(world.arrived(name, battered.folder)) for name in ("mail", "gateway"))
    assert {key for medium, _, key in rows if medium == "sms"} == gateway
    assert {state for medium, state, _ in rows if medium == "sms"} == {"sent"}
    mails = [(state, key) for medium, state, key in rows if medium == "email"]
    assert {state for state, _ in mails} <= {"sent", "unsure"}
    assert {key for state, key in mails if state == "sent"} <= mail <= {key for _, key in mails}
    # A worker and the database died, with two sending processes each: no more can have been cut in the middle.
    assert len([key for state, key in mails if state == "unsure"]) <= 6

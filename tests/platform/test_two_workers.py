"""Two workers with their own memory, folders and names over one broker; one is killed half-way: nothing is lost."""

import contextlib
import os
import secrets
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import psycopg2
import pytest

from pes_platform import embedded
from pes_platform.demo import NUMERIC

ROOT = Path(__file__).resolve().parents[2]
CELERY = [str(Path(sys.executable).parent / "celery"), "-A", "pes_platform", "--workdir", str(ROOT), "worker"]
PEOPLE, VACANCIES, RANGE = 1200, 400, 30
RESULTS = "SELECT jobseeker_id, vacancies, parts, least, feasible, reasons FROM matching_recommendation ORDER BY 1"

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("kill9")]


class Site:
    """One database and broker, and as many machines as wanted: a folder, a name and a process group each."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.state = folder, folder / "services"
        self.services = embedded.start(self.state)
        self.env = {name: value for name, value in os.environ.items() if name not in {"PES_DB", "DEBUG"}}
        self.env |= self.services.environment() | {
            "SECRET_KEY": secrets.token_urlsafe(60), "DJANGO_SETTINGS_MODULE": "pes_platform.settings",
            "SITE_ORIGIN": "https://jobs.example.org",
            "MATCHING_RANGE_PEOPLE": str(RANGE), "MATCHING_CLAIM_SECONDS": "4", "PYTHONUNBUFFERED": "1",
        }  # fmt: skip
        self.workers: dict[str, subprocess.Popen] = {}

    def env_of(self, name: str) -> dict[str, str]:
        # The compiled kernels are shared, else every machine would compile them first.
        kernels = {"NUMBA_CACHE_DIR": str(self.folder / "kernels")}
        return self.env | kernels | {"PES_VAR_DIR": str(self.folder / name), "MATCHING_WORKER": name}

    def manage(self, *command: str) -> None:
        done = subprocess.run(
            [sys.executable, "manage.py", *command], cwd=ROOT, env=self.env_of("one"), capture_output=True, text=True,
            check=False,
        )  # fmt: skip
        assert done.returncode == 0, done.stdout + done.stderr

    def shell(self, code: str) -> None:
        self.manage("shell", "-v", "0", "-c", code)

    def start(self, name: str) -> None:
        options = [*NUMERIC[:-1], f"{name}@{name}.example", "--loglevel", "INFO"]
        with (self.folder / f"{name}.log").open("a") as log:
            self.workers[name] = subprocess.Popen(
                [*CELERY, *options], cwd=ROOT, env=self.env_of(name), stdout=log, stderr=log, start_new_session=True
            )

    def kill_holding(self, name: str) -> None:
        """Once it holds a range and has not written it: frozen first, so that this stays so."""
        held = f"SELECT count(*) FROM matching_matchingrange WHERE state = 'running' AND worker LIKE '{name}:%'"
        deadline = time.monotonic() + 60
        while time.monotonic() < deadline:
            if self.query(held) == [(1,)]:
                os.killpg(self.workers[name].pid, signal.SIGSTOP)
                if self.query(held) == [(1,)]:
                    return self.kill(name)
                os.killpg(self.workers[name].pid, signal.SIGCONT)
        raise AssertionError(f"{name} was never found at work")

    def kill(self, name: str) -> None:
        os.killpg(self.workers[name].pid, signal.SIGKILL)
        self.workers.pop(name).wait()

    def query(self, sql: str) -> list[tuple]:
        with contextlib.closing(psycopg2.connect(self.services.database_url)) as opened, opened.cursor() as cursor:
            cursor.execute(sql)
            return [tuple(map(_plain, row)) for row in cursor.fetchall()]

    def wait(self, what: str, until, seconds: float) -> None:
        deadline = time.monotonic() + seconds
        while not until():
            logs = "\n".join(path.read_text()[-1500:] for path in self.folder.glob("*.log"))
            assert time.monotonic() < deadline, f"waited {seconds} s for {what}\n{logs}"
            time.sleep(0.05)

    def stop(self) -> None:
        for name in list(self.workers):
            self.kill(name)
        embedded.stop(self.state, forget=True)


def _plain(value):
    return (
        [bytes(one) for one in value] if isinstance(value, list) and value and not isinstance(value[0], int) else value
    )


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    site = Site(tmp_path_factory.mktemp("workers"))
    try:
        site.manage("migrate", "--noinput", "-v", "0")
        site.manage("load_reference")
        size = ["--people", str(PEOPLE), "--vacancies", str(VACANCIES), "--applications", "0"]
        site.manage("make_population", *size, "--no-refresh")
        site.manage("index_vacancies")
        site.manage("match_tonight")  # the undisturbed run, by one process
        yield site
    finally:
        site.stop()


@pytest.fixture(scope="module")
def battered(site):
    """A night by two workers, the first of which dies in the middle of it, after an undisturbed one."""
    undisturbed = site.query(RESULTS)
    site.shell("from matching.nightly.night import night_start; night_start()")
    pictures = site.folder / "one" / "matching"
    shutil.copytree(pictures, site.folder / "two" / "matching", symlinks=True)
    night = "(SELECT max(id) FROM matching_matchingnight)"
    done = f"SELECT count(*) FROM matching_matchingrange WHERE night_id = {night} AND state = 'done'"
    live = f"SELECT state FROM matching_matchingnight WHERE id = {night}"
    send = "from matching import tasks; from matching.models import MatchingNight; "
    send += "tasks._ranges_send(tasks.ranges.ranges_free(MatchingNight.objects.get(state='running')))"
    site.shell(send)  # all wait before anybody works: the night is over in seconds once it begins
    site.start("one")
    site.wait("some ranges of the first", lambda: site.query(done)[0][0] >= 3, 300)
    site.start("two")
    site.kill_holding("one")
    cut_at = site.query(done)[0][0]
    while site.query(live) != [("live",)]:
        site.shell("from matching.tasks import match_sweep; match_sweep()")  # as the beat does
        time.sleep(1)
        logs = (site.folder / "two.log").read_text()[-1500:]
        assert site.workers["two"].poll() is None, logs
    return site, undisturbed, cut_at


def test_the_killed_worker_had_a_range_in_hand_and_more_were_to_come(battered):
    _site, _undisturbed, cut_at = battered
    assert cut_at < PEOPLE / RANGE - 1


def test_both_workers_had_a_part_in_it(battered):
    site, _undisturbed, _cut_at = battered
    night = "(SELECT max(id) FROM matching_matchingnight)"
    names = site.query(
        f"SELECT DISTINCT split_part(worker, ':', 1) FROM matching_matchingrange WHERE night_id = {night} ORDER BY 1"
    )
    assert names == [("one",), ("two",)]


def test_the_result_is_that_of_an_undisturbed_night(battered):
    site, undisturbed, _cut_at = battered
    assert len(undisturbed) >= PEOPLE
    assert site.query(RESULTS) == undisturbed

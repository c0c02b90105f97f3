"""A backup put back elsewhere is the same, row by row and file by file."""

import contextlib
import tarfile

import psycopg2
import pytest
from django.conf import settings
from django.db import connection

from pes_platform import backup
from tests.factories import JobseekerFactory

pytestmark = pytest.mark.django_db(transaction=True)


def url_of(database: str) -> str:
    found = settings.DATABASES["default"]
    return f"postgresql://{found['USER']}:{found['PASSWORD']}@{found['HOST']}:{found['PORT']}/{database}"


def execute(url: str, sql: str) -> list[tuple]:
    with contextlib.closing(psycopg2.connect(url)) as opened:
        opened.autocommit = True
        with opened.cursor() as cursor:
            cursor.execute(sql)
            return cursor.fetchall() if cursor.description else []


def digests(url: str) -> dict[str, tuple]:
    """Every table's row count and a digest of its rows; sequences too, or the next insert would collide."""
    tables = execute(url, "SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY 1")
    rows = "SELECT count(*), md5(coalesce(string_agg(t::text, '|' ORDER BY t::text), '')) FROM \"{}\" t"
    found = {name: execute(url, rows.format(name))[0] for (name,) in tables}
    return found | {"sequences": tuple(execute(url, "SELECT sequencename, last_value FROM pg_sequences ORDER BY 1"))}


@pytest.fixture
def elsewhere():
    name = f"{connection.settings_dict['NAME']}_restored"
    server = url_of("postgres")
    execute(server, f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
    execute(server, f'CREATE DATABASE "{name}"')
    yield url_of(name)
    execute(server, f'DROP DATABASE "{name}" WITH (FORCE)')


@pytest.fixture
def source():
    JobseekerFactory.create_batch(3)
    return url_of(connection.settings_dict["NAME"])


def test_a_restore_brings_back_every_row_and_file(source, elsewhere, tmp_path):
    (tmp_path / "media/cv").mkdir(parents=True)
    (tmp_path / "media/cv/1.pdf").write_bytes(b"%PDF")
    file = tmp_path / "saved.tar"
    backup.save(source, tmp_path / "media", file)
    assert file.stat().st_mode & 0o077 == 0
    before = digests(source)
    assert before["jobseekers_jobseeker"][0] == 3

    # What the target holds, a table that the backup does not know included, gives way.
    execute(elsewhere, "CREATE TABLE younger AS SELECT 1 AS n; CREATE TABLE accounts_person AS SELECT 1 AS n")
    target = tmp_path / "elsewhere"
    target.mkdir()
    (target / "old.pdf").touch()
    for _ in range(2):
        backup.restore(elsewhere, target, file)
    assert digests(elsewhere) == before
    assert [path.relative_to(target).as_posix() for path in target.rglob("*") if path.is_file()] == ["cv/1.pdf"]


def test_a_file_that_is_no_backup_changes_nothing(elsewhere, tmp_path):
    execute(elsewhere, "CREATE TABLE kept AS SELECT 1 AS n")
    (tmp_path / "note").write_text("hello")
    with tarfile.open(tmp_path / "other.tar", "w") as tar:
        tar.add(tmp_path / "note", "note")
    with pytest.raises(backup.BackupFailed, match="is not a backup of this system"):
        backup.restore(elsewhere, tmp_path / "media", tmp_path / "other.tar")
    assert execute(elsewhere, "SELECT n FROM kept") == [(1,)]


def test_a_backup_writes_nothing_outside_its_own_folder(elsewhere, tmp_path):
    (tmp_path / "note").write_text("hello")
    with tarfile.open(tmp_path / "bad.tar", "w") as tar:
        tar.add(tmp_path / "note", "../../escaped")
    with pytest.raises(backup.BackupFailed, match=r"it holds \.\./\.\./escaped"):
        backup.restore(elsewhere, tmp_path / "media", tmp_path / "bad.tar")
    assert not list(tmp_path.parent.glob("escaped"))


def test_a_restore_cut_short_leaves_the_database_as_it_was(source, elsewhere, tmp_path, monkeypatch):
    file = tmp_path / "saved.tar"
    backup.save(source, tmp_path / "media", file)
    execute(elsewhere, "CREATE TABLE kept AS SELECT 1 AS n")
    real = backup._tool

    def broken(name, url, *arguments):
        if name == "psql":
            script = next(a for a in arguments if a.endswith("script.sql")).removeprefix("--file=")
            with open(script, "a") as opened:
                opened.write("SELECT no_such_function();\n")
        real(name, url, *arguments)

    monkeypatch.setattr(backup, "_tool", broken)
    with pytest.raises(backup.BackupFailed, match="no_such_function"):
        backup.restore(elsewhere, tmp_path / "media", file)
    assert execute(elsewhere, "SELECT n FROM kept") == [(1,)]

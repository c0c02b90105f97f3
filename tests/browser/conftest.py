"""A whole site for a real browser: the reference data, the real data where its folder is, a made population, sign-ins.

It has a database of its own, filled once a run and copied for each process, so that neither the other tests' rows nor
their flushing touch it. `PES_KEEP_SITE=1` keeps the filled one for the next run, to work on a page.
"""

import os
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from celery import current_app
from django.conf import settings
from django.core.cache import cache
from django.core.management import call_command
from django.db import connection
from django.utils import timezone
from playwright.sync_api import Browser, BrowserContext, Page
from pytest_django.live_server_helper import LiveServer

from accounts.models import User
from matching.search.live import index_write
from matching.search.reference import reference
from taxonomy import caching
from tests.browser import pages, rows
from tests.world import World, signed_in

PHONE, DESKTOP = (360, 780), (1280, 900)
PEOPLE = int(os.environ.get("PES_SITE_PEOPLE", "300"))
KEEP = os.environ.get("PES_KEEP_SITE") == "1"
FILLED = "filled"  # the comment on a database whose filling was finished


@dataclass
class Site:
    url: str
    real: bool  # on imported vacancies and occupations, or on the made population alone
    accounts: dict[str, Any]  # demonstration sign-ins by role
    world: World
    people: dict[str, User]  # who stands for each role of `pages`


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.browser)


# --- the database -------------------------------------------------------------------------------------------------


def _sql(statement: str, *values: str) -> list[tuple[Any, ...]]:
    with connection._nodb_cursor() as cursor:
        cursor.execute(statement, values)
        return cursor.fetchall() if cursor.description else []


def _is_filled(name: str) -> bool:
    return bool(
        _sql(
            "SELECT 1 FROM pg_database WHERE datname = %s AND shobj_description(oid, 'pg_database') = %s", name, FILLED
        )
    )


@contextmanager
def _database(name: str) -> Iterator[None]:
    """This process's default connection, on another database and without the memories of the one before."""
    before = connection.settings_dict["NAME"]
    connection.close()
    connection.settings_dict["NAME"] = name
    _forget()
    try:
        yield
    finally:
        connection.close()
        connection.settings_dict["NAME"] = before
        _forget()


def _forget() -> None:
    cache.clear()
    for name, module in list(sys.modules.items()):
        if name.split(".")[0] in settings.INSTALLED_APPS:
            for kept in list(vars(module).values()):
                if hasattr(kept, "cache_clear"):
                    kept.cache_clear()
    for remembered in (reference, *caching.KEPT):
        remembered.forget()


def _make(name: str, real: bool) -> None:
    """The filled database; a second process waits for the first to finish it."""
    with connection._nodb_cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(hashtext(%s))", [name])  # ends with this cursor's connection
        if _is_filled(name):
            return
        _sql(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
        _sql(f'CREATE DATABASE "{name}"')
        with _database(name):
            call_command("migrate", verbosity=0)
            _fill(real)
        _sql(f"COMMENT ON DATABASE \"{name}\" IS '{FILLED}'")


def _fill(real: bool) -> None:
    """Everything `make demo` fills, in small."""
    began = time.monotonic()
    call_command("load_reference")
    call_command("load_minimum_wages")
    call_command("load_programmes")
    call_command("load_channels")
    call_command("load_online_course")
    call_command("load_spending_figures")
    if real:
        call_command("import_data", str(settings.PES_DATA_DIR))
    call_command("make_population", people=PEOPLE, vacancies=PEOPLE * 2 // 3, applications=PEOPLE)
    print(f"filled in {time.monotonic() - began:.0f} s")


def _has_data() -> bool:
    """Says which data the site runs on; CI requires the real one."""
    folder = Path(settings.PES_DATA_DIR)
    if not folder.is_dir() and os.environ.get("PES_REQUIRE_DATA") == "1":
        pytest.fail(f"The data folder {folder} is required here and is missing.")
    real = folder.is_dir()
    print("The browser tests run on", "imported vacancies and occupations." if real else "the made population alone.")
    return real


@pytest.fixture(scope="session")
def _made(django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Site]]:
    # By the name that all processes were given: what Django calls its own test database differs between them.
    base = f"site_{PEOPLE}_{urlsplit(os.environ.get('DATABASE_URL', '')).path.strip('/')}"[:40]
    own = f"{base}_{os.environ.get('PYTEST_XDIST_WORKER', 'one')}"
    real = _has_data()
    with django_db_blocker.unblock(), _demonstration(tmp_path_factory):
        _make(base, real)
        _sql(f'DROP DATABASE IF EXISTS "{own}" WITH (FORCE)')
        _sql(f'CREATE DATABASE "{own}" TEMPLATE "{base}"')
        with _database(own):
            from portal import demo

            accounts = {account.role: account for account in demo.accounts()}
            world = pages.world_of({role: account.email for role, account in accounts.items()})
            people = {role: world.user(role) for role in pages.SIGN_INS} | rows.more_people(world)
            rows.make(world)
            index_write(on=timezone.localdate())  # a generation belongs to one database, and a site has one
            server = LiveServer("127.0.0.1")
        yield own, Site(server.url, real, accounts, world, people)
        server.stop()
        for name in (own,) if KEEP else (own, base):
            _sql(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


@contextmanager
def _demonstration(folders: pytest.TempPathFactory) -> Iterator[None]:
    """The settings of a demonstration whose worker does each task at once."""
    base = folders.getbasetemp()
    ours = {
        "VAR_DIR": folders.mktemp("var"),
        # The site's night is one for all processes, which share the database that was filled.
        "MATCHING_DIR": (base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / "site-matching",
        "SEARCH_INDEX_DIR": base / "site-search",
        "MEDIA_ROOT": base / "site-media",
        "DEMO": True,
        "EMAIL_BACKEND": "channels.email.OutboxEmailBackend",  # Django's test runner puts its own in its place
    }
    before = {name: getattr(settings, name) for name in ours}
    eager = current_app.conf.task_always_eager
    for name, value in ours.items():
        setattr(settings, name, value)
    current_app.conf.task_always_eager = True
    try:
        yield
    finally:
        for name, value in before.items():
            setattr(settings, name, value)
        current_app.conf.task_always_eager = eager


@pytest.fixture
def site(_made: tuple[str, Site], django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    name, one = _made
    with django_db_blocker.unblock(), _demonstration(tmp_path_factory), _database(name):
        yield one


# --- the browser ---------------------------------------------------------------------------------------------------


def _session(user: User) -> str:
    """Signed in a moment ago, so that pages that ask for the password again do not."""
    client = signed_in(user)
    session = client.session
    for step in session["account_authentication_methods"]:
        step["reauthenticated"] = True
    session["account_authentication_methods"] = [*session["account_authentication_methods"]]
    session.save()
    return client.cookies[settings.SESSION_COOKIE_NAME].value


NewContext = Callable[..., BrowserContext]


@pytest.fixture
def new_context(browser: Browser, site: Site) -> Iterator[NewContext]:
    """Makes browser contexts: `role` is signed in by its session, `language` chosen as the switch would."""
    opened: list[BrowserContext] = []

    def make(role: str = "anon", language: str = "ko", **options: Any) -> BrowserContext:
        one = browser.new_context(
            base_url=site.url, viewport={"width": DESKTOP[0], "height": DESKTOP[1]}, reduced_motion="reduce",
            locale="ko-KR", timezone_id="Asia/Seoul", **options,
        )  # fmt: skip
        one.set_default_timeout(10_000)
        cookies = [{"name": settings.LANGUAGE_COOKIE_NAME, "value": language, "url": site.url}]
        if role != "anon":
            cookies.append(
                {"name": settings.SESSION_COOKIE_NAME, "value": _session(site.people[role]), "url": site.url}
            )
        one.add_cookies(cookies)  # type: ignore[arg-type]
        opened.append(one)
        return one

    yield make
    for one in opened:
        one.close()


@pytest.fixture
def page(new_context: NewContext) -> Page:
    return new_context().new_page()

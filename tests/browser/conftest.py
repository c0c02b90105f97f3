"""A whole site for a real browser: the reference data, the real data where its folder is, a made population, sign-ins.

Made once for all browser tests of a process, outside any test's transaction, and served by a thread of this process.
"""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest
from celery import current_app
from django.conf import settings
from django.core.management import call_command
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright
from pytest_django.live_server_helper import LiveServer

ARGUMENTS = [
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-dev-shm-usage",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
]  # fmt: skip
PHONE, DESKTOP = (360, 780), (1280, 900)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    found = next((p for p in map(shutil.which, ("chromium", "chromium-browser", "google-chrome")) if p), None)
    if found is None:
        pytest.fail("Chromium is missing: on Debian, apt install chromium.")
    # Playwright's own loop would make Django refuse the database in this thread.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    with sync_playwright() as playwright:
        one = playwright.chromium.launch(executable_path=found, args=ARGUMENTS)
        yield one
        one.close()


@pytest.fixture(scope="session")
def site(django_db_setup: None, django_db_blocker: object, tmp_path_factory: pytest.TempPathFactory) -> Iterator[SimpleNamespace]:
    with django_db_blocker.unblock():  # type: ignore[attr-defined]
        settings.OUTBOX_FILE_DIR = tmp_path_factory.mktemp("outbox")
        settings.VAR_DIR = tmp_path_factory.mktemp("var")
        settings.DEMO = True
        current_app.conf.task_always_eager = True
        real = _fill()
        server = LiveServer("127.0.0.1")
        from portal import demo

        yield SimpleNamespace(
            url=server.url, real=real, accounts={account.role: account for account in demo.accounts()},
            outbox=settings.OUTBOX_FILE_DIR,
        )  # fmt: skip
        server.stop()


def _fill() -> bool:
    """Everything `make demo` fills, in small. Says which data it runs on; CI requires the real one."""
    folder = Path(settings.PES_DATA_DIR)
    real = folder.is_dir()
    if not real and os.environ.get("PES_REQUIRE_DATA") == "1":
        pytest.fail(f"The data folder {folder} is required here and is missing.")
    call_command("load_reference")
    call_command("load_minimum_wages")
    if real:
        call_command("import_data", str(folder), "--brief")
    print("journeys run on", "imported vacancies and occupations" if real else "the made population alone")
    call_command("make_population", "--people", "300", "--vacancies", "200", "--applications", "300")
    call_command("compute_recommendations")
    return real


@pytest.fixture
def context(browser: Browser, site: SimpleNamespace) -> Iterator[BrowserContext]:
    one = browser.new_context(
        base_url=site.url, viewport={"width": DESKTOP[0], "height": DESKTOP[1]}, reduced_motion="reduce", locale="ko-KR"
    )
    one.set_default_timeout(15_000)
    yield one
    one.close()


@pytest.fixture
def page(context: BrowserContext) -> Page:
    return context.new_page()

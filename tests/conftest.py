"""What every test may use."""

import os
import shutil
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import Browser, sync_playwright

from matching.search.reference import reference
from taxonomy import caching
from tests import world as worlds

BROWSER_ARGUMENTS = [
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-dev-shm-usage",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
]  # fmt: skip


class TwoStepClient(Client):
    """`force_login` signs in as after both steps, as staff must; `force_login_one_step` leaves the second out."""

    def force_login(self, user, backend=None) -> None:
        self.force_login_one_step(user, backend)
        session = self.session
        session["account_authentication_methods"] = [{"method": "mfa", "type": "totp", "at": time.time()}]
        session["account_authentication_methods_user"] = str(user.pk)
        session.save()

    def force_login_one_step(self, user, backend=None) -> None:
        super().force_login(user, backend)


@pytest.fixture(autouse=True)
def _own_files(settings, tmp_path, tmp_path_factory) -> None:
    """No test sees another's files, pictures of vacancies, or what was built from rows rolled back with it."""
    for built in (reference, *caching.KEPT):
        built.forget()
    settings.MEDIA_ROOT = tmp_path / "media"
    settings.MATCHING_DIR = tmp_path_factory.getbasetemp() / "matching"
    settings.SEARCH_INDEX_DIR = tmp_path / "search"


@pytest.fixture
def client() -> TwoStepClient:
    return TwoStepClient()


@pytest.fixture(scope="session")
def data_dir() -> Path:
    """The folder of real data. Where it is required (`PES_REQUIRE_DATA=1`, as in CI) its absence is a failure."""
    folder = Path(settings.PES_DATA_DIR)
    if not folder.is_dir():
        if os.environ.get("PES_REQUIRE_DATA") == "1":
            pytest.fail(f"The data folder {folder} is required here and is missing.")
        pytest.skip(f"no data folder at {folder}")
    return folder


@pytest.fixture
def world(db: None) -> worlds.World:
    return worlds.build()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """The one Chromium of this process: Playwright's loop can run only once in it."""
    found = next((p for p in map(shutil.which, ("chromium", "chromium-browser", "google-chrome")) if p), None)
    if found is None:
        pytest.fail("Chromium is missing: on Debian, apt install chromium.")
    # Playwright's own loop would make Django refuse the database in this thread.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    with sync_playwright() as playwright:
        one = playwright.chromium.launch(executable_path=found, args=BROWSER_ARGUMENTS)
        yield one
        one.close()

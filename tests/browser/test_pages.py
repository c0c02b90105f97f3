"""Every page in both languages: accessibility at both widths, nothing too wide, a silent console, one language."""

import os
import re
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from django.utils import translation
from playwright.sync_api import Error, Page

from tests.browser import looking
from tests.browser.conftest import DESKTOP, PHONE, NewContext, Site
from tests.browser.data_words import DataWords
from tests.browser.pages import Look, looks

SHOTS = Path(settings.BASE_DIR) / "var" / "screenshots"
SHOOT = os.environ.get("PES_SCREENSHOTS") == "1"
ONLY = os.environ.get("PES_PAGES", "")  # part of a page's name, to look at a few
ROLES = (
    "anon", "newcomer", "jobseeker", "recruiter", "counsellor", "manager", "analyst", "admin", "trainer", "caseworker",
)  # fmt: skip


@pytest.fixture(scope="session")
def data_words() -> DataWords:
    return DataWords()


def _shoot(page: Page, look: Look, language: str, width: int, number: int) -> None:
    if not SHOOT:
        return
    SHOTS.mkdir(parents=True, exist_ok=True)
    name = re.sub(r"\W+", "-", look.name)
    page.screenshot(path=SHOTS / f"{look.role}.{name}.{number}.{language}.{width}.png", full_page=True)


def _examine(page: Page, look: Look, language: str, words: DataWords, number: int) -> list[str]:
    with translation.override(language):
        wrong = looking.shape(page, language, str(settings.SITE_NAME))
    if language == "en":
        wrong += [f"Korean: {text}" for text in words.unknown(looking.korean(page))]
    for width in looking.WIDTHS if language == "ko" else (320, 360, 1280):
        looking.resized(page, width)
        wrong += [f"{width}: {said}" for said in looking.too_wide(page)]
        if width in (PHONE[0], DESKTOP[0]):
            wrong += [f"{width}: {said}" for said in looking.axe(page)]
            _shoot(page, look, language, width, number)
    return wrong


def _look(page: Page, look: Look, language: str, words: DataWords, number: int, heard: list[str]) -> list[str]:
    try:
        answer = page.goto(look.address, wait_until="load")
    except Error as error:  # a file to keep is no page
        return [] if "Download is starting" in str(error) else [str(error)[:200]]
    assert answer is not None
    if answer.status not in look.answers:
        return [f"answers {answer.status}"]
    if not answer.headers.get("content-type", "").startswith("text/html"):
        return []
    if urlsplit(page.url).path != urlsplit(look.address).path:
        return [f"sends to {page.url}"]
    return _examine(page, look, language, words, number) + heard


@pytest.mark.parametrize("language", ["ko", "en"])
@pytest.mark.parametrize("role", ROLES)
def test_pages_are_in_order(role: str, language: str, site: Site, new_context: NewContext, data_words: DataWords):
    page = new_context(role, language).new_page()
    heard, failures = looking.listen(page), {}
    for number, look in enumerate(one for one in looks(site.world) if one.role == role and ONLY in one.name):
        heard.clear()
        wrong = _look(page, look, language, data_words, number, heard)
        if wrong:
            failures[f"{look.name} {look.address}"] = wrong
    if failures:
        pytest.fail(looking.told(failures), pytrace=False)

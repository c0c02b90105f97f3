"""The pictures of the README: PES_SITE_PEOPLE=4000 pytest tests/browser/pictures.py

Not collected by the test run: its name does not begin with `test_`.
"""

from pathlib import Path

from django.conf import settings
from playwright.sync_api import Page

from employers.models import Vacancy
from matching.selectors.cards import advised_to
from tests.browser.conftest import NewContext, Site

FOLDER = Path(settings.BASE_DIR) / "docs" / "pictures"
SIZE = {"width": 1280, "height": 860}


def _picture(page: Page, name: str) -> None:
    page.evaluate("() => document.fonts.ready")
    page.screenshot(path=FOLDER / f"{name}.png")


def _page(new_context: NewContext, role: str, language: str = "ko") -> Page:
    page = new_context(role, language).new_page()
    page.set_viewport_size(SIZE)
    return page


def test_jobseeker(site: Site, new_context: NewContext) -> None:
    page = _page(new_context, "jobseeker")
    page.goto("/home/")
    _picture(page, "jobseeker")


def test_vacancy(site: Site, new_context: NewContext) -> None:
    page = _page(new_context, "jobseeker")
    best = advised_to(site.world.jobseeker.person_id, Vacancy.objects.own()).first()
    assert best is not None
    page.goto(f"/jobs/{best.public_id}/")
    _picture(page, "vacancy")


def test_employer(site: Site, new_context: NewContext) -> None:
    page = _page(new_context, "recruiter")
    own = Vacancy.objects.filter(employer__organisation=site.world.recruiter.organisation, state="published")
    page.goto(f"/employer/vacancies/{own.order_by('pk')[0].public_id}/edit/")
    page.locator("[name='requirements']").fill("현장 경력 1년 이상\n30세 이하 남성\n밝은 인상")
    page.locator("#find-requirements .p-note").first.wait_for()
    page.locator("[name='requirements']").evaluate("one => one.scrollIntoView({block: 'center'})")
    page.mouse.wheel(0, -60)
    page.wait_for_timeout(600)
    _picture(page, "employer")


def test_ministry(site: Site, new_context: NewContext) -> None:
    page = _page(new_context, "analyst")
    page.goto("/home/")
    _picture(page, "ministry")

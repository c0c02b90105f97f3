"""Every macro on one page: its markup, its look in a browser, its accessibility."""

import re
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

POLICY = "default-src 'self'; style-src 'self'; script-src 'self'; img-src 'self' data:"


def test_no_page_part_carries_inline_style_or_script(every_macro):
    page = every_macro(filled=True)
    assert not re.search(r"\sstyle=|\son[a-z]+=|<style|javascript:", page)
    assert re.findall(r"<script[^>]*>", page) == re.findall(r"<script src=[^>]* defer>", page)


def test_ids_are_unique(every_macro):
    page = every_macro(filled=True)
    ids = [one for one in re.findall(r'\sid="([^"]+)"', page) if one not in ("region_0", "way_0")]
    assert sorted(ids) == sorted(set(ids))


def test_every_label_and_error_link_points_at_a_field(every_macro):
    page = every_macro(filled=True)
    ids = set(re.findall(r'\sid="([^"]+)"', page))
    errors = page[page.index("p-errors") : page.index("</ul>", page.index("p-errors"))]
    targets = re.findall(r'href="#([^"]+)"', errors) + re.findall(r'<label for="([^"]+)"', page)
    assert len(targets) > 10
    assert set(targets) <= ids


def test_a_refused_form_says_so_in_its_title_and_names_each_field_once(every_macro):
    page = every_macro(filled=True)
    assert "<title>오류: 모든 조각 | 고용이음</title>" in page
    assert "고쳐야 할 곳이 4가지 있어요" in page
    assert page.count("월은 1에서 12 사이로 적어 주세요.") == 2  # in the box and at the field


def test_what_was_typed_into_a_date_is_kept(every_macro):
    assert re.search(r'name="day_m" value="13"', every_macro(filled=True))


def test_an_untouched_form_has_no_error_words(every_macro):
    page = every_macro()
    assert "<title>모든 조각 | 고용이음</title>" in page
    assert "p-errors" not in page
    assert "aria-invalid" not in page


def test_pagination_keeps_the_search_words(every_macro):
    page = every_macro()
    assert 'href="?q=%EC%9A%A9%EC%A0%91&amp;page=4"' in page
    assert page.count('class="page-link link-dot"') == 1


def test_english_reaches_every_word_of_the_shell(every_macro):
    page = every_macro("en")
    footer = page[page.index("<footer") : page.index("</footer>")]
    assert re.findall("[가-힣]+", footer) == ["한국어"]
    assert '<html lang="en"' in page


def show(browser: Any, html: str, width: int, view: str = "") -> tuple[Any, list[str]]:
    """A page that gets `html` and our static files under the content policy, and what its console said."""
    page = browser.new_page(viewport={"width": width, "height": 900}, reduced_motion="reduce")
    page.context.add_cookies([{"name": "view", "value": view.replace(" ", "%20"), "url": "http://shell.test/"}])
    said: list[str] = []
    page.on("console", lambda line: said.append(line.text) if line.type == "error" else None)
    page.on("pageerror", lambda error: said.append(str(error)))

    def answer(route: Any) -> None:
        path = urlsplit(route.request.url).path
        if path == "/":
            route.fulfill(body=html, headers={"content-type": "text/html", "content-security-policy": POLICY})
        else:
            route.fulfill(path=Path("static") / path.removeprefix("/static/"))

    page.route("**/*", answer)
    page.goto("http://shell.test/")
    page.evaluate("document.fonts.ready")
    return page, said


OVERFLOWING = """() => { const scrolls = '.p-scroll, .p-chips, .p-tabs, .p-strip, .sr-only, .p-meta, .p-top nav';
  return [...document.querySelectorAll('main *, header *, footer *')].filter(e => {
  const box = e.getBoundingClientRect();
  return box.width && box.right > innerWidth + 1 && !e.closest(scrolls)
}).map(e => e.className + ' ' + e.tagName) }"""


@pytest.mark.browser
@pytest.mark.parametrize("language", ["ko", "en"])
@pytest.mark.parametrize("width", [320, 360, 768, 1024, 1280])
@pytest.mark.parametrize("base", ["base.html", "staff.html"])
def test_the_page_fits_its_screen_and_the_content_policy(every_macro, browser, width, language, base):
    page, said = show(browser, every_macro(language, filled=True, base=base), width)
    assert page.evaluate(OVERFLOWING) == []
    assert said == []
    page.close()


@pytest.mark.browser
@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize(("base", "view"), [("base.html", ""), ("staff.html", ""), ("base.html", "large contrast")])
def test_axe_finds_no_violation(every_macro, browser, width, base, view):
    from axe_playwright_python.sync_playwright import Axe

    page, _said = show(browser, every_macro(filled=True, base=base, view=view), width, view)
    page.evaluate("scrollTo(0, 0)")  # or the bar that sticks to the top hides what the focus scrolled under it
    rules = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}
    found = Axe().run(page, options=rules).response["violations"]
    assert [(one["id"], [node["html"][:120] for node in one["nodes"]][:4]) for one in found] == []
    page.close()


@pytest.mark.browser
def test_the_error_box_takes_the_focus(every_macro, browser):
    page, _said = show(browser, every_macro(filled=True), 360)
    assert page.evaluate("document.activeElement.className") == "p-errors"
    page.close()

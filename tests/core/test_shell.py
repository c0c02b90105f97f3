"""The shell around a page: for Jinja2 pages, for pages of the Django engine, and when almost nothing is known."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.template import Context, Template, engines
from django.test import RequestFactory, override_settings

from core.templating import environment

pytestmark = pytest.mark.urls("tests.core.shell_urls")


@pytest.fixture
def visit():
    request = RequestFactory().get("/login/")
    request.user = AnonymousUser()
    request.acting = None
    request._messages = []
    return request


def test_a_page_of_the_django_engine_wears_the_same_shell(visit):
    page = Template('{% load shell %}{% shell_top "로그인" error=True %}<h1>본문</h1>{% shell_bottom %}').render(
        Context({"request": visit})
    )
    assert "<title>오류: 로그인 | 고용이음</title>" in page
    assert page.count("<main") == page.count("</main>") == 1
    assert page.index("<main") < page.index("<h1>본문</h1>") < page.index("</main>") < page.index("<footer")
    assert page.rstrip().endswith("</html>")


@pytest.mark.parametrize("name", ["403.html", "403_csrf.html", "404.html", "429.html", "500.html", "staff.html"])
def test_pages_for_failures_need_nothing_from_the_request(name):
    page = engines["jinja2"].env.get_template(name).render()
    assert "<main" in page
    assert "1350" in page


def test_every_public_page_offers_help_language_and_a_way_past_the_menu(visit):
    page = engines["jinja2"].get_template("404.html").render({}, visit)
    assert page.index('href="#main"') < page.index("<header")
    assert 'action="/language/"' in page
    assert 'name="language" value="en" lang="en"' in page
    assert "tel:1350" in page


def test_the_demonstration_band_is_shown_only_in_a_demonstration(visit, settings):
    words = "나오는 사람과 회사는 모두 지어냈어요"
    for demo in (True, False):
        settings.DEMO = demo
        assert (words in engines["jinja2"].get_template("404.html").render({}, visit)) is demo


def test_larger_letters_and_contrast_come_from_the_cookie(visit):
    visit.COOKIES["view"] = "large contrast"
    page = engines["jinja2"].get_template("404.html").render({}, visit)
    assert 'data-krds-mode="high-contrast" class="p-large"' in page


def test_a_page_names_where_it_is_on_the_phone_bar(visit):
    visit.path = "/matching/search/"
    page = engines["jinja2"].get_template("404.html").render({}, visit)
    assert 'href="/matching/search/" aria-current="page"' in page[page.index("p-tabbar") :]


@pytest.mark.parametrize("base", ["base.html", "staff.html"])
def test_the_shell_leaves_a_page_its_own_names(base):
    names = ("known", "choices", "signed_in", "shell", "find", "path", "keep")
    shown = "".join(f"{{{{ {name} }}}}" for name in names)
    page = engines["jinja2"].env.from_string(f'{{% extends "{base}" %}}{{% block content %}}{shown}{{% endblock %}}')
    assert "".join(names) in page.render({name: name for name in names})


def test_templates_are_not_watched_in_production(tmp_path):
    with override_settings(DEBUG=False, VAR_DIR=tmp_path):
        env = environment(autoescape=True)
    assert env.auto_reload is False
    assert env.bytecode_cache is not None

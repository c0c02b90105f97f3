"""Public pages, the shell's menu, the language switch, and what machines read."""

import pytest
from django.urls import reverse

from accounts.models import User
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("name", ["terms", "privacy", "accessibility", "help"])
@pytest.mark.parametrize("language", ["ko", "en"])
def test_a_public_page_is_whole_in_both_languages(client, name, language):
    client.cookies["django_language"] = language
    page = client.get(reverse(f"portal:{name}"))
    assert page.status_code == 200
    assert f'<html lang="{language}"' in page.content.decode()


def test_the_switch_changes_the_page_and_the_language_of_messages(world):
    client = world.client("jobseeker")
    client.post(reverse("set_language"), {"language": "en", "next": "/help/"})
    assert "How can we help?" in client.get("/help/").content.decode()
    assert User.objects.get(pk=world.user("jobseeker").pk).language == "en"


def test_a_readers_choice_outweighs_a_link_with_a_language(client):
    assert 'lang="en"' in client.get("/help/?lang=en").content.decode()
    client.cookies["django_language"] = "ko"
    assert '<html lang="ko"' in client.get("/help/?lang=en").content.decode()


def test_the_menu_marks_where_one_is(world):
    page = world.client("counsellor").get(reverse("portal:people")).content.decode()
    assert f'href="{reverse("portal:people")}" aria-current="page"' in page


@pytest.mark.parametrize(
    ("role", "page", "entry"),
    [
        ("jobseeker", "catalogue", "mine"),
        ("jobseeker", "course_list", "mine"),
        ("analyst", "scenarios", "portfolio"),
        ("analyst", "budgets", "portfolio"),
        ("analyst", "take_up", "rule_sets"),
        ("counsellor", "client_enrolments", "client_enrolments"),
        ("anon", "course_list", "catalogue"),
    ],
)
def test_a_page_of_programmes_is_marked_under_its_entry_of_the_menu(world, role, page, entry):
    body = world.client(role).get(reverse(f"almp_programmes:{page}")).content.decode()
    assert f'href="{reverse(f"almp_programmes:{entry}")}" aria-current="page"' in body


def test_open_vacancies_are_in_the_sitemap_and_closed_ones_are_not(client):
    shown, draft = factories.VacancyFactory(), factories.VacancyFactory(draft=True)
    body = client.get("/sitemap-vacancies.xml").content.decode()
    assert str(shown.public_id) in body
    assert str(draft.public_id) not in body


def test_robots_are_kept_from_peoples_own_pages(client):
    assert "Disallow: /profile/" in client.get("/robots.txt").content.decode()


def test_the_front_page_costs_few_queries(client, django_assert_max_num_queries):
    factories.VacancyFactory.create_batch(3)
    with django_assert_max_num_queries(6):
        assert client.get("/").status_code == 200

"""The page by which programmers read the API."""

import pytest

from portal.selectors.api_reference import RESOURCES, api_reference

pytestmark = pytest.mark.django_db


def operation(key: str, method: str, path: str):
    (resource,) = (one for one in api_reference() if one.key == key)
    (found,) = (one for one in resource.operations if (one.method, one.path) == (method, path))
    return found


def test_every_resource_of_the_api_has_a_name_and_a_sentence():
    assert {one.key for one in api_reference()} == set(RESOURCES)


def test_a_call_shows_its_parameters_with_the_values_they_take():
    found = operation("search", "GET", "/api/v1/search/")
    (sort,) = (one for one in found.parameters if one.name == "sort")
    assert "newest" in sort.values
    assert found.open_to_all


def test_what_a_call_takes_leaves_out_what_only_comes_back():
    found = operation("employer/vacancies", "POST", "/api/v1/employer/vacancies/")
    assert "title" in {one.name for one in found.body}
    assert "public_id" not in {one.name for one in found.body}
    assert "public_id" in {one.name for one in found.answer}


def test_a_page_of_results_shows_the_fields_of_a_row():
    found = operation("occupations", "GET", "/api/v1/occupations/")
    assert "code" in {one.name for one in found.answer}


@pytest.mark.parametrize(("language", "words"), [("ko", "우리 회사 공고"), ("en", "Our vacancies")])
def test_the_page_stands_in_both_languages(client, language, words):
    page = client.get("/api/v1/docs/", {"lang": language}, follow=True)
    assert words in page.content.decode()


def test_another_version_has_no_page(client):
    assert client.get("/api/v2/docs/").status_code == 404

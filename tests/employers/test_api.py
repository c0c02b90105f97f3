"""One's own postings over the API."""

import pytest
from rest_framework.test import APIClient

from employers.models import Vacancy
from tests.factories import VacancyFactory

pytestmark = pytest.mark.django_db
URL = "/api/v1/employer/vacancies/"


@pytest.fixture
def api(owner):
    client = APIClient()
    client.force_authenticate(owner)
    return client


def whole(fields):
    return {
        "title": fields["title"], "duties": fields["duties"], "occupation": fields["occupation"].code,
        "region": fields["region"].code, "contract": "permanent", "pay_period": "month", "pay_min": 2_800_000,
        "hours_week": "40.0",
    }  # fmt: skip


def test_a_draft_is_written_changed_and_handed_in(api, fields):
    made = api.post(URL, whole(fields), format="json")
    assert made.status_code == 201
    one = f"{URL}{made.json()['public_id']}/"
    assert api.patch(one, {"openings": 3}, format="json").json()["openings"] == 3
    assert api.post(f"{one}submit/", format="json").json()["state"] == "submitted"


def test_an_unlawful_one_is_refused_as_a_problem_with_its_field(api, fields):
    one = api.post(URL, whole(fields) | {"requirements": "여성만 지원 가능"}, format="json").json()["public_id"]
    answer = api.post(f"{URL}{one}/submit/", format="json")
    assert answer.status_code == 409
    assert answer.json()["errors"][0]["field"] == "requirements"
    assert [found["code"] for found in api.get(f"{URL}{one}/findings/").json()] == ["sex.demand"]


@pytest.mark.parametrize(
    "bad", [{"pay_max": 1}, {"career_max_months": 1, "career_min_months": 9}, {"occupation": "zzz"}, {"title": ""}]
)
def test_bad_values_are_problems_not_crashes(api, fields, bad):
    answer = api.post(URL, whole(fields) | bad, format="json")
    assert answer.status_code in (400, 409)
    assert answer.json()["errors"]
    assert Vacancy.objects.count() == 0


def test_another_firms_posting_is_not_there(api, stranger, published):
    other = APIClient()
    other.force_authenticate(stranger)
    assert other.get(f"{URL}{published.public_id}/").status_code == 404
    assert other.get(URL).json()["count"] == 0
    assert api.get(URL).json()["count"] == 1


def test_the_list_costs_the_same_for_any_number(api, employer, django_assert_max_num_queries):
    VacancyFactory.create_batch(12, employer=employer)
    with django_assert_max_num_queries(8):
        assert len(api.get(URL).json()["results"]) == 12


def test_a_visitor_is_told_to_sign_in(db):
    assert APIClient().get(URL).status_code == 401

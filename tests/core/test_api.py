"""The API refuses in one shape, whatever refuses, and its schema says so."""

import pytest
from django.test import Client
from django.urls import reverse

from tests import factories

pytestmark = pytest.mark.django_db
MEMBERS = {"type", "title", "status", "detail", "errors"}


def refused(answer, status):
    assert (answer.status_code, answer["Content-Type"]) == (status, "application/problem+json")
    body = answer.json()
    assert set(body) == MEMBERS
    assert body["status"] == status
    assert body["detail"]
    assert body["errors"][0]["message"] == body["detail"]
    return body


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/api/v1/no-such-thing/", 404),
        ("/api/v2/vacancies/", 404),
        ("/api/v1/occupations/?page=0", 404),
        ("/api/v1/applications/", 401),
    ],
)
def test_a_get_is_refused_in_the_one_shape(client, path, status):
    refused(client.get(path), status)


def test_a_wrong_method_and_a_broken_body_too(client, world):
    refused(client.delete("/api/v1/vacancies/"), 405)
    client.force_login(world.recruiter.user)
    refused(client.post("/api/v1/employer/vacancies/", "{not json", content_type="application/json"), 400)


def test_a_failure_gives_no_inside_away(monkeypatch):
    client = Client(raise_request_exception=False)
    monkeypatch.setattr("taxonomy.api.OccupationLookUp.list", lambda *a, **k: 1 / 0)
    body = refused(client.get("/api/v1/occupations/"), 500)
    assert "ZeroDivision" not in str(body)


def test_staff_without_the_second_factor_are_refused_and_not_sent_to_a_page(client):
    client.force_login_one_step(factories.MembershipFactory(counsellor=True).user)
    assert "2단계 인증" in refused(client.get("/api/v1/applications/"), 403)["detail"]


def test_every_operation_of_the_schema_names_the_shape_of_its_refusals(client):
    schema = client.get(reverse("api:schema", kwargs={"version": "v1"}), {"format": "json"}).json()
    operations = [operation for path in schema["paths"].values() for operation in path.values()]
    assert len(operations) > 10
    for operation in operations:
        assert operation["responses"]["default"]["content"]["application/problem+json"]
    assert set(schema["components"]["schemas"]["Problem"]["properties"]) == MEMBERS

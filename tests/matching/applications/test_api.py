import datetime as dt

import pytest
from django.utils import timezone
from rest_framework.test import APIClient

from accounts.models import AccessLog
from matching.models import Application
from tests import factories


@pytest.fixture
def api():
    def signed(user):
        client = APIClient()
        client.force_authenticate(user)
        return client

    return signed


def test_a_person_lists_and_withdraws_their_own(api, hiring):
    application = hiring.applied()
    hiring.vacancy.refresh_from_db()
    own = api(application.jobseeker.person.user)
    assert [row["receipt"] for row in own.get("/api/v1/applications/").json()["results"]] == [application.receipt]
    answer = own.post(f"/api/v1/applications/{application.public_id}/withdraw/", {"why": "다른 일"})
    assert answer.json()["state"] == "withdrawn"
    assert api(hiring.recruiter).get("/api/v1/applications/").json()["results"] == []


def test_reading_an_applicant_gives_the_cv_logs_it_and_marks_it_viewed(api, hiring):
    application = hiring.applied()
    row = api(hiring.recruiter).get(f"/api/v1/employer/applications/{application.public_id}/").json()
    assert (row["state"], row["cv"]["name"]) == ("viewed", application.jobseeker.person.name)
    assert AccessLog.objects.count() == 1


def test_another_firm_gets_404(api, hiring):
    stranger = factories.MembershipFactory().user
    answer = api(stranger).get(f"/api/v1/employer/applications/{hiring.applied().public_id}/")
    assert answer.status_code == 404


def test_an_employer_moves_an_application_on_step_by_step(api, hiring):
    application = hiring.applied()
    firm, address = api(hiring.recruiter), f"/api/v1/employer/applications/{application.public_id}/move/"
    now, today = timezone.now(), timezone.localdate()
    given = {"to": "interview", "mode": "phone", "times": [now + dt.timedelta(days=2)]}
    assert firm.post(address, given, format="json").json()["state"] == "interview"
    offer = {
        "to": "offered", "pay_period": "month", "pay": 3_000_000, "starts_on": today + dt.timedelta(days=9),
        "answer_by": today + dt.timedelta(days=3),
    }  # fmt: skip
    assert firm.post(address, offer, format="json").json()["state"] == "offered"
    refused = firm.post(address, {"to": "rejected", "reason": "skills"}, format="json")
    assert (refused.status_code, refused["Content-Type"]) == (409, "application/problem+json")
    assert Application.objects.get().state == "offered"


def test_a_step_without_what_it_needs_names_the_missing_fields(api, hiring):
    address = f"/api/v1/employer/applications/{hiring.applied().public_id}/move/"
    answer = api(hiring.recruiter).post(address, {"to": "offered"}, format="json")
    assert answer.status_code == 400
    assert {error["field"] for error in answer.json()["errors"]} == {"pay_period", "pay", "starts_on", "answer_by"}


@pytest.mark.parametrize("rows", [1, 5])
def test_the_list_costs_the_same_for_one_and_for_many(api, hiring, rows, django_assert_max_num_queries):
    for _ in range(rows):
        hiring.applied()
    firm = api(hiring.recruiter)
    with django_assert_max_num_queries(4):
        firm.get("/api/v1/employer/applications/")

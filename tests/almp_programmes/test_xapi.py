import base64
import json
import re
import uuid

import pytest
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.test import Client
from django.urls import reverse

from accounts.models import Organisation
from almp_programmes.models import ActivityProvider, Statement
from almp_programmes.models.statements import digest
from almp_programmes.services.statements import activity_provider_register
from tests import factories
from tests.almp_programmes.lessons import small_course
from tests.world import signed_in

VERB = "http://adlnet.gov/expapi/verbs/experienced"


class Provider:
    def __init__(self, organisation: Organisation) -> None:
        self.row, self.secret = activity_provider_register(by=None, organisation=organisation, name="학습 프로그램")
        self.client = Client()

    def _headers(self, **more: str) -> dict[str, str]:
        coded = base64.b64encode(f"{self.row.key}:{self.secret}".encode()).decode()
        return {"Authorization": f"Basic {coded}", "X-Experience-API-Version": "1.0.3", **more}

    def post(self, said, **headers):
        return self.client.post(
            reverse("xapi:statements"), json.dumps(said), content_type="application/json",
            headers=self._headers(**headers),
        )  # fmt: skip

    def put(self, said, number):
        return self.client.put(
            f"{reverse('xapi:statements')}?statementId={number}", json.dumps(said), content_type="application/json",
            headers=self._headers(),
        )  # fmt: skip

    def get(self, address="", **asked):
        return self.client.get(address or reverse("xapi:statements"), asked or None, headers=self._headers())


@pytest.fixture
def organisation(db):
    return factories.OrganisationFactory(kind=Organisation.Kind.PROVIDER)


@pytest.fixture
def provider(organisation):
    return Provider(organisation)


def statement(**more):
    return {
        "id": str(uuid.uuid4()), "actor": {"mbox": "mailto:a@example.org"}, "verb": {"id": VERB},
        "object": {"id": "https://course.example/1"}, **more,
    }  # fmt: skip


def test_a_statement_sent_twice_is_stored_once(provider):
    said = statement()
    answers = [provider.post(said) for _time in range(2)]
    assert [answer.json() for answer in answers] == [[said["id"]]] * 2
    assert Statement.objects.count() == 1
    assert answers[0]["X-Experience-API-Version"] == "1.0.3"


def test_another_statement_with_the_same_id_is_a_conflict(provider):
    said = statement()
    provider.post(said)
    assert provider.post({**said, "verb": {"id": f"{VERB}2"}}).status_code == 409
    assert Statement.objects.get().verb == VERB


def test_another_providers_id_is_a_conflict(provider, organisation):
    said = statement()
    provider.post(said)
    assert Provider(organisation).post(said).status_code == 409


def test_one_wrong_statement_stores_none_of_the_lot(provider):
    assert provider.post([statement(), statement(actor={})]).status_code == 400
    assert not Statement.objects.exists()


@pytest.mark.parametrize(
    "wrong",
    [
        {"id": "1"}, {"actor": {"mbox": "a@example.org"}}, {"actor": {"mbox": "mailto:a@b.c", "openid": "https://a"}},
        {"verb": {"id": "experienced"}}, {"object": {}}, {"object": {"id": "https://x", "objectType": "Thing"}},
        {"result": {"score": {"scaled": 2}}}, {"result": {"duration": "an hour"}}, {"result": {"success": "yes"}},
        {"timestamp": "yesterday"}, {"timestamp": "2026-11-28T10:00:00"}, {"more": 1}, {"context": {"platform": None}},
        {"verb": {"id": "http://adlnet.gov/expapi/verbs/voided"}}, {"attachments": [{}]},
        {"result": {"response": "\x00"}},
    ],
)  # fmt: skip
def test_what_is_no_statement_is_refused(provider, wrong):
    assert provider.post(statement(**wrong)).status_code == 400


def test_nobody_sends_without_the_secret_or_the_version(provider):
    coded = base64.b64encode(f"{provider.row.key}:guess".encode()).decode()
    for header in ("", "Basic x", f"Basic {coded}"):
        assert provider.post(statement(), Authorization=header).status_code == 401
    assert provider.post(statement(), **{"X-Experience-API-Version": "0.9"}).status_code == 400
    provider.row.is_active = False
    provider.row.save()
    assert provider.post(statement()).status_code == 401


def test_put_names_the_statement_in_the_address(provider):
    said = statement()
    assert provider.put(said, said["id"]).status_code == 204
    assert provider.put(said, uuid.uuid4()).status_code == 400
    assert provider.get(statementId=said["id"]).json()["actor"] == said["actor"]
    assert provider.get(statementId=uuid.uuid4()).status_code == 404


def test_statements_are_read_page_by_page_to_the_last(provider):
    sent = [statement() for _number in range(7)]
    provider.post(sent)
    page, found = provider.get(limit=3, ascending="true").json(), []
    while True:
        found += [one["id"] for one in page["statements"]]
        if not page["more"]:
            break
        page = provider.get(page["more"]).json()
    assert found == [one["id"] for one in sent]


def test_statements_are_found_by_agent_verb_and_activity(provider):
    wanted = statement(actor={"mbox": "mailto:b@example.org"}, object={"id": "https://course.example/2"})
    provider.post([statement(), wanted, statement(verb={"id": f"{VERB}2"})])

    def found(**asked):
        return [one["id"] for one in provider.get(**asked).json()["statements"]]

    assert found(agent=json.dumps(wanted["actor"])) == [wanted["id"]]
    assert found(activity="https://course.example/2") == [wanted["id"]]
    assert len(found(verb=VERB)) == 2
    assert provider.get(page="2").status_code == 400


def test_what_learners_do_is_said_to_their_courses_provider_and_to_no_other(organisation):
    learner = factories.UserFactory(as_person=True)
    lessons = small_course(learner=learner, finished=True, provider=organisation)
    said = Provider(organisation).get(ascending="true").json()["statements"]
    verbs = [one["verb"]["id"].rpartition("/")[2] for one in said]
    assert (verbs.count("answered"), verbs.count("passed"), verbs.count("completed")) == (4, 2, 3)
    assert {one["actor"]["account"]["name"] for one in said} == {str(learner.public_id)}
    assert learner.person.name not in json.dumps(said, ensure_ascii=False)
    other = Provider(factories.OrganisationFactory(kind=Organisation.Kind.PROVIDER))
    assert other.get().json()["statements"] == []
    lessons.finish(lessons.units[1])
    assert Statement.objects.count() == len(said)


def test_a_statement_about_one_of_our_learners_is_tied_to_them(provider, settings):
    user = factories.UserFactory()
    account = {"homePage": settings.SITE_ORIGIN, "name": str(user.public_id)}
    provider.post(statement(actor={"account": account}))
    provider.post(statement(actor={"account": {**account, "homePage": "https://elsewhere.example"}}))
    assert list(Statement.objects.order_by("pk").values_list("user", flat=True)) == [user.pk, None]


@pytest.fixture
def ministry(db):
    analyst = factories.MembershipFactory(analyst=True)
    TOTP.activate(analyst.user, generate_totp_secret())
    return analyst


def test_the_ministry_registers_a_system_on_a_page_that_shows_its_secret_once(ministry):
    client, where = signed_in(ministry.user), reverse("almp_programmes:activity_providers")
    answer = client.post(where, {"name": "모의 면접 연습실"})
    row = ActivityProvider.objects.get()
    assert row.organisation == ministry.organisation
    assert "no-store" in answer["Cache-Control"]
    assert _secrets_of(row, answer.content.decode()) == 1
    again = client.get(where).content.decode()
    assert row.key in again
    assert _secrets_of(row, again) == 0


def _secrets_of(row, page):
    return sum(digest(word) == row.secret_digest for word in set(re.findall(r"[\w-]{43}", page)))


def test_a_system_that_is_switched_off_is_let_in_no_more(ministry):
    provider = Provider(ministry.organisation)
    before = provider.get().status_code
    where = reverse("almp_programmes:activity_provider_switch", args=[provider.row.public_id])
    signed_in(ministry.user).post(where, {"off": "1"})
    off = provider.get().status_code
    signed_in(ministry.user).post(where, {"on": "1"})
    assert (before, off, provider.get().status_code) == (200, 401, 200)


def test_anothers_system_is_not_there(ministry, provider):
    where = reverse("almp_programmes:activity_provider_switch", args=[provider.row.public_id])
    assert signed_in(ministry.user).post(where, {"off": "1"}).status_code == 404

"""A tool of PyLTI1p3 is launched from a unit and sends a grade back, over real HTTP."""

import datetime as dt
import html
import http.server
import json
import re
import threading
import time
import uuid
from urllib.parse import parse_qsl, urlsplit

import jwt
import pytest
import requests
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from django.core.cache import cache
from django.core.exceptions import PermissionDenied
from django.test import RequestFactory
from django.urls import reverse
from pylti1p3.contrib.django import DjangoMessageLaunch, DjangoOIDCLogin
from pylti1p3.exception import LtiException
from pylti1p3.grade import Grade
from pylti1p3.registration import Registration
from pylti1p3.tool_config import ToolConfDict

from accounts.models import Membership, Organisation
from almp_programmes.lti import keys
from almp_programmes.lti.launching import AGS, SCOPES
from almp_programmes.lti.tokens import ASSERTION
from almp_programmes.models import Tool, ToolScore, Unit
from almp_programmes.selectors.learning import unit_seen
from almp_programmes.services.tools import score_record, tool_register, tool_switch
from tests import factories
from tests.almp_programmes.lessons import Lessons, small_course
from tests.world import signed_in

HIDDEN = re.compile(r'type="hidden" name="(\w+)" value="([^"]*)"')
LOGIN, LAUNCH = "https://tool.example/login", "https://tool.example/launch"


class ToolSide:
    """What the tool's makers would run: its keys on a server of their own, PyLTI1p3, and a browser that visits it."""

    def __init__(self, platform: str) -> None:
        self.key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
        self.public = self.key.public_key().public_bytes(
            serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo
        )
        self.jwk = Registration.get_jwk(self.public.decode())
        body = json.dumps({"keys": [self.jwk]}).encode()

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                self.send_response(200)
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *args: object) -> None:
                pass

        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        self.key_set_url = f"http://127.0.0.1:{self.server.server_port}/keys"
        self.platform, self.cookies, self.session = platform, {}, {}

    def know(self, tool: Tool) -> None:
        here = lambda name: self.platform + reverse(f"almp_programmes:{name}")  # noqa: E731
        conf = {
            "default": True, "client_id": tool.client_id, "auth_login_url": here("lti_authorize"),
            "auth_token_url": here("lti_token"), "key_set_url": here("lti_keys"), "deployment_ids": ["1"],
        }  # fmt: skip
        self.config = ToolConfDict({self.platform: [conf]})
        pem = self.key.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.TraditionalOpenSSL, serialization.NoEncryption()
        ).decode()
        self.config.set_private_key(self.platform, pem, client_id=tool.client_id)
        self.config.set_public_key(self.platform, self.public.decode(), client_id=tool.client_id)

    def _request(self, method: str, address: str, data: dict[str, str]):
        request = getattr(RequestFactory(), method)(address, data, secure=True)
        request.session = self.session
        request.COOKIES.update(self.cookies)
        return request

    def login(self, address: str) -> str:
        """The browser comes to start a login: where the tool sends it."""
        login = DjangoOIDCLogin(self._request("get", LOGIN, dict(parse_qsl(urlsplit(address).query))), self.config)
        answer = login.redirect(LAUNCH)
        self.cookies.update({name: morsel.value for name, morsel in answer.cookies.items()})
        return answer["Location"]

    def launched(self, fields: dict[str, str]) -> DjangoMessageLaunch:
        launch = DjangoMessageLaunch(self._request("post", LAUNCH, fields), self.config)
        return launch.validate()


@pytest.fixture
def tool_side(live_server, settings, tmp_path):
    settings.SITE_ORIGIN, settings.VAR_DIR, settings.DEMO = live_server.url, tmp_path, True
    keys.private_key.cache_clear()
    keys.public_jwk.cache_clear()
    cache.clear()
    side = ToolSide(live_server.url)
    yield side
    side.server.shutdown()
    side.server.server_close()
    keys.private_key.cache_clear()
    keys.public_jwk.cache_clear()


@pytest.fixture
def lessons(tool_side) -> Lessons:
    provider = factories.OrganisationFactory(kind=Organisation.Kind.PROVIDER)
    trainer = factories.MembershipFactory(organisation=provider, role=Membership.Role.TRAINER).user
    tool = tool_register(
        by=trainer, organisation=provider, name_ko="받아쓰기", login_url=LOGIN, launch_url=LAUNCH,
        key_set_url=tool_side.key_set_url,
    )  # fmt: skip
    tool_side.know(tool)
    made = small_course(learner=factories.UserFactory(as_person=True), provider=provider)
    module = made.units[0].module
    made.units.append(Unit.objects.create(module=module, number=3, kind="tool", tool=tool, name_ko="받아쓰기"))
    return made


@pytest.fixture
def browser_session(lessons):
    session = requests.Session()
    for name, morsel in signed_in(lessons.learner.user).cookies.items():
        session.cookies.set(name, morsel.value)
    yield session
    session.close()


def start(tool_side, lessons, session) -> str:
    address = tool_side.platform + reverse("almp_programmes:lti_launch", args=[lessons.units[-1].public_id])
    return tool_side.login(session.get(address, allow_redirects=False).headers["Location"])


def fields_of(page: str) -> dict[str, str]:
    return {
        name: html.unescape(value) for name, value in re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', page)
    }


def launch(tool_side, lessons, session) -> DjangoMessageLaunch:
    answer = session.get(start(tool_side, lessons, session))
    assert answer.status_code == 200
    return tool_side.launched(fields_of(answer.text))


def test_a_tool_is_launched_and_its_grade_makes_the_unit_done(tool_side, lessons, browser_session):
    launched = launch(tool_side, lessons, browser_session)
    data = launched.get_launch_data()
    assert data["sub"] == str(lessons.learner.user.public_id)
    assert {"name", "email"} & set(data) == set()
    assert launched.is_resource_launch()

    grade = Grade().set_score_given(90).set_score_maximum(100).set_user_id(data["sub"])
    grade.set_timestamp(dt.datetime.now(dt.UTC).isoformat())
    grade.set_activity_progress("Completed").set_grading_progress("FullyGraded")
    launched.get_ags().put_grade(grade)
    assert unit_seen(lessons.units[-1], lessons.learner.user).is_done
    assert unit_seen(lessons.units[-1], lessons.learner.user).score == 90
    assert [one["resultScore"] for one in launched.get_ags().get_grades()] == [90]
    assert [one["user_id"] for one in launched.get_nrps().get_members()] == [data["sub"]]


def test_a_grade_under_the_mark_does_not_make_it_done_and_an_older_one_changes_nothing(lessons):
    def score(given: int, minute: int) -> None:
        at = dt.datetime(2026, 11, 28, 9, minute, tzinfo=dt.UTC)
        score_record(
            unit=lessons.units[-1], user_id=lessons.learner.user.public_id, activity="Completed",
            grading="FullyGraded", given=given, maximum=10, scored_at=at,
        )  # fmt: skip

    score(5, 10)
    assert not unit_seen(lessons.units[-1], lessons.learner.user).is_done
    score(10, 5)
    assert ToolScore.objects.get().given == 5
    score(6, 20)
    score(6, 20)
    assert unit_seen(lessons.units[-1], lessons.learner.user).is_done


def test_a_login_is_answered_once(tool_side, lessons, browser_session):
    address = start(tool_side, lessons, browser_session)
    assert browser_session.get(address).status_code == 200
    assert browser_session.get(address).status_code == 400


def test_a_new_hint_with_a_used_nonce_is_refused(tool_side, lessons, browser_session):
    first, second = (start(tool_side, lessons, browser_session) for _time in range(2))
    nonce = dict(parse_qsl(urlsplit(first).query))["nonce"]
    assert browser_session.get(first).status_code == 200
    assert browser_session.get(re.sub(r"nonce=[^&]*", f"nonce={nonce}", second)).status_code == 400


def test_the_tool_refuses_a_state_it_did_not_give(tool_side, lessons, browser_session):
    fields = fields_of(browser_session.get(start(tool_side, lessons, browser_session)).text)
    with pytest.raises(LtiException):
        tool_side.launched(fields | {"state": "state-of-somebody-else"})


def test_another_persons_hint_is_refused(tool_side, lessons, browser_session):
    address = start(tool_side, lessons, browser_session)
    with requests.Session() as stranger:
        for name, morsel in signed_in(factories.UserFactory()).cookies.items():
            stranger.cookies.set(name, morsel.value)
        assert stranger.get(address).status_code == 400


def test_a_message_goes_to_the_registered_address_only(tool_side, lessons, browser_session):
    address = start(tool_side, lessons, browser_session)
    elsewhere = re.sub(r"redirect_uri=[^&]*", "redirect_uri=https%3A%2F%2Felsewhere.example%2F", address)
    answer = browser_session.get(elsewhere)
    assert answer.status_code == 400
    assert 'name="id_token"' not in answer.text


def assertion(tool_side, lessons, **more) -> str:
    now = int(time.time())
    client = lessons.units[-1].tool.client_id
    claims = {
        "iss": client, "sub": client, "aud": tool_side.platform + reverse("almp_programmes:lti_token"), "iat": now,
        "exp": now + 60, "jti": uuid.uuid4().hex, **more,
    }  # fmt: skip
    return jwt.encode(claims, tool_side.key, algorithm="RS256", headers={"kid": tool_side.jwk["kid"]})


def ask_token(tool_side, signed, scope=SCOPES[2]):
    form = {
        "grant_type": "client_credentials", "client_assertion_type": ASSERTION, "client_assertion": signed,
        "scope": scope,
    }  # fmt: skip
    return requests.post(tool_side.platform + reverse("almp_programmes:lti_token"), form, timeout=10)


def test_an_assertion_is_taken_once(tool_side, lessons):
    signed = assertion(tool_side, lessons)
    assert [ask_token(tool_side, signed).status_code for _time in range(2)] == [200, 401]


@pytest.mark.parametrize("wrong", [{"aud": "https://else.example"}, {"exp": 1}, {"exp": 99999999999}, {"iss": "x"}])
def test_a_wrong_assertion_is_refused(tool_side, lessons, wrong):
    assert ask_token(tool_side, assertion(tool_side, lessons, **wrong)).json() == {"error": "invalid_client"}


def test_an_assertion_signed_by_somebody_else_is_refused(tool_side, lessons):
    tool_side.key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    assert ask_token(tool_side, assertion(tool_side, lessons)).json() == {"error": "invalid_client"}


def test_a_token_does_only_what_it_was_given_for_and_ends_with_the_tool(tool_side, lessons):
    token = ask_token(tool_side, assertion(tool_side, lessons), f"{AGS}scope/lineitem.readonly").json()["access_token"]
    header = {"Authorization": f"Bearer {token}"}
    item = tool_side.platform + reverse("almp_programmes:lti_lineitem", args=[lessons.units[-1].public_id])
    assert requests.get(item, headers=header, timeout=10).json()["scoreMaximum"] == 100
    assert requests.post(f"{item}scores", json={}, headers=header, timeout=10).status_code == 403
    tool = lessons.units[-1].tool
    tool_switch(tool_id=tool.pk, by=tool.registered_by, on=False)
    assert requests.get(item, headers=header, timeout=10).status_code == 401


def test_a_score_with_wrong_values_is_refused(tool_side, lessons):
    token = ask_token(tool_side, assertion(tool_side, lessons)).json()["access_token"]
    item = tool_side.platform + reverse("almp_programmes:lti_scores", args=[lessons.units[-1].public_id])
    good = {
        "userId": str(lessons.learner.user.public_id), "timestamp": "2026-11-28T09:00:00Z", "scoreGiven": 1,
        "scoreMaximum": 2, "activityProgress": "Completed", "gradingProgress": "FullyGraded",
    }  # fmt: skip
    wrong = [
        {"scoreGiven": -1}, {"scoreMaximum": 0}, {"scoreMaximum": None}, {"timestamp": "yesterday"}, {"userId": "me"},
        {"activityProgress": "Done"}, {"scoreGiven": "NaN"}, {"timestamp": "2026-11-28T09:00:00"},
    ]  # fmt: skip
    header = {"Authorization": f"Bearer {token}"}
    found = [requests.post(item, json=good | one, headers=header, timeout=10).status_code for one in wrong]
    assert found == [400] * len(wrong)
    assert requests.post(item, json=good, headers=header, timeout=10).status_code == 204


def test_only_providers_and_the_ministry_register_tools(db):
    firm = factories.MembershipFactory()
    with pytest.raises(PermissionDenied):
        tool_register(
            by=firm.user, organisation=firm.organisation, name_ko="도구", login_url=LOGIN, launch_url=LAUNCH,
            key_set_url=LOGIN,
        )  # fmt: skip


def test_processes_that_start_at_once_keep_one_key(settings, tmp_path):
    settings.LTI_PRIVATE_KEY, settings.DEMO, settings.VAR_DIR = "", True, tmp_path
    gate = threading.Barrier(4)

    def start() -> None:
        gate.wait()
        seen.append(keys.private_key.__wrapped__().private_numbers().d)

    seen: list[int] = []
    threads = [threading.Thread(target=start) for _one in range(4)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert (len(seen), len(set(seen))) == (4, 1)
    assert [one.name for one in tmp_path.iterdir()] == ["lti-key.pem"]

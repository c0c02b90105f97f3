"""Signing up and in with Kakao and Naver, whose servers are stood in for by what they are documented to answer."""

from urllib.parse import parse_qs, urlsplit

import pytest
import requests
from allauth.account.models import EmailAddress
from django.urls import reverse

from accounts.models import Consent, User
from tests import factories

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("committed_at_once")]
KAKAO = {"id": 77, "kakao_account": {"email": "minji@example.org", "is_email_verified": True}}
KAKAO_WITHOUT_EMAIL = {"id": 78, "kakao_account": {"profile": {"nickname": "민지"}}}
NAVER = {"resultcode": "00", "response": {"id": "n-1", "email": "minji@example.org"}}
PROFILES = {"kakao": KAKAO, "naver": NAVER}


@pytest.fixture
def theirs(monkeypatch, settings):
    """What the other service says of who signs in there."""
    settings.SOCIALACCOUNT_PROVIDERS = {
        name: {"APPS": [{"client_id": "ours", "secret": "s"}]} for name in ("kakao", "naver")
    }
    said = {}

    def answer(_session, _method, url, **_more):
        response = requests.Response()
        response.status_code = 200
        response.headers["content-type"] = "application/json"
        response.json = lambda: {"access_token": "t", "token_type": "bearer"} if "token" in url else said["profile"]
        return response

    monkeypatch.setattr(requests.Session, "request", answer)
    return said


def come_back(client, name):
    """To their page and back, as a browser does."""
    gone = client.post(reverse(f"{name}_login"))
    asked = parse_qs(urlsplit(gone.url).query)
    assert asked["client_id"] == ["ours"]
    return client.get(reverse(f"{name}_callback"), {"code": "c", "state": asked["state"][0]})


def agree(client, contact):
    form = {"name": "김민지", "contact": contact, "consent_terms": "on", "consent_collect": "on"}
    return client.post(reverse("socialaccount_signup"), form)


@pytest.mark.parametrize("name", PROFILES)
def test_a_newcomer_is_asked_for_consents_and_then_known(client, theirs, name):
    theirs["profile"] = PROFILES[name]
    assert come_back(client, name).url == reverse("socialaccount_signup")
    page = client.get(reverse("socialaccount_signup")).content.decode()
    assert 'value="minji@example.org"' in page
    refused = client.post(reverse("socialaccount_signup"), {"name": "김민지", "contact": "minji@example.org"})
    assert refused.status_code == 200
    assert not User.objects.exists()
    assert agree(client, "minji@example.org").url == reverse("portal:home")
    user = User.objects.get()
    assert (user.person.name, user.has_usable_password()) == ("김민지", False)
    assert Consent.objects.filter(person=user.person).count() == 2
    client.logout()
    assert come_back(client, name).url == reverse("portal:home")
    assert int(client.session["_auth_user_id"]) == user.pk


def test_an_account_without_email_is_joined_by_a_verified_phone(client, theirs, code_sent):
    theirs["profile"] = KAKAO_WITHOUT_EMAIL
    come_back(client, "kakao")
    assert agree(client, "010-1234-5678").url == reverse("account_verify_phone")
    client.post(reverse("account_verify_phone"), {"code": code_sent()})
    user = User.objects.get()
    assert (user.email, user.phone, user.phone_verified) == (None, "+821012345678", True)
    assert int(client.session["_auth_user_id"]) == user.pk


def test_another_ones_address_does_not_open_their_account(client, theirs, outbox):
    owner = factories.UserFactory(email="minji@example.org", as_person=True)
    EmailAddress.objects.create(user=owner, email=owner.email, verified=True, primary=True)
    theirs["profile"] = KAKAO
    come_back(client, "kakao")
    agree(client, "minji@example.org")
    assert "_auth_user_id" not in client.session
    assert User.objects.count() == 1


def test_an_answer_that_was_not_asked_for_is_refused_with_a_way_on(client, theirs):
    theirs["profile"] = KAKAO
    page = client.get(reverse("kakao_callback"), {"code": "c", "state": "made-up"}, follow=True).content.decode()
    assert reverse("account_login") in page
    assert not User.objects.exists()

"""API keys: shown once, one a user, and none that goes around the second factor."""

import pytest
from django.urls import reverse
from rest_framework.authtoken.models import Token

from accounts import services
from core.errors import RuleBroken
from tests import factories

pytestmark = pytest.mark.django_db


def test_a_key_opens_the_api_and_a_new_one_ends_it(client):
    user = factories.UserFactory(as_person=True)
    first = services.token_issue(user=user)
    address = reverse("api:own-application-list", kwargs={"version": "v1"})
    assert client.get(address, headers={"authorization": f"Token {first}"}).status_code == 200
    services.token_issue(user=user)
    assert client.get(address, headers={"authorization": f"Token {first}"}).status_code == 401


def test_staff_get_no_key():
    with pytest.raises(RuleBroken):
        services.token_issue(user=factories.MembershipFactory(counsellor=True).user)
    assert not Token.objects.exists()


def test_a_key_of_someone_who_became_staff_opens_nothing(client):
    user = factories.UserFactory()
    key = services.token_issue(user=user)
    factories.MembershipFactory(counsellor=True, user=user)
    address = reverse("api:own-application-list", kwargs={"version": "v1"})
    assert client.get(address, headers={"authorization": f"Token {key}"}).status_code == 401


def test_the_page_shows_a_key_once(client):
    client.force_login(factories.UserFactory())
    page = reverse("accounts:api_key")
    shown = client.post(page).content.decode()
    key = Token.objects.get().key
    assert key in shown
    assert key not in client.get(page).content.decode()
    client.post(page, {"end": "1"})
    assert not Token.objects.exists()


def test_staying_renews_the_session(client):
    client.force_login(factories.UserFactory())
    answer = client.post(reverse("accounts:stay"))
    assert (answer.status_code, "sessionid" in answer.cookies) == (204, True)

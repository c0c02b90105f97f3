"""Passkeys in a real browser, whose authenticator is a virtual one: what it signs, the server verifies."""

import re
from collections.abc import Iterator

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.urls import reverse
from playwright.sync_api import Browser, Page, expect

from tests import factories

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.browser]
PASSWORD = "correct-horse-battery"
A_PHONE_WITH_FINGERPRINT = {
    "protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True,
    "isUserVerified": True, "automaticPresenceSimulation": True,
}  # fmt: skip


@pytest.fixture
def page(browser: Browser, live_server) -> Iterator[Page]:
    context = browser.new_context(base_url=live_server.url, locale="ko-KR")
    page = context.new_page()
    page.set_default_timeout(10_000)
    devtools = context.new_cdp_session(page)
    devtools.send("WebAuthn.enable")
    devtools.send("WebAuthn.addVirtualAuthenticator", {"options": A_PHONE_WITH_FINGERPRINT})
    yield page
    context.close()


def with_address(user):
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    return user


def sign_in(page, user):
    page.goto(reverse("account_login"))
    page.get_by_label("이메일 또는 휴대전화").fill(user.email)
    page.get_by_label("비밀번호", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="로그인하기").click()


def sign_out(page):
    page.goto(reverse("account_logout"))
    page.get_by_role("main").get_by_role("button", name="로그아웃").click()


def add_passkey(page, *, alone):
    page.goto(reverse("mfa_add_webauthn"))
    page.get_by_label("비밀번호", exact=True).fill(PASSWORD)  # asked again before the account is changed
    page.get_by_role("main").get_by_role("button", name="확인하기").first.click()
    page.get_by_label("이름").fill("내 전화")
    if alone:
        page.get_by_text("비밀번호 없이 이 패스키만으로 로그인하기").click()
    page.get_by_role("button", name="패스키 더하기").click()
    page.wait_for_url(re.compile("/2fa/(recovery-codes|webauthn/$)"))


def test_staff_set_up_a_passkey_and_then_enter_by_it_alone(page, counsellor):
    user = with_address(counsellor.user)
    sign_in(page, user)
    expect(page).to_have_url(re.compile(reverse("mfa_index")))
    add_passkey(page, alone=True)
    assert Authenticator.objects.filter(user=user, type="webauthn").count() == 1
    sign_out(page)
    page.goto(reverse("account_login"))
    page.get_by_role("button", name="패스키로 로그인").click()
    page.wait_for_url("**" + reverse("portal:home"))
    page.goto(reverse("accounts:person_register"))
    expect(page).to_have_url(re.compile(reverse("accounts:person_register") + "$"))


def test_a_passkey_can_be_the_second_step_after_the_password(page):
    user = with_address(factories.UserFactory(email="minji@example.org", as_person=True))
    sign_in(page, user)
    page.wait_for_url("**" + reverse("portal:home"))
    add_passkey(page, alone=False)
    sign_out(page)
    sign_in(page, user)
    page.wait_for_url("**" + reverse("mfa_authenticate"))
    page.get_by_role("button", name="패스키").click()
    page.wait_for_url("**" + reverse("portal:home"))

"""Signing up and in, as a person does it: through the pages and the messages that left."""

import pytest
from allauth.account.models import EmailAddress
from django.core.cache import cache
from django.urls import reverse

from accounts.models import Consent, ContactPoint, User
from tests import factories

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("committed_at_once")]
PASSWORD = "correct-horse-battery"


def sign_up(client, to, **more):
    data = {"name": "김민지", "contact": to, "password1": PASSWORD, "consent_terms": "on", "consent_collect": "on"}
    return client.post(reverse("account_signup"), data | more)


def give_code(client, page, code):
    return client.post(reverse(page), {"code": code})


def test_a_sign_up_by_email_ends_signed_in_after_the_code(client, outbox, code_sent):
    assert sign_up(client, "Minji@Example.org").url == reverse("account_email_verification_sent")
    assert [sent.address for sent in outbox] == ["minji@example.org"]
    answer = give_code(client, "account_email_verification_sent", code_sent())
    user = User.objects.get()
    assert (answer.status_code, answer.url) == (302, reverse("portal:home"))
    assert int(client.session["_auth_user_id"]) == user.pk
    assert (user.email, user.person.name, user.display_name) == ("minji@example.org", "김민지", "김민지")
    point = ContactPoint.objects.get()
    assert point.verified_at
    assert point.is_primary


def test_a_sign_up_by_phone_takes_a_korean_number_and_ends_signed_in_after_the_code(client, outbox, code_sent):
    assert sign_up(client, "010-1234-5678").url == reverse("account_verify_phone")
    assert [(sent.medium, sent.address) for sent in outbox] == [("sms", "+821012345678")]
    answer = give_code(client, "account_verify_phone", code_sent())
    user = User.objects.get()
    assert (answer.status_code, answer.url) == (302, reverse("portal:home"))
    assert (user.email, user.phone, user.phone_verified) == (None, "+821012345678", True)
    point = ContactPoint.objects.get(kind="phone")
    assert point.verified_at
    assert point.is_primary


SHOWN = {"minji@example.org": "minji@example.org", "01012345678": "010-****-5678"}


@pytest.mark.parametrize("to", SHOWN)
def test_the_page_says_where_the_code_went(client, to):
    assert f"인증번호를 보낸 곳: {SHOWN[to]}" in client.get(sign_up(client, to).url).content.decode()


def test_a_code_that_did_not_come_can_be_sent_again(client, outbox, code_sent):
    page = sign_up(client, "minji@example.org").url
    assert "인증번호 다시 받기" in client.get(page).content.decode()
    cache.clear()  # half a minute passes
    client.post(page, {"action": "resend"})
    assert [sent.address for sent in outbox] == ["minji@example.org"] * 2
    assert give_code(client, "account_email_verification_sent", code_sent()).url == reverse("portal:home")


def test_a_wrong_code_is_refused_and_keeps_the_person_out(client, outbox):
    sign_up(client, "minji@example.org")
    answer = give_code(client, "account_email_verification_sent", "WRONG1")
    assert answer.status_code == 200
    assert "인증번호가 맞지 않아요" in answer.content.decode()
    assert "_auth_user_id" not in client.session


@pytest.mark.parametrize(("ticked", "purposes"), [({}, 2), ({"consent_employer_search": "on"}, 3)])
def test_only_ticked_consents_are_given(client, ticked, purposes):
    sign_up(client, "minji@example.org", **ticked)
    assert Consent.objects.count() == purposes


@pytest.mark.parametrize("missing", ["consent_terms", "consent_collect", "name", "contact"])
def test_sign_up_without_what_is_needed_is_refused_and_keeps_what_was_typed(client, missing):
    answer = sign_up(client, "010-1234-5678", **{missing: ""})
    assert User.objects.count() == 0
    assert "고쳐야 할 곳이" in answer.content.decode()
    assert missing == "name" or "김민지" in answer.content.decode()


@pytest.mark.parametrize("contact", ["minji@", "0212345678", "010-12", "+82212345678"])
def test_a_contact_that_is_neither_is_refused_with_an_example(client, contact):
    answer = sign_up(client, contact)
    assert "예: minji@example.kr, 010-1234-5678" in answer.content.decode()
    assert User.objects.count() == 0


PASSWORDS = {
    "short": "10자 이상으로",
    "0123456789123": "숫자로만",
    "password123": "많이 쓰는 비밀번호",
    "minjiminji": "내 정보(이메일)와 비슷해요",
    "김민지김민지김민지 1": "내 정보(이름)와 비슷해요",
}


@pytest.mark.parametrize("password", PASSWORDS)
def test_a_weak_password_is_refused_with_what_to_do(client, password):
    page = sign_up(client, "minjiminji@example.org", name="김민지김민지김민지", password1=password).content.decode()
    assert PASSWORDS[password] in page
    assert User.objects.count() == 0


@pytest.mark.parametrize("contact", ["taken@example.org", "010-9999-8888"])
def test_signing_up_again_gives_nothing_away_on_the_page(client, outbox, contact):
    user = factories.UserFactory(email="taken@example.org", phone="+821099998888", phone_verified=True)
    EmailAddress.objects.create(user=user, email="taken@example.org", verified=True, primary=True)
    answer = sign_up(client, contact)
    assert answer.url in (reverse("account_email_verification_sent"), reverse("account_verify_phone"))
    assert User.objects.count() == 1
    assert "이미 가입했어요" in outbox[-1].text


@pytest.fixture
def member(db):
    user = factories.UserFactory(email="minji@example.org", phone="+821012345678", phone_verified=True, as_person=True)
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    return user


@pytest.mark.parametrize("login", ["minji@example.org", "MINJI@example.org", "010-1234-5678", "+82 10 1234 5678"])
def test_sign_in_by_password_takes_email_and_phone_in_any_writing(client, member, login):
    client.post(reverse("account_login"), {"login": login, "password": PASSWORD})
    assert int(client.session["_auth_user_id"]) == member.pk


@pytest.mark.parametrize("contact", ["minji@example.org", "01012345678"])
def test_sign_in_by_code(client, member, code_sent, contact):
    assert client.post(reverse("account_request_login_code"), {"contact": contact}).status_code == 302
    give_code(client, "account_confirm_login_code", code_sent())
    assert int(client.session["_auth_user_id"]) == member.pk


NEW = {"password1": "another-long-secret", "password2": "another-long-secret"}


@pytest.mark.parametrize("contact", ["minji@example.org", "010-1234-5678"])
def test_password_reset_by_code(client, member, code_sent, contact):
    asked = client.post(reverse("account_reset_password"), {"contact": contact})
    assert f"인증번호를 보낸 곳: {SHOWN.get(contact, '010-****-5678')}" in client.get(asked.url).content.decode()
    give_code(client, "account_confirm_password_reset_code", code_sent())
    assert client.post(reverse("account_complete_password_reset"), NEW).status_code == 302
    member.refresh_from_db()
    assert member.check_password("another-long-secret")


@pytest.fixture
def phone_only(db):
    return factories.UserFactory(email=None, phone="+821099998888", phone_verified=True, as_person=True)


def test_who_has_no_email_is_told_of_a_reset_by_text_and_let_in_at_once(client, phone_only, code_sent, outbox):
    for _attempt in range(5):
        client.post(reverse("account_login"), {"login": phone_only.phone, "password": "wrong"})
    client.post(reverse("account_reset_password"), {"contact": "010-9999-8888"})
    give_code(client, "account_confirm_password_reset_code", code_sent())
    client.post(reverse("account_complete_password_reset"), NEW)
    assert [(sent.medium, sent.address) for sent in outbox] == [("sms", phone_only.phone)] * 2
    assert "비밀번호를 새로 정했어요" in outbox[-1].text
    client.post(reverse("account_login"), {"login": "010-9999-8888", "password": NEW["password1"]})
    assert int(client.session["_auth_user_id"]) == phone_only.pk


@pytest.mark.parametrize("contact", ["nobody@example.org", "010-7777-6666"])
def test_a_reset_for_nobody_gives_nothing_away_on_the_page(client, member, outbox, contact):
    asked = client.post(reverse("account_reset_password"), {"contact": contact})
    assert asked.url == reverse("account_confirm_password_reset_code")
    assert "가입한 계정이 없어요" in outbox[-1].text


def test_a_reset_asks_again_for_what_is_neither_and_keeps_it(client):
    page = client.post(reverse("account_reset_password"), {"contact": "010-12"}).content.decode()
    assert "예: minji@example.kr, 010-1234-5678" in page
    assert 'value="010-12"' in page


@pytest.mark.parametrize(("login", "other"), [("minji@example.org", "010-1234-5678")])
def test_guessing_is_locked_out_for_that_name_only(client, member, login, other):
    for _attempt in range(5):
        client.post(reverse("account_login"), {"login": login, "password": "wrong"})
    locked = client.post(reverse("account_login"), {"login": login, "password": PASSWORD})
    assert "잠시 막았어요" in locked.content.decode()
    assert "_auth_user_id" not in client.session
    client.post(reverse("account_login"), {"login": other, "password": PASSWORD})
    assert int(client.session["_auth_user_id"]) == member.pk


def test_one_phones_lock_out_does_not_lock_other_phones(client, member):
    for _attempt in range(6):
        client.post(reverse("account_login"), {"login": "010-7777-7777", "password": "wrong"})
    client.post(reverse("account_login"), {"login": "010-1234-5678", "password": PASSWORD})
    assert int(client.session["_auth_user_id"]) == member.pk


def test_a_code_cannot_be_guessed_for_long(client, member):
    client.post(reverse("account_request_login_code"), {"contact": member.email})
    for _attempt in range(3):
        answer = give_code(client, "account_confirm_login_code", "WRONG1")
    assert answer.status_code == 302
    assert answer.url == reverse("account_request_login_code")


def test_signing_out_needs_a_post(client, member):
    client.force_login(member)
    assert client.get(reverse("account_logout")).status_code == 200
    assert "_auth_user_id" in client.session
    client.post(reverse("account_logout"))
    assert "_auth_user_id" not in client.session


def test_codes_are_not_kept_after_they_left(client, outbox):
    from channels.models import Message

    sign_up(client, "minji@example.org")
    row = Message.objects.get()
    assert (row.state, row.body, row.address) == ("sent", "", "")
    assert outbox[0].key == str(row.public_id)


def test_kakao_and_naver_are_offered_only_where_configured(client, settings):
    assert "카카오" not in client.get(reverse("account_login")).content.decode()
    settings.SOCIALACCOUNT_PROVIDERS = {"kakao": {"APPS": [{"client_id": "id", "secret": "s"}]}}
    page = client.get(reverse("account_login")).content.decode()
    assert "카카오 계정으로 하기" in page
    assert "네이버" not in page


def test_a_new_phone_counts_only_after_its_code(client, member, code_sent, outbox):
    client.post(reverse("account_login"), {"login": member.email, "password": PASSWORD})
    asked = client.post(reverse("account_change_phone"), {"phone": "010-5555-6666"})
    client.post(asked.url, {"password": PASSWORD})
    member.refresh_from_db()
    assert member.phone == "+821012345678"
    give_code(client, "account_verify_phone", code_sent())
    member.refresh_from_db()
    assert (member.phone, member.phone_verified) == ("+821055556666", True)
    assert ContactPoint.objects.get(person=member.person, kind="phone").value == "+821055556666"


def test_a_new_email_replaces_the_old_after_its_code(client, member, code_sent):
    client.post(reverse("account_login"), {"login": member.email, "password": PASSWORD})
    asked = client.post(reverse("account_email"), {"email": "new@example.org", "action_add": "1"})
    client.post(asked.url, {"password": PASSWORD})
    give_code(client, "account_email_verification_sent", code_sent())
    member.refresh_from_db()
    assert member.email == "new@example.org"
    assert [point.value for point in ContactPoint.objects.filter(kind="email")] == ["new@example.org"]

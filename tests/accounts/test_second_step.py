"""Staff see nobody's data before a second factor."""

import time

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, generate_totp_secret, hotp_value
from django.urls import reverse

from tests import factories

pytestmark = pytest.mark.django_db
STAFF = ["counsellor", "manager", "analyst"]


def code_now(secret):
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30))


@pytest.fixture(params=STAFF)
def staff(request):
    return factories.MembershipFactory(**{request.param: True}).user


@pytest.mark.parametrize(
    "page", ["portal:home", "portal:people", "accounts:me", "accounts:person_register", "channels:inbox"]
)
def test_staff_without_an_authenticator_are_sent_to_set_one_up(client, staff, page):
    client.force_login_one_step(staff)
    answer = client.get(reverse(page))
    assert answer.status_code == 302
    assert answer.url.startswith(reverse("mfa_index"))


def test_staff_with_an_authenticator_but_a_session_without_it_are_asked_for_it(client, staff):
    TOTP.activate(staff, generate_totp_secret())
    client.force_login_one_step(staff)
    answer = client.get(reverse("portal:home"))
    assert answer.url == f"{reverse('mfa_reauthenticate')}?next=%2Fhome%2F"


def test_a_post_is_stopped_too(client, staff):
    client.force_login_one_step(staff)
    assert client.post(reverse("accounts:export")).url == reverse("mfa_index")


@pytest.mark.parametrize("page", ["mfa_index", "account_change_password", "portal:front", "portal:privacy"])
def test_own_sign_in_pages_and_public_pages_stay_open(client, staff, page):
    client.force_login_one_step(staff)
    answer = client.get(reverse(page))
    assert not answer.get("Location", "").startswith("/accounts/2fa")


def test_after_both_steps_staff_work_without_further_questions(client, staff):
    client.force_login(staff)
    assert client.get(reverse("accounts:me")).status_code == 200


def test_an_ended_membership_frees_from_the_second_step(client, counsellor, django_user_model):
    from django.utils import timezone

    counsellor.until = timezone.now()
    counsellor.save()
    client.force_login_one_step(counsellor.user)
    assert client.get(reverse("accounts:me")).status_code == 200


@pytest.mark.parametrize("maker", ["recruiter", "jobseeker"])
def test_others_are_not_forced(client, maker):
    user = factories.MembershipFactory().user if maker == "recruiter" else factories.UserFactory(as_person=True)
    client.force_login_one_step(user)
    assert client.get(reverse("accounts:me")).status_code == 200


@pytest.fixture
def signed_up(staff):
    EmailAddress.objects.create(user=staff, email=staff.email, verified=True, primary=True)
    return staff


def sign_in(client, user):
    return client.post(reverse("account_login"), {"login": user.email, "password": "correct-horse-battery"})


def test_signing_in_with_an_authenticator_takes_both_steps(client, signed_up):
    secret = generate_totp_secret()
    TOTP.activate(signed_up, secret)
    assert sign_in(client, signed_up).url == reverse("mfa_authenticate")
    assert "_auth_user_id" not in client.session
    client.post(reverse("mfa_authenticate"), {"code": code_now(secret)})
    assert client.get(reverse("accounts:me")).status_code == 200


def test_guessing_the_second_step_is_locked_out(client, counsellor):
    user = counsellor.user
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    secret = generate_totp_secret()
    TOTP.activate(user, secret)
    sign_in(client, user)
    for _attempt in range(5):
        client.post(reverse("mfa_authenticate"), {"code": "000000"})
    locked = client.post(reverse("mfa_authenticate"), {"code": code_now(secret)})
    assert "잠시 막았어요" in locked.content.decode()
    assert "_auth_user_id" not in client.session


def test_a_recovery_code_opens_once(client, signed_up):
    TOTP.activate(signed_up, generate_totp_secret())
    code = RecoveryCodes.activate(signed_up).get_unused_codes()[0]
    sign_in(client, signed_up)
    client.post(reverse("mfa_authenticate"), {"code": code})
    assert "_auth_user_id" in client.session
    client.post(reverse("account_logout"))
    sign_in(client, signed_up)
    assert client.post(reverse("mfa_authenticate"), {"code": code}).status_code == 200
    assert "_auth_user_id" not in client.session


def test_an_authenticator_app_is_set_up_through_the_pages(client, signed_up):
    sign_in(client, signed_up)
    asked = client.get(reverse("mfa_activate_totp"))
    client.post(asked.url, {"password": "correct-horse-battery"})
    secret = client.get(reverse("mfa_activate_totp")).context_data["form"].secret
    answer = client.post(reverse("mfa_activate_totp"), {"code": code_now(secret)})
    assert answer.url == reverse("mfa_view_recovery_codes")
    kinds = set(Authenticator.objects.filter(user=signed_up).values_list("type", flat=True))
    assert kinds == {"totp", "recovery_codes"}
    assert client.get(reverse("mfa_view_recovery_codes")).status_code == 200
    assert client.get(reverse("portal:home")).url.startswith(reverse("mfa_reauthenticate"))


@pytest.mark.parametrize(
    "page", ["mfa_index", "mfa_add_webauthn", "mfa_activate_totp", "mfa_list_webauthn", "accounts:me"]
)
def test_the_pages_of_the_second_step_open(client, signed_up, page):
    sign_in(client, signed_up)
    client.post(reverse("account_reauthenticate"), {"password": "correct-horse-battery"})
    assert client.get(reverse(page)).status_code == (302 if page == "accounts:me" else 200)

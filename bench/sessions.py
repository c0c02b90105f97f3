"""Signed-in sessions: one for each role of the demonstration, or of any user."""

from django.conf import settings
from django.test import Client
from django.utils import timezone

from accounts.models import User
from portal import demo


def cookie_of(user: User, *, second_step: bool) -> str:
    """As allauth leaves it: staff with their second factor given."""
    client = Client()
    client.force_login(user, backend=settings.AUTHENTICATION_BACKENDS[0])
    methods = [{"method": "password", "at": timezone.now().timestamp()}]
    if second_step:
        methods.append({"method": "mfa", "type": "totp", "at": timezone.now().timestamp()})
    session = client.session
    session["account_authentication_methods"] = methods
    session["account_authentication_methods_user"] = str(user.pk)
    session.save()
    return f"{settings.SESSION_COOKIE_NAME}={client.cookies[settings.SESSION_COOKIE_NAME].value}"


def sessions() -> dict[str, str]:
    cookies = {"anyone": ""}
    for account in demo.accounts():
        user = User.objects.get(email=account.email)
        cookies[account.role] = cookie_of(user, second_step=bool(account.totp_secret))
    return cookies

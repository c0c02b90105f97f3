"""A signed-in session for each role of the demonstration."""

from django.conf import settings
from django.test import Client
from django.utils import timezone

from accounts.models import User
from portal import demo


def sessions() -> dict[str, str]:
    """Each role's cookie, as allauth leaves it: staff with their second factor given."""
    cookies = {"anyone": ""}
    for account in demo.accounts():
        client, user = Client(), User.objects.get(email=account.email)
        client.force_login(user, backend=settings.AUTHENTICATION_BACKENDS[0])
        methods = [{"method": "password", "at": timezone.now().timestamp()}]
        if account.totp_secret:
            methods.append({"method": "mfa", "type": "totp", "at": timezone.now().timestamp()})
        session = client.session
        session["account_authentication_methods"] = methods
        session["account_authentication_methods_user"] = str(user.pk)
        session.save()
        cookies[account.role] = f"{settings.SESSION_COOKIE_NAME}={client.cookies[settings.SESSION_COOKIE_NAME].value}"
    return cookies

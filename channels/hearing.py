"""What signing in tells: heard from Django and allauth, whose signals these are, not ours."""

from typing import Any

from allauth.account.signals import password_reset
from django.contrib.auth.signals import user_login_failed
from django.db.models import Q

from accounts.models import User
from channels.models import Signal
from channels.services.signals import signal_note


def _failed(sender: Any, credentials: dict[str, Any], **_more: Any) -> None:
    """A wrong password of somebody we know."""
    login = str(credentials.get("email") or credentials.get("phone") or credentials.get("login") or "").strip()
    if not login:
        return
    known = User.objects.filter(Q(email__iexact=login) | Q(phone=login), person__isnull=False, is_active=True)
    person = known.values_list("person", flat=True).first()
    if person is not None:
        signal_note(person_id=person, kind=Signal.Kind.SIGN_IN)


def _reset(sender: Any, user: User, **_more: Any) -> None:
    if user.person_id is not None:
        signal_note(person_id=user.person_id, kind=Signal.Kind.RESET)


def register() -> None:
    user_login_failed.connect(_failed, dispatch_uid="channels.sign_in")
    password_reset.connect(_reset, dispatch_uid="channels.reset")

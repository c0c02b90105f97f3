"""How this room reaches the outbox, which lies above it: through settings, as Django does with EMAIL_BACKEND."""

from typing import Any

from django.conf import settings
from django.utils.module_loading import import_string

from accounts.models import Person, User


def send_sms(*, to: str, text: str) -> None:
    """A code or a security notice, at once."""
    import_string(settings.SMS_BACKEND)().send(to=to, text=text)


def notify(*, dedupe_key: str, to: Person | User, template: str, context: dict[str, Any]) -> None:
    import_string(settings.MESSAGE_QUEUE)(dedupe_key=dedupe_key, to=to, template=template, context=context)

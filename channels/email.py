"""Django's EMAIL_BACKEND: mail of the libraries below (codes, security notices, invitations) enters the outbox."""

from collections.abc import Sequence
from uuid import uuid4

from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend

from channels.models import Message
from channels.services.outbox import queue_raw


class OutboxEmailBackend(BaseEmailBackend):
    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        count = 0
        for mail in email_messages:
            for address in mail.recipients():
                queue_raw(
                    medium=Message.Medium.EMAIL, address=address, subject=str(mail.subject), body=str(mail.body),
                    dedupe_key=f"mail:{uuid4()}",
                )  # fmt: skip
                count += 1
        return count

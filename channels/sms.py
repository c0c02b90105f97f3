"""The SMS_BACKEND setting: what `accounts` calls to send a code to a phone."""

from uuid import uuid4

from channels.models import Message
from channels.services.outbox import queue_raw


class OutboxSmsBackend:
    def send(self, *, to: str, text: str) -> None:
        queue_raw(medium=Message.Medium.SMS, address=to, subject="", body=text, dedupe_key=f"sms:{uuid4()}")

"""Ways out. A transport sends one message and says, by what it raises, what is known about its fate."""

from collections.abc import Callable
from typing import Protocol

from django.conf import settings
from django.utils.module_loading import import_string

from channels.models import Message

SETTING = {Message.Medium.EMAIL: "OUTBOX_EMAIL_TRANSPORT", Message.Medium.SMS: "OUTBOX_SMS_TRANSPORT"}
KNOWN = {
    "file": "channels.transports.file.FileTransport",
    "console": "channels.transports.console.ConsoleTransport",
    "memory": "channels.transports.memory.MemoryTransport",
    "smtp": "channels.transports.smtp.SmtpTransport",
    "http": "channels.transports.http.HttpTransport",
}


class SendError(Exception):
    """`code` is a word of ours: what the other side says may hold an address, and goes nowhere."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class TryLater(SendError):
    """Surely not sent, and worth another try."""


class Refused(SendError):
    """Surely not sent, and never will be."""


class Unsure(SendError):
    """It may have been sent."""


class Transport(Protocol):
    @property
    def is_idempotent(self) -> bool:
        """Whether a second sending of the same key is dropped on the other side."""

    def send(self, message: Message, *, handing_over: Callable[[], None]) -> None:
        """Send, calling `handing_over` just before the first word that can make it arrive."""


def transport_for(medium: str) -> Transport:
    name = getattr(settings, SETTING[Message.Medium(medium)])
    transport: Transport = import_string(KNOWN.get(name, name))()
    return transport

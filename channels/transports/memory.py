"""For tests: keeps what was sent, and every key as often as it came."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import ClassVar

from channels.models import Message
from channels.transports.wording import as_email, as_text, key_of


@dataclass(frozen=True, slots=True)
class Sent:
    key: str
    medium: str
    address: str
    text: str


class MemoryTransport:
    is_idempotent = False
    sent: ClassVar[list[Sent]] = []

    def send(self, message: Message, *, handing_over: Callable[[], None]) -> None:
        is_email = message.medium == Message.Medium.EMAIL
        text = f"{message.subject}\n{as_email(message).get_content()}" if is_email else as_text(message)
        handing_over()
        self.sent.append(Sent(key_of(message), str(message.medium), message.address, text))

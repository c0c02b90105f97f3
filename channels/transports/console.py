"""Prints, for development. Never for real people's data: the screen is a log."""

import sys
from collections.abc import Callable

from channels.models import Message
from channels.transports.wording import as_email, as_text, key_of


class ConsoleTransport:
    is_idempotent = False

    def send(self, message: Message, *, handing_over: Callable[[], None]) -> None:
        text = as_email(message).as_string() if message.medium == Message.Medium.EMAIL else as_text(message)
        handing_over()
        sys.stdout.write(f"--- {message.medium} {key_of(message)} → {message.address}\n{text}\n")
        sys.stdout.flush()

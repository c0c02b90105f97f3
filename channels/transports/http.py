"""An SMS gateway over HTTP: POST JSON {to, text} with the key in `Idempotency-Key`."""

from collections.abc import Callable

import httpx
from django.conf import settings

from channels.models import Message
from channels.transports import Refused, TryLater, Unsure
from channels.transports.wording import as_text, key_of


class HttpTransport:
    @property
    def is_idempotent(self) -> bool:
        """Whether the gateway drops a second request with the same key: as its contract says, so a setting."""
        return bool(settings.OUTBOX_SMS_GATEWAY_KNOWS_KEYS)

    def send(self, message: Message, *, handing_over: Callable[[], None]) -> None:
        headers = {"Idempotency-Key": key_of(message)}
        if settings.OUTBOX_SMS_TOKEN:
            headers["Authorization"] = f"Bearer {settings.OUTBOX_SMS_TOKEN}"
        handing_over()
        try:
            answer = httpx.post(
                settings.OUTBOX_SMS_URL,
                json={"to": message.address, "text": as_text(message)},
                headers=headers,
                timeout=settings.OUTBOX_TIMEOUT_SECONDS,
            )
        except (httpx.ConnectError, httpx.ConnectTimeout) as exc:
            raise TryLater("http_connect") from exc
        except httpx.TransportError as exc:
            raise (TryLater if self.is_idempotent else Unsure)("http_cut") from exc
        if answer.status_code >= 500 or answer.status_code in (408, 425, 429):
            raise TryLater(f"http_{answer.status_code}")
        if answer.status_code >= 400:
            raise Refused(f"http_{answer.status_code}")

"""SMTP, taken apart so that it is always known whether the letter can have left."""

import smtplib
import ssl
from collections.abc import Callable
from urllib.parse import unquote, urlsplit

from django.conf import settings

from channels.models import Message
from channels.transports import Refused, SendError, TryLater, Unsure
from channels.transports.wording import as_email


class SmtpTransport:
    """OUTBOX_SMTP_URL: smtp://user:password@host:587 (STARTTLS where offered) or smtps://… (TLS from the start)."""

    is_idempotent = False

    def send(self, message: Message, *, handing_over: Callable[[], None]) -> None:
        content = as_email(message).as_bytes()
        server = _connect()
        try:
            _envelope(server, message.address)
            handing_over()
            _data(server, content)
        finally:
            server.close()


def _connect() -> smtplib.SMTP:
    url = urlsplit(settings.OUTBOX_SMTP_URL)
    host, timeout = url.hostname or "localhost", settings.OUTBOX_TIMEOUT_SECONDS
    try:
        if url.scheme == "smtps":
            context = ssl.create_default_context()
            server: smtplib.SMTP = smtplib.SMTP_SSL(host, url.port or 465, timeout=timeout, context=context)
        else:
            server = smtplib.SMTP(host, url.port or 25, timeout=timeout)
            server.ehlo()
            if server.has_extn("starttls"):
                server.starttls(context=ssl.create_default_context())
                server.ehlo()
        if url.username:
            server.login(unquote(url.username), unquote(url.password or ""))
    except (OSError, smtplib.SMTPException) as exc:
        raise TryLater("smtp_connect") from exc
    return server


def _envelope(server: smtplib.SMTP, address: str) -> None:
    """Nothing can have left before DATA, whatever goes wrong here."""
    sender = settings.DEFAULT_FROM_EMAIL.rpartition("<")[2].rstrip(">")
    try:
        server.ehlo_or_helo_if_needed()
        for code, _answer in (server.mail(sender), server.rcpt(address)):
            if code >= 400:
                raise _by_code(code, "smtp_envelope")
    except (OSError, smtplib.SMTPException) as exc:
        raise TryLater("smtp_envelope") from exc


def _data(server: smtplib.SMTP, content: bytes) -> None:
    try:
        code, _answer = server.data(content)
    except smtplib.SMTPDataError as exc:  # refused at the word DATA: no letter was given
        raise _by_code(exc.smtp_code, "smtp_data") from exc
    except (OSError, smtplib.SMTPException) as exc:
        raise Unsure("smtp_cut") from exc
    if code >= 400:
        raise _by_code(code, "smtp_data")


def _by_code(code: int, where: str) -> SendError:
    return Refused(f"{where}_{code}") if code >= 500 else TryLater(f"{where}_{code}")

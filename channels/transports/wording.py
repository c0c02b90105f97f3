"""How a row reads as an e-mail or a text message."""

from email.message import EmailMessage
from email.utils import formatdate

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from channels.models import Message


def key_of(message: Message) -> str:
    return str(message.public_id)


def address_link(message: Message) -> str:
    return f"{settings.SITE_ORIGIN}{message.link}" if message.link.startswith("/") else message.link


def as_email(message: Message) -> EmailMessage:
    mail = EmailMessage()
    mail["Subject"] = " ".join(message.subject.split())
    mail["From"] = settings.DEFAULT_FROM_EMAIL
    mail["To"] = message.address
    mail["Date"] = formatdate(localtime=True)
    mail["Message-ID"] = f"<{key_of(message)}@{settings.DEFAULT_FROM_EMAIL.rpartition('@')[2].rstrip('>')}>"
    mail["Auto-Submitted"] = "auto-generated"
    mail.set_content("\n\n".join(part for part in (message.body, address_link(message)) if part) + "\n")
    return mail


LONGEST = 2_000  # bytes of a long text message, as Korean operators count them
PHONE = "1350"


def size(text: str) -> int:
    return len(text.encode("cp949", errors="replace"))


def as_text(message: Message) -> str:
    """Short, since a phone lies open: the subject, the link, and the number at which the rest is read out. A message
    without a subject (a code) is its own text."""
    words = f"[{settings.SITE_NAME}] {message.subject or message.body}"
    more = [address_link(message)] if message.link else []
    if message.subject and message.body:
        with translation.override(_language(message)):
            more.append(_("전화로 듣기: %(phone)s") % {"phone": PHONE})
    return " ".join([_cut(words, LONGEST - size(" ".join(more)) - 1), *more])


def _cut(text: str, most: int) -> str:
    """At a word, where it is too long."""
    while size(text) > most:
        text = text.rsplit(" ", 1)[0].rstrip("…") + "…" if " " in text else text[: most // 3] + "…"
    return text


def _language(message: Message) -> str:
    reader = message.person or message.user
    return reader.language if reader is not None else settings.LANGUAGE_CODE

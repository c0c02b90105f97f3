"""How a row reads as an e-mail or a text message."""

from email.message import EmailMessage
from email.utils import formatdate

from django.conf import settings

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


def as_text(message: Message) -> str:
    """Short: the subject and the link; a message without a subject (a code) is its own text."""
    words = message.subject or message.body
    return " ".join(part for part in (f"[{settings.SITE_NAME}]", words, address_link(message)) if part)

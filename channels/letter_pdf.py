"""Letters on paper: a sheet each, the address where the window of the envelope is."""

import json
from collections.abc import Iterable
from pathlib import Path

import typst
from django.conf import settings
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from channels.models import Message
from channels.transports.wording import PHONE, address_link
from core.display import date

TEMPLATE = Path(__file__).parent / "letter.typ"
FONTS = Path(settings.BASE_DIR) / "static" / "vendor" / "pdf-fonts"


def letters_pdf(messages: Iterable[Message]) -> bytes:
    """PDF/UA-1 with the fonts we ship. The text goes in as data, so no word of it is read as markup."""
    letters = [_letter(one) for one in messages]
    shown = {
        "title": _("편지 %(count)s통") % {"count": len(letters)},
        "sender": str(settings.SITE_NAME), "language": "ko", "letters": letters,
    }  # fmt: skip
    pdf = typst.compile(
        str(TEMPLATE), format="pdf", font_paths=[str(FONTS)], ignore_system_fonts=True,
        sys_inputs={"letters": json.dumps(shown, ensure_ascii=False)}, pdf_standards=["ua-1"],
    )  # fmt: skip
    return bytes(pdf)


def _letter(message: Message) -> dict[str, object]:
    reader = message.person or (message.user.person if message.user else None)
    language = reader.language if reader else "ko"
    with translation.override(language):
        to = _("%(name)s 님 귀하") % {"name": reader.name} if reader else ""
        call = _("궁금한 것은 전화 %(phone)s로 물어보세요. 이 일은 전화나 센터에서도 할 수 있어요.") % {"phone": PHONE}
        day = str(date(timezone.localdate()))
    return {
        "address": message.address, "name": to, "subject": message.subject, "day": day, "language": language,
        "paragraphs": [part for part in message.body.split("\n") if part.strip()], "call": call,
        "link": address_link(message), "number": str(message.public_id), "large": message.off_line,
    }  # fmt: skip

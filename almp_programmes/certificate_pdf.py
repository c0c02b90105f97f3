"""The certificate on paper: Korean with English beneath, its number, and a picture that leads to the check of it."""

import io
import json
from pathlib import Path

import qrcode
import qrcode.image.svg
import typst
from django.conf import settings
from django.urls import reverse

from almp_programmes.models import Certificate
from core.display import MONTHS

TEMPLATE = Path(__file__).parent / "certificate.typ"
FONTS = Path(settings.BASE_DIR) / "static" / "vendor" / "pdf-fonts"


def verify_address(certificate: Certificate) -> str:
    return settings.SITE_ORIGIN + reverse("almp_programmes:certificate_number", args=[certificate.spoken])


def certificate_pdf(certificate: Certificate) -> bytes:
    """PDF/UA-1 with the fonts we ship. The text goes in as data, so no word of it is read as markup."""
    day = certificate.issued_on
    shown = {
        "number": certificate.spoken,
        "name": certificate.name,
        "title_ko": certificate.title_ko,
        "title_en": certificate.title_en,
        "issuer_ko": certificate.issuer_ko,
        "issuer_en": certificate.issuer_en,
        "hours": certificate.hours or 0,
        "day_ko": f"{day.year}년 {day.month}월 {day.day}일",
        "day_en": f"{day.day} {MONTHS[day.month - 1]} {day.year}",
        "address": verify_address(certificate),
        "revoked": certificate.state == Certificate.State.REVOKED,
        "square": _square(verify_address(certificate)),
    }
    pdf = typst.compile(
        str(TEMPLATE),
        format="pdf",
        font_paths=[str(FONTS)],
        ignore_system_fonts=True,
        sys_inputs={"certificate": json.dumps(shown, ensure_ascii=False)},
        pdf_standards=["ua-1"],
    )
    return bytes(pdf)


def _square(address: str) -> str:
    drawn = io.BytesIO()
    qrcode.make(address, image_factory=qrcode.image.svg.SvgPathImage, border=1).save(drawn)
    return drawn.getvalue().decode()

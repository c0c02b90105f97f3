"""Korean mobile numbers in the one form we keep, E.164: 010-1234-5678 → +821012345678."""

import re

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

KOREAN_MOBILE = re.compile(r"^01[016789]\d{7,8}$")
INTERNATIONAL = re.compile(r"^\+[1-9]\d{5,14}$")


def normalise(text: str) -> str:
    """The number in E.164, or ValidationError saying how to write it."""
    digits = re.sub(r"[\s().\-‐–]", "", text)
    if digits.startswith("00"):
        digits = "+" + digits[2:]
    if digits.startswith("+82"):
        digits = "0" + digits[3:].removeprefix("0")
    if digits.startswith("82") and KOREAN_MOBILE.match("0" + digits[2:]):
        digits = "0" + digits[2:]
    if KOREAN_MOBILE.match(digits):
        return "+82" + digits[1:]
    if INTERNATIONAL.match(digits) and not digits.startswith("+82"):
        return digits
    raise ValidationError(_("휴대전화 번호를 다시 적어 주세요. 예: 010-1234-5678"), code="invalid_phone")


def readable(number: str | None) -> str:
    """+821012345678 → 010-1234-5678; foreign numbers as they are."""
    if not number or not number.startswith("+82"):
        return number or ""
    local = "0" + number[3:]
    return f"{local[:3]}-{local[3:-4]}-{local[-4:]}"

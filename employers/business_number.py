"""The Korean business registration number: ten digits, the last of them a check digit."""

import re

from django.utils.translation import gettext as _
from stdnum.exceptions import ValidationError
from stdnum.kr import brn

from core.errors import RuleBroken

WEIGHTS = (1, 3, 7, 1, 3, 7, 1, 3, 5)


def check_digit(first_nine: str) -> int:
    """Σ d·w over nine digits, plus the tens of d9 × 5; what is missing to the next ten."""
    total = sum(int(digit) * weight for digit, weight in zip(first_nine, WEIGHTS, strict=True))
    return (10 - (total + int(first_nine[8]) * 5 // 10) % 10) % 10


def clean(typed: str) -> str:
    """Ten digits, or `RuleBroken` saying what is wrong with what was typed."""
    digits = re.sub(r"[\s\-‐-―−.]", "", typed)
    if not digits.isascii() or not digits.isdigit():
        raise RuleBroken(_("사업자등록번호는 숫자로만 적어 주세요. 예: 120-81-47521"), field="business_number")
    if len(digits) != 10:
        raise RuleBroken(
            _("사업자등록번호는 열 자리예요. 지금 %(count)s자리를 적었어요.") % {"count": len(digits)},
            field="business_number",
        )
    try:
        brn.validate(digits)
    except ValidationError:
        raise RuleBroken(
            _("이런 사업자등록번호는 없어요. 사업자등록증을 보고 다시 적어 주세요."), field="business_number"
        ) from None
    if check_digit(digits[:9]) != int(digits[9]):
        raise RuleBroken(
            _("사업자등록번호에 잘못 적은 숫자가 있어요. 사업자등록증과 한 자리씩 견주어 보세요."),
            field="business_number",
        )
    return digits


def show(digits: str | None) -> str:
    """120-81-47521."""
    return f"{digits[:3]}-{digits[3:5]}-{digits[5:]}" if digits else ""

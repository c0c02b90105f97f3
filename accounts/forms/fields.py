"""Fields that know Korean mobile numbers."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _

from accounts import phones


class PhoneField(forms.CharField):
    """010-1234-5678 or +82… in, E.164 out."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.TextInput(attrs={"type": "tel", "autocomplete": "tel", "inputmode": "tel"}))
        kwargs.setdefault("max_length", 25)
        super().__init__(**kwargs)

    def clean(self, value: Any) -> str:
        text = super().clean(value)
        return phones.normalise(text) if text else ""


def email_or_phone(text: str) -> tuple[str, str]:
    """("email", address) or ("phone", number in E.164); ValidationError with an example of each otherwise."""
    text = text.strip()
    try:
        if "@" in text:
            validate_email(text)
            return "email", text.lower()
        return "phone", phones.normalise(text)
    except ValidationError:
        raise ValidationError(
            _("이메일이나 휴대전화 번호를 다시 적어 주세요. 예: minji@example.kr, 010-1234-5678")
        ) from None

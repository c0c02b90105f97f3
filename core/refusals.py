"""What a form says of wrong input, in place of Django's own sentences, which name a fault and not its remedy."""

from typing import Any

from django import forms
from django.core import validators
from django.utils.translation import gettext_lazy as _

CHOOSE = _("목록에 있는 것 가운데 골라 주세요.")
NUMBER = _("숫자로 적어 주세요. 예: 12.5")
FIELDS: dict[type[forms.Field], dict[str, Any]] = {
    forms.Field: {"required": _("빠졌어요. 채워 주세요.")},
    forms.IntegerField: {"invalid": _("소수점 없이 숫자로 적어 주세요. 예: 12")},
    forms.DecimalField: {"invalid": NUMBER},
    forms.FloatField: {"invalid": NUMBER},
    forms.DateField: {"invalid": _("날짜를 다시 적어 주세요. 예: 2026-11-18")},
    forms.TimeField: {"invalid": _("시각을 다시 적어 주세요. 예: 09:30")},
    forms.DateTimeField: {"invalid": _("날짜와 시각을 다시 적어 주세요. 예: 2026-11-18 09:30")},
    forms.URLField: {"invalid": _("주소를 다시 적어 주세요. 예: https://www.example.kr")},
    forms.ChoiceField: {"invalid_choice": CHOOSE},
    forms.MultipleChoiceField: {"invalid_choice": CHOOSE, "invalid_list": CHOOSE},
    forms.ModelChoiceField: {"invalid_choice": CHOOSE},
    forms.ModelMultipleChoiceField: {"invalid_choice": CHOOSE, "invalid_list": CHOOSE, "invalid_pk_value": CHOOSE},
    forms.FileField: {
        "invalid": _("파일을 다시 골라 주세요."),
        "missing": _("파일을 다시 골라 주세요."),
        "empty": _("빈 파일이에요. 내용이 있는 파일을 골라 주세요."),
    },
}
VALIDATORS = {
    validators.MaxLengthValidator: _("%(limit_value)d자까지 쓸 수 있어요. 지금 %(show_value)d자예요."),
    validators.MinLengthValidator: _("%(limit_value)d자 이상 써 주세요. 지금 %(show_value)d자예요."),
    validators.MaxValueValidator: _("%(limit_value)s 이하로 적어 주세요."),
    validators.MinValueValidator: _("%(limit_value)s 이상으로 적어 주세요."),
    validators.StepValueValidator: _("%(limit_value)s 단위로 적어 주세요."),
    validators.EmailValidator: _("이메일 주소를 다시 적어 주세요. 예: minji@example.kr"),
    validators.URLValidator: _("주소를 다시 적어 주세요. 예: https://www.example.kr"),
    validators.ProhibitNullCharactersValidator: _("쓸 수 없는 글자가 들어 있어요. 지우고 다시 적어 주세요."),
}
DIGITS = {
    "invalid": NUMBER,
    "max_digits": _("모두 %(max)s자리까지 적어 주세요."),
    "max_decimal_places": _("소수점 아래는 %(max)s자리까지 적어 주세요."),
    "max_whole_digits": _("소수점 앞은 %(max)s자리까지 적어 주세요."),
}


def install() -> None:
    """Once, before any form is made."""
    for field, words in FIELDS.items():
        field.default_error_messages = {**vars(field).get("default_error_messages", {}), **words}
    for validator, said in VALIDATORS.items():
        validator.message = said  # type: ignore[attr-defined]
    validators.DecimalValidator.messages = DIGITS  # type: ignore[assignment]

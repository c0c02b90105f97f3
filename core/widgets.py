"""Form fields and widgets: money as people write it, a date in three parts for the public, the browser's own date and
time fields for staff."""

import datetime as dt
import re
from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

PARTS = (("y", _("연도"), "p-w4", 4), ("m", _("월"), "p-w2", 2), ("d", _("일"), "p-w2", 2))
MAN = re.compile(r"^(\d+(?:\.\d+)?)만(\d{0,4})$")


class WonField(forms.IntegerField):
    """2500000, 2,500,000, 250만, 250만원 are all the same money."""

    default_error_messages = {
        "invalid": _("금액은 숫자로 적어 주세요. 예: 2,500,000 또는 250만"),
        "min_value": _("%(limit_value)s원 이상으로 적어 주세요."),
        "max_value": _("금액이 너무 커요. 급여 단위가 맞는지 확인해 주세요."),
    }

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("min_value", 0)
        kwargs.setdefault("max_value", 2_000_000_000)
        kwargs.setdefault("widget", forms.TextInput(attrs={"inputmode": "text", "autocomplete": "off"}))
        super().__init__(**kwargs)

    def to_python(self, value: Any) -> int | None:
        if isinstance(value, str):
            value = re.sub(r"[\s,원₩]", "", value)
            if found := MAN.match(value):
                value = str(round(float(found[1]) * 10_000) + int(found[2] or 0))
        return super().to_python(value)

    def prepare_value(self, value: Any) -> Any:
        return f"{value:,}" if isinstance(value, int) else value


class ThreePartDate(forms.Widget):
    """Year, month and day in three number fields. What was typed is kept, also when it is no date."""

    use_fieldset = True

    def value_from_datadict(self, data: Mapping[str, Any], files: object, name: str) -> str | None:
        typed = [str(data.get(f"{name}_{part}") or "").strip() for part, *_rest in PARTS]
        return "-".join(typed) if any(typed) else data.get(name)

    def value_omitted_from_data(self, data: Mapping[str, Any], files: object, name: str) -> bool:
        return name not in data and not any(f"{name}_{part}" in data for part, *_rest in PARTS)

    def id_for_label(self, id_: str | None) -> str:
        return f"{id_}_y" if id_ else ""

    def parts(self, name: str, value: object, id_: str) -> list[dict[str, Any]]:
        """One mapping (name, id, label, css, size, value) for each field."""
        if isinstance(value, dt.date):
            values = [str(value.year), str(value.month), str(value.day)]
        else:
            values = [*str(value or "").split("-", 2), "", ""]
        return [
            {"name": f"{name}_{part}", "id": f"{id_}_{part}", "label": label, "css": css, "size": size, "value": one}
            for (part, label, css, size), one in zip(PARTS, values, strict=False)
        ]

    def render(
        self, name: str, value: object, attrs: dict[str, Any] | None = None, renderer: object = None
    ) -> SafeString:
        id_ = (attrs or {}).get("id") or f"id_{name}"
        fields = (
            (part["id"], part["label"], part["id"], part["name"], part["size"], part["value"], part["css"])
            for part in self.parts(name, value, id_)
        )
        return format_html(
            '<div class="p-unit">{}</div>',
            format_html_join(
                "",
                '<div><label for="{}">{}</label><input id="{}" name="{}" inputmode="numeric" maxlength="{}" value="{}"'
                ' class="krds-input {}"></div>',
                fields,
            ),
        )


class ThreePartDateField(forms.DateField):
    """A date field that says which part is missing or wrong."""

    widget = ThreePartDate

    def to_python(self, value: Any) -> dt.date | None:
        if not isinstance(value, str) or value.count("-") < 2:
            return super().to_python(value)
        typed = value.split("-", 2)
        if missing := [str(label) for (_part, label, *_rest), one in zip(PARTS, typed, strict=True) if not one]:
            raise ValidationError(gettext("빠진 곳이 있어요. 적어 주세요: %(parts)s") % {"parts": ", ".join(missing)})
        try:
            year, month, day = (int(one) for one in typed)
        except ValueError:
            raise ValidationError(gettext("날짜는 숫자로 적어 주세요. 예: 2026 11 18")) from None
        if not 1000 <= year <= 9999:
            raise ValidationError(gettext("연도는 네 자리 숫자로 적어 주세요. 예: 1998"))
        if not 1 <= month <= 12:
            raise ValidationError(gettext("월은 1에서 12 사이로 적어 주세요."))
        try:
            return dt.date(year, month, day)
        except ValueError:
            raise ValidationError(
                gettext("%(month)s월에 없는 날이에요. 일을 다시 적어 주세요.") % {"month": month}
            ) from None


class DateInput(forms.DateInput):
    """The browser's own date field (staff pages)."""

    input_type = "date"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs, format="%Y-%m-%d")


class TimeInput(forms.TimeInput):
    input_type = "time"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs, format="%H:%M")


class DateTimeInput(forms.DateTimeInput):
    input_type = "datetime-local"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs, format="%Y-%m-%dT%H:%M")

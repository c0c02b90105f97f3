"""What the ministry types about a programme."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.validators import validate_slug
from django.utils.translation import gettext_lazy as _

from almp_programmes.forms.courses import NEEDED, TOO_LONG
from almp_programmes.models import Programme
from almp_programmes.services.programmes import FIELDS
from core.widgets import DateInput


class ProgrammeForm(forms.ModelForm):  # type: ignore[type-arg]
    class Meta:
        model = Programme
        fields = ("code", *FIELDS[:6], "target_groups", *FIELDS[6:])
        widgets = {
            "delivery": forms.RadioSelect,
            "target_groups": forms.CheckboxSelectMultiple,
            "summary_ko": forms.Textarea(attrs={"rows": 3}),
            "summary_en": forms.Textarea(attrs={"rows": 3}),
            "duties_ko": forms.Textarea(attrs={"rows": 4}),
            "duties_en": forms.Textarea(attrs={"rows": 4}),
            "starts_on": DateInput(),
            "ends_on": DateInput(),
        }
        labels = {"name_ko": _("이름"), "name_en": _("영문 이름"), "target_groups": _("대상 집단")}
        help_texts = {
            "code": _("영문, 숫자, 붙임표. 다른 프로그램의 규칙이 이 코드로 가리킴. 예: data-2027"),
            "duties_ko": _("한 줄에 하나씩"),
            "duties_en": _("한 줄에 하나씩"),
            "source": _("예: 2027년 사업 지침 12쪽"),
            "source_en": _("예: Guidelines of 2027, page 12"),
            "ends_on": _("비워 두면 끝나는 날 없이 계속됨"),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["delivery"].choices = Programme.Delivery.choices  # type: ignore[attr-defined]
        self.fields["measure"].empty_label = _("고르세요")  # type: ignore[attr-defined]
        for name in ("measure", "target_groups"):
            self.fields[name].label_from_instance = lambda row: row.label  # type: ignore[attr-defined]
        for name, field in self.fields.items():
            if name.endswith("_ko"):
                field.widget.attrs["lang"] = "ko"
            field.error_messages |= NEEDED | TOO_LONG
        self.fields["name_en"].required = self.fields["summary_en"].required = True
        if self.instance.pk:
            del self.fields["code"]  # rules name it
        else:
            self.fields["code"].validators.append(validate_slug)

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or self.cleaned_data
        first, last = given.get("starts_on"), given.get("ends_on")
        if first and last and last <= first:
            self.add_error("ends_on", _("끝나는 날은 시작일보다 뒤로 적어 주세요."))
        return given

"""Forms of staff: registering a person, inviting a colleague, handing over, answering."""

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from accounts.forms.fields import PhoneField
from accounts.models import Membership, Organisation, Person, RightsRequest, User
from core.widgets import DateInput

REGION_PREFIX = re.compile(r"[1-9]\d(\d{3})?", re.ASCII)


class PersonForm(forms.Form):
    name = forms.CharField(label=_("이름"), max_length=100, widget=forms.TextInput(attrs={"autocomplete": "off"}))
    birth_date = forms.DateField(label=_("생년월일"), required=False, widget=DateInput())
    sex = forms.ChoiceField(
        label=_("성별"), required=False, choices=[("", _("적지 않음")), *Person.Sex.choices], widget=forms.RadioSelect
    )
    language = forms.ChoiceField(label=_("쓰는 말"), choices=Person.Language.choices, widget=forms.RadioSelect)
    phone = PhoneField(label=_("휴대전화"), required=False, help_text=_("없으면 비워 두기"))
    email = forms.EmailField(label=_("이메일"), required=False, help_text=_("없으면 비워 두기"))
    agreed = forms.BooleanField(
        label=_("이용 약관과 개인정보 수집·이용 동의서에 본인이 서명함"),
        error_messages={"required": _("서명한 동의서가 있어야 등록할 수 있음")},
    )
    alike = forms.BooleanField(label=_("같은 사람이 아님을 확인함"), required=False)


class CentreForm(forms.Form):
    name_ko = forms.CharField(label=_("이름"), max_length=200)
    name_en = forms.CharField(label=_("영어 이름"), max_length=200, required=False)
    areas = forms.CharField(
        label=_("맡는 지역의 코드"),
        max_length=500,
        help_text=_("쉼표로 나눠 적기. 시·도는 앞 두 자리(경기 41), 시·군·구는 다섯 자리(수원시 장안구 41111)"),
    )
    phone = forms.CharField(label=_("전화"), max_length=30, required=False)
    address = forms.CharField(label=_("주소"), max_length=300, required=False)

    def clean_areas(self) -> list[str]:
        codes = list(dict.fromkeys(code for code in re.split(r"[,\s]+", self.cleaned_data["areas"]) if code))
        if wrong := [code for code in codes if not REGION_PREFIX.fullmatch(code)]:
            raise ValidationError(
                _("%(codes)s: 지역 코드가 아님. 두 자리나 다섯 자리 숫자로 적기. 예: 41, 41111")
                % {"codes": ", ".join(wrong)}
            )
        return codes


class InviteForm(forms.Form):
    email = forms.EmailField(label=_("이메일"))
    role = forms.ChoiceField(label=_("역할"), widget=forms.RadioSelect)

    def __init__(self, *args: Any, organisation: Organisation, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        roles = Membership.ROLES_OF_KIND[Organisation.Kind(organisation.kind)]
        self.fields["role"].choices = [(role.value, role.label) for role in roles]  # type: ignore[attr-defined]
        self.initial.setdefault("role", roles[-1 if organisation.kind == "employer" else 0].value)


class Colleague(forms.ModelChoiceField):
    def label_from_instance(self, obj: User) -> str:
        return obj.display_name or obj.email or str(obj.public_id)


class LeaveForm(forms.Form):
    to = Colleague(
        label=_("맡은 사람을 넘겨받을 사람"),
        queryset=User.objects.none(),
        required=False,
        empty_label=_("가장 적게 맡은 상담사에게 고루"),
    )

    def __init__(self, *args: Any, colleagues: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["to"].queryset = colleagues  # type: ignore[attr-defined]


class AnswerForm(forms.Form):
    granted = forms.TypedChoiceField(
        label=_("결정"),
        choices=[("yes", _("받아들임")), ("no", _("받아들이지 않음"))],
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
    )
    answer = forms.CharField(label=_("본인에게 보낼 답"), widget=forms.Textarea(attrs={"rows": 5}))


class RightsForm(forms.Form):
    kind = forms.ChoiceField(
        label=_("무엇을 원하세요?"),
        choices=[(k, label) for k, label in RightsRequest.Kind.choices if k != RightsRequest.Kind.COPY],
        widget=forms.RadioSelect,
    )
    text = forms.CharField(
        label=_("자세히 적어 주세요"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("고칠 곳과 바른 내용, 반대하는 까닭을 적어 주시면 빨라요."),
    )

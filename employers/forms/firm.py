from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from core.errors import RuleBroken
from employers import business_number as numbers
from employers.forms.places import PlaceField
from employers.models import Employer
from taxonomy.models import KSIC_10, Industry


class IndustryField(forms.ModelChoiceField):
    def label_from_instance(self, obj: Any) -> str:
        return str(obj.label)


def sections() -> Any:
    return Industry.objects.filter(edition=KSIC_10, level=Industry.Level.SECTION).order_by("path")


class FirmFields(forms.Form):
    name_ko = forms.CharField(
        label=_("회사 이름"), max_length=200, help_text=_("사업자등록증에 적힌 상호를 그대로 적어 주세요.")
    )
    name_en = forms.CharField(label=_("영문 이름"), max_length=200, required=False)
    industry = IndustryField(
        label=_("하는 사업"), queryset=Industry.objects.none(), required=False, empty_label=_("고르지 않음")
    )
    region = PlaceField(
        label=_("회사가 있는 곳"), required=False, help_text=_("시·군·구 이름. 예: 경기도 수원시 권선구")
    )
    address = forms.CharField(
        label=_("주소"), max_length=300, required=False, help_text=_("도로명 주소로 적어 주세요.")
    )
    phone = forms.CharField(label=_("대표 전화"), max_length=30, required=False)
    headcount = forms.IntegerField(
        label=_("직원 수"), min_value=1, max_value=1_000_000, required=False,
        help_text=_("직원 수에 따라 지켜야 할 채용 규칙이 달라요."),
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["industry"].queryset = sections()  # type: ignore[attr-defined]

    def organisation_values(self) -> dict[str, str]:
        return {name: self.cleaned_data[name] for name in ("name_ko", "name_en", "phone", "address")}

    def profile_values(self) -> dict[str, Any]:
        data = self.cleaned_data
        names = ("industry", "headcount", "region", "website", "intro")
        return {name: data[name] for name in names if name in data}


class RegistrationForm(FirmFields):
    business_number = forms.CharField(
        label=_("사업자등록번호"), max_length=20, help_text=_("열 자리 숫자. 예: 120-81-47521"),
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )  # fmt: skip
    field_order = ("business_number",)

    def clean_business_number(self) -> str:
        try:
            return numbers.clean(self.cleaned_data["business_number"])
        except RuleBroken as exc:
            raise forms.ValidationError(str(exc)) from exc


class CompanyForm(FirmFields):
    website = forms.URLField(label=_("누리집"), required=False, assume_scheme="https")
    intro = forms.CharField(
        label=_("회사 소개"), required=False, max_length=3000, widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("구직자가 보는 회사 쪽에 실려요."),
    )  # fmt: skip

    @staticmethod
    def initial_of(employer: Employer) -> dict[str, Any]:
        body = employer.organisation
        return {
            "name_ko": body.name_ko, "name_en": body.name_en, "phone": body.phone, "address": body.address,
            "industry": employer.industry_id, "region": employer.region, "headcount": employer.headcount,
            "website": employer.website, "intro": employer.intro,
        }  # fmt: skip


class JoinForm(forms.Form):
    text = forms.CharField(
        label=_("어떤 일을 맡고 있나요?"), max_length=1000, required=False, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("기업 관리자와 고용센터 담당자만 봐요."),
    )  # fmt: skip

"""Forms of the ministry: a budget, a scenario, a move of money."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from almp_programmes.models import Budget, Programme, Scenario, TargetGroup
from almp_programmes.planning import Key
from core.widgets import WonField

MONEY_ERRORS = {
    "required": _("금액을 적어 주세요. 예: 1,200,000,000"),
    "max_value": _("금액이 너무 커요. 원 단위로 적었는지 확인해 주세요."),
    "min_value": _("1원 이상으로 적어 주세요."),
}


class BudgetForm(forms.Form):
    year = forms.IntegerField(
        label=_("연도"), min_value=2000, max_value=2100,
        error_messages={
            "required": _("연도를 적어 주세요. 예: 2027"), "invalid": _("연도는 네 자리 숫자로 적어 주세요. 예: 2027"),
            "min_value": _("2000년에서 2100년 사이로 적어 주세요."),
            "max_value": _("2000년에서 2100년 사이로 적어 주세요."),
        },
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )  # fmt: skip
    programme = forms.ModelChoiceField(
        label=_("프로그램"), queryset=Programme.objects.none(), empty_label=_("고르세요"),
        error_messages={"required": _("예산을 줄 프로그램을 골라 주세요.")},
    )  # fmt: skip
    province = forms.ChoiceField(label=_("시·도"), required=False)
    target_group = forms.ModelChoiceField(
        label=_("대상 집단"), queryset=TargetGroup.objects.all(), required=False, empty_label=_("모든 사람")
    )
    won = WonField(
        label=_("예산"), min_value=0, max_value=Budget.MOST, error_messages=MONEY_ERRORS,
        help_text=_("원 단위. 120억이면 12,000,000,000으로 적어요."),
    )  # fmt: skip
    note = forms.CharField(
        label=_("근거"), max_length=300, required=False, help_text=_("예: 예산서 쪽 번호, 결정 문서")
    )

    def __init__(self, *args: Any, user: Any, provinces: dict[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        programme, province = self.fields["programme"], self.fields["province"]
        programme.queryset = Programme.objects.visible_to(user).order_by("measure__code", "code")  # type: ignore[attr-defined]
        programme.label_from_instance = lambda one: one.label  # type: ignore[attr-defined]
        self.fields["target_group"].label_from_instance = lambda one: one.label  # type: ignore[attr-defined]
        province.choices = [("", _("전국")), *provinces.items()]  # type: ignore[attr-defined]


class ScenarioForm(forms.Form):
    name = forms.CharField(
        label=_("이름"), max_length=80, help_text=_("예: 2027년 훈련 확대"),
        error_messages={"required": _("시나리오 이름을 적어 주세요.")},
    )  # fmt: skip
    base = forms.ChoiceField(
        label=_("바탕 연도"), error_messages={"required": _("어느 해의 돈에서 시작할지 골라 주세요.")}
    )
    note = forms.CharField(label=_("설명"), max_length=500, required=False, widget=forms.Textarea(attrs={"rows": 3}))

    def __init__(self, *args: Any, years: list[tuple[str, int]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        words = dict(Scenario.Base.choices)
        self.fields["base"].choices = [(f"{base}-{year}", f"{year} · {words[base]}") for base, year in years]  # type: ignore[attr-defined]

    def start(self) -> tuple[str, int]:
        base, _dash, year = self.cleaned_data["base"].partition("-")
        return base, int(year)


def key_value(key: Key) -> str:
    return f"{key[0]}-{key[1] or ''}"


class MoveForm(forms.Form):
    source = forms.ChoiceField(
        label=_("덜어 낼 곳"), error_messages={"required": _("어디에서 돈을 덜어 낼지 골라 주세요.")}
    )
    target = forms.ChoiceField(label=_("보탤 곳"), error_messages={"required": _("어디에 돈을 보탤지 골라 주세요.")})
    won = WonField(label=_("옮길 돈"), min_value=1, max_value=Budget.MOST, error_messages=MONEY_ERRORS)

    def __init__(self, *args: Any, sources: dict[Key, str], targets: dict[Key, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, keys in (("source", sources), ("target", targets)):
            choices = [(key_value(key), label) for key, label in keys.items()]
            self.fields[name].choices = [("", _("고르세요")), *choices]  # type: ignore[attr-defined]

    def key(self, name: str) -> Key:
        measure, _dash, group = self.cleaned_data[name].partition("-")
        return measure, int(group) if group else None

"""What is typed to send, answer and follow a referral."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from core.widgets import DateInput
from welfare_centres import telling
from welfare_centres.models import DirectoryService, Referral

TOO_LONG = {"max_length": _("%(limit_value)d자 안으로 줄여 주세요. 지금 %(show_value)d자예요.")}
State = Referral.State


class SendForm(forms.Form):
    what_for = forms.CharField(
        label=_("무엇을 부탁하나요?"), max_length=500, widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={**TOO_LONG, "required": _("무엇을 부탁하는지 적어 주세요.")},
        help_text=_("받는 곳과 본인이 그대로 봄"),
    )  # fmt: skip
    parts = forms.MultipleChoiceField(
        label=_("무엇을 알리나요?"), required=False, widget=forms.CheckboxSelectMultiple,
        help_text=_("본인과 함께 고름. 고른 것만 전해짐"),
    )  # fmt: skip
    note = forms.CharField(
        label=_("덧붙일 말"), required=False, max_length=500, widget=forms.Textarea(attrs={"rows": 2}),
        error_messages=TOO_LONG, help_text=_("본인이 알려도 된다고 한 것만 적음"),
    )  # fmt: skip
    ground = forms.ChoiceField(
        label=_("무엇에 따라 알리나요?"), choices=Referral.Ground.choices, widget=forms.RadioSelect,
        initial=Referral.Ground.CONSENT, error_messages={"required": _("동의와 법령 가운데에서 골라 주세요.")},
    )  # fmt: skip
    said_yes = forms.ChoiceField(
        label=_("본인이 어떻게 동의했나요?"), choices=Referral.SaidYes.choices, required=False,
        widget=forms.RadioSelect, help_text=_("동의에 따를 때만"),
    )  # fmt: skip
    law = forms.CharField(
        label=_("법령과 조항"),
        required=False,
        max_length=200,
        error_messages=TOO_LONG,
        help_text=_("법령에 따를 때만"),
    )
    warm = forms.BooleanField(label=_("첫 만남을 셋이 함께하고 싶음"), required=False)

    def __init__(self, *args: Any, tellable: dict[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.tellable = tellable
        self.fields["parts"].choices = [(part, telling.LABELS[part]) for part in tellable]


class AnswerForm(forms.Form):
    """`seen_state` is the state that the page showed: an answer to another one is refused."""

    state = forms.ChoiceField(
        label=_("답"), widget=forms.RadioSelect,
        choices=[
            (State.ACCEPTED, _("받아들임")), (State.DECLINED, _("받지 못함")), (State.RETURNED, _("돌려보냄")),
        ],
        error_messages={"required": _("답을 골라 주세요.")},
    )  # fmt: skip
    reason = forms.ChoiceField(
        label=_("까닭"), required=False, choices=[("", "–"), *Referral.Reason.choices],
        help_text=_("받지 못하거나 돌려보낼 때 꼭 고름"),
    )  # fmt: skip
    words = forms.CharField(
        label=_("전하는 말"), required=False, max_length=500, widget=forms.Textarea(attrs={"rows": 2}),
        error_messages=TOO_LONG, help_text=_("보낸 사람과 본인이 그대로 봄"),
    )  # fmt: skip
    seen_state = forms.CharField(required=False, widget=forms.HiddenInput)

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or self.cleaned_data
        if given.get("state") in (State.DECLINED, State.RETURNED) and not given.get("reason"):
            self.add_error("reason", _("까닭을 골라 주세요. 보낸 사람과 본인에게 전해요."))
        return given


class ReturnForm(forms.Form):
    """Sending back one that was taken."""

    reason = forms.ChoiceField(
        label=_("돌려보내는 까닭"),
        choices=Referral.Reason.choices,
        error_messages={"required": _("까닭을 골라 주세요.")},
    )
    words = forms.CharField(label=_("전하는 말"), required=False, max_length=500, error_messages=TOO_LONG)


class ContactForm(forms.Form):
    on = forms.DateField(
        label=_("처음 연락한 날"), widget=DateInput(),
        error_messages={"required": _("날짜를 적어 주세요."), "invalid": _("날짜를 적어 주세요. 예: 2026-11-30")},
    )  # fmt: skip


class FinishForm(forms.Form):
    outcome = forms.ChoiceField(
        label=_("어떻게 끝났나요?"), choices=Referral.Outcome.choices, widget=forms.RadioSelect,
        error_messages={"required": _("어떻게 끝났는지 골라 주세요.")},
    )  # fmt: skip
    words = forms.CharField(label=_("전하는 말"), required=False, max_length=500, error_messages=TOO_LONG)


class CodeForm(forms.Form):
    code = forms.CharField(
        label=_("확인 번호"), max_length=6, min_length=6,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "one-time-code"}),
        error_messages={
            "required": _("메일로 받은 여섯 자리 번호를 적어 주세요."), "min_length": _("번호는 여섯 자리예요."),
            "max_length": _("번호는 여섯 자리예요."),
        },
    )  # fmt: skip


class CheckServiceForm(forms.Form):
    """Does the entry still hold? By staff, or by the body itself."""

    state = forms.ChoiceField(
        label=_("지금 상태"), choices=DirectoryService.State.choices, widget=forms.RadioSelect,
        error_messages={"required": _("지금 어떤 상태인지 골라 주세요.")},
    )  # fmt: skip
    places = forms.IntegerField(label=_("정원"), required=False, min_value=0, max_value=100_000)
    free = forms.IntegerField(
        label=_("지금 빈자리"), required=False, min_value=0, max_value=100_000, help_text=_("모르면 비워 둠")
    )


class HsdsFileForm(forms.Form):
    file = forms.FileField(
        label=_("HSDS 파일"), help_text=_("JSON 하나, CSV 하나, 또는 CSV를 모은 ZIP. 100MB까지"),
        error_messages={"required": _("파일을 골라 주세요."), "empty": _("파일이 비어 있어요.")},
    )  # fmt: skip

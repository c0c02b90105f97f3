"""What people type when they take part, decide and look again."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from almp_programmes.models import Enrolment, EnrolmentOutcome
from core.widgets import DateInput

State = Enrolment.State
TOO_LONG = {"max_length": _("%(limit_value)d자 안으로 줄여 주세요. 지금 %(show_value)d자예요.")}


class Beside(forms.Form):
    """One of several forms on a page: its ids begin with its own name, so that none stands there twice."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("auto_id", f"{type(self).__name__.removesuffix('Form').lower()}_%s")
        super().__init__(*args, **kwargs)


class WithdrawForm(Beside):
    why = forms.CharField(label=_("취소하는 이유"), required=False, max_length=300, error_messages=TOO_LONG)


class DocumentsForm(Beside):
    note = forms.CharField(
        label=_("기관에 전하는 말"), required=False, max_length=300, error_messages=TOO_LONG,
        help_text=_("어디로 어떻게 냈는지 적으면 빨리 확인할 수 있어요."),
    )  # fmt: skip


class AppealForm(Beside):
    text = forms.CharField(
        label=_("왜 다시 살펴봐야 하나요?"), max_length=2000, widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={**TOO_LONG, "required": _("왜 다시 살펴봐야 하는지 적어 주세요.")},
    )  # fmt: skip


class LeaveForm(Beside):
    for_job = forms.TypedChoiceField(
        label=_("그만두는 까닭"), coerce=lambda value: value == "yes", widget=forms.RadioSelect,
        choices=[("yes", _("취업했어요")), ("no", _("다른 까닭이 있어요"))],
        error_messages={"required": _("그만두는 까닭을 골라 주세요.")},
    )  # fmt: skip
    why = forms.CharField(label=_("설명"), required=False, max_length=300, error_messages=TOO_LONG)


class OutcomeForm(Beside):
    months = forms.TypedChoiceField(coerce=int, widget=forms.HiddenInput, choices=[(3, "3"), (6, "6"), (12, "12")])
    status = forms.ChoiceField(
        label=_("지금 어떻게 지내세요?"), choices=EnrolmentOutcome.Status.choices, widget=forms.RadioSelect,
        error_messages={"required": _("지금 상황을 골라 주세요.")},
    )  # fmt: skip


class BulkForm(forms.Form):
    """Ticked applicants and one decision for all of them; only ids shown on the page are taken."""

    decision = forms.ChoiceField(
        label=_("결정"), widget=forms.RadioSelect,
        choices=[("approve", _("승인하기")), ("refuse", _("승인하지 않음"))],
        error_messages={"required": _("결정을 골라 주세요.")},
    )  # fmt: skip
    reason = forms.CharField(
        label=_("승인하지 않는 이유"), required=False, max_length=500, error_messages=TOO_LONG,
        help_text=_("신청한 사람에게 그대로 보임"),
    )  # fmt: skip

    def __init__(self, *args: Any, rows: dict[str, int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.rows = rows

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or self.cleaned_data
        if not self.ids():
            raise forms.ValidationError(_("신청한 사람을 한 명 이상 골라 주세요."))
        if given.get("decision") == "refuse" and not given.get("reason", "").strip():
            self.add_error("reason", _("승인하지 않는 이유를 적어 주세요."))
        return given

    def ids(self) -> list[int]:
        return [self.rows[one] for one in self.data.getlist("enrolment") if one in self.rows]  # type: ignore[attr-defined]


class StepForm(Beside):
    """One step by the provider; what else it needs depends on the step."""

    STEPS = [
        ("approve", _("승인하기")), ("refuse", _("승인하지 않음")), ("documents", _("서류 요청")),
        ("start", _("시작함")), ("suspend", _("잠시 멈추기")), ("resume", _("다시 시작")),
        ("extend", _("기간 늘리기")), ("completed", _("수료")), ("not_completed", _("미수료")),
        ("left_for_job", _("취업하여 마침")), ("left", _("그만둠")),
    ]  # fmt: skip
    POSSIBLE = {
        State.APPLIED: ("approve", "refuse", "documents"),
        State.DOCUMENTS: ("refuse",),
        State.APPROVED: ("start",),
        State.PLACED: ("start", "left_for_job"),
        State.STARTED: ("completed", "not_completed", "left_for_job", "left", "suspend", "extend"),
        State.SUSPENDED: ("resume", "extend", "left_for_job", "left"),
    }
    step = forms.ChoiceField(
        label=_("다음 단계"), widget=forms.RadioSelect, error_messages={"required": _("다음 단계를 골라 주세요.")}
    )
    text = forms.CharField(
        label=_("이유나 필요한 서류"), required=False, max_length=300, error_messages=TOO_LONG,
        help_text=_("승인하지 않음, 서류 요청, 멈춤, 늘리기, 미수료, 그만둠에는 꼭 적음"),
    )  # fmt: skip
    until = forms.DateField(
        label=_("다시 시작할 날"), required=False, widget=DateInput(), help_text=_("잠시 멈출 때만")
    )
    days = forms.IntegerField(label=_("늘릴 날 수"), required=False, min_value=1, help_text=_("기간을 늘릴 때만"))

    def __init__(self, *args: Any, enrolment: Enrolment, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        possible = self.POSSIBLE.get(State(enrolment.state), ())
        self.fields["step"].choices = [one for one in self.STEPS if one[0] in possible]  # type: ignore[attr-defined]
        if "suspend" not in possible:
            del self.fields["until"]
        if "extend" not in possible:
            del self.fields["days"]
        self.is_possible = bool(possible)

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or self.cleaned_data
        if given.get("step") == "suspend" and not given.get("until"):
            self.add_error("until", _("다시 시작할 날을 적어 주세요."))
        if given.get("step") == "extend" and not given.get("days"):
            self.add_error("days", _("늘릴 날 수를 적어 주세요."))
        return given


class AppealDecisionForm(forms.Form):
    uphold = forms.TypedChoiceField(
        label=_("결정"), coerce=lambda value: value == "yes", widget=forms.RadioSelect,
        choices=[("yes", _("받아들임")), ("no", _("받아들이지 않음"))],
        error_messages={"required": _("결정을 골라 주세요.")},
    )  # fmt: skip
    answer = forms.CharField(
        label=_("결정한 이유"), max_length=2000, widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("신청한 사람에게 그대로 보임"),
        error_messages={**TOO_LONG, "required": _("결정한 이유를 적어 주세요.")},
    )  # fmt: skip


class PaymentRunForm(forms.Form):
    until = forms.DateField(
        label=_("기준일"), widget=DateInput(), help_text=_("이날까지 끝난 단위 기간의 수당과 훈련비를 모음"),
        error_messages={"required": _("기준일을 적어 주세요."), "invalid": _("날짜를 적어 주세요. 예: 2026-11-30")},
    )  # fmt: skip


class FileForm(forms.Form):
    file = forms.FileField(
        label=_("출석 파일(CSV)"),
        error_messages={"required": _("파일을 골라 주세요."), "empty": _("파일이 비어 있어요.")},
    )

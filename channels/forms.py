"""The room's forms."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from channels.codes import DIGITAL, UNKNOWN, WAYS, Band, Channel
from channels.deeds import SCOPES
from channels.models import (
    AssistedSession,
    Contact,
    LocalException,
    Message,
    Proxy,
    ReturnReason,
    Service,
    ServiceGroup,
)
from channels.models.reading import Told
from channels.services.readiness import OBSERVED, QUESTIONS
from core import display
from core.widgets import DateInput

ANSWERS = [
    ("2", gettext_lazy("혼자 할 수 있어요")),
    ("1", gettext_lazy("도와주면 해요")),
    ("0", gettext_lazy("못 해요")),
]
QUESTION_WORDS = {
    "message": gettext_lazy("문자나 카카오톡을 읽고 답할 수 있나요?"),
    "search": gettext_lazy("궁금한 것을 인터넷에서 찾을 수 있나요?"),
    "app": gettext_lazy("휴대전화에 앱을 새로 깔 수 있나요?"),
    "verify": gettext_lazy("인증번호를 받아서 적을 수 있나요?"),
    "form": gettext_lazy("온라인 신청서를 끝까지 쓸 수 있나요?"),
    "photo": gettext_lazy("서류를 사진으로 찍어서 올릴 수 있나요?"),
    "stuck": gettext_lazy("모르는 화면이 나와도 다시 돌아올 수 있나요?"),
}
SPOKEN = [
    ("", gettext_lazy("필요 없어요")), ("en", "English"), ("zh", "中文"), ("vi", "Tiếng Việt"), ("th", "ไทย"),
    ("ru", "Русский"), ("uz", "O‘zbek"), ("mn", "Монгол"), ("km", "ខ្មែរ"), ("tl", "Tagalog"), ("ne", "नेपाली"),
    ("ja", "日本語"), ("ar", "العربية"), ("other", gettext_lazy("다른 말")),
]  # fmt: skip
WAY_CHOICES = [(str(one), one.label) for one in WAYS]
LINE_MOST = 12


class CheckForm(forms.Form):
    """Seven questions, one answer each."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for question in QUESTIONS:
            self.fields[question] = forms.ChoiceField(
                label=QUESTION_WORDS[question], choices=ANSWERS, widget=forms.RadioSelect,
                error_messages={"required": _("셋 가운데 하나를 골라 주세요.")},
            )  # fmt: skip

    @property
    def answers(self) -> dict[str, int]:
        return {question: int(self.cleaned_data[question]) for question in QUESTIONS}


class ReturnedForm(forms.Form):
    """Which of the letters found came back, and why."""

    letter = forms.ChoiceField(label=gettext_lazy("되돌아온 편지"), widget=forms.RadioSelect)
    reason = forms.ChoiceField(
        label=gettext_lazy("왜 되돌아왔나요?"), choices=ReturnReason.choices, widget=forms.RadioSelect
    )
    words = forms.CharField(label=gettext_lazy("덧붙일 말"), max_length=300, required=False)

    def __init__(self, *args: Any, letters: Sequence[Message], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["letter"].choices = [  # type: ignore[attr-defined]
            (str(one.public_id), f"{display.date(one.sent_at)} · {one.subject} · {one.address}") for one in letters
        ]


class ReadingForm(forms.Form):
    medium = forms.ChoiceField(
        label=gettext_lazy("소식을 무엇으로 받을까요?"), choices=Told.choices, required=False, widget=forms.RadioSelect
    )
    address = forms.CharField(label=gettext_lazy("편지를 받을 주소"), max_length=200, required=False)
    easy = forms.BooleanField(label=gettext_lazy("쉬운 글을 먼저 보여 주세요"), required=False)
    sign = forms.BooleanField(label=gettext_lazy("만날 때 수어 통역이 필요해요"), required=False)
    spoken = forms.ChoiceField(label=gettext_lazy("만날 때 통역이 필요한 말"), choices=SPOKEN, required=False)


class ObserveForm(forms.Form):
    seen = forms.ChoiceField(
        label=gettext_lazy("곁에서 본 디지털 이용"), widget=forms.RadioSelect,
        choices=list(
            zip(OBSERVED, (gettext_lazy("혼자 함"), gettext_lazy("조금 도우면 함"), gettext_lazy("곁에서 해야 함")),
                strict=True)
        ),
    )  # fmt: skip


class ServiceField(forms.ModelChoiceField):
    """A service by its name in the reader's language."""

    def label_from_instance(self, obj: Any) -> str:
        return str(obj.label)


class ContactForm(forms.Form):
    channel = forms.ChoiceField(label=gettext_lazy("어떻게"), choices=Channel.choices)
    direction = forms.ChoiceField(label=gettext_lazy("누가"), choices=Contact.Direction.choices)
    note = forms.ChoiceField(
        label=gettext_lazy("무엇을"),
        choices=[one for one in Contact.Note.choices if one[0] not in (Contact.Note.MESSAGE, Contact.Note.READ)],
    )
    service = ServiceField(
        label=gettext_lazy("어떤 서비스"), queryset=Service.objects.filter(is_given=True), required=False,
        to_field_name="code", empty_label=gettext_lazy("정하지 않음"),
    )  # fmt: skip
    minutes = forms.IntegerField(label=gettext_lazy("걸린 시간(분)"), min_value=0, max_value=600, required=False)


class AssistedForm(forms.Form):
    authority = forms.ChoiceField(label=gettext_lazy("무엇으로 맡았나요"), choices=AssistedSession.Authority.choices)
    place = forms.ChoiceField(label=gettext_lazy("어떻게 함께하나요"), choices=AssistedSession.Place.choices)
    purpose = forms.CharField(
        label=gettext_lazy("무엇을 하나요"), max_length=200, help_text=gettext_lazy("본인에게 보여요.")
    )


class ProxyForm(forms.Form):
    proxy_address = forms.CharField(
        label=gettext_lazy("대신할 사람의 이메일이나 휴대전화"), max_length=254,
        help_text=gettext_lazy("그 사람이 고용이음에 가입할 때 쓴 것이어야 해요."),
    )  # fmt: skip
    relation = forms.ChoiceField(label=gettext_lazy("나와의 관계"), choices=Proxy.Relation.choices)
    scopes = forms.MultipleChoiceField(
        label=gettext_lazy("맡길 일"), choices=list(SCOPES.items()), widget=forms.CheckboxSelectMultiple
    )
    until = forms.DateField(label=gettext_lazy("언제까지"), widget=DateInput)


class ExceptionForm(forms.ModelForm):
    service = ServiceField(label=gettext_lazy("서비스"), queryset=Service.objects.filter(is_given=True))

    class Meta:
        model = LocalException
        fields = ("service", "closed", "instead", "reason", "valid_from", "valid_to")
        widgets = {"valid_from": DateInput, "valid_to": DateInput}

    def _post_clean(self) -> None:
        """The service says what is wrong; the model's own checks would say it in the database's words."""


class MatrixForm(forms.Form):
    objective = forms.ChoiceField(
        label=gettext_lazy("목적"), choices=[("", gettext_lazy("모두")), *Service.Objective.choices], required=False
    )
    kind = forms.ChoiceField(
        label=gettext_lazy("종류"), choices=[("", gettext_lazy("모두")), *Service.Kind.choices], required=False
    )
    channel = forms.ChoiceField(
        label=gettext_lazy("권하는 길"), choices=[("", gettext_lazy("모두")), *WAY_CHOICES], required=False
    )
    departing = forms.BooleanField(label=gettext_lazy("실제와 다른 것만"), required=False)


def _groups() -> list[tuple[str, str]]:
    return [("", _("모두")), *((one.code, one.label) for one in ServiceGroup.objects.all())]


class LineForm(forms.Form):
    """One line of a channel rule; one without a recommended channel is left out."""

    group = forms.ChoiceField(label=gettext_lazy("집단"), choices=_groups, required=False)
    bands = forms.MultipleChoiceField(
        label=gettext_lazy("디지털 이용"), required=False, widget=forms.CheckboxSelectMultiple,
        choices=[*Band.choices, (UNKNOWN, gettext_lazy("아직 몰라요"))],
    )  # fmt: skip
    recommended = forms.ChoiceField(
        label=gettext_lazy("권하는 길"), choices=[("", gettext_lazy("줄 비움")), *WAY_CHOICES], required=False
    )
    fallback = forms.ChoiceField(
        label=gettext_lazy("다른 길(기기 없이)"), required=False,
        choices=[("", "–"), *(one for one in WAY_CHOICES if one[0] not in DIGITAL)],
    )  # fmt: skip
    allowed = forms.MultipleChoiceField(
        label=gettext_lazy("받을 수 있는 길"), choices=WAY_CHOICES, required=False,
        widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip
    why_ko = forms.CharField(label=gettext_lazy("까닭(한국어)"), max_length=300, required=False)
    why_en = forms.CharField(label=gettext_lazy("까닭(영어)"), max_length=300, required=False)
    law = forms.CharField(label=gettext_lazy("법 조문"), max_length=200, required=False)

    def line(self) -> dict[str, Any]:
        said = self.cleaned_data
        return {
            "group": said["group"], "bands": said["bands"], "allowed": said["allowed"],
            "recommended": said["recommended"], "fallback": said["fallback"], "law": said["law"],
            "why": {"ko": said["why_ko"].strip(), "en": said["why_en"].strip()},
        }  # fmt: skip


class BaseLines(forms.BaseFormSet):  # type: ignore[type-arg]
    def lines(self) -> list[dict[str, Any]]:
        return [form.line() for form in self.forms if form.cleaned_data.get("recommended")]


LineSet = forms.formset_factory(LineForm, formset=BaseLines, extra=1, max_num=LINE_MOST, absolute_max=LINE_MOST)


def rows_of(lines: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    names = ("group", "bands", "allowed", "recommended", "fallback", "law")
    return [
        {name: one.get(name) for name in names} | {"why_ko": one["why"]["ko"], "why_en": one["why"]["en"]}
        for one in lines
    ]


class VersionForm(forms.Form):
    valid_from = forms.DateField(label=gettext_lazy("시행일"), widget=DateInput, initial=timezone.localdate)
    why = forms.CharField(
        label=gettext_lazy("고치는 까닭"), max_length=300,
        error_messages={"required": gettext_lazy("왜 고치는지 적어 주세요. 승인하는 사람이 읽어요.")},
    )  # fmt: skip

"""What instructors and participants type in a run's classroom."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from almp_programmes.forms.enrolments import TOO_LONG
from almp_programmes.models import Submission
from core.uploads import CheckedFileField
from core.widgets import DateTimeInput

FILE_HINT = _("PDF, 한글, 오피스, 그림, 글 파일이나 ZIP, 10MB 이하")
LINES = {"rows": 5}


class MaterialForm(forms.Form):
    title = forms.CharField(label=_("자료 이름"), max_length=120, error_messages=TOO_LONG)
    file = CheckedFileField(label=_("파일"), required=False, help_text=FILE_HINT)
    url = forms.URLField(
        label=_("링크 주소"),
        required=False,
        max_length=500,
        assume_scheme="https",
        help_text=_("파일 대신 링크를 적을 수 있음"),
    )


class CourseworkForm(forms.Form):
    title = forms.CharField(label=_("과제 이름"), max_length=120, error_messages=TOO_LONG)
    text = forms.CharField(
        label=_("과제 설명"), max_length=5000, widget=forms.Textarea(attrs=LINES), error_messages=TOO_LONG
    )
    due_at = forms.DateTimeField(label=_("낼 때까지"), required=False, widget=DateTimeInput())


class MessageForm(forms.Form):
    text = forms.CharField(
        label=_("할 말"), max_length=3000, widget=forms.Textarea(attrs=LINES),
        error_messages={**TOO_LONG, "required": _("할 말을 적어 주세요.")},
    )  # fmt: skip


class SessionForm(forms.Form):
    place = forms.CharField(label=_("장소"), max_length=120, required=False, error_messages=TOO_LONG)
    live_link = forms.URLField(
        label=_("실시간 수업 주소"), max_length=300, required=False, assume_scheme="https",
        help_text=_("비워 두면 회차에 적은 주소를 씀"),
    )  # fmt: skip


class HandInForm(forms.Form):
    text = forms.CharField(
        label=_("쓴 글"), max_length=10_000, required=False, widget=forms.Textarea(attrs={"rows": 8}),
        error_messages=TOO_LONG,
    )  # fmt: skip
    file = CheckedFileField(label=_("파일"), required=False, help_text=FILE_HINT)


class AnswerForm(forms.Form):
    state = forms.ChoiceField(
        label=_("결정"), widget=forms.RadioSelect, error_messages={"required": _("결정을 골라 주세요.")},
        choices=[(Submission.State.MARKED, _("점수 주기")), (Submission.State.RETURNED, _("다시 내게 하기"))],
    )  # fmt: skip
    mark = forms.IntegerField(
        label=_("점수"), required=False, min_value=0, max_value=100, help_text=_("100점 만점. 점수를 줄 때만")
    )
    feedback = forms.CharField(
        label=_("의견"), required=False, max_length=5000, widget=forms.Textarea(attrs=LINES), error_messages=TOO_LONG,
        help_text=_("참여자에게 그대로 보임"),
    )  # fmt: skip

    def __init__(self, *args: Any, submission: Submission, **kwargs: Any) -> None:
        initial = {"mark": submission.mark, "feedback": submission.feedback}
        super().__init__(*args, initial=initial | {"state": Submission.State.MARKED}, **kwargs)

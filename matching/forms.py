"""What people type when they apply, answer and hire."""

import datetime as dt
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from core.widgets import DateInput, DateTimeInput, ThreePartDateField, WonField
from employers.models import PayPeriod
from matching.models import Application, AppliedElsewhere, Interview

REASONS = [choice for choice in Application.Reason.choices if choice[0] not in Application.SYSTEM_REASONS]
TIMES = 3  # the form offers three; the API takes up to five
PAY_MOST = 1_000_000_000


TOO_LONG = {"max_length": _("%(limit_value)d자 안으로 줄여 주세요. 지금 %(show_value)d자예요.")}


class Beside(forms.Form):
    """One of several forms on a page: its ids begin with its own name, so that none stands there twice."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("auto_id", f"{type(self).__name__.removesuffix('Form').lower()}_%s")
        super().__init__(*args, **kwargs)


class ApplyForm(forms.Form):
    note = forms.CharField(
        label=_("기업에 전하는 말"), required=False, max_length=1000, widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("왜 지원하는지, 언제부터 일할 수 있는지 한두 문장이면 돼요."), error_messages=TOO_LONG,
    )  # fmt: skip
    show_again = forms.BooleanField(label=_("이 기업에는 이력서를 다시 보이게 할게요"), required=False)
    agree = forms.BooleanField(
        label=_("이 기업에 위 이력서를 보내는 데 동의해요"),
        error_messages={"required": _("이력서를 이 기업에 보내려면 동의가 필요해요. 동의 칸에 표시해 주세요.")},
    )

    def __init__(self, *args: Any, hidden: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not hidden:
            del self.fields["show_again"]


class MessageForm(Beside):
    text = forms.CharField(
        label=_("메시지"), max_length=2000, widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={**TOO_LONG, "required": _("보낼 내용을 적어 주세요.")},
    )  # fmt: skip


class WithdrawForm(forms.Form):
    why = forms.CharField(
        label=_("취소하는 이유"), required=False, max_length=300, widget=forms.TextInput(),
        help_text=_("적지 않아도 돼요. 기업에는 보이지 않아요."), error_messages=TOO_LONG,
    )  # fmt: skip


class ChooseTimeForm(Beside):
    starts_at = forms.ChoiceField(
        label=_("면접 시간"), widget=forms.RadioSelect,
        error_messages={
            "required": _("면접 시간을 하나 골라 주세요."),
            "invalid_choice": _("기업이 보낸 시간 가운데 하나를 골라 주세요."),
        },
    )  # fmt: skip

    def __init__(self, *args: Any, interview: Interview, **kwargs: Any) -> None:
        from core.display import datetime

        super().__init__(*args, **kwargs)
        now = timezone.now()
        self.fields["starts_at"].choices = [  # type: ignore[attr-defined]
            (one.isoformat(), datetime(one)) for one in interview.times if one > now
        ]

    def clean_starts_at(self) -> dt.datetime:
        return dt.datetime.fromisoformat(self.cleaned_data["starts_at"])


class DeclineTimeForm(Beside):
    text = forms.CharField(
        label=_("가능한 시간"), required=False, max_length=300,
        help_text=_("언제가 좋은지 적으면 기업이 다시 제안할 수 있어요."), error_messages=TOO_LONG,
    )  # fmt: skip


class AcceptForm(Beside):
    withdraw_others = forms.BooleanField(label=_("다른 지원은 모두 취소할게요"), required=False)


class DeclineOfferForm(Beside):
    why = forms.CharField(
        label=_("사양하는 이유"), required=False, max_length=300,
        help_text=_("적으면 기업에 전해요."), error_messages=TOO_LONG,
    )  # fmt: skip


class InterviewForm(Beside):
    mode = forms.ChoiceField(
        label=_("방법"), choices=Interview.Mode.choices, widget=forms.RadioSelect,
        error_messages={"required": _("면접 방법을 골라 주세요.")},
    )  # fmt: skip
    place = forms.CharField(
        label=_("장소나 접속 주소"), max_length=300, required=False, help_text=_("전화 면접이면 비워 둠"),
        error_messages=TOO_LONG,
    )  # fmt: skip
    minutes = forms.IntegerField(
        label=_("걸리는 시간"), min_value=10, max_value=240, initial=30,
        error_messages={
            "invalid": _("숫자로 적어 주세요. 예: 30"),
            "min_value": _("10분에서 240분 사이로 적어 주세요."),
            "max_value": _("10분에서 240분 사이로 적어 주세요."),
            "required": _("몇 분이 걸리는지 적어 주세요."),
        },
    )  # fmt: skip
    note = forms.CharField(
        label=_("준비할 것"), max_length=1000, required=False, widget=forms.Textarea(attrs={"rows": 2}),
        error_messages=TOO_LONG,
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for number in range(1, TIMES + 1):
            self.fields[f"time_{number}"] = forms.DateTimeField(
                label=gettext("면접 시간 %(number)s") % {"number": number},
                required=number == 1,
                widget=DateTimeInput(),
                input_formats=["%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M"],
                error_messages={
                    "required": _("면접 시간을 하나 이상 적어 주세요."),
                    "invalid": _("날짜와 시각을 적어 주세요. 예: 2026-12-01 14:00"),
                },
            )

    @property
    def time_fields(self) -> list[forms.BoundField]:
        return [self[f"time_{number}"] for number in range(1, TIMES + 1)]

    def times(self) -> list[dt.datetime]:
        return [one for key, one in self.cleaned_data.items() if key.startswith("time_") and one]


class OfferForm(Beside):
    pay_period = forms.ChoiceField(label=_("급여 단위"), choices=PayPeriod.choices)
    pay = WonField(
        label=_("급여"), min_value=1, max_value=PAY_MOST, help_text=_("세금 떼기 전"),
        error_messages={"required": _("급여를 적어 주세요. 예: 2,500,000 또는 250만")},
    )  # fmt: skip
    starts_on = forms.DateField(
        label=_("첫 출근일"), widget=DateInput(),
        error_messages={
            "required": _("첫 출근일을 적어 주세요."), "invalid": _("날짜를 적어 주세요. 예: 2026-12-01"),
        },
    )  # fmt: skip
    answer_by = forms.DateField(
        label=_("답할 날"), widget=DateInput(), help_text=_("지원자가 이날까지 답하지 않으면 제안이 끝남"),
        error_messages={
            "required": _("언제까지 답을 기다릴지 적어 주세요."), "invalid": _("날짜를 적어 주세요. 예: 2026-12-01"),
        },
    )  # fmt: skip
    note = forms.CharField(
        label=_("전하는 말"), max_length=1000, required=False, widget=forms.Textarea(attrs={"rows": 2}),
        error_messages=TOO_LONG,
    )  # fmt: skip

    def __init__(self, data: Any = None, **kwargs: Any) -> None:
        if data is not None and "," in data.get("pay", ""):
            data = data.copy()
            data["pay"] = data["pay"].replace(",", "")
        super().__init__(data, **kwargs)


class RejectForm(Beside):
    reason = forms.ChoiceField(
        label=_("이유"), choices=REASONS, widget=forms.RadioSelect,
        error_messages={
            "required": _("이유를 목록에서 골라 주세요."), "invalid_choice": _("이유를 목록에서 골라 주세요."),
        },
    )  # fmt: skip
    text = forms.CharField(
        label=_("지원자에게 전하는 말"), max_length=1000, required=False, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("그대로 전해짐. 비우면 기본 인사말만 감"), error_messages=TOO_LONG,
    )  # fmt: skip


class BulkRejectForm(RejectForm):
    application = forms.MultipleChoiceField(
        error_messages={
            "required": _("거절할 지원자를 표에서 먼저 고르세요."),
            "invalid_choice": _(
                "고른 지원자 가운데 지금 거절할 수 없는 사람이 있어요. 쪽을 새로 고쳐 다시 골라 주세요."
            ),
        }
    )

    def __init__(self, *args: Any, rows: dict[str, int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.rows = rows
        self.fields["application"].choices = [(key, key) for key in rows]  # type: ignore[attr-defined]

    def ids(self) -> list[int]:
        return [self.rows[key] for key in self.cleaned_data["application"]]


class PlacementEndForm(forms.Form):
    on = forms.DateField(
        label=_("마지막으로 일한 날"), widget=DateInput(),
        error_messages={
            "required": _("마지막으로 일한 날을 적어 주세요."), "invalid": _("2026-11-20처럼 적어 주세요.")
        },
    )  # fmt: skip


class ElsewhereForm(forms.ModelForm):
    applied_on = ThreePartDateField(label=_("지원한 날"))

    class Meta:
        model = AppliedElsewhere
        fields = ("applied_on", "outcome", "note")
        widgets = {"outcome": forms.RadioSelect}

    def clean_applied_on(self) -> dt.date:
        day: dt.date = self.cleaned_data["applied_on"]
        today = timezone.localdate()
        if not today - dt.timedelta(days=365) <= day <= today:
            raise forms.ValidationError(gettext("오늘부터 거슬러 1년 안의 날짜로 적어 주세요."))
        return day

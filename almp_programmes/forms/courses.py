"""What a provider types about courses, runs and sessions."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from almp_programmes.models import Course, CourseRun
from almp_programmes.selectors.enrolments import programmes_for_courses
from core.widgets import DateInput, TimeInput, WonField
from employers.forms.places import PlaceField
from taxonomy.selectors import skills_in_text

ACCESSIBILITY = [
    ("wheelchair", _("휠체어로 다닐 수 있음")),
    ("sign_language", _("수어 통역")),
    ("captions", _("문자 통역·자막")),
    ("screen_reader", _("화면 낭독기로 배울 수 있음")),
    ("large_print", _("큰 글자 자료")),
]
WEEKDAYS = [
    (0, pgettext_lazy("요일", "월")), (1, pgettext_lazy("요일", "화")), (2, pgettext_lazy("요일", "수")),
    (3, pgettext_lazy("요일", "목")), (4, pgettext_lazy("요일", "금")), (5, pgettext_lazy("요일", "토")),
    (6, pgettext_lazy("요일", "일")),
]  # fmt: skip
NEEDED = {"required": _("빈칸을 채워 주세요.")}
TOO_LONG = {"max_length": _("%(limit_value)d자 안으로 줄여 주세요. 지금 %(show_value)d자예요.")}


def _https(field: models.Field[Any, Any], **options: Any) -> Any:
    """An address typed without its scheme is taken for a secure one."""
    if isinstance(field, models.URLField):
        options["assume_scheme"] = "https"
    return field.formfield(**options)


class CourseForm(forms.ModelForm):  # type: ignore[type-arg]
    accessibility = forms.MultipleChoiceField(
        label=_("배우기 편한 환경"), choices=ACCESSIBILITY, required=False, widget=forms.CheckboxSelectMultiple
    )
    taught = forms.CharField(
        label=_("가르치는 역량"), required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("한 줄에 하나씩. 사전에 있는 역량 이름으로 적음"), error_messages=TOO_LONG,
    )  # fmt: skip

    class Meta:
        model = Course
        formfield_callback = _https
        fields = (
            "programme", "title", "title_en", "about", "about_en", "ncs_code", "level", "mode", "language", "hours",
            "full_time", "accessibility", "url",
        )  # fmt: skip
        widgets = {
            "mode": forms.RadioSelect,
            "language": forms.RadioSelect,
            "about": forms.Textarea(attrs={"rows": 6}),
            "about_en": forms.Textarea(attrs={"rows": 4}),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["programme"].queryset = programmes_for_courses()  # type: ignore[attr-defined]
        self.fields["programme"].label_from_instance = lambda row: row.label  # type: ignore[attr-defined]
        self.fields["programme"].empty_label = _("고르세요")  # type: ignore[attr-defined]
        self.fields["mode"].choices = Course.Mode.choices  # type: ignore[attr-defined]
        self.fields["language"].choices = Course.Language.choices  # type: ignore[attr-defined]
        self.fields["ncs_code"].help_text = _("숫자 여덟 자리")
        self.fields["level"].help_text = _("NCS 1~8수준")
        for field in self.fields.values():
            field.error_messages |= NEEDED | TOO_LONG
        if self.instance.pk and not self.is_bound:
            links = self.instance.skill_links.select_related("skill").order_by("skill__name_ko")
            self.initial["taught"] = "\n".join(link.skill.name_ko for link in links)

    def clean_taught(self) -> list[int]:
        lines = [line.strip() for line in self.cleaned_data["taught"].splitlines() if line.strip()]
        found = {line: skills_in_text(line, 1) for line in lines}
        if unknown := [line for line, skills in found.items() if not skills]:
            raise forms.ValidationError(
                _("사전에서 찾지 못한 역량: %(names)s. 다른 이름으로 적어 주세요.") % {"names": ", ".join(unknown)}
            )
        return [skills[0].pk for skills in found.values()]


class RunForm(forms.ModelForm):  # type: ignore[type-arg]
    fee = WonField(label=_("훈련비"), initial=0)
    region = PlaceField(label=_("지역"), required=False)

    class Meta:
        model = CourseRun
        formfield_callback = _https
        fields = (
            "starts_on", "ends_on", "apply_until", "capacity", "first_come", "fee", "region", "address", "live_link",
        )  # fmt: skip
        widgets = {"starts_on": DateInput(), "ends_on": DateInput(), "apply_until": DateInput()}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["capacity"].min_value = 1  # type: ignore[attr-defined]
        for field in self.fields.values():
            field.error_messages |= dict(NEEDED)
        self.fields["first_come"].help_text = _("표시하면 살펴보지 않고 신청한 차례로 자리를 줌")
        self.initial["region"] = self.instance.region  # by its name, not by its key

    def clean_capacity(self) -> int:
        capacity: int = self.cleaned_data["capacity"]
        if capacity < 1:
            raise forms.ValidationError(_("정원은 1명 이상으로 적어 주세요."))
        return capacity

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or self.cleaned_data
        first, last = given.get("starts_on"), given.get("ends_on")
        if first and last and last < first:
            self.add_error("ends_on", _("마지막 날은 시작일이나 그 뒤로 적어 주세요."))
        until = given.get("apply_until")
        if first and until and until > first:
            self.add_error("apply_until", _("신청 마감은 시작일이나 그 전으로 적어 주세요."))
        return given


class SessionsForm(forms.Form):
    weekdays = forms.TypedMultipleChoiceField(
        label=_("요일"), choices=WEEKDAYS, coerce=int, widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("요일을 하나 이상 골라 주세요.")},
    )  # fmt: skip
    begins = forms.TimeField(label=_("시작 시각"), widget=TimeInput(), error_messages=NEEDED)
    ends = forms.TimeField(label=_("끝나는 시각"), widget=TimeInput(), error_messages=NEEDED)
    place = forms.CharField(label=_("장소"), max_length=120, required=False, error_messages=TOO_LONG)

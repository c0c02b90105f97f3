"""Forms of hours, absences, rooms, closings, group sessions and the queue."""

import datetime as dt
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.widgets import DateInput, DateTimeInput, TimeInput
from welfare_centres.models import Absence, AppointmentType, Centre, Channel, Closing, GroupSession, Room, WorkingHours


class HoursForm(forms.Form):
    centre = forms.ModelChoiceField(label=_("센터"), queryset=Centre.objects.none(), empty_label=None)
    weekdays = forms.TypedMultipleChoiceField(
        label=_("요일"), choices=WorkingHours.Weekday.choices, coerce=int, widget=forms.CheckboxSelectMultiple
    )
    starts = forms.TimeField(label=_("시작"), widget=TimeInput, initial=dt.time(9))
    ends = forms.TimeField(label=_("끝"), widget=TimeInput, initial=dt.time(12))
    channels = forms.MultipleChoiceField(
        label=_("만나는 방법"), choices=Channel.choices, widget=forms.CheckboxSelectMultiple, initial=Channel.values
    )
    types = forms.ModelMultipleChoiceField(
        label=_("맡는 상담"), queryset=AppointmentType.objects.all(), widget=forms.CheckboxSelectMultiple,
        required=False, help_text=_("고르지 않으면 역량이 맞는 상담 모두"),
    )  # fmt: skip
    valid_from = forms.DateField(label=_("언제부터"), widget=DateInput, initial=timezone.localdate)

    def __init__(self, *args: Any, centres: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["centre"].queryset = centres  # type: ignore[attr-defined]
        self.fields["centre"].label_from_instance = lambda one: one.organisation.label  # type: ignore[attr-defined]
        self.fields["types"].label_from_instance = lambda one: one.label  # type: ignore[attr-defined]


class AbsenceForm(forms.Form):
    starts_at = forms.DateTimeField(label=_("언제부터"), widget=DateTimeInput)
    ends_at = forms.DateTimeField(label=_("언제까지"), widget=DateTimeInput)
    reason = forms.ChoiceField(label=_("까닭"), choices=Absence.Reason.choices)


class VideoLinkForm(forms.Form):
    link = forms.URLField(
        label=_("화상 주소"), max_length=500, required=False, assume_scheme="https",
        help_text=_("비워 두면 화상 상담 시간을 내놓지 않음"),
    )  # fmt: skip


class RoomForm(forms.ModelForm):
    class Meta:
        model = Room
        fields = ("name_ko", "name_en", "seats", "accessible", "for_video")
        labels = {"name_ko": _("이름"), "name_en": _("영어 이름")}


class ClosingForm(forms.ModelForm):
    class Meta:
        model = Closing
        fields = ("day", "name_ko", "name_en")
        labels = {"name_ko": _("까닭"), "name_en": _("영어로")}
        widgets = {"day": DateInput}


class GroupForm(forms.ModelForm):
    starts = forms.DateTimeField(label=_("시작"), widget=DateTimeInput)
    minutes = forms.IntegerField(label=_("걸리는 시간"), min_value=15, max_value=480, initial=90)
    video_link = forms.URLField(
        label=_("화상 주소"), max_length=500, required=False, assume_scheme="https",
        help_text=_("방에서 하지 않고 화상으로 할 때만"),
    )  # fmt: skip

    class Meta:
        model = GroupSession
        fields = ("title_ko", "title_en", "about_ko", "about_en", "capacity", "room")
        labels = {"room": _("방")}

    field_order = (
        "title_ko",
        "title_en",
        "about_ko",
        "about_en",
        "starts",
        "minutes",
        "capacity",
        "room",
        "video_link",
    )

    def __init__(self, *args: Any, rooms: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["room"].queryset = rooms  # type: ignore[attr-defined]
        self.fields["room"].label_from_instance = lambda one: f"{one.label} ({one.seats})"  # type: ignore[attr-defined]
        for name in ("about_ko", "about_en"):
            self.fields[name].widget = forms.Textarea(attrs={"rows": 2})

    @property
    def given(self) -> dict[str, Any]:
        """As the service takes it."""
        values = dict(self.cleaned_data)
        starts_at, minutes = values.pop("starts"), values.pop("minutes")
        return values | {"starts_at": starts_at, "ends_at": starts_at + dt.timedelta(minutes=minutes)}


class DeskForm(forms.Form):
    desk = forms.CharField(label=_("창구"), max_length=20)
    type = forms.ModelChoiceField(
        label=_("부를 상담"), queryset=AppointmentType.objects.filter(walk_in=True), required=False,
        empty_label=_("온 순서대로 모두"),
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["type"].label_from_instance = lambda one: one.label  # type: ignore[attr-defined]

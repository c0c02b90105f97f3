"""Forms of booking an appointment, moving it and giving it up."""

import datetime as dt
from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core import display
from welfare_centres.models import AppointmentType, Channel, How
from welfare_centres.selectors.slots import Slot

LANGUAGES = [
    ("", _("한국어")), ("en", "English"), ("zh", "中文"), ("vi", "Tiếng Việt"), ("ru", "Русский"),
    ("uz", "Oʻzbekcha"), ("mn", "Монгол"), ("th", "ภาษาไทย"), ("ksl", _("한국수어")),
]  # fmt: skip


def slot_of(key: str) -> tuple[UUID, dt.datetime] | None:
    """What `Slot.key` wrote."""
    staff, _at, moment = key.partition("@")
    try:
        return UUID(staff), timezone.make_aware(dt.datetime.fromisoformat(moment))
    except ValueError:
        return None


class HowForm(forms.Form):
    """By which channel, and what it takes."""

    channel = forms.ChoiceField(label=_("어떻게 만날까요?"), widget=forms.RadioSelect)
    language = forms.ChoiceField(label=_("상담받을 말"), choices=LANGUAGES, required=False)
    accessible = forms.BooleanField(label=_("휠체어로 들어갈 수 있는 방이 필요해요"), required=False)

    def __init__(self, *args: Any, channels: list[tuple[str, str]], why: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["channel"].help_text = " ".join(why)
        self.fields["channel"].choices = channels  # type: ignore[attr-defined]
        self.fields["channel"].initial = channels[0][0] if channels else ""


class BookForm(forms.Form):
    """The last step. `slot` shows itself only where the one chosen was lost and others are offered."""

    slot = forms.ChoiceField(label=_("다른 시간"), widget=forms.HiddenInput)
    how = forms.ChoiceField(
        label=_("어떻게 예약하나요?"), choices=[(How.STAFF, _("본인과 함께")), (How.PHONE, _("전화를 받고"))],
        widget=forms.RadioSelect, initial=How.STAFF,
    )  # fmt: skip
    place = forms.CharField(label=_("방문할 주소"), max_length=300)
    note = forms.CharField(
        label=_("본인에게 알릴 말"), max_length=300, required=False, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("가져올 것, 준비할 것"),
    )  # fmt: skip

    def __init__(self, *args: Any, slot: str, own: bool, visits_home: bool, noted: bool = True, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["slot"].initial = slot
        self.fields["slot"].choices = [(slot, slot)]  # type: ignore[attr-defined]
        if own:
            del self.fields["how"]
        if own or not noted:
            del self.fields["note"]
        if not visits_home:
            del self.fields["place"]

    def offer(self, slots: Iterable[Slot]) -> None:
        """Other free times to choose from; everything else that was typed stays."""
        choices = [(one.key, f"{display.datetime(one.starts_at)} · {one.staff_name}") for one in slots]
        if choices:
            self.fields["slot"].widget = forms.RadioSelect(choices=choices)
            self.fields["slot"].choices = choices  # type: ignore[attr-defined]

    def allow(self, key: str) -> None:
        """The one posted: whether it is free is the service's to say."""
        self.fields["slot"].choices = [(key, key)]  # type: ignore[attr-defined]


class ReasonForm(forms.Form):
    reason = forms.CharField(label=_("까닭"), max_length=300, help_text=_("상대방도 볼 수 있어요."))


def type_of(code: str, kinds: list[AppointmentType]) -> AppointmentType | None:
    return next((one for one in kinds if one.code == code), None)


def is_channel(value: str, channels: list[tuple[str, str]]) -> bool:
    return value in Channel.values and value in dict(channels)

"""Forms of case conferences (staff)."""

from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from core.widgets import DateInput, DateTimeInput
from jobseekers.forms.plans import SharedForm
from jobseekers.models import Domain
from jobseekers.planning.texts import Helper
from welfare_centres.models import AgendaItem, Centre, Conference


class ConferenceForm(forms.Form):
    centre = forms.ChoiceField(label=_("센터"))
    starts_at = forms.DateTimeField(label=_("시작"), widget=DateTimeInput)
    ends_at = forms.DateTimeField(label=_("끝"), widget=DateTimeInput)
    place = forms.CharField(label=_("모일 곳"), max_length=200, required=False)
    link = forms.URLField(
        label=_("영상 회의 주소"), required=False, assume_scheme="https", help_text=_("오지 못하는 사람이 들어오는 곳")
    )

    def __init__(self, data: QueryDict | None, *, centres: list[Centre], row: Conference | None = None) -> None:
        names = ("starts_at", "ends_at", "place", "link")
        super().__init__(data, initial={name: getattr(row, name) for name in names} if row else None)
        self.fields["centre"].choices = [(str(one.organisation.public_id), one.organisation.label) for one in centres]
        if row is not None:
            del self.fields["centre"]


class MinutesForm(SharedForm):
    NAMES = ("minutes",)

    minutes = forms.CharField(
        label=_("회의록"), max_length=10_000, required=False, widget=forms.Textarea(attrs={"rows": 8, "data-memo": ""})
    )

    def __init__(self, data: QueryDict | None, *, row: AgendaItem) -> None:
        super().__init__(data, row=row, own=False, initial={"minutes": row.minutes})


class DecisionForm(forms.Form):
    words = forms.CharField(label=_("정한 일"), max_length=300)
    owner = forms.ChoiceField(label=_("누가"), required=False)
    due_on = forms.DateField(label=_("언제까지"), widget=DateInput)
    domain = forms.ChoiceField(label=_("분야"), choices=Domain.choices, initial=Domain.WORK)

    def __init__(self, data: QueryDict | None, *, helpers: list[Helper]) -> None:
        super().__init__(data)
        self.helpers = {one.text: one for one in helpers}
        self.fields["owner"].choices = [("", _("본인")), *((text, one.label) for text, one in self.helpers.items())]

    def values(self) -> dict[str, Any]:
        return self.cleaned_data | {"owner": self.helpers.get(self.cleaned_data["owner"])}


class WhyForm(forms.Form):
    why = forms.CharField(label=_("까닭"), max_length=200, required=False)

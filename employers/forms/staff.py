from django import forms
from django.utils.translation import gettext_lazy as _

from core.widgets import DateInput
from employers.models import VacancyReport


class WhyForm(forms.Form):
    why = forms.CharField(label=_("이유"), max_length=300, required=False, widget=forms.Textarea(attrs={"rows": 3}))


class ReportForm(forms.Form):
    reason = forms.ChoiceField(
        label=_("무엇이 문제인가요?"), choices=VacancyReport.Reason.choices, widget=forms.RadioSelect
    )
    text = forms.CharField(
        label=_("자세한 내용"), max_length=1000, required=False, widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("이름이나 전화번호는 적지 마세요."),
    )  # fmt: skip


class ArrearsForm(forms.Form):
    listed_on = forms.DateField(label=_("명단 공개일"), required=False, widget=DateInput)

"""Forms about a centre: what it is, who is under its roof, its teams and what its people bring."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import Membership
from welfare_centres.models import Agency, Centre, Competence, StaffProfile, Team
from welfare_centres.selectors.centres import staff_under_roof

LANGUAGES = [
    ("ko", _("한국어")), ("en", _("영어")), ("zh", _("중국어")), ("vi", _("베트남어")), ("th", _("태국어")),
    ("uz", _("우즈베크어")), ("mn", _("몽골어")), ("ru", _("러시아어")), ("km", _("크메르어")), ("ne", _("네팔어")),
    ("kvk", _("한국수어")),
]  # fmt: skip


class CentreForm(forms.ModelForm):
    class Meta:
        model = Centre
        fields = ["type", "opens_at", "closes_at"]
        labels = {"type": _("유형"), "opens_at": _("여는 시각"), "closes_at": _("닫는 시각")}
        widgets = {
            "type": forms.RadioSelect,
            "opens_at": forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
            "closes_at": forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
        }


class DeskForm(forms.Form):
    agency = forms.ModelChoiceField(Agency.objects.none(), label=_("기관"))
    note = forms.CharField(label=_("나오는 요일이나 시간"), max_length=200, required=False)

    def __init__(self, *args: Any, centre: Centre, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        free = Agency.objects.exclude(desks__centre=centre, desks__until=None)
        free = free.exclude(organisation=centre.organisation_id).filter(
            organisation__closed_at=None, organisation__kind="agency"
        )
        if centre.region:  # of the same province: nobody picks from six hundred names
            free = free.filter(organisation__address__startswith=centre.organisation.address[:2])
        self.fields["agency"].queryset = free.select_related("organisation").order_by("organisation__name_ko")


class TeamForm(forms.Form):
    name_ko = forms.CharField(label=_("팀 이름"), max_length=200)
    name_en = forms.CharField(label=_("영어 이름"), max_length=200, required=False)
    purpose = forms.CharField(label=_("하는 일"), max_length=300, required=False)
    members = forms.ModelMultipleChoiceField(
        Membership.objects.none(), label=_("팀원"), widget=forms.CheckboxSelectMultiple,
        help_text=_("두 기관 이상에서 고르기"), error_messages={"required": _("팀원을 고르기")},
    )  # fmt: skip
    lead = forms.ModelChoiceField(Membership.objects.none(), label=_("책임자"), help_text=_("팀원 가운데 한 사람"))

    def __init__(self, *args: Any, centre: Centre, team: Team | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        under_roof = staff_under_roof(centre)
        for name in ("members", "lead"):
            field: Any = self.fields[name]
            field.queryset = under_roof
            field.label_from_instance = lambda one: f"{one.user.display_name} · {one.organisation.label}"
        if team is not None:
            for name in ("name_ko", "name_en", "purpose"):
                del self.fields[name]
            sitting = {one.user_id: one.is_lead for one in team.members.filter(until=None)}
            chosen = [one for one in under_roof if one.user_id in sitting]
            self.initial = {
                "members": [one.pk for one in chosen],
                "lead": next((one.pk for one in chosen if sitting[one.user_id]), None),
            }


class Competences(forms.ModelMultipleChoiceField):
    def label_from_instance(self, obj: Competence) -> str:
        return obj.label


class StaffForm(forms.Form):
    competences = Competences(
        Competence.objects.all(), label=_("잘 아는 분야"), required=False, widget=forms.CheckboxSelectMultiple
    )
    languages = forms.MultipleChoiceField(
        label=_("상담할 수 있는 말"), choices=LANGUAGES, widget=forms.CheckboxSelectMultiple
    )
    caseload_limit = forms.IntegerField(label=_("맡을 수 있는 사람 수"), min_value=1, max_value=500)

    def __init__(self, *args: Any, profile: StaffProfile | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial = {
            "competences": list(profile.competences.all()) if profile else [],
            "languages": profile.languages if profile else ["ko"],
            "caseload_limit": profile.caseload_limit if profile else 60,
        }

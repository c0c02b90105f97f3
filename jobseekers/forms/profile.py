"""The forms of the profile's pages. Each carries `seen`: which state of the row its reader saw."""

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from core.widgets import ThreePartDateField, WonField
from jobseekers.forms.fields import PickForm, WholeField, occupations_like, regions_like, skills_like
from jobseekers.forms.registration import COMMUTES, MOST
from jobseekers.interests import ANSWERS, ITEMS
from jobseekers.models import (
    Accessibility,
    Competency,
    Contract,
    EducationLevel,
    PayPeriod,
    Spell,
    WorkPermit,
)
from taxonomy.models import Licence, Occupation, Region, Skill

BLANK = ("", _("골라 주세요"))


class SeenForm(forms.Form):
    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    def values(self) -> dict[str, Any]:
        return {
            name: value for name, value in self.cleaned_data.items() if name not in ("seen", "text", "region_text")
        }


class BasicsForm(SeenForm, PickForm):
    LISTS = {"region": ("text", Region, regions_like)}

    headline = forms.CharField(
        label=_("한 줄 소개"),
        max_length=120,
        required=False,
        help_text=_("예: 지게차 경력 7년, 무사고 창고 관리자"),
        error_messages={"max_length": _("120자 안으로 줄여 주세요. 지금 %(show_value)s자예요.")},
    )
    intro = forms.CharField(
        label=_("자기소개"),
        max_length=3000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("무엇을 잘하고 무엇을 하고 싶은지 적어 주세요. 나이, 가족, 출신 지역, 사진은 필요 없어요."),
        error_messages={"max_length": _("3,000자 안으로 줄여 주세요. 지금 %(show_value)s자예요.")},
    )
    text = forms.CharField(label=_("사는 곳 찾기"), max_length=60, required=False, help_text=_("예: 수원, 마포구"))
    region = forms.ChoiceField(
        label=_("사는 곳"),
        required=False,
        widget=forms.RadioSelect,
        error_messages={"invalid_choice": _("목록에 없는 곳이에요. 다시 찾아 골라 주세요.")},
    )
    education = forms.ChoiceField(label=_("최종 학력"), choices=[BLANK, *EducationLevel.choices], required=False)
    career_years = WholeField(label=_("일한 기간을 모두 더하면"), low=0, high=60, example=3, required=False)
    work_permit = forms.ChoiceField(label=_("일할 수 있는 자격"), choices=WorkPermit.choices)

    def values(self) -> dict[str, Any]:
        said = super().values()
        picked = self.picked("region")
        if picked:
            said["region"] = picked[0]
        else:
            said.pop("region")
        years = said.pop("career_years")
        if years is not None and years != (self.initial.get("career_months") or 0) // 12:
            said["career_months"] = years * 12
        return said


class WorkForm(SeenForm, PickForm):
    LISTS = {"occupation": ("title", Occupation, occupations_like)}

    employer_name = forms.CharField(
        label=_("회사 이름"), max_length=120, error_messages={"required": _("회사 이름을 적어 주세요.")}
    )
    title = forms.CharField(
        label=_("하던 일"),
        max_length=120,
        help_text=_("예: 창고 지게차 운전, 경리"),
        error_messages={"required": _("하던 일을 적어 주세요. 예: 경리")},
    )
    occupation = forms.ChoiceField(
        label=_("가장 가까운 직업"),
        required=False,
        widget=forms.RadioSelect,
        help_text=_("고르면 그 일에 쓰는 역량을 찾아 드려요. 고르지 않아도 돼요."),
        error_messages={"invalid_choice": _("목록에 없는 직업이에요. 다시 찾아 골라 주세요.")},
    )
    started_on = ThreePartDateField(
        label=_("시작한 날"),
        help_text=_("날짜가 기억나지 않으면 1일로 적어 주세요. 예: 2021 3 1"),
        error_messages={"required": _("시작한 날을 적어 주세요. 예: 2021 3 1")},
    )
    ended_on = ThreePartDateField(label=_("그만둔 날"), required=False, help_text=_("지금도 다니면 비워 두세요."))
    duties = forms.CharField(
        label=_("맡은 일"),
        max_length=3000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_(
            "무엇을, 얼마나, 어떤 결과가 있었는지 적어 주세요. 예: 하루 200상자 입출고, 재고 오차 0.5% 아래로 줄임"
        ),
        error_messages={"max_length": _("3,000자 안으로 줄여 주세요. 지금 %(show_value)s자예요.")},
    )

    def clean(self) -> dict[str, Any]:
        said = super().clean() or self.cleaned_data
        start, end = said.get("started_on"), said.get("ended_on")
        if start and end and end < start:
            self.add_error("ended_on", gettext("시작한 날보다 뒤의 날짜로 적어 주세요."))
        return said

    def values(self) -> dict[str, Any]:
        picked = self.picked("occupation")
        return super().values() | {"occupation": picked[0] if picked else None}


class StudyForm(SeenForm):
    level = forms.ChoiceField(
        label=_("학력"),
        choices=[BLANK, *EducationLevel.choices],
        error_messages={"required": _("학력을 골라 주세요.")},
    )
    school = forms.CharField(
        label=_("학교"), max_length=120, error_messages={"required": _("학교 이름을 적어 주세요.")}
    )
    major = forms.CharField(label=_("전공"), max_length=120, required=False)
    graduated_on = ThreePartDateField(
        label=_("졸업한 날"), required=False, help_text=_("다니는 중이면 비워 두세요. 예: 2020 2 20")
    )


class LicenceField(forms.ModelChoiceField):
    def label_from_instance(self, obj: Any) -> str:
        return str(obj.label)


class LicenceForm(SeenForm):
    licence = LicenceField(
        label=_("자격증·면허"),
        queryset=Licence.objects.order_by("name_ko"),
        empty_label=BLANK[1],
        error_messages={
            "required": _("자격증을 골라 주세요."),
            "invalid_choice": _("목록에 없는 자격증이에요. 다시 골라 주세요."),
        },
    )
    acquired_on = ThreePartDateField(label=_("딴 날"), required=False, help_text=_("예: 2019 6 14"))


class SkillForm(SeenForm, PickForm):
    """Add a competency: name it, pick the skill meant, say how well."""

    LISTS = {"skill": ("text", Skill, skills_like)}

    text = forms.CharField(
        label=_("역량 이름"), max_length=100, required=False, help_text=_("예: 엑셀, 지게차, 고객 응대")
    )
    skill = forms.ChoiceField(
        label=_("어느 것인가요?"),
        required=False,
        widget=forms.RadioSelect,
        error_messages={"invalid_choice": _("목록에 없는 역량이에요. 다시 찾아 골라 주세요.")},
    )
    level = forms.TypedChoiceField(
        label=_("얼마나 할 수 있나요?"),
        choices=Competency.Level.choices,
        coerce=int,
        widget=forms.RadioSelect,
        initial=Competency.Level.ALONE,
        error_messages={"required": _("수준을 골라 주세요.")},
    )
    evidence = forms.CharField(
        label=_("근거"),
        max_length=300,
        required=False,
        help_text=_("어디서 해 봤나요? 예: 한빛물류에서 3년 동안 매일"),
        error_messages={"max_length": _("300자 안으로 줄여 주세요. 지금 %(show_value)s자예요.")},
    )

    def clean(self) -> dict[str, Any]:
        said = super().clean() or self.cleaned_data
        if not said.get("skill") and "skill" not in self.errors:
            if self.nothing_found("skill"):
                self.add_error("text", gettext("그런 역량을 찾지 못했어요. 다른 말로 적어 주세요. 예: 엑셀"))
            elif self.written("skill"):
                self.add_error("skill", gettext("아래에서 하나를 골라 주세요."))
            else:
                self.add_error("text", gettext("역량 이름을 적어 주세요. 예: 엑셀"))
        return said

    def values(self) -> dict[str, Any]:
        return super().values() | {"skill": self.picked("skill")[0]}


class InterestForm(forms.Form):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for key, _kind, text in ITEMS:
            self.fields[key] = forms.ChoiceField(
                label=text,
                choices=ANSWERS,
                widget=forms.RadioSelect,
                error_messages={"required": gettext("‘%(item)s’에 답해 주세요.") % {"item": text}},
            )


class LimitsForm(SeenForm):
    care_duties = forms.BooleanField(
        label=_("돌봐야 할 가족이 있어요"),
        required=False,
        help_text=_("기업에는 보이지 않아요. 시간이 맞는 일자리를 먼저 보여 드려요."),
    )
    commute = forms.ChoiceField(
        label=_("출근에 쓸 수 있는 시간"), choices=COMMUTES, required=False, widget=forms.RadioSelect
    )
    no_night = forms.BooleanField(label=_("밤에는 일할 수 없어요"), required=False)
    no_weekend = forms.BooleanField(label=_("주말에는 일할 수 없어요"), required=False)
    no_shift = forms.BooleanField(label=_("교대 근무는 할 수 없어요"), required=False)
    sensitive_consent = forms.BooleanField(
        label=_("건강·장애 정보를 일자리 찾기에 쓰는 데 동의해요"),
        required=False,
        help_text=_("동의하지 않아도 불이익은 없어요. ‘내 정보’에서 언제든 거둘 수 있고, 거두면 아래 내용을 지워요."),
    )
    accessibility = forms.MultipleChoiceField(
        label=_("일터에 필요한 것"), choices=Accessibility.choices, required=False, widget=forms.CheckboxSelectMultiple
    )
    health_note = forms.CharField(
        label=_("건강 때문에 어려운 일"),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("병 이름은 적지 않아도 돼요. 예: 10kg 넘는 짐은 들 수 없어요"),
        error_messages={"max_length": _("500자 안으로 줄여 주세요. 지금 %(show_value)s자예요.")},
    )

    def values(self) -> dict[str, Any]:
        said = super().values()
        said.pop("sensitive_consent", None)
        commute = said.pop("commute")
        return said | {"max_commute_minutes": int(commute) if commute else None}


class WishesForm(SeenForm, PickForm):
    LISTS = {
        "occupations": ("text", Occupation, occupations_like),
        "regions": ("region_text", Region, regions_like),
    }

    text = forms.CharField(
        label=_("희망 직업 찾기"), max_length=200, required=False, help_text=_("예: 지게차 운전, 회계")
    )
    occupations = forms.MultipleChoiceField(
        label=_("희망 직업"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("3개까지 고를 수 있어요."),
        error_messages={"invalid_choice": _("목록에 없는 직업이에요. 다시 찾아 골라 주세요.")},
    )
    region_text = forms.CharField(
        label=_("희망 지역 찾기"), max_length=60, required=False, help_text=_("예: 수원, 마포구")
    )
    regions = forms.MultipleChoiceField(
        label=_("희망 지역"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("3곳까지 고를 수 있어요."),
        error_messages={"invalid_choice": _("목록에 없는 곳이에요. 다시 찾아 골라 주세요.")},
    )
    pay_period = forms.ChoiceField(label=_("급여 단위"), choices=PayPeriod.choices, widget=forms.RadioSelect)
    pay_floor = WonField(
        label=_("받고 싶은 최소 급여"), required=False, help_text=_("세금 떼기 전 금액이에요. 예: 250만")
    )
    hours_min = WholeField(label=_("일주일에 최소"), low=1, high=52, example=20, required=False)
    hours_max = WholeField(label=_("일주일에 최대"), low=1, high=52, example=40, required=False)
    contracts = forms.MultipleChoiceField(
        label=_("고용 형태"),
        choices=Contract.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("고르지 않으면 모두 보여 드려요."),
    )
    remote_ok = forms.BooleanField(label=_("집에서 일해도 좋아요"), required=False)

    def clean(self) -> dict[str, Any]:
        said = super().clean() or self.cleaned_data
        low, high = said.get("hours_min"), said.get("hours_max")
        if low and high and low > high:
            self.add_error("hours_max", gettext("최소 시간보다 많은 시간으로 적어 주세요."))
        for name in ("occupations", "regions"):
            if len(said.get(name) or []) > MOST:
                self.add_error(name, gettext("3개까지만 골라 주세요."))
        return said

    def values(self) -> dict[str, Any]:
        names = ("pay_period", "pay_floor", "hours_min", "hours_max", "contracts", "remote_ok")
        return {name: self.cleaned_data[name] for name in names}


class SpellForm(SeenForm):
    started_on = ThreePartDateField(
        label=_("언제부터 일을 찾나요?"),
        help_text=_("일을 그만두었다면 마지막으로 일한 날의 다음 날이에요. 예: 2026 9 1"),
        error_messages={"required": _("일을 찾기 시작한 날을 적어 주세요. 예: 2026 9 1")},
    )
    reason = forms.ChoiceField(
        label=_("왜 그만두었나요?"),
        choices=[BLANK, *Spell.Reason.choices],
        help_text=_("기업에는 보이지 않아요. 받을 수 있는 지원을 찾는 데 써요."),
        error_messages={"required": _("이유를 하나 골라 주세요.")},
    )


class SpellEndForm(forms.Form):
    on = ThreePartDateField(
        label=_("언제 끝났나요?"),
        help_text=_("새 일을 시작한 날이에요. 예: 2026 11 2"),
        error_messages={"required": _("끝난 날을 적어 주세요. 예: 2026 11 2")},
    )
    reason = forms.ChoiceField(
        label=_("어떻게 되었나요?"),
        choices=Spell.EndReason.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("하나를 골라 주세요.")},
    )

"""The five pages of the first registration. Each tells what it adds (`told`) and shows what was said (`answers`)."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from core.display import date, span, won_range
from core.widgets import ThreePartDateField, WonField
from jobseekers.forms.fields import PickForm, WholeField, name_of, occupations_like, regions_like
from jobseekers.models import EducationLevel, PayPeriod, Spell, WorkPermit
from taxonomy.models import Occupation, Region

MOST = 3
COMMUTES = (("30", _("30분까지")), ("60", _("1시간까지")), ("90", _("1시간 30분까지")), ("", _("거리는 상관없어요")))
Answers = list[tuple[Any, Any]]


class WorkStep(PickForm):
    question = _("어떤 일을 찾으세요?")
    short = _("찾는 일")
    LISTS = {"occupations": ("text", Occupation, occupations_like)}

    text = forms.CharField(
        label=_("하고 싶은 일"),
        required=False,
        max_length=200,
        help_text=_("평소 쓰는 말로 적어 주세요. 예: 지게차 운전, 카페 일, 회계"),
    )
    occupations = forms.MultipleChoiceField(
        label=_("가까운 직업을 골라 주세요"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("3개까지 고를 수 있어요."),
        error_messages={"invalid_choice": _("목록에 없는 직업이에요. 다시 찾아 골라 주세요.")},
    )
    undecided = forms.BooleanField(label=_("아직 정하지 않았어요"), required=False)

    def clean(self) -> dict[str, Any]:
        said = super().clean() or self.cleaned_data
        chosen = said.get("occupations") or []
        if len(chosen) > MOST:
            self.add_error(
                "occupations", gettext("3개까지만 골라 주세요. 지금 %(count)s개예요.") % {"count": len(chosen)}
            )
        elif not chosen and not said.get("undecided") and "occupations" not in self.errors:
            if self.nothing_found("occupations"):
                self.add_error(
                    "text",
                    gettext("비슷한 직업을 찾지 못했어요. 다른 말로 적거나 ‘아직 정하지 않았어요’를 골라 주세요."),
                )
            elif self.written("occupations"):
                self.add_error("occupations", gettext("아래에서 가까운 직업을 하나 이상 골라 주세요."))
            else:
                self.add_error("text", gettext("하고 싶은 일을 적거나 ‘아직 정하지 않았어요’를 골라 주세요."))
        return said

    def told(self) -> dict[str, Any]:
        return {"occupations": self.picked("occupations")}

    def answers(self) -> Answers:
        names = ", ".join(row.label for row in self.picked("occupations"))
        return [(self.short, names or gettext("아직 정하지 않았어요"))]


class PlaceStep(PickForm):
    question = _("어디에 사세요?")
    short = _("사는 곳")
    LISTS = {"region": ("text", Region, regions_like)}

    text = forms.CharField(
        label=_("시·군·구"),
        required=False,
        max_length=60,
        help_text=_("예: 수원, 마포구, 서귀포시. 자세한 주소는 묻지 않아요."),
    )
    region = forms.ChoiceField(
        label=_("사는 곳을 골라 주세요"),
        required=False,
        widget=forms.RadioSelect,
        error_messages={"invalid_choice": _("목록에 없는 곳이에요. 다시 찾아 골라 주세요.")},
    )

    def clean(self) -> dict[str, Any]:
        said = super().clean() or self.cleaned_data
        if not said.get("region") and "region" not in self.errors:
            if self.nothing_found("region"):
                self.add_error(
                    "text", gettext("그런 곳을 찾지 못했어요. 시·군·구 이름으로 다시 적어 주세요. 예: 수원시")
                )
            elif self.written("region"):
                self.add_error("region", gettext("아래에서 사는 곳을 하나 골라 주세요."))
            else:
                self.add_error("text", gettext("사는 시·군·구를 적어 주세요. 예: 수원시"))
        return said

    def told(self) -> dict[str, Any]:
        picked = self.picked("region")
        return {"region": picked[0] if picked else None}

    def answers(self) -> Answers:
        return [(self.short, ", ".join(name_of(row) for row in self.picked("region")))]


class BackgroundStep(forms.Form):
    question = _("지금까지 배우고 일한 것을 알려 주세요")
    short = _("학력과 경력")

    education = forms.ChoiceField(
        label=_("최종 학력"),
        choices=EducationLevel.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("최종 학력을 골라 주세요.")},
    )
    career_years = WholeField(
        label=_("일한 기간을 모두 더하면"),
        low=0,
        high=60,
        example=3,
        help_text=_("아르바이트도 넣어 주세요. 1년이 안 되면 0을 적어요."),
        error_messages={"required": _("일한 기간을 적어 주세요. 일한 적이 없으면 0을 적어요.")},
    )
    work_permit = forms.ChoiceField(
        label=_("일할 수 있는 자격"),
        choices=WorkPermit.choices,
        initial=WorkPermit.CITIZEN,
        help_text=_("체류자격에 맞는 일자리만 보여 드리려고 물어요."),
        error_messages={"required": _("일할 수 있는 자격을 골라 주세요.")},
    )

    def told(self) -> dict[str, Any]:
        said = self.cleaned_data
        return {
            "education": said["education"],
            "career_months": said["career_years"] * 12,
            "work_permit": said["work_permit"],
        }

    def answers(self) -> Answers:
        said = self.cleaned_data
        years = span(12 * said["career_years"]) if said["career_years"] else gettext("1년이 안 돼요")
        return [
            (gettext("최종 학력"), EducationLevel(said["education"]).label),
            (gettext("일한 기간"), years),
            (gettext("일할 수 있는 자격"), WorkPermit(said["work_permit"]).label),
        ]


class SituationStep(forms.Form):
    question = _("지금 상황을 알려 주세요")
    short = _("지금 상황")
    SITUATIONS = (
        ("left", _("일을 그만두었어요")),
        ("first", _("처음 일자리를 찾아요")),
        ("working", _("지금 일하고 있어요")),
    )

    situation = forms.ChoiceField(
        label=_("지금 어떤 상황인가요?"),
        choices=SITUATIONS,
        widget=forms.RadioSelect,
        error_messages={"required": _("지금 상황을 골라 주세요.")},
    )
    stopped_on = ThreePartDateField(
        label=_("언제 그만두었나요?"),
        required=False,
        help_text=_("그만둔 사람만 적어요. 마지막으로 일한 날의 다음 날이에요. 예: 2026 9 1"),
    )
    reason = forms.ChoiceField(
        label=_("왜 그만두었나요?"),
        required=False,
        help_text=_("그만둔 사람만 골라요. 기업에는 보이지 않아요."),
        choices=[("", _("골라 주세요")), *(one for one in Spell.Reason.choices if one[0] != Spell.Reason.FIRST)],
    )

    def clean(self) -> dict[str, Any]:
        said = super().clean() or self.cleaned_data
        if said.get("situation") != "left":
            return said
        day = said.get("stopped_on")
        if day is None and "stopped_on" not in self.errors:
            self.add_error("stopped_on", gettext("그만둔 날을 적어 주세요. 예: 2026 9 1"))
        elif day and day > timezone.localdate():
            self.add_error("stopped_on", gettext("오늘이나 오늘보다 앞선 날짜로 적어 주세요."))
        elif day and day.year < timezone.localdate().year - 60:
            self.add_error("stopped_on", gettext("연도를 확인해 주세요. 60년보다 더 앞선 날짜예요."))
        if not said.get("reason"):
            self.add_error("reason", gettext("그만둔 이유를 하나 골라 주세요."))
        return said

    def told(self) -> dict[str, Any]:
        said = self.cleaned_data
        if said["situation"] == "left":
            return {"spell_started_on": said["stopped_on"], "spell_reason": said["reason"]}
        if said["situation"] == "first":
            return {"spell_started_on": timezone.localdate(), "spell_reason": Spell.Reason.FIRST}
        return {}

    def answers(self) -> Answers:
        said = self.cleaned_data
        rows: Answers = [(self.short, dict(self.SITUATIONS)[said["situation"]])]
        if said["situation"] == "left":
            rows.append((gettext("그만둔 날"), date(said["stopped_on"])))
            rows.append((gettext("그만둔 이유"), Spell.Reason(said["reason"]).label))
        return rows


class ConditionsStep(forms.Form):
    question = _("어떤 조건이면 좋을까요?")
    short = _("원하는 조건")

    pay_period = forms.ChoiceField(
        label=_("급여 단위"),
        choices=PayPeriod.choices,
        initial=PayPeriod.MONTH,
        widget=forms.RadioSelect,
        error_messages={"required": _("급여 단위를 골라 주세요.")},
    )
    pay_floor = WonField(
        label=_("받고 싶은 최소 급여"), required=False, help_text=_("세금 떼기 전 금액이에요. 예: 250만")
    )
    hours_max = WholeField(
        label=_("일주일에 일할 수 있는 시간"),
        low=1,
        high=52,
        example=40,
        required=False,
        help_text=_("법으로 정한 최대는 주 52시간이에요."),
    )
    commute = forms.ChoiceField(
        label=_("출근에 쓸 수 있는 시간"), choices=COMMUTES, required=False, widget=forms.RadioSelect, initial="60"
    )
    no_night = forms.BooleanField(label=_("밤에는 일할 수 없어요"), required=False)
    no_weekend = forms.BooleanField(label=_("주말에는 일할 수 없어요"), required=False)

    def told(self) -> dict[str, Any]:
        said = self.cleaned_data
        return {
            "preferences": {name: said[name] for name in ("pay_period", "pay_floor", "hours_max")},
            "constraints": {
                "max_commute_minutes": int(said["commute"]) if said["commute"] else None,
                "no_night": said["no_night"],
                "no_weekend": said["no_weekend"],
            },
        }

    def answers(self) -> Answers:
        said = self.cleaned_data
        limits = [str(self.fields[name].label) for name in ("no_night", "no_weekend") if said[name]]
        hours = gettext("주 %(hours)s시간까지") % {"hours": said["hours_max"]} if said["hours_max"] else ""
        return [
            (gettext("최소 급여"), won_range(said["pay_period"], said["pay_floor"])),
            (gettext("일할 수 있는 시간"), hours),
            (gettext("출근 시간"), dict(COMMUTES)[said["commute"]]),
            (gettext("할 수 없는 것"), ", ".join(limits)),
        ]


STEPS: dict[str, type[forms.Form]] = {
    "work": WorkStep,
    "place": PlaceStep,
    "background": BackgroundStep,
    "situation": SituationStep,
    "conditions": ConditionsStep,
}

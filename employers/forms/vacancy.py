"""The vacancy form: lenient while it is being written, so that nothing typed is ever lost."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from core.widgets import DateInput, WonField
from employers.forms.places import PlaceField
from employers.models import Accessibility, Contract, Education, PayPeriod, Remote, Vacancy
from employers.services import VacancyText
from taxonomy.models import Licence, Occupation, Skill

SAME = (
    "title", "address", "duties", "requirements", "preferred", "benefits", "contract", "contract_months", "pay_period",
    "pay_min", "pay_max", "hours_week", "work_days", "night", "weekend", "shift", "permit_ok", "accessibility",
    "deadline",
)  # fmt: skip
Pairs = list[tuple[int, str]]


def text_area(rows: int) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


class VacancyForm(forms.Form):
    title = forms.CharField(
        label=_("공고 제목"),
        max_length=200,
        help_text=_("하는 일이 드러나게 적어 주세요. 예: 용접·배관 조립원(초보 가능)"),
    )
    occupation_text = forms.CharField(
        label=_("어떤 일인가요?"),
        max_length=100,
        required=False,
        help_text=_("부르는 대로 적으면 직종을 찾아 드려요. 예: 지게차 운전기사"),
    )
    occupation = forms.TypedChoiceField(
        label=_("직종"),
        coerce=int,
        empty_value=None,
        required=False,
        widget=forms.RadioSelect,
        help_text=_("하나를 골라 주세요. 맞는 것이 없으면 다른 말로 적어 보세요."),
    )
    duties = forms.CharField(
        label=_("하는 일"),
        required=False,
        max_length=8000,
        widget=text_area(6),
        help_text=_("하루에 하는 일을 두세 줄로 적어 주세요."),
    )
    requirements = forms.CharField(
        label=_("필요한 것"),
        required=False,
        max_length=8000,
        widget=text_area(4),
        help_text=_("일에 꼭 필요한 것만 적어 주세요. 나이, 성별, 혼인, 용모, 출신 지역은 물을 수 없어요."),
    )
    preferred = forms.CharField(label=_("있으면 좋은 것"), required=False, max_length=8000, widget=text_area(3))
    skills = forms.TypedMultipleChoiceField(
        label=_("꼭 필요한 역량"), coerce=int, required=False, widget=forms.CheckboxSelectMultiple
    )
    skills_preferred = forms.TypedMultipleChoiceField(
        label=_("있으면 좋은 역량"), coerce=int, required=False, widget=forms.CheckboxSelectMultiple
    )
    licences = forms.TypedMultipleChoiceField(
        label=_("꼭 있어야 하는 자격·면허"), coerce=int, required=False, widget=forms.CheckboxSelectMultiple
    )
    licences_preferred = forms.TypedMultipleChoiceField(
        label=_("있으면 좋은 자격·면허"), coerce=int, required=False, widget=forms.CheckboxSelectMultiple
    )
    education_min = forms.ChoiceField(label=_("학력"), choices=Education.choices, required=False)
    career_min = forms.DecimalField(
        label=_("최소 경력"),
        min_value=0,
        max_value=50,
        max_digits=4,
        decimal_places=1,
        required=False,
        help_text=_("비워 두면 경력을 보지 않아요."),
    )
    career_max = forms.DecimalField(
        label=_("최대 경력"), min_value=0, max_value=50, max_digits=4, decimal_places=1, required=False
    )
    region = PlaceField(label=_("일하는 곳"), required=False, help_text=_("시·군·구 이름. 예: 경기도 수원시 권선구"))
    address = forms.CharField(label=_("근무지 주소"), max_length=300, required=False)
    remote = forms.ChoiceField(label=_("재택근무"), choices=Remote.choices, required=False, widget=forms.RadioSelect)
    contract = forms.ChoiceField(
        label=_("고용 형태"), choices=Contract.choices, required=False, widget=forms.RadioSelect
    )
    contract_months = forms.IntegerField(
        label=_("계약 기간"), min_value=1, max_value=120, required=False, help_text=_("계약직이면 적어 주세요.")
    )
    openings = forms.IntegerField(label=_("모집 인원"), min_value=1, max_value=999, required=False)
    pay_period = forms.ChoiceField(
        label=_("급여를 세는 단위"), choices=PayPeriod.choices, required=False, widget=forms.RadioSelect
    )
    pay_min = WonField(
        required=False, label=_("급여"), help_text=_("세금 떼기 전 금액. 상여금은 빼고 매번 주는 돈만 적어 주세요.")
    )
    pay_max = WonField(required=False, label=_("급여 상한"))
    hours_week = forms.DecimalField(
        label=_("주 근로시간"),
        min_value=Decimal(1),
        max_value=Decimal(168),
        max_digits=4,
        decimal_places=1,
        required=False,
    )
    work_days = forms.CharField(
        label=_("근무일과 시간"), max_length=200, required=False, help_text=_("예: 주 5일, 8:30~17:30, 토·일 쉼")
    )
    night = forms.BooleanField(label=_("밤 10시에서 아침 6시 사이에 일해요"), required=False)
    weekend = forms.BooleanField(label=_("토요일이나 일요일에 일해요"), required=False)
    shift = forms.BooleanField(label=_("교대로 일해요"), required=False)
    benefits = forms.CharField(label=_("복리후생"), required=False, max_length=8000, widget=text_area(3))
    accessibility = forms.MultipleChoiceField(
        label=_("일하기 편한 환경"), choices=Accessibility.choices, required=False, widget=forms.CheckboxSelectMultiple
    )
    permit_ok = forms.BooleanField(label=_("취업 허가가 있는 외국인도 지원할 수 있어요"), required=False)
    deadline = forms.DateField(
        label=_("마감일"), required=False, widget=DateInput, help_text=_("비워 두면 뽑을 때까지 열려 있어요.")
    )

    def offer(self, *, occupations: Pairs, skills: Pairs, licences: Pairs) -> None:
        """What may be ticked. What was ticked before stays on offer: ids are looked up, never trusted."""
        self.fields["occupation"].choices = self._with_chosen("occupation", occupations, Occupation)  # type: ignore[attr-defined]
        for name, pairs in (("skills", skills), ("licences", licences)):
            model = Skill if name == "skills" else Licence
            both = self._with_chosen(name, self._with_chosen(f"{name}_preferred", pairs, model), model)
            self.fields[name].choices = self.fields[f"{name}_preferred"].choices = both  # type: ignore[attr-defined]

    def _with_chosen(self, name: str, pairs: Pairs, model: Any) -> Pairs:
        field = self.fields[name]
        raw = (
            field.widget.value_from_datadict(self.data, self.files, name) if self.is_bound else self.initial.get(name)
        )
        values = raw if isinstance(raw, Sequence) and not isinstance(raw, str) else [raw]
        wanted = {int(value) for value in values if str(value or "").isdigit()} - {pk for pk, _label in pairs}
        if not wanted:
            return pairs
        return [*((row.pk, row.label) for row in model.objects.filter(pk__in=wanted)), *pairs]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("pay_max") and not data.get("pay_min"):
            data["pay_min"], data["pay_max"] = data["pay_max"], None
        if data.get("pay_max") and data["pay_max"] < data["pay_min"]:
            self.add_error("pay_max", gettext("급여 상한은 급여와 같거나 더 많아야 해요."))
        if data.get("pay_min") and not data.get("pay_period"):
            self.add_error("pay_period", gettext("시급, 일급, 월급, 연봉 가운데 골라 주세요."))
        low, high = data.get("career_min"), data.get("career_max")
        if high is not None and low is not None and high < low:
            self.add_error("career_max", gettext("최대 경력은 최소 경력보다 길어야 해요."))
        return data

    def values(self) -> dict[str, Any]:
        """Model fields from what was understood; nothing for a field that was not."""
        data = self.cleaned_data
        values = {name: data[name] for name in SAME if name in data}
        values["occupation"] = (
            Occupation.objects.filter(pk=data["occupation"]).first() if data.get("occupation") else None
        )
        if "region" in data:
            values["region"] = data["region"]
        values["openings"] = data.get("openings") or 1
        values["remote"] = data.get("remote") or Remote.NONE
        values["education_min"] = data.get("education_min") or Education.ANY
        low, high = data.get("career_min"), data.get("career_max")
        values["career_min_months"] = round(low * 12) if low else 0
        values["career_max_months"] = round(high * 12) if high else None
        return values

    def links(self, name: str) -> list[tuple[int, bool]]:
        """(id, required); what is ticked in both groups is required."""
        data = self.cleaned_data
        pairs = dict.fromkeys(data.get(f"{name}_preferred", []), False)
        return list((pairs | dict.fromkeys(data.get(name, []), True)).items())

    def named(self, name: str) -> list[tuple[str, bool]]:
        words = dict(self.fields[name].choices)  # type: ignore[attr-defined]
        return [(str(words[pk]), required) for pk, required in self.links(name)]

    def text(self) -> VacancyText:
        return VacancyText(fields=self.values(), skills=self.links("skills"), licences=self.links("licences"))

    @staticmethod
    def initial_of(vacancy: Vacancy) -> dict[str, Any]:
        skills, licences = list(vacancy.skill_links.all()), list(vacancy.licence_links.all())
        found: dict[str, Any] = {name: getattr(vacancy, name) for name in SAME} | {
            "occupation": vacancy.occupation_id,
            "occupation_text": vacancy.occupation.label if vacancy.occupation else "",
            "region": vacancy.region,
            "openings": vacancy.openings,
            "remote": vacancy.remote,
            "education_min": vacancy.education_min,
            "career_min": Decimal(vacancy.career_min_months) / 12 if vacancy.career_min_months else None,
            "career_max": Decimal(vacancy.career_max_months) / 12 if vacancy.career_max_months else None,
            "skills": [link.skill_id for link in skills if link.required],
            "skills_preferred": [link.skill_id for link in skills if not link.required],
            "licences": [link.licence_id for link in licences if link.required],
            "licences_preferred": [link.licence_id for link in licences if not link.required],
        }
        for name in ("career_min", "career_max"):
            if found[name] is not None:
                found[name] = f"{float(found[name]):.3g}"
        if vacancy.hours_week is not None:
            found["hours_week"] = f"{float(vacancy.hours_week):g}"
        return found

"""What programmes ask for: the whole page of it, or just the questions that one answer waits for."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from core.widgets import WonField
from jobseekers.forms.fields import WholeField
from jobseekers.forms.profile import SeenForm
from jobseekers.models import Circumstances
from jobseekers.models.circumstances import SpecialGroup

UNSAID = ("", _("말하지 않을래요"))
YES_NO = (("yes", _("예")), ("no", _("아니요")), UNSAID)
NOTHING = "nothing"  # none of the special groups: an answer, unlike silence
HINTS = {
    "household_size": _("주민등록등본에 함께 있는 가족이에요. 8명이 넘으면 8로 적어 주세요."),
    "household_income": _("세금을 떼기 전 금액이에요. 예: 250만"),
    "own_income": _("소득이 없으면 0으로 적어 주세요."),
    "assets": _("집, 땅, 전세금, 자동차, 예금을 더해 주세요. 예: 1억 2천만 원이면 12000만"),
    "worked_days_2y": _("아르바이트와 일용직도 더해 주세요. 대략이면 돼요."),
    "military_months": _("복무하지 않았으면 0으로 적어 주세요."),
    "yearly_sales": _("가게나 사업이 있을 때만 적어 주세요."),
    "disability": _("민감한 정보라서 동의한 때에만 적어요."),
}
EXAMPLES = {"weekly_hours": 20, "worked_days_2y": 180, "household_size": 3, "dependants": 1, "military_months": 18}
# What is asked together: one alone would not settle anything.
TOGETHER = {"household_income": ("household_size", "household_income")}


def _field(name: str) -> forms.Field:
    field: Any = Circumstances._meta.get_field(name)
    common = {"label": field.verbose_name, "required": False, "help_text": HINTS.get(name, "")}
    kind = field.get_internal_type()
    if kind == "BooleanField":
        return forms.ChoiceField(choices=YES_NO, widget=forms.RadioSelect, **common)
    if kind == "PositiveBigIntegerField":
        return WonField(max_value=10**12, **common)
    if kind == "PositiveSmallIntegerField":
        low, high = (one.limit_value for one in sorted(field.validators[:2], key=lambda one: one.limit_value))
        return WholeField(low=low, high=high, example=EXAMPLES[name], **common)
    if name == "special_groups":
        choices = [*SpecialGroup.choices, (NOTHING, _("해당하는 것이 없어요"))]
        return forms.MultipleChoiceField(choices=choices, widget=forms.CheckboxSelectMultiple, **common)
    return forms.ChoiceField(choices=[*field.flatchoices, UNSAID], widget=forms.RadioSelect, **common)


class CircumstancesForm(SeenForm):
    """`only` names the questions to ask; all of them when it is not given."""

    sensitive_consent = forms.BooleanField(label=_("장애 정보를 지원 제도를 찾는 데 쓰는 데 동의해요"), required=False)

    def __init__(self, *args: Any, only: Iterable[str] | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        asked = Circumstances.FIELDS if only is None else tuple(only)
        self.asked = [part for name in asked for part in TOGETHER.get(name, (name,))]
        self.asked = list(dict.fromkeys(self.asked))
        for name in self.asked:
            self.fields[name] = _field(name)
        if not set(self.asked) & set(Circumstances.SENSITIVE):
            del self.fields["sensitive_consent"]

    def values(self) -> dict[str, Any]:
        return {name: self._told(name) for name in self.asked}

    def _told(self, name: str) -> Any:
        said = self.cleaned_data.get(name)
        kind = Circumstances._meta.get_field(name).get_internal_type()
        if kind == "BooleanField":
            return {"yes": True, "no": False}.get(said)
        if name == "special_groups":
            return [one for one in said if one != NOTHING] if said else None
        return said if said != "" else None


def initial_of(row: Circumstances | None) -> Mapping[str, Any]:
    """What the form shows of what was told."""
    if row is None:
        return {}
    said = {name: getattr(row, name) for name in Circumstances.FIELDS}
    for name, value in said.items():
        if isinstance(value, bool):
            said[name] = "yes" if value else "no"
    if said["special_groups"] == []:
        said["special_groups"] = [NOTHING]
    return said

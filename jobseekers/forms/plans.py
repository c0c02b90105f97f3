"""Forms of a plan. Each field travels with what it said when the form was opened: nobody overwrites another."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from core.widgets import DateInput, ThreePartDate, ThreePartDateField
from jobseekers.forms.fields import WholeField
from jobseekers.models import Domain, Plan, PlanAction, PlanGoal, PlanVersion
from jobseekers.planning.catalogue import services
from jobseekers.planning.merging import Clash, Conflict
from jobseekers.planning.texts import Helper, text_of

WORDS = 300


def settled(data: QueryDict, names: Iterable[str]) -> QueryDict:
    """What a form says once the writer has chosen between two texts of a field: theirs, mine, or what is written."""
    data = data.copy()
    for name in names:
        source = {"theirs": f"seen_{name}", "mine": f"mine_{name}"}.get(data.get(f"choice_{name}", ""))
        if source is not None:
            text = data.get(source, "")
            for part in "ymd":
                data.pop(f"{name}_{part}", None)
            data.setlist(name, text.split(",") if name == "after" and text else [text] if text else [])
    return data


class SharedForm(forms.Form):
    """Of one row of the plan (none: a new one). `NAMES` are the fields that others may change meanwhile."""

    NAMES: tuple[str, ...] = ()

    def __init__(self, data: QueryDict | None, *, row: Any = None, own: bool, initial: Any = None) -> None:
        super().__init__(None if data is None else settled(data, self.NAMES), initial=initial)
        self.own = own
        self.clashes: dict[str, Clash] = {}
        for name in self.NAMES:
            said = text_of(row, name) if row is not None else ""
            self.fields[f"seen_{name}"] = forms.CharField(
                required=False, strip=False, initial=said, widget=forms.HiddenInput
            )

    def day_field(self, label: Any) -> forms.DateField:
        """Three parts for the public, the browser's own field for staff."""
        if self.own:
            return ThreePartDateField(label=label, required=False, widget=ThreePartDate)
        return forms.DateField(label=label, required=False, widget=DateInput)

    def values(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in self.NAMES if name in self.cleaned_data}

    def seen(self) -> dict[str, str]:
        """A browser sends a line's end as two letters."""
        held = [name for name in self.NAMES if f"seen_{name}" in self.fields]
        return {name: self.cleaned_data[f"seen_{name}"].replace("\r\n", "\n") for name in held}

    def show(self, conflict: Conflict) -> None:
        """Both texts stand beside the field; the next try is made by one who has seen the other's."""
        self.data = self.data.copy()
        for clash in conflict.clashes:
            self.clashes[clash.field] = clash
            self.data[f"seen_{clash.field}"] = clash.theirs
            self.add_error(clash.field, str(conflict))


class GoalForm(SharedForm):
    NAMES = ("words", "domain", "state")

    words = forms.CharField(
        label=_("이루고 싶은 것"),
        max_length=WORDS,
        help_text=_("본인의 말 그대로 적어요. 예: 아이를 데려다 주고 나서 일하고 싶어요"),
    )
    domain = forms.ChoiceField(label=_("분야"), choices=Domain.choices, initial=Domain.WORK)
    state = forms.ChoiceField(
        label=_("상태"), choices=PlanGoal.State.choices, initial=PlanGoal.State.OPEN, widget=forms.RadioSelect
    )

    def __init__(self, data: QueryDict | None, *, row: PlanGoal | None, own: bool) -> None:
        held = {name: getattr(row, name) for name in self.NAMES} if row else None
        super().__init__(data, row=row, own=own, initial=held)
        if row is None:
            del self.fields["state"]


class ActionForm(SharedForm):
    NAMES = ("words", "service_code", "goal", "domain", "owner", "due_on", "effort_minutes", "after")

    words = forms.CharField(
        label=_("할 일"),
        max_length=WORDS,
        required=False,
        help_text=_("쓰고 싶은 대로 적어요. 예: 화요일에 함께 이력서 쓰기"),
    )
    service_code = forms.ChoiceField(label=_("서비스 목록에서 고르기"), required=False)
    goal = forms.ChoiceField(label=_("어느 목표"), required=False)
    domain = forms.ChoiceField(label=_("분야"), choices=Domain.choices, initial=Domain.WORK)
    owner = forms.ChoiceField(label=_("누가"), required=False, widget=forms.RadioSelect)
    effort_minutes = WholeField(label=_("드는 시간(분)"), low=1, high=60_000, example=60, required=False)
    after = forms.MultipleChoiceField(
        label=_("먼저 마칠 일"), required=False, widget=forms.CheckboxSelectMultiple,
        help_text=_("고른 일이 끝나기 전에도 이 일을 마칠 수 있어요."),
    )  # fmt: skip

    def __init__(
        self, data: QueryDict | None, *, row: PlanAction | None, own: bool, plan: Plan, helpers: list[Helper]
    ) -> None:
        super().__init__(data, row=row, own=own, initial=self._held(row) if row else None)
        self.helpers = {helper.text: helper for helper in helpers}
        if row and row.owner and row.organisation:  # whoever has it keeps it, also when they no longer help
            held = Helper(row.owner, row.organisation)
            self.helpers.setdefault(held.text, held)
        self.goals = {str(goal.public_id): goal for goal in plan.goals.all()}
        self.others = {str(one.public_id): one for one in plan.actions.all() if row is None or one.pk != row.pk}
        me = gettext("나") if own else gettext("본인")
        self.fields["owner"].choices = [("", me), *((text, one.label) for text, one in self.helpers.items())]
        none = ("", gettext("고르지 않음"))
        self.fields["goal"].choices = [none, *((text, goal.words) for text, goal in self.goals.items())]
        self.fields["after"].choices = [(text, one.words) for text, one in self.others.items()]
        self.fields["service_code"].choices = [none, *services()]
        self.fields["due_on"] = self.day_field(_("언제까지"))
        for name, rows in (("goal", self.goals), ("after", self.others), ("service_code", services())):
            if not rows:
                del self.fields[name], self.fields[f"seen_{name}"]
        order = ("words", "service_code", "owner", "due_on", "goal", "domain", "effort_minutes", "after")
        self.order_fields(order)

    @staticmethod
    def _held(row: PlanAction) -> dict[str, Any]:
        plain = {name: getattr(row, name) for name in ("words", "service_code", "domain", "due_on", "effort_minutes")}
        after = text_of(row, "after")
        return plain | {
            "goal": text_of(row, "goal"), "owner": text_of(row, "owner"), "after": after.split(",") if after else [],
        }  # fmt: skip

    def values(self) -> dict[str, Any]:
        found = super().values()
        found["owner"] = self.helpers.get(found["owner"])
        if "goal" in found:
            found["goal"] = self.goals.get(found["goal"])
        if "after" in found:
            found["after"] = [self.others[text] for text in found["after"]]
        return found


class ReviewForm(SharedForm):
    NAMES = ("review_on",)

    def __init__(self, data: QueryDict | None, *, row: Plan, own: bool) -> None:
        super().__init__(data, row=row, own=own, initial={"review_on": row.review_on})
        self.fields["review_on"] = self.day_field(_("다시 살피는 날"))


class StepForm(forms.Form):
    """What became of an action."""

    state = forms.ChoiceField(label=_("상태"), choices=PlanAction.State.choices, widget=forms.RadioSelect)
    result = forms.CharField(label=_("어떻게 되었나"), max_length=WORDS, required=False)
    why = forms.CharField(
        label=_("까닭"), max_length=WORDS, required=False, help_text=_("하지 않기로 했다면 한 줄 적어 주세요.")
    )

    def __init__(self, data: QueryDict | None, *, row: PlanAction) -> None:
        super().__init__(data, initial={"result": row.result})
        can = [state for state in PlanAction.State if row.can_move(state)]
        self.fields["state"].choices = [(state.value, state.label) for state in can]


class EndForm(forms.Form):
    words = forms.CharField(label=_("끝내는 까닭"), max_length=WORDS, required=False)


class AnswerForm(forms.Form):
    """The person's yes or no; staff say how they were told."""

    agreed = forms.ChoiceField(
        label=_("답"),
        choices=(("yes", _("이 계획에 동의해요")), ("no", _("다르게 하고 싶어요"))),
        widget=forms.RadioSelect,
    )
    words = forms.CharField(
        label=_("다르게 하고 싶은 것"), max_length=2000, required=False, widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("하고 싶은 말 그대로 적어요."),
    )  # fmt: skip
    how = forms.ChoiceField(label=_("어떻게 들었나"), widget=forms.RadioSelect)

    def __init__(self, data: QueryDict | None, *, own: bool) -> None:
        super().__init__(data)
        how = PlanVersion.How
        self.fields["how"].choices = [(one.value, one.label) for one in how if one != how.SITE]
        if own:
            del self.fields["how"]

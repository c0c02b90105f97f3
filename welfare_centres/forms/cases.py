"""What staff and the person type about a case."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import AccessGrant, Membership
from core.widgets import DateInput
from jobseekers.models import Domain
from welfare_centres.models import LEVELS, Case, CaseMember, Entry, Team

Scope = AccessGrant.Scope
Role = CaseMember.Role
WORDS = {"required": _("빠졌어요. 적어 주세요.")}


def area(rows: int = 3) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


def parts(scopes: Iterable[str]) -> list[tuple[str, Any]]:
    return [(scope, Scope(scope).label) for scope in scopes]


class ScopesForm(forms.Form):
    """What one agency may see: `needs` says of each part that it can be given what the agency wants it for."""

    scopes = forms.MultipleChoiceField(
        label=_("무엇을 볼 수 있나요?"), widget=forms.CheckboxSelectMultiple, required=False
    )

    def __init__(self, *args: Any, needs: Mapping[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(scope, f"{label}: {needs[scope]}") for scope, label in parts(needs)]
        self.fields["scopes"].choices = choices  # type: ignore[attr-defined]


class CaseOpenForm(ScopesForm):
    purpose = forms.CharField(
        label=_("무엇을 위해 함께 돕나"), max_length=200, widget=area(2), error_messages=WORDS,
        help_text=_("본인이 읽음. 열람 기록마다 이 목적이 남음"),
    )  # fmt: skip
    ground = forms.ChoiceField(label=_("여는 근거"), choices=Case.Ground.choices, widget=forms.RadioSelect)
    law = forms.CharField(
        label=_("법 조문"),
        max_length=200,
        required=False,
        help_text=_("법령이 근거일 때만. 예: 구직자취업촉진법 제13조"),
    )
    review_on = forms.DateField(label=_("다시 살펴볼 날"), widget=DateInput())
    team = forms.ModelChoiceField(Team.objects.none(), label=_("팀"), required=False)
    override = forms.CharField(
        label=_("한도를 넘어 맡는 까닭"), max_length=200, required=False, help_text=_("맡은 사례가 한도에 찼을 때만")
    )
    field_order = ("purpose", "ground", "scopes", "law", "review_on", "team", "override")

    def __init__(self, *args: Any, teams: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["team"].queryset = teams  # type: ignore[attr-defined]
        self.fields["scopes"].label = _("본인이 옆에서 고른 것")
        self.fields["scopes"].help_text = _("동의가 근거일 때. 본인과 함께 고르고, 언제든 거둘 수 있음을 알림")


class NoteForm(forms.Form):
    body = forms.CharField(label=_("메모"), widget=area(4), max_length=8000, error_messages=WORDS)
    scope = forms.ChoiceField(label=_("무엇에 관한 것"))
    audience = forms.ChoiceField(label=_("누가 읽나"), choices=Entry.Audience.choices, initial=Entry.Audience.TEAM)

    def __init__(self, *args: Any, scopes: Iterable[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["scope"].choices = parts(scopes)  # type: ignore[attr-defined]


class WordsForm(forms.Form):
    """One text: an amendment, or the person's own words."""

    body = forms.CharField(label=_("하고 싶은 말"), widget=area(4), max_length=8000, error_messages=WORDS)


class PauseForm(forms.Form):
    until = forms.DateField(label=_("언제까지 쉬나"), widget=DateInput())
    why = forms.CharField(label=_("까닭"), max_length=200, required=False)


class ResumeForm(forms.Form):
    review_on = forms.DateField(label=_("다시 살펴볼 날"), widget=DateInput(), required=False)


class CloseForm(forms.Form):
    reason = forms.ChoiceField(label=_("마치는 까닭"), choices=Case.CloseReason.choices, widget=forms.RadioSelect)
    outcome = forms.ChoiceField(label=_("어떻게 되었나"), choices=Case.Outcome.choices, widget=forms.RadioSelect)
    words = forms.CharField(
        label=_("덧붙이는 말"),
        max_length=500,
        required=False,
        widget=area(2),
        help_text=_("‘그 밖의 까닭’이면 꼭 적음"),
    )


class StaffField(forms.ChoiceField):
    """One member of staff, for one agency: the value is the membership's public id."""

    def offer(self, people: Iterable[Membership]) -> None:
        self.memberships = {str(one.public_id): one for one in people}
        self.choices = [("", "–")] + [
            (key, f"{one.organisation.label} · {one.user.display_name}") for key, one in self.memberships.items()
        ]

    def clean(self, value: Any) -> Membership | None:
        return self.memberships.get(super().clean(value))


class TransferForm(forms.Form):
    to = StaffField(label=_("새 책임자"))
    why = forms.CharField(label=_("까닭"), max_length=300, widget=area(2), error_messages=WORDS)
    stay = forms.BooleanField(label=_("나는 함께하는 사람으로 남음"), required=False)
    override = forms.CharField(label=_("한도를 넘어 맡기는 까닭"), max_length=200, required=False)

    def __init__(self, *args: Any, people: Iterable[Membership], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["to"].offer(people)  # type: ignore[attr-defined]


class RoleForm(forms.Form):
    role = forms.ChoiceField(
        label=_("역할"), choices=[(one.value, one.label) for one in (Role.MEMBER, Role.CONSULTED)], initial=Role.MEMBER
    )
    until = forms.DateField(label=_("마지막 날"), widget=DateInput(), required=False)


class MemberForm(RoleForm):
    user = StaffField(label=_("누구"))
    override = forms.CharField(label=_("한도를 넘어 맡기는 까닭"), max_length=200, required=False)
    field_order = ("user", "role", "until", "override")

    def __init__(self, *args: Any, people: Iterable[Membership], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["user"].offer(people)  # type: ignore[attr-defined]


class AssessmentForm(forms.Form):
    """A level, a strength and a need for each field that the user may see."""

    def __init__(self, *args: Any, domains: Sequence[str], review: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.domains, labels = domains, dict(Domain.choices)
        choices = [("", _("묻지 않음")), *((level, f"{level} {words}") for level, words in LEVELS.items())]
        for domain in domains:
            level = forms.TypedChoiceField(choices=choices, coerce=int, empty_value=None, required=False)
            level.label = labels[domain]
            self.fields[f"{domain}_level"] = level
            for part, label in (("strength", _("힘이 되는 것")), ("need", _("도움이 필요한 것"))):
                self.fields[f"{domain}_{part}"] = forms.CharField(label=label, max_length=500, required=False)
        if review:
            self.fields["review_on"] = forms.DateField(label=_("다음에 살펴볼 날"), widget=DateInput())

    def sets(self) -> list[tuple[Any, Any, Any]]:
        """For the page: the three fields of each."""
        return [(self[f"{one}_level"], self[f"{one}_strength"], self[f"{one}_need"]) for one in self.domains]

    def rows(self) -> dict[str, Any]:
        given = self.cleaned_data
        return {one: {part: given[f"{one}_{part}"] for part in ("level", "strength", "need")} for one in self.domains}

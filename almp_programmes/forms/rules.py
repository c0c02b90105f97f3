"""A rule set as rows that a person edits: each a condition or a group, indented into the group above it.

Works without script: every row is a form of its own, and the rows read from top to bottom are the tree.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal, InvalidOperation
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.rules import OPERATORS, Fact, Kind, Problem, Role, facts
from core.rules.trees import DEEPEST, GROUPS, OPERATORS_OF, Path
from core.widgets import DateInput, WonField

SPARE_ROWS = 2
BETWEEN = "; "  # several choices: their labels hold commas
GROUP_LABELS = {
    "all": gettext_lazy("묶음: 아래를 모두"),
    "any": gettext_lazy("묶음: 아래 가운데 하나라도"),
    "not": gettext_lazy("묶음: 아래가 아닐 때"),
}
ROLE_LABELS = {
    Role.REQUIREMENT: gettext_lazy("필수: 맞아야 해요"),
    Role.EXCLUSION: gettext_lazy("제외: 맞으면 안 돼요"),
    Role.PRIORITY: gettext_lazy("우선: 맞으면 먼저 뽑아요"),
}
YES, NO = ("예", "yes", "true", "1"), ("아니요", "no", "false", "0")


def _whats() -> list[Any]:
    return [
        ("", _("비워 둠")),
        (_("묶음"), [(op, str(label)) for op, label in GROUP_LABELS.items()]),
        (_("조건"), [(key, str(fact.label)) for key, fact in facts().items()]),
    ]


def _ops() -> list[tuple[str, str]]:
    words = {op: str(label) % {"value": "…"} for op, label in OPERATORS.items()}
    return [("", "–"), *(words | {"is": _("예·아니요")}).items()]


class RowForm(forms.Form):
    level = forms.TypedChoiceField(
        label=gettext_lazy("들여쓰기"), choices=[(n, str(n)) for n in range(DEEPEST)], coerce=int, required=False,
        empty_value=0,
    )  # fmt: skip
    what = forms.ChoiceField(label=gettext_lazy("무엇을 보나요"), choices=_whats, required=False)
    op = forms.ChoiceField(label=gettext_lazy("비교"), choices=_ops, required=False)
    value = forms.CharField(label=gettext_lazy("견줄 값"), required=False, max_length=300)
    role = forms.ChoiceField(
        label=gettext_lazy("쓰임"), choices=[(str(role), label) for role, label in ROLE_LABELS.items()], required=False
    )
    why_ko = forms.CharField(label=gettext_lazy("까닭(한국어)"), required=False, max_length=300)
    why_en = forms.CharField(label=gettext_lazy("까닭(영어)"), required=False, max_length=300)
    law = forms.CharField(label=gettext_lazy("법 조문"), required=False, max_length=200)
    proof_ko = forms.CharField(label=gettext_lazy("확인하는 서류(한국어)"), required=False, max_length=100)
    proof_en = forms.CharField(label=gettext_lazy("확인하는 서류(영어)"), required=False, max_length=100)
    key = forms.CharField(required=False, widget=forms.HiddenInput, max_length=60)

    @property
    def hint(self) -> str:
        """What the value may be."""
        fact = facts().get(self["what"].value() or "")
        if fact is None:
            return ""
        if fact.kind in (Kind.CHOICE, Kind.SET):
            return BETWEEN.join(str(label) for _code, label in fact.choices())
        if fact.kind == Kind.BOOLEAN:
            return _("예 또는 아니요")
        return str(_("금액(원)") if fact.unit == "won" else fact.unit)

    def node(self, number: int) -> dict[str, Any]:
        said = self.cleaned_data
        if said["what"] in GROUPS:
            return {said["what"]: []}
        fact = facts()[said["what"]]
        return {
            "key": said["key"] or f"{fact.key}_{number}",
            "fact": fact.key,
            "op": said["op"] or OPERATORS_OF[fact.kind][0],
            "value": value_read(fact, said["value"]),
            "as": said["role"] or str(Role.REQUIREMENT),
            "why": {"ko": said["why_ko"], "en": said["why_en"]},
            "law": said["law"],
            "proof": {"ko": said["proof_ko"], "en": said["proof_en"]},
        }


def value_read(fact: Fact, text: str) -> Any:
    """What was typed as a rule's value; what cannot be understood stays text, and the rule is refused there."""
    text = text.strip()
    if fact.kind == Kind.BOOLEAN:
        return True if text.lower() in YES else False if text.lower() in NO else text
    if fact.kind in (Kind.CHOICE, Kind.SET):
        known = {str(label): code for code, label in fact.choices()}
        return [known.get(one.strip(), one.strip()) for one in text.split(BETWEEN.strip()) if one.strip()]
    if fact.kind == Kind.DATE:
        return text
    try:
        number = WonField(max_value=10**12).clean(text) if fact.unit == "won" else Decimal(text.replace(",", ""))
    except (ValidationError, InvalidOperation):
        return text
    return text if number is None else int(number) if number == int(number) else float(number)


def value_written(fact: Fact, value: Any) -> str:
    if fact.kind == Kind.BOOLEAN:
        return _("예") if value else _("아니요")
    if isinstance(value, list | tuple):
        labels: dict[str, str | Promise] = dict(fact.choices())
        return BETWEEN.join(str(labels.get(code, code)) for code in value)
    return str(value)


class BaseRows(forms.BaseFormSet):  # type: ignore[type-arg]
    def filled(self) -> list[tuple[int, RowForm]]:
        return [(at, form) for at, form in enumerate(self.forms) if form.cleaned_data.get("what")]

    def tree(self) -> tuple[dict[str, Any], dict[Path, int]]:
        """The rule, and at which row each of its nodes stands."""
        root: list[Any] = []
        open_groups: list[tuple[int, list[Any], Path]] = [(-1, root, ())]
        places: dict[Path, int] = {}
        for at, form in self.filled():
            level = form.cleaned_data["level"] or 0
            while open_groups[-1][0] >= level:
                open_groups.pop()
            _level, inside, path = open_groups[-1]
            node, here = form.node(at + 1), (*path, len(inside))
            places[here] = at
            inside.append(node)
            open_groups.extend((level, node[op], here) for op in GROUPS if op in node)
        return {"all": root}, places

    def mark(self, problems: Sequence[Problem], places: Mapping[Path, int]) -> None:
        """Each problem at its row; what belongs to none stands above all."""
        names = {"fact": "what", "as": "role", "why": "why_ko", "proof": "proof_ko"}
        for one in problems:
            at = places.get(one.path)
            if at is None:
                self.non_form_errors().append(one.message)
            else:
                name = names.get(one.name, one.name)
                form = self.forms[at]
                form.add_error(name if name in form.fields and name != "key" else "what", one.message)


RowSet = forms.formset_factory(RowForm, formset=BaseRows, extra=SPARE_ROWS, max_num=80, absolute_max=80)


class RuleSetForm(forms.Form):
    valid_from = forms.DateField(
        label=gettext_lazy("시행일"), widget=DateInput,
        error_messages={"required": gettext_lazy("언제부터 시행하는지 적어 주세요.")},
    )  # fmt: skip
    why = forms.CharField(
        label=gettext_lazy("고치는 까닭"), max_length=300,
        error_messages={"required": gettext_lazy("왜 고치는지 적어 주세요. 승인하는 사람이 읽어요.")},
    )  # fmt: skip


def rows_of(rules: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The rows that say what a rule says, as the form's initial values."""
    return [row for node in rules["all"] for row in _rows(node, 0)]


def _rows(node: Mapping[str, Any], level: int) -> Iterator[dict[str, Any]]:
    op = next((op for op in GROUPS if op in node), "")
    if op:
        yield {"level": level, "what": op}
        children = [node[op]] if isinstance(node[op], Mapping) else node[op]
        for child in children:
            yield from _rows(child, level + 1)
        return
    fact, why, proof = facts()[node["fact"]], node.get("why", {}), node.get("proof", {})
    yield {
        "level": level, "what": node["fact"], "op": node["op"], "value": value_written(fact, node["value"]),
        "role": node.get("as", str(Role.REQUIREMENT)), "why_ko": why.get("ko", ""), "why_en": why.get("en", ""),
        "law": node.get("law", ""), "proof_ko": proof.get("ko", ""), "proof_en": proof.get("en", ""),
        "key": node["key"],
    }  # fmt: skip


def next_month(today: dt.date) -> dt.date:
    return (today.replace(day=1) + dt.timedelta(days=32)).replace(day=1)

"""A condition in words, in the reader's language: 나이 15세 이상."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core import display
from core.rules.facts import Fact, Kind, fact_of
from core.rules.trees import Condition

OPERATORS = {
    ">=": gettext_lazy("%(value)s 이상"),
    "<=": gettext_lazy("%(value)s 이하"),
    ">": gettext_lazy("%(value)s 초과"),
    "<": gettext_lazy("%(value)s 미만"),
    "=": gettext_lazy("%(value)s 같음"),
    "!=": gettext_lazy("%(value)s 아님"),
    "in": gettext_lazy("%(value)s 가운데 하나"),
    "not_in": gettext_lazy("%(value)s 아닌 것"),
    "is": gettext_lazy("%(value)s"),
    "any_of": gettext_lazy("%(value)s 가운데 하나라도"),
    "all_of": gettext_lazy("%(value)s 모두"),
    "none_of": gettext_lazy("%(value)s 모두 없음"),
}


ONE = {
    "in": "is",
    "any_of": "is",
    "all_of": "is",
    "not_in": "!=",
    "none_of": "!=",
}  # of a single value one says no "one of"


def value_text(fact: Fact, value: Any) -> str:
    if value is None:
        return ""
    if fact.kind == Kind.BOOLEAN:
        return _("예") if value else _("아니요")
    if fact.kind in (Kind.CHOICE, Kind.SET):
        codes = [value] if isinstance(value, str) else value
        labels = dict(fact.choices()) or fact.names(codes)
        return ", ".join(str(labels.get(code, code)) for code in codes)
    if fact.kind == Kind.DATE:
        return display.date(value)
    if fact.unit == "won":
        return display.won(int(value))
    between = " " if display.english() and fact.unit not in ("", "%") else ""
    return f"{display.num(round(value))}{between}{fact.unit}"


def says(condition: Condition) -> str:
    fact = fact_of(condition.fact)
    between = " " if fact.kind in (Kind.NUMBER, Kind.DATE) else ": "
    single = isinstance(condition.value, tuple) and len(condition.value) == 1
    op = ONE.get(condition.op, condition.op) if single else condition.op
    return f"{fact.label}{between}{OPERATORS[op] % {'value': value_text(fact, condition.value)}}"

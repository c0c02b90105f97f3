"""A rule as written: JSON to a tree, refused with the place marked where it cannot be read."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from typing import Any

from django.utils.translation import gettext as _

from core.errors import RuleBroken
from core.models import pick
from core.rules.facts import Fact, Kind, facts

MOST_CONDITIONS = 60  # a bit each in a 64-bit mask
DEEPEST = 6
GROUPS = ("all", "any", "not")
ORDERED = (">=", "<=", ">", "<", "=", "!=")
OPERATORS_OF = {
    Kind.NUMBER: ORDERED,
    Kind.DATE: ORDERED,
    Kind.CHOICE: ("in", "not_in"),
    Kind.BOOLEAN: ("is",),
    Kind.SET: ("any_of", "all_of", "none_of"),
}
Path = tuple[int, ...]  # which child of which child, from the root


class Role(StrEnum):
    """A requirement must hold, an exclusion must not, a priority only orders those who may enter."""

    REQUIREMENT = "requirement"
    EXCLUSION = "exclusion"
    PRIORITY = "priority"


@dataclass(frozen=True, slots=True)
class Condition:
    key: str
    fact: str
    op: str
    value: Any
    role: Role
    reason_ko: str
    reason_en: str
    law: str = ""
    proof_ko: str = ""
    proof_en: str = ""

    @property
    def reason(self) -> str:
        return pick(self.reason_ko, self.reason_en)

    @property
    def proof(self) -> str:
        return pick(self.proof_ko, self.proof_en)


@dataclass(frozen=True, slots=True)
class Group:
    op: str
    children: tuple[Node, ...]


Node = Condition | Group


@dataclass(frozen=True, slots=True)
class Rule:
    """`conditions` in the order of the tree: the first is bit 0 of a mask."""

    root: Group
    conditions: tuple[Condition, ...]

    @property
    def facts(self) -> list[str]:
        return list(dict.fromkeys(one.fact for one in self.conditions))


@dataclass(frozen=True, slots=True)
class Problem:
    path: Path
    message: str
    name: str = ""  # which part of the condition


class RuleRefused(RuleBroken):
    """A rule set that cannot be used: `problems` say where and why."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__(problems[0].message)
        self.problems = problems


@dataclass(slots=True)
class _Reading:
    problems: list[Problem] = field(default_factory=list)
    keys: set[str] = field(default_factory=set)

    def refuse(self, path: Path, message: str, name: str = "") -> None:
        self.problems.append(Problem(path, message, name))

    def node(self, data: Any, path: Path) -> Node | None:
        if not isinstance(data, Mapping):
            self.refuse(path, _("조건이나 묶음으로 읽을 수 없어요."))
            return None
        named = [op for op in GROUPS if op in data]
        return self.group(data, named[0], path) if named else self.condition(data, path)

    def group(self, data: Mapping[str, Any], op: str, path: Path) -> Group | None:
        inside = [data[op]] if op == "not" and isinstance(data[op], Mapping) else data[op]
        if len(data) > 1 or not isinstance(inside, list):
            self.refuse(path, _("묶음은 ‘모두’, ‘하나라도’, ‘아님’ 가운데 하나와 그 안의 조건으로 적어 주세요."))
        elif not inside:
            self.refuse(path, _("묶음 안에 조건을 하나 이상 넣어 주세요."))
        elif op == "not" and len(inside) != 1:
            self.refuse(path, _("‘아님’ 안에는 조건이나 묶음을 하나만 넣어 주세요."))
        elif len(path) >= DEEPEST:
            self.refuse(path, _("묶음은 %(most)s겹까지 넣을 수 있어요.") % {"most": DEEPEST})
        else:
            found = [self.node(child, (*path, at)) for at, child in enumerate(inside)]
            return Group(op, tuple(one for one in found if one is not None))
        return None

    def condition(self, data: Mapping[str, Any], path: Path) -> Condition | None:
        before = len(self.problems)
        fact = facts().get(str(data.get("fact", "")))
        if fact is None:
            self.refuse(path, _("무엇을 보는 조건인지 골라 주세요."), "fact")
            return None
        key, op = str(data.get("key") or ""), data.get("op")
        if not key or key in self.keys:
            self.refuse(path, _("조건의 이름표는 비우거나 겹칠 수 없어요."), "key")
        self.keys.add(key)
        value = self._value(fact, op, data.get("value"), path)
        role = data.get("as", Role.REQUIREMENT)
        if role not in list(Role):
            self.refuse(path, _("필수, 제외, 우선 가운데 하나를 골라 주세요."), "as")
        elif role == Role.PRIORITY and len(path) > 1:
            self.refuse(path, _("우선 조건은 묶음 밖에 적어 주세요."), "as")
        why, proof = self._words(data, "why", path), self._words(data, "proof", path)
        if not all(why):
            self.refuse(path, _("까닭을 한국어와 영어로 적어 주세요."), "why")
        if len(self.problems) > before:
            return None
        return Condition(key, fact.key, str(op), value, Role(role), *why, str(data.get("law") or ""), *proof)

    def _words(self, data: Mapping[str, Any], name: str, path: Path) -> tuple[str, str]:
        said = data.get(name) or {}
        if not isinstance(said, Mapping):
            self.refuse(path, _("한국어와 영어를 나누어 적어 주세요."), name)
            return "", ""
        return str(said.get("ko") or "").strip(), str(said.get("en") or "").strip()

    def _value(self, fact: Fact, op: Any, value: Any, path: Path) -> Any:
        if op not in OPERATORS_OF[fact.kind]:
            self.refuse(path, _("‘%(fact)s’에는 쓸 수 없는 비교예요.") % {"fact": fact.label}, "op")
            return None
        try:
            return _READ[fact.kind](fact, value)
        except (ValueError, TypeError, InvalidOperation):
            self.refuse(path, _("‘%(fact)s’에 맞는 값을 적어 주세요.") % {"fact": fact.label}, "value")
            return None


def _number(fact: Fact, value: Any) -> int | Decimal:
    if isinstance(value, bool) or not isinstance(value, int | float | str | Decimal):
        raise TypeError
    number = Decimal(str(value))
    if not number.is_finite() or abs(number) >= 10**15 or (fact.whole and number != int(number)):
        raise ValueError
    return int(number) if number == int(number) else number


def _codes(fact: Fact, value: Any) -> tuple[str, ...]:
    if not isinstance(value, list | tuple) or not value or not all(isinstance(one, str) for one in value):
        raise TypeError
    known = {code for code, _label in fact.choices()}
    if known and not set(value) <= known:
        raise ValueError
    return tuple(sorted(set(value)))


def _flag(_fact: Fact, value: Any) -> bool:
    if not isinstance(value, bool):
        raise TypeError
    return value


def _day(_fact: Fact, value: Any) -> dt.date:
    return value if isinstance(value, dt.date) else dt.date.fromisoformat(value)


_READ = {
    Kind.NUMBER: _number,
    Kind.CHOICE: _codes,
    Kind.SET: _codes,
    Kind.BOOLEAN: _flag,
    Kind.DATE: _day,
}


def conditions_in(node: Node) -> Iterator[Condition]:
    if isinstance(node, Condition):
        yield node
    else:
        for child in node.children:
            yield from conditions_in(child)


def parse(data: Any) -> Rule:
    """Read a rule, or raise `RuleRefused` with every place that cannot be read."""
    reading = _Reading()
    root: Node | None = None
    if not isinstance(data, Mapping) or set(data) != {"all"}:
        reading.refuse((), _("규칙은 ‘모두’ 묶음 하나로 시작해야 해요."))
    else:
        root = reading.node(data, ())
    if isinstance(root, Group) and not reading.problems:
        found = tuple(conditions_in(root))
        if len(found) > MOST_CONDITIONS:
            reading.refuse((), _("조건은 %(most)s개까지 넣을 수 있어요.") % {"most": MOST_CONDITIONS})
        if all(one.role == Role.PRIORITY for one in found):
            reading.refuse((), _("우선 조건 말고도 누구를 위한 것인지 조건을 하나 이상 적어 주세요."))
    if reading.problems or not isinstance(root, Group):
        raise RuleRefused(reading.problems)
    return Rule(root, found)

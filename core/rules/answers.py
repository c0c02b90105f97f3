"""A rule answered for one person, in Python: yes, no or unknown, and which conditions made it so."""

from __future__ import annotations

import operator
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from core.rules.trees import Condition, Node, Role, Rule

Truth = bool | None

_COMPARE: dict[str, Callable[[Any, Any], bool]] = {
    ">=": operator.ge,
    "<=": operator.le,
    ">": operator.gt,
    "<": operator.lt,
    "=": operator.eq,
    "!=": operator.ne,
    "is": operator.is_,
    "in": lambda held, asked: held in asked,
    "not_in": lambda held, asked: held not in asked,
    "any_of": lambda held, asked: not set(asked).isdisjoint(held),
    "all_of": lambda held, asked: set(asked).issubset(held),
    "none_of": lambda held, asked: set(asked).isdisjoint(held),
}


@dataclass(frozen=True, slots=True)
class Answer:
    """`held` tells for each condition whether it speaks for the person; an exclusion does where it is not so."""

    rule: Rule
    verdict: Truth
    held: Mapping[str, Truth]

    @property
    def failed(self) -> int:
        return self._mask(False)

    @property
    def unknown(self) -> int:
        return self._mask(None)

    def _mask(self, truth: Truth) -> int:
        return sum(1 << bit for bit, one in enumerate(self.rule.conditions) if self.held[one.key] is truth)

    @property
    def priorities(self) -> list[Condition]:
        return [one for one in self.rule.conditions if one.role == Role.PRIORITY and self.held[one.key]]

    @property
    def deciding(self) -> list[Condition]:
        """The conditions that made the answer what it is: all met, the ones that fail, or the ones not known."""
        return list(_deciding(self.rule.root, self.held))

    @property
    def missing(self) -> list[str]:
        """The facts that would settle an unknown answer."""
        return list(dict.fromkeys(one.fact for one in self.deciding)) if self.verdict is None else []


def decide(rule: Rule, values: Mapping[str, Any]) -> Answer:
    held = {one.key: _holds(one, values.get(one.fact)) for one in rule.conditions}
    return Answer(rule, _truth(rule.root, held), held)


def _holds(condition: Condition, value: Any) -> Truth:
    if value is None:
        return None
    found = _COMPARE[condition.op](value, condition.value)
    return found is not (condition.role == Role.EXCLUSION)


def counted(children: tuple[Node, ...]) -> list[Node]:
    """Priorities order people; they do not decide."""
    return [one for one in children if not (isinstance(one, Condition) and one.role == Role.PRIORITY)]


def _truth(node: Node, held: Mapping[str, Truth]) -> Truth:
    if isinstance(node, Condition):
        return held[node.key]
    found = [_truth(child, held) for child in counted(node.children)]
    if node.op == "not":
        return None if found[0] is None else not found[0]
    settles = node.op == "any"
    if settles in found:
        return settles
    return None if None in found else not settles


def _deciding(node: Node, held: Mapping[str, Truth]) -> Iterator[Condition]:
    if isinstance(node, Condition):
        yield node
        return
    truth, children = _truth(node, held), counted(node.children)
    for child in children:
        if node.op == "not" or _truth(child, held) is truth:
            yield from _deciding(child, held)

"""Rules that contradict themselves: no person, whatever they are, could be answered yes.

The tree is read as alternatives (a disjunctive normal form), each a list of demands a fact. An `all` whose demands
exclude each other, or an alternative that can never hold beside what stands before it, is refused where it stands.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from core.rules.answers import counted
from core.rules.facts import Fact, Kind, fact_of
from core.rules.trees import Condition, Node, Path, Problem, Role, Rule, RuleRefused, parse
from core.rules.wording import says

MOST_ALTERNATIVES = 512  # beyond, a rule is taken as it is
Demand = tuple[str, Any]  # operator, value
Case = dict[str, tuple[tuple[Demand, Condition], ...]]  # a fact's demands, with the conditions that make them
_NEGATED = {
    ">=": "<", "<": ">=", ">": "<=", "<=": ">", "=": "!=", "!=": "=", "in": "not_in", "not_in": "in",
    "any_of": "none_of", "none_of": "any_of", "all_of": "not_all", "not_all": "all_of",
}  # fmt: skip


def check(rule: Rule) -> list[Problem]:
    """Where the rule contradicts itself; empty where it does not."""
    work = Checking()
    work.narrow(rule.root, (), False, [{}])
    return work.problems


def read(data: Any) -> Rule:
    """The rule, or `RuleRefused` with every place that cannot be read or contradicts another."""
    rule = parse(data)
    problems = check(rule)
    if problems:
        raise RuleRefused(problems)
    return rule


@dataclass(slots=True)
class Checking:
    """Walks a rule; what is left of the cases at its end are those in which somebody is answered yes."""

    problems: list[Problem] = field(default_factory=list)

    def narrow(self, node: Node, path: Path, negated: bool, cases: list[Case]) -> list[Case]:
        """The cases that are left when the node must hold (or must not)."""
        if isinstance(node, Condition):
            left = _with(cases, node, negated)
            if cases and not left:
                self.problems.append(Problem(path, _conflict(node, cases)))
            return left
        if node.op == "not":
            return self.narrow(node.children[0], (*path, 0), not negated, cases)
        if (node.op == "all") is not negated:
            return self._every(node.children, path, negated, cases)
        return self._some(node.children, path, negated, cases)

    def _every(self, children: tuple[Node, ...], path: Path, negated: bool, cases: list[Case]) -> list[Case]:
        for at, child in enumerate(children):
            if counted((child,)):
                cases = self.narrow(child, (*path, at), negated, cases)
            if not cases:
                break
        return cases

    def _some(self, children: tuple[Node, ...], path: Path, negated: bool, cases: list[Case]) -> list[Case]:
        """An alternative written out must be able to hold; one that a `not` makes may fall away."""
        before, found = len(self.problems), []
        for at, child in enumerate(children):
            found += self.narrow(child, (*path, at), negated, cases)
        if len(found) > MOST_ALTERNATIVES:
            return cases  # fewer demands than there are: nothing is refused wrongly
        if negated and found:
            del self.problems[before:]
        return found


def _with(cases: list[Case], condition: Condition, negated: bool) -> list[Case]:
    fact = fact_of(condition.fact)
    demand = (condition.op, condition.value)
    if negated is not (condition.role == Role.EXCLUSION):
        demand = ("is", not condition.value) if condition.op == "is" else (_NEGATED[condition.op], condition.value)
    found = []
    for case in cases:
        demands = (*case.get(fact.key, ()), (demand, condition))
        if _possible(fact, [one for one, _by in demands]):
            found.append({**case, fact.key: demands})
    return found


def _conflict(condition: Condition, cases: list[Case]) -> str:
    """Names the earlier condition that cannot hold beside this one, where there is one."""
    earlier = next((by for case in cases for _demand, by in case.get(condition.fact, ())), None)
    if earlier is None:
        return _("‘%(this)s’ 조건은 누구에게도 맞을 수 없어요.") % {"this": says(condition)}
    return _("‘%(this)s’ 조건은 ‘%(other)s’ 조건과 함께 맞을 수 없어요.") % {
        "this": says(condition),
        "other": says(earlier),
    }


def _possible(fact: Fact, demands: list[Demand]) -> bool:
    if fact.kind in (Kind.NUMBER, Kind.DATE):
        return _in_order(fact, demands)
    if fact.kind == Kind.SET:
        return _set_possible(demands)
    left: set[Any] = {True, False} if fact.kind == Kind.BOOLEAN else {code for code, _label in fact.choices()}
    for op, value in demands:
        asked = {value} if op == "is" else set(value)
        left = left - asked if op == "not_in" else left & asked
    return bool(left)


def _in_order(fact: Fact, demands: list[Demand]) -> bool:
    """Is there a value? Whole numbers have none between 34 and 35."""
    step = 1 if fact.kind == Kind.NUMBER and fact.whole else 0
    low, high = (fact.low, False), (fact.high, False)  # the bound, and whether it is itself left out
    banned = {value for op, value in demands if op == "!="}
    for op, value in demands:
        if op in (">", ">=", "="):
            low = _tighter(low, _bound(value, op == ">", step), max)
        if op in ("<", "<=", "="):
            high = _tighter(high, _bound(value, op == "<", -step), min)
    if low[0] is None or high[0] is None:
        return True
    if step:
        return any(value not in banned for value in range(low[0], min(high[0], low[0] + len(banned)) + 1))
    return low[0] < high[0] or (low[0] == high[0] and not (low[1] or high[1]) and low[0] not in banned)


def _bound(value: Any, left_out: bool, step: int) -> tuple[Any, bool]:
    return (value + step, False) if left_out and step else (value, left_out)


def _tighter(old: tuple[Any, bool], new: tuple[Any, bool], choose: Any) -> tuple[Any, bool]:
    if old[0] is None or (new[0] != old[0] and choose(old[0], new[0]) == new[0]):
        return new
    return (old[0], old[1] or new[1]) if new[0] == old[0] else old


def _set_possible(demands: Iterable[Demand]) -> bool:
    demands = list(demands)
    must = {code for op, codes in demands if op == "all_of" for code in codes}
    never = {code for op, codes in demands if op == "none_of" for code in codes}
    return (
        must.isdisjoint(never)
        and not any(op == "any_of" and set(codes) <= never for op, codes in demands)
        and not any(op == "not_all" and set(codes) <= must for op, codes in demands)
    )

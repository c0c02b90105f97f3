"""The same rules against everybody at once: one query, three layers, each value worked out once.

The innermost reads the facts, the middle one each different condition, the outer one each rule's answer. `OFFSET 0`
keeps the planner from folding the layers into one, which would work out every fact at each of its uses. Values go as
parameters; only names made here and the registered SQL are part of the text.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from core.rules.answers import counted
from core.rules.facts import Kind, base, fact_of, sources_for
from core.rules.trees import Condition, Node, Role, Rule

_SQL = {
    "is": "{held} = {asked}",
    "in": "{held} = ANY({asked}::text[])",
    "not_in": "{held} <> ALL({asked}::text[])",
    "any_of": "{held} && {asked}::text[]",
    "all_of": "{held} @> {asked}::text[]",
    "none_of": "NOT {held} && {asked}::text[]",
    "!=": "{held} <> {asked}",
}


@dataclass(frozen=True, slots=True)
class Query:
    """Rows of `id`, the facts asked for under their keys, and for each rule `r0`, `r1` … true, false or null;
    with masks also `r0_failed` and `r0_unknown`."""

    sql: str
    params: dict[str, Any]
    columns: dict[str, str]  # a rule's name → its column


@dataclass(slots=True)
class _Compiling:
    params: dict[str, Any]
    conditions: dict[tuple[str, str, Any], str] = field(default_factory=dict)
    columns: list[str] = field(default_factory=list)

    def condition(self, one: Condition) -> str:
        """The column of the condition, the same for rules that ask the same."""
        asked = (one.fact, one.op, one.value)
        if asked not in self.conditions:
            name = f"c{len(self.conditions)}"
            self.params[name] = list(one.value) if isinstance(one.value, tuple) else one.value
            sql = _SQL.get(one.op, f"{{held}} {one.op} {{asked}}")
            self.columns.append(f"{sql.format(held=_column(one.fact), asked=f'%({name})s')} AS {name}")
            self.conditions[asked] = name
        return self.conditions[asked]

    def held(self, one: Condition) -> str:
        column = self.condition(one)
        return f"(NOT {column})" if one.role == Role.EXCLUSION else column

    def truth(self, node: Node) -> str:
        if isinstance(node, Condition):
            return self.held(node)
        found = [self.truth(child) for child in counted(node.children)]
        if node.op == "not":
            return f"(NOT {found[0]})"
        return f"({(' AND ' if node.op == 'all' else ' OR ').join(found)})"

    def mask(self, rule: Rule, is_what: str) -> str:
        bits = [f"({self.held(one)} IS {is_what})::int::bigint << {bit}" for bit, one in enumerate(rule.conditions)]
        return f"({' | '.join(f'({bit})' for bit in bits)})"


def _column(key: str) -> str:
    return f'"{key}"'


def compile_rules(
    rules: Mapping[str, Rule],
    *,
    on: dt.date,
    shown: Sequence[str] = (),
    where: str = "",
    params: Mapping[str, Any] | None = None,
    masks: bool = False,
) -> Query:
    """`shown` names facts to return; `where` narrows whom it is asked about, with `params` of its own."""
    work = _Compiling({"on": on, **(params or {})})
    answers: list[str] = []
    columns = {name: f"r{at}" for at, name in enumerate(rules)}
    for name, rule in rules.items():
        answers.append(f"{work.truth(rule.root)} AS {columns[name]}")
        if masks:
            answers.append(f"{work.mask(rule, 'FALSE')} AS {columns[name]}_failed")
            answers.append(f"{work.mask(rule, 'NULL')} AS {columns[name]}_unknown")
    keys = list(dict.fromkeys([*shown, *(key for rule in rules.values() for key in rule.facts)]))
    who, names = base(), [_column(key) for key in shown]
    reading = ", ".join([f"{who.key} AS id", *(f"{_typed(key)} AS {_column(key)}" for key in keys)])
    joined = " ".join([who.sql, *(source.sql for source in sources_for(keys))])
    whom = " AND ".join(f"({one})" for one in (who.where, where) if one)
    sql = (
        f"SELECT {', '.join(['id', *names, *answers])} FROM ("  # noqa: S608 - names made here and registered SQL
        f"SELECT {', '.join(['id', *names, *work.columns])} FROM ("
        f"SELECT {reading} FROM {joined} WHERE {whom or 'TRUE'} OFFSET 0) AS facts OFFSET 0) AS conditions"
    )
    return Query(sql, work.params, columns)


def _typed(key: str) -> str:
    fact = fact_of(key)
    return f"({fact.sql})::text[]" if fact.kind == Kind.SET else f"({fact.sql})"

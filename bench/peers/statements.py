"""Statements prepared once with numbered parameters, the weights of the score written in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from matching.engine.score import PAY_GOOD
from matching.engine.weights import CURRENT

WEIGHTED = ("skills", "occupation", "text", "distance", "pay", "hours", "contract", "market")
UNKNOWN = ("unknown_skills", "unknown_distance", "unknown_pay", "unknown_hours", "unknown_contract")


@dataclass(frozen=True)
class Statement:
    """`text` with its parameters in braces; `arguments` are their types, `settings` what the session sets for it."""

    name: str
    text: str
    arguments: Mapping[str, str]
    settings: Sequence[str]

    def prepare(self, cursor: Any) -> None:
        numbers = {f"{name}_weight": getattr(CURRENT, name) for name in WEIGHTED}
        numbers |= {name: getattr(CURRENT, name) for name in UNKNOWN} | {"pay_good": PAY_GOOD - 1}
        numbered = {name: f"${at + 1}" for at, name in enumerate(self.arguments)}
        for setting in self.settings:
            cursor.execute(f"SET {setting}")
        kinds = ", ".join(self.arguments.values())
        cursor.execute(f"PREPARE {self.name} ({kinds}) AS {self.text.format(**numbers, **numbered)}")

    def ask(self, cursor: Any, values: Mapping[str, Any]) -> list[tuple[Any, ...]]:
        cursor.execute(self._call(), values)
        return cursor.fetchall()

    def plan(self, cursor: Any, values: Mapping[str, Any]) -> list[str]:
        """As it ran, with the long constants cut."""
        cursor.execute(f"EXPLAIN (ANALYZE, COSTS OFF, BUFFERS OFF) {self._call()}", values)
        return [line[:WIDTH] for (line,) in cursor.fetchall()]

    def _call(self) -> str:
        return f"EXECUTE {self.name} ({', '.join(f'%({name})s' for name in self.arguments)})"


WIDTH = 150

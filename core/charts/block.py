"""A block of a ministry page: a finding in a sentence, a picture, its table, its unit and its source."""

from __future__ import annotations

from dataclasses import dataclass, field

from markupsafe import Markup

Cell = str | int | float


@dataclass(frozen=True)
class Block:
    finding: str
    measure: str
    chart: Markup
    source: str
    head: list[str]
    rows: list[list[Cell]] = field(default_factory=list)

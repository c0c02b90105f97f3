"""Levels on a short scale, then and now: where each stood at first (a ring) and stands today (a dot)."""

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from core.charts import drawing as d


@dataclass(frozen=True)
class Level:
    name: str
    now: int
    before: int | None = None


def levels(rows: Sequence[Level], *, top: int, ends: tuple[str, str], label: str) -> Markup:
    """A line for each row on a scale from 1 to `top`, whose ends are named."""
    if not rows:
        raise ValueError("A chart of levels needs at least one row.")
    return d.both(*(_levels(rows, top, ends, label, width) for width in (d.WIDE, d.NARROW)))


def _levels(rows: Sequence[Level], top: int, ends: tuple[str, str], label: str, width: int) -> Markup:
    left = int(min(max(d.text_width(row.name, d.FONT) for row in rows) + 20, width * 0.4))
    head, line = 30, 34
    foot = head + line * len(rows)

    def x(level: int) -> float:
        return left + (width - left - 12) * (level - 1) / (top - 1)

    parts: list[str] = [
        d.word_at(d.fitted(ends[0], (width - left) / 2), left - 6, 16),
        d.word_at(d.fitted(ends[1], (width - left) / 2), width, 16, anchor="end"),
    ]
    parts += [d.rule((x(level), x(level)), (head - 6, foot)) for level in range(1, top + 1)]
    for i, row in enumerate(rows):
        y = head + line * i + line / 2
        parts.append(d.word_at(d.fitted(row.name, left - 16), 0, y + 5, class_="ink"))
        if row.before is not None and row.before != row.now:
            parts.append(d.rule((x(row.before), x(row.now)), (y, y), d.INTERVAL, stroke_width=4))
            parts.append(d.el("circle", cx=x(row.before), cy=y, r=6, fill="#ffffff", stroke=d.NAVY, stroke_width=2))
        parts.append(d.el("circle", cx=x(row.now), cy=y, r=7, fill=d.NAVY))
    return d.svg(d.Size(width, foot + 6, left, 0), parts, label)

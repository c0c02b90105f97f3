"""Change over time: one chart with up to five lines, or many small ones on a shared axis."""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from markupsafe import Markup

from core.charts import drawing as d

Scale = Callable[[float], float]


@dataclass(frozen=True)
class Point:
    """One moment of a series. `low` and `high` bound its interval; None as value leaves a gap."""

    label: str
    value: float | None
    low: float | None = None
    high: float | None = None
    provisional: bool = False


@dataclass(frozen=True)
class Series:
    name: str
    points: Sequence[Point]
    note: str = ""

    def last(self) -> tuple[int, float]:
        return next((i, p.value) for i, p in reversed(list(enumerate(self.points))) if p.value is not None)


def line_series(
    series: Sequence[Series],
    *,
    label: str,
    unit: str = "%",
    target: d.Target | None = None,
    low: float | None = None,
    high: float | None = None,
    places: int = 1,
) -> Markup:
    """One to five lines with labels at their ends, an interval band for a single line, a dashed part for provisional
    points and a dashed target. `low` and `high` widen the axis. Raises ValueError without values or beyond five lines.
    """
    if not 1 <= len(series) <= len(d.SERIES):
        raise ValueError("A line chart holds one to five lines.")
    ends = _extent(series, target)
    axis = d.ticks(min(ends) if low is None else low, max(ends) if high is None else high)
    said = [_end_words(one, unit, places, many=len(series) > 1) for one in series]
    widest = max(d.text_width(word, d.FONT + 1) for word in [*said, *([target.words] if target else [])])
    left = int(max(d.text_width(_tick(tick, axis), d.FONT) for tick in axis)) + 12
    drawings = [
        _lines(
            series,
            said,
            size=d.Size(width, height, left, int(min(widest + 16, width * 0.42))),
            axis=axis,
            label=label,
            target=target,
        )
        for width, height in ((d.WIDE, 340), (d.NARROW, 260))
    ]
    return d.both(*drawings)


def multiples(panels: Sequence[Series], *, label: str, unit: str = "%", places: int = 1) -> Markup:
    """Many programmes side by side on one shared axis. `Series.note` is written under its panel; `label` comes
    before each panel's own name, start and end for screen readers.
    """
    ends = _extent(panels, None)
    axis = d.ticks(min(ends), max(ends), 3)
    left = int(max(d.text_width(_tick(tick, axis), d.FONT) for tick in axis)) + 12
    cells = []
    for one in panels:
        said = _end_words(one, unit, places, many=False)
        first = next(point.value for point in one.points if point.value is not None)
        course = f"{one.points[0].label} {d.written(first, places)}{unit} → {one.points[-1].label} {said}"
        size = d.Size(330, 150, left, int(d.text_width(said, d.FONT + 1)) + 16)
        drawing = _lines([one], [said], size=size, axis=axis, label=f"{label}: {one.name}, {course}", target=None)
        note = d.el("p", one.note, class_="p-cap") if one.note else ""
        cells.append(
            d.el("div", d.join([d.el("p", one.name, class_="p-b"), d.el("div", drawing, class_="p-svg"), note]))
        )
    return d.el("div", d.join(cells), class_="p-multi")


def _extent(series: Sequence[Series], target: d.Target | None) -> list[float]:
    values = [v for one in series for p in one.points for v in (p.value, p.low, p.high) if v is not None]
    if not values or any(all(p.value is None for p in one.points) for one in series):
        raise ValueError("Every line needs at least one value.")
    return [*values, target.value] if target else values


def _tick(tick: float, axis: Sequence[float]) -> str:
    return d.tick_words(tick, axis[1] - axis[0])


def _end_words(one: Series, unit: str, places: int, *, many: bool) -> str:
    figure = f"{d.written(one.last()[1], places)}{unit}"
    return f"{one.name} {figure}" if many else figure


def _lines(
    series: Sequence[Series],
    said: Sequence[str],
    *,
    size: d.Size,
    axis: Sequence[float],
    label: str,
    target: d.Target | None,
) -> Markup:
    count = max(len(one.points) for one in series)
    bottom, right = size.height - size.bottom, size.width - size.right

    def x(index: float) -> float:
        return size.left + (right - size.left) * index / max(count - 1, 1)

    def y(value: float) -> float:
        return size.top + (bottom - size.top) * (axis[-1] - value) / (axis[-1] - axis[0])

    parts: list[str] = []
    for tick in axis:
        parts.append(d.rule((size.left, right), (y(tick), y(tick))))
        parts.append(d.word_at(_tick(tick, axis), size.left - 8, y(tick) + 5, anchor="end"))
    parts += _time_words(max(series, key=lambda one: len(one.points)).points, x, size.height - 6)
    wanted = [y(one.last()[1]) for one in series] + ([y(target.value)] if target else [])
    heights = _apart(wanted, d.FONT + 5, size.top, bottom)
    if target:
        at = y(target.value)
        parts.append(d.rule((size.left, right), (at, at), d.TARGET, stroke_width=1.5, stroke_dasharray="5 4"))
        parts.append(d.word_at(d.fitted(target.words, size.right - 10), right + 10, heights[-1] + 5, class_="t"))
    for number, one in enumerate(series):
        colour = d.NAVY if len(series) == 1 else d.SERIES[number]
        last, value = one.last()
        parts += _band(one.points, x, y) if len(series) == 1 else []
        parts += _stroke(one.points, x, y, colour)
        parts.append(d.el("circle", cx=x(last), cy=y(value), r=4, fill="#ffffff", stroke=colour, stroke_width=2))
        font = d.FONT + (1 if len(series) == 1 else 0)
        words = d.fitted(said[number], size.right - 10, font)
        parts.append(d.word_at(words, right + 10, heights[number] + 5, font, class_="strong"))
    return d.svg(size, parts, label)


def _apart(wanted: Sequence[float], gap: float, top: float, bottom: float) -> list[float]:
    """Heights for labels that do not cover one another, as near as possible to what was wanted.

    >>> _apart([50, 52], 10, 0, 60)
    [50, 60]
    """
    order = sorted(range(len(wanted)), key=lambda i: wanted[i])
    placed = list(wanted)
    for before, after in pairwise(order):
        placed[after] = max(placed[after], placed[before] + gap)
    limit = bottom
    for i in reversed(order):
        placed[i] = min(placed[i], limit)
        limit = placed[i] - gap
    return [max(value, top) for value in placed]


def _time_words(points: Sequence[Point], x: Scale, y: float) -> list[str]:
    """As many time labels as fit, always the first and the last."""
    last = len(points) - 1
    widest = max(d.text_width(point.label, d.FONT) for point in points) + 14
    apart = 1.5 * widest  # the first and the last stand inside the axis, so their neighbours keep off
    step = max(math.ceil(last * apart / max(x(last) - x(0), 1.0)), 1)
    chosen = [i for i in range(0, last, step) if i == 0 or x(last) - x(i) >= apart]
    parts: list[str] = []
    for i in dict.fromkeys([*chosen, last]):
        anchor = "start" if i == 0 else "end" if i == last else "middle"
        parts.append(d.word_at(points[i].label, x(i), y, anchor=anchor))
    return parts


def _band(points: Sequence[Point], x: Scale, y: Scale) -> list[str]:
    bounded = [(i, p.low, p.high) for i, p in enumerate(points) if p.low is not None and p.high is not None]
    if len(bounded) < 2:
        return []
    edge = [(x(i), y(high)) for i, _low, high in bounded] + [(x(i), y(low)) for i, low, _high in reversed(bounded)]
    return [d.el("path", d=d.path(edge, close=True), fill=d.BAND, fill_opacity=0.7)]


def _stroke(points: Sequence[Point], x: Scale, y: Scale, colour: str) -> list[str]:
    """The line in pieces: whole for settled points, dashed up to each provisional one, broken at gaps; where there are
    gaps each point is a dot too, so that what is known shows alike."""
    runs: list[tuple[bool, list[tuple[float, float]]]] = []
    previous: tuple[float, float] | None = None
    for i, point in enumerate(points):
        if point.value is None:
            previous = None
            continue
        here = (x(i), y(point.value))
        if previous is None or runs[-1][0] != point.provisional:
            runs.append((point.provisional, [previous] if previous else []))
        runs[-1][1].append(here)
        previous = here
    look = {"stroke": colour, "stroke_width": 2.5, "stroke_linejoin": "round", "stroke_linecap": "round"}
    lines: list[str] = [
        d.el("path", d=d.path(run), fill="none", stroke_dasharray="2 5" if dashed else None, **look)
        for dashed, run in runs
        if len(run) > 1
    ]
    if all(point.value is not None for point in points):
        return lines
    known = [(x(i), y(point.value)) for i, point in enumerate(points) if point.value is not None]
    return [*lines, *(d.el("circle", cx=left, cy=top, r=3.5, fill=colour) for left, top in known)]

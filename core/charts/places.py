"""Regions on a tile map, places with intervals, amounts and parts of a whole."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from core.charts import drawing as d

# Place of each first-level region on the tile map: two-digit code → row, column. 12 is the special city that
# Gwangju and Jeollanam-do became in 2026.
KOREA_TILES: Mapping[str, tuple[int, int]] = {
    "28": (0, 0), "11": (0, 1), "41": (0, 2), "51": (0, 3),
    "44": (1, 0), "36": (1, 1), "43": (1, 2), "47": (1, 3),
    "52": (2, 0), "30": (2, 1), "27": (2, 2), "31": (2, 3),
    "12": (3, 0), "48": (3, 2), "26": (3, 3),
    "50": (4, 0),
}  # fmt: skip


@dataclass(frozen=True)
class Tile:
    """`note` is added to the words that appear on hovering: an interval, a count."""

    name: str
    value: float | None
    row: int
    column: int
    note: str = ""


@dataclass(frozen=True)
class Estimate:
    """A place or group with its figure and 95% interval."""

    name: str
    value: float
    low: float | None = None
    high: float | None = None


def class_limits(values: Sequence[float], classes: int = 5) -> list[float]:
    """Round limits between at most `classes` classes, rising.

    >>> class_limits([52.8, 63.5])
    [55.0, 57.5, 60.0, 62.5]
    """
    axis = d.ticks(min(values), max(values), classes)
    return axis[1:-1][: classes - 1]


def tile_map(
    tiles: Sequence[Tile], *, label: str, measure: str, limits: Sequence[float] | None = None, places: int = 1
) -> Markup:
    """Regions as equal tiles with their figure printed. `limits` are up to four rising class limits; a tile without
    a value (too few people, or none) shows a dash on white. `measure` heads the legend.
    """
    values = [tile.value for tile in tiles if tile.value is not None]
    if not values:
        raise ValueError("A tile map needs at least one value.")
    edges = class_limits(values) if limits is None else list(limits)
    drawings = []
    for side, tall, font in ((104, 72, 21), (73, 66, 17)):
        parts: list[str] = [_tile(tile, edges, side=side, tall=tall, font=font, places=places) for tile in tiles]
        width = (max(tile.column for tile in tiles) + 1) * (side + 6) - 6
        foot = (max(tile.row for tile in tiles) + 1) * (tall + 6)
        parts += _legend(edges, measure, width, foot)
        drawings.append(d.svg(d.Size(width, foot + 60, 0, 0), parts, label))
    return d.both(*drawings)


def _class_of(rank: int, limits: int) -> int:
    """Fewer classes still run from the palest to the darkest colour."""
    return round(rank * (len(d.SEQUENCE) - 1) / max(limits, 1))


def _legend(edges: Sequence[float], measure: str, width: int, y: int) -> list[str]:
    parts: list[str] = [d.word_at(measure, 0, y + 18)]
    step = width / (len(edges) + 1)
    for i in range(len(edges) + 1):
        words = "" if not edges else f"<{edges[0]:g}" if i == 0 else f"{edges[i - 1]:g}~"
        fill = d.SEQUENCE[_class_of(i, len(edges))]
        parts.append(d.el("rect", x=i * step, y=y + 26, width=step - 2, height=12, fill=fill))
        parts.append(d.word_at(words.replace("-", "−"), i * step, y + 54))
    return parts


def _tile(tile: Tile, edges: Sequence[float], *, side: int, tall: int, font: int, places: int) -> Markup:
    x, y = tile.column * (side + 6), tile.row * (tall + 6)
    index, fill, edge, figure = 0, "#ffffff", d.RULE, "–"
    if tile.value is not None:
        index = _class_of(sum(tile.value >= limit for limit in edges), len(edges))
        fill = edge = d.SEQUENCE[index]
        figure = d.written(tile.value, places)
    name_font = min(15.0, 15 * (side - 16) / max(d.text_width(tile.name, 15), 1.0))
    inside = [
        d.el("title", f"{tile.name} {figure} {tile.note}".strip()),
        d.el("rect", x=x + 0.5, y=y + 0.5, width=side - 1, height=tall - 1, rx=8, fill=fill, stroke=edge),
        d.word_at(tile.name, x + 9, y + tall * 0.38, max(name_font, 11.0), class_=f"m{index}"),
        d.word_at(figure, x + 9, y + tall * 0.78, font, class_=f"m{index} b"),
    ]
    return d.el("g", d.join(inside))


def dots(
    rows: Sequence[Estimate],
    *,
    label: str,
    unit: str = "%",
    reference: d.Target | None = None,
    places: int = 1,
    sort: bool = True,
) -> Markup:
    """Places compared: a dot and its interval, lowest first, with the average as a rule."""
    if not rows:
        raise ValueError("A dot chart needs at least one row.")
    chosen = sorted(rows, key=lambda row: row.value) if sort else list(rows)
    ends = [v for row in chosen for v in (row.value, row.low, row.high) if v is not None]
    ends += [reference.value] if reference else []
    axis = d.ticks(min(ends), max(ends))
    figures = [f"{d.written(row.value, places)}{unit}" for row in chosen]
    drawings = [
        _dots(chosen, figures, width=width, axis=axis, label=label, reference=reference)
        for width in (d.WIDE, d.NARROW)
    ]
    return d.both(*drawings)


def _dots(
    rows: Sequence[Estimate],
    figures: Sequence[str],
    *,
    width: int,
    axis: Sequence[float],
    label: str,
    reference: d.Target | None,
) -> Markup:
    left = int(min(max(d.text_width(row.name, d.FONT) for row in rows) + 14, width * 0.4))
    right = int(max(d.text_width(figure, d.FONT + 1) for figure in figures) + 14)
    top, line = (30 if reference else 8), 30
    foot = top + line * len(rows)

    def x(value: float) -> float:
        return left + 6 + (width - left - right - 12) * (value - axis[0]) / (axis[-1] - axis[0])

    parts: list[str] = []
    for tick in axis if width == d.WIDE else (axis[0], axis[-1]):
        parts.append(d.rule((x(tick), x(tick)), (top, foot)))
        parts.append(d.word_at(d.tick_words(tick, axis[1] - axis[0]), x(tick), foot + 18, anchor="middle"))
    if reference:
        at, half = x(reference.value), d.text_width(reference.words, d.FONT) / 2
        parts.append(d.rule((at, at), (top - 6, foot), d.RULE, stroke_width=1.5))
        parts.append(d.word_at(reference.words, min(max(at, half), width - half), top - 12, anchor="middle"))
    for i, (row, figure) in enumerate(zip(rows, figures, strict=True)):
        y = top + line * i + line / 2
        parts.append(d.word_at(d.fitted(row.name, left - 10), 0, y + 5, class_="ink"))
        parts += _interval(row, x(row.value), y, low=x(row.low or 0), high=x(row.high or 0))
        parts.append(d.word_at(figure, width, y + 5, d.FONT + 1, class_="strong", anchor="end"))
    return d.svg(d.Size(width, foot + 26, left, right), parts, label)


def _interval(row: Estimate, x: float, y: float, *, low: float, high: float) -> list[str]:
    parts: list[str] = []
    if row.low is not None and row.high is not None:
        parts.append(d.rule((low, high), (y, y), d.INTERVAL, stroke_width=5, stroke_linecap="round"))
    return [*parts, d.el("circle", cx=x, cy=y, r=5, fill=d.NAVY)]


def dot_cell(row: Estimate, *, low: float, high: float, reference: float | None = None) -> Markup:
    """One row's dot and interval for a table cell; hidden from screen readers, the figures stand beside it."""

    def x(value: float | None) -> float:
        return 6 + 248 * (min(max(value or 0.0, low), high) - low) / (high - low)

    parts: list[str] = []
    if reference is not None:
        parts.append(d.rule((x(reference), x(reference)), (1, 19), d.RULE))
    parts += _interval(row, x(row.value), 10, low=x(row.low), high=x(row.high))
    return d.el("svg", d.join(parts), viewBox="0 0 260 20", width=260, height=20, aria_hidden="true", class_="p-dot")


def bars(rows: Sequence[Estimate], *, label: str, unit: str = "", places: int = 0) -> Markup:
    """Amounts compared: bars that begin at 0, the figure at the end."""
    if not rows or min(row.value for row in rows) < 0:
        raise ValueError("A bar chart needs rows, none below 0.")
    top = max(row.value for row in rows) or 1.0
    figures = [f"{d.written(row.value, places)}{unit}" for row in rows]
    longest = max(d.text_width(row.name, d.FONT) for row in rows) + 14
    drawings = []
    for width in (d.WIDE, d.NARROW):
        above = longest > width * 0.4  # names that would be cut stand over their bars
        left, line = (0, 56) if above else (int(longest), 34)
        room = width - left - max(d.text_width(figure, d.FONT + 1) for figure in figures) - 12
        parts: list[str] = []
        for i, (row, figure) in enumerate(zip(rows, figures, strict=True)):
            y, long = line * i + line - 34, max(room * row.value / top, 1.0)
            name = d.fitted(row.name, width if above else left - 10)
            parts.append(d.word_at(name, 0, y if above else y + 21, class_="ink"))
            parts.append(d.el("rect", x=left, y=y + 4, width=long, height=24, rx=3, fill=d.NAVY))
            parts.append(d.word_at(figure, left + long + 8, y + 22, d.FONT + 1, class_="strong"))
        drawings.append(d.svg(d.Size(width, line * len(rows), left, 0), parts, label))
    return d.both(*drawings)


def stacked(
    rows: Sequence[tuple[str, Sequence[float]]], parts: Sequence[str], *, label: str, unit: str = "%", places: int = 0
) -> Markup:
    """Parts of a whole, at most four, as shares of each row. Raises ValueError for an empty row or a fifth part."""
    if not 1 <= len(parts) <= 4 or any(len(values) != len(parts) or sum(values) <= 0 for _name, values in rows):
        raise ValueError("A stacked bar holds one to four parts and every row has a sum above 0.")
    drawings = []
    for width in (d.WIDE, d.NARROW):
        drawn, y = _key(parts, width)
        for name, values in rows:
            drawn.append(d.word_at(name, 0, y + 14, class_="ink"))
            drawn += _shares(values, width, y + 21, unit=unit, places=places)
            y += 66
        drawings.append(d.svg(d.Size(width, y - 10, 0, 0), drawn, label))
    return d.both(*drawings)


def _key(names: Sequence[str], width: int) -> tuple[list[str], int]:
    """What each colour means, in the order of the parts, and where the rows may begin."""
    drawn: list[str] = []
    x, y = 0.0, 0
    for colour, name in zip(d.SERIES, names, strict=False):
        wide = 40 + d.text_width(name, d.FONT)
        if x and x + wide > width:
            x, y = 0.0, y + 24
        drawn.append(d.el("rect", x=x, y=y + 3, width=14, height=14, rx=3, fill=colour))
        drawn.append(d.word_at(name, x + 20, y + 15, class_="ink"))
        x += wide
    return drawn, y + 34


def _shares(values: Sequence[float], width: int, y: int, *, unit: str, places: int) -> list[str]:
    drawn: list[str] = []
    x, whole = 0.0, sum(values)
    for i, value in enumerate(values):
        long, words = width * value / whole, f"{d.written(100 * value / whole, places)}{unit}"
        drawn.append(d.el("rect", x=x, y=y, width=max(long - 2, 0.5), height=28, fill=d.SERIES[i]))
        if long > d.text_width(words, d.FONT) + 14:
            drawn.append(d.word_at(words, x + 7, y + 19, class_="m0" if i == 2 else "m4"))
        x += long
    return drawn

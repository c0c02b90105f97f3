"""SVG from plain values: elements, sizes, axes. Attributes only, because the content policy refuses styles."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup, escape

SERIES = ("#052561", "#c2570c", "#1f9bd7", "#8a3f8f", "#6d7882")
SEQUENCE = ("#e7f0fa", "#bcd4ee", "#7fabd9", "#2f6fb3", "#063a74")
NAVY, BAND, GRID, RULE, TARGET = "#063a74", "#bcd4ee", "#e6e8ea", "#8a949e", "#b45309"
INTERVAL = "#7fabd9"
FONT = 14  # smallest size of words
WIDE, NARROW = 680, 312
GROWTH = 1.2  # how far a drawing may be stretched: beyond it letters look shouted


@dataclass(frozen=True)
class Target:
    value: float
    words: str


@dataclass(frozen=True)
class Size:
    width: int
    height: int
    left: int
    right: int
    top: int = 14
    bottom: int = 28
    font: int = FONT


def el(tag: str, inside: str = "", /, **attributes: object) -> Markup:
    """One SVG element; `stroke_width` writes stroke-width, `class_` writes class."""
    written = Markup("").join(
        Markup(' {}="{}"').format(name.rstrip("_").replace("_", "-"), _figure(value))
        for name, value in attributes.items()
        if value is not None
    )
    return Markup("<{0}{1}>{2}</{0}>").format(escape(tag), written, escape(inside))


def _figure(value: object) -> object:
    return f"{value:.1f}".rstrip("0").rstrip(".") if isinstance(value, float) else value


def join(parts: Sequence[str]) -> Markup:
    return Markup("").join(parts)


def svg(size: Size, parts: Sequence[str], label: str) -> Markup:
    return el(
        "svg",
        join(parts),
        viewBox=f"0 0 {size.width} {size.height}",
        width=round(size.width * GROWTH),
        role="img",
        aria_label=label,
    )


def both(wide: str, narrow: str) -> Markup:
    """The wide drawing from 768 up, the narrow one below."""
    return join([el("div", wide, class_="p-svg p-svg-l"), el("div", narrow, class_="p-svg p-svg-s")])


def written(value: float, places: int = 1) -> str:
    return f"{value:,.{places}f}".replace("-", "−")


def text_width(words: str, font: float) -> float:
    """Rough width of words: a Korean letter is as wide as it is tall."""
    return sum(font * (0.95 if ord(mark) > 0x2E7F else 0.56) for mark in words)


def ticks(low: float, high: float, count: int = 4) -> list[float]:
    """Round values that cover the range.

    >>> ticks(50, 66)
    [50.0, 55.0, 60.0, 65.0, 70.0]
    """
    if not (math.isfinite(low) and math.isfinite(high)):
        raise ValueError("The ends of an axis must be finite.")
    if high <= low:
        high = low + (abs(low) or 1.0)
    raw = (high - low) / count
    power = 10.0 ** math.floor(math.log10(raw))
    step = next(power * factor for factor in (1, 2, 2.5, 5, 10) if power * factor >= raw * 0.999)
    first, last = math.floor(low / step + 1e-9), math.ceil(high / step - 1e-9)
    return [round(step * n, 10) for n in range(first, last + 1)]


def tick_words(value: float, step: float) -> str:
    return written(value, next((places for places in (0, 1) if round(step, places) == step), 2))


def path(points: Sequence[tuple[float, float]], close: bool = False) -> str:
    return "M" + "L".join(f"{x:.1f},{y:.1f}" for x, y in points) + ("Z" if close else "")


def word_at(
    text: str, x: float, y: float, font: float = FONT, *, class_: str | None = None, anchor: str | None = None
) -> Markup:
    return el("text", text, x=x, y=y, font_size=font, class_=class_, text_anchor=anchor)


def rule(x: tuple[float, float], y: tuple[float, float], colour: str = GRID, **more: object) -> Markup:
    return el("line", x1=x[0], x2=x[1], y1=y[0], y2=y[1], stroke=colour, **more)


def fitted(text: str, room: float, font: float = FONT) -> str:
    while text_width(text, font) > room and len(text) > 2:
        text = text.rstrip("…")[:-1] + "…"
    return text

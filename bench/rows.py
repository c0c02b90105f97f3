"""One measured row: ours, the peer's, the ratio over interleaved repetitions, and whether it meets its target."""

from __future__ import annotations

import statistics
from collections.abc import Sequence
from dataclasses import dataclass

HEAD = f"{'name':<44} | {'ours':>12} | {'peer':>12} | {'ratio [min–max]':>24} | {'target':>8} | verdict"


@dataclass(frozen=True)
class Row:
    """ours and peer are medians; value is what the target is about: (median, lowest, highest)."""

    name: str
    ours: str
    peer: str
    value: tuple[float, float, float] | None
    shown: str
    target: str = ""

    @property
    def verdict(self) -> str:
        if not self.target or self.value is None:
            return ""
        bound = float(self.target[1:].strip().rstrip("%")) / (100 if self.target.endswith("%") else 1)
        median, low, high = self.value
        if low < bound < high:
            return "NOISY" if _meets(self.target, median, bound) else "NOISY, below"
        return "PASS" if _meets(self.target, median, bound) else "FAIL"

    @property
    def failed(self) -> bool:
        return self.verdict in {"FAIL", "NOISY, below"}

    def __str__(self) -> str:
        figures = f"{self.ours:>12} | {self.peer:>12} | {self.shown:>24} | {self.target:>8}"
        return f"{self.name:<44} | {figures} | {self.verdict}"


def _meets(target: str, value: float, bound: float) -> bool:
    return value >= bound if target.startswith("≥") else value <= bound


def ratio(name: str, ours: Sequence[float], peers: Sequence[float], target: str = "") -> Row:
    """Repetition by repetition, so that what slows the whole machine slows both sides of a pair."""
    pairs = [a / b for a, b in zip(ours, peers, strict=True)]
    value = (statistics.median(pairs), min(pairs), max(pairs))
    shown = f"{value[0]:.1%} [{value[1]:.1%}–{value[2]:.1%}]"
    return Row(name, f"{statistics.median(ours):,.0f}/s", f"{statistics.median(peers):,.0f}/s", value, shown, target)


def figure(name: str, values: Sequence[float], unit: str, target: str = "") -> Row:
    value = (statistics.median(values), min(values), max(values))
    digits = ".0f" if value[0] >= 100 or all(float(v).is_integer() for v in values) else ".2f"
    shown = f"[{value[1]:,{digits}}–{value[2]:,{digits}}]" if len(values) > 1 else ""
    return Row(name, f"{value[0]:,{digits}} {unit}".strip(), "", value, shown, target)


def times(name: str, ours: Sequence[Sequence[float]], peers: Sequence[Sequence[float]], target: str = "") -> Row:
    """How many times ours the peer takes. Round by round p50 ÷ p50 over the same questions, each asked of both in
    turn: the range is what the machine did meanwhile, not how questions differ."""
    rounds = [[statistics.median(one) for one in both] for both in zip(ours, peers, strict=True)]
    ratios = [theirs / mine for mine, theirs in rounds]
    value = (statistics.median(ratios), min(ratios), max(ratios))
    shown = f"{value[0]:.1f}x [{value[1]:.1f}–{value[2]:.1f}]"
    p50 = [f"{statistics.median(side) * 1000:.2f} ms" for side in zip(*rounds, strict=True)]
    return Row(name, p50[0], p50[1], value, shown, target)

"""Findings as a page shows them: at their field, with the words around them."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from employers.checks import Finding
from employers.models import Vacancy

AROUND = 24


@dataclass(frozen=True, slots=True)
class Flag:
    finding: Finding
    before: str
    quote: str
    after: str
    acknowledged: bool


def _flag(one: Finding, text: str, acknowledged: Collection[str]) -> Flag:
    if one.end <= one.start:
        return Flag(one, "", "", "", one.key in acknowledged)
    left, right = max(one.start - AROUND, 0), min(one.end + AROUND, len(text))
    before = ("…" if left else "") + text[left : one.start]
    after = text[one.end : right] + ("…" if right < len(text) else "")
    return Flag(
        one, before.replace("\n", " "), text[one.start : one.end], after.replace("\n", " "), one.key in acknowledged
    )


def flags_of(vacancy: Vacancy, found: Iterable[Finding], acknowledged: Collection[str]) -> dict[str, list[Flag]]:
    """By field, in the order found."""
    flags: dict[str, list[Flag]] = defaultdict(list)
    for one in found:
        text = getattr(vacancy, one.field, "")
        flags[one.field].append(_flag(one, text if isinstance(text, str) else "", acknowledged))
    return dict(flags)

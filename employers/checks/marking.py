"""A text cut into pieces, so that a page can mark the words a finding is about."""

from collections.abc import Iterable
from dataclasses import dataclass

from employers.checks.posting import Finding


@dataclass(frozen=True, slots=True)
class Piece:
    text: str
    finding: Finding | None = None


def marked(text: str, findings: Iterable[Finding]) -> list[Piece]:
    """The text in pieces, in order, none empty; overlapping findings after the first are not marked again."""
    pieces: list[Piece] = []
    at = 0
    for one in sorted((f for f in findings if f.end > f.start), key=lambda f: f.start):
        if one.start < at:
            continue
        if one.start > at:
            pieces.append(Piece(text[at : one.start]))
        pieces.append(Piece(text[one.start : one.end], one))
        at = one.end
    if at < len(text):
        pieces.append(Piece(text[at:]))
    return pieces

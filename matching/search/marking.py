"""The words found, marked in a title: escaped, whatever spaces stand between their letters."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from markupsafe import Markup, escape

from matching.search import hangul, words


def marked(title: str, marks: Sequence[str]) -> Markup:
    """The title with a `mark` element around each word found."""
    out, at = Markup(), 0
    for first, last in _spans(title, marks):
        if first >= at:
            out += escape(title[at:first]) + Markup("<mark>{}</mark>").format(title[first:last])
            at = last
    return out + escape(title[at:])


def _spans(title: str, marks: Sequence[str]) -> list[tuple[int, int]]:
    """From where to where each word stands, longer ones first where two begin together."""
    lower = title.lower()
    if len(lower) != len(title):  # a letter such as İ is two in lower case: places would not agree
        return []
    flat = "".join(filter(str.isalnum, lower))
    leads = hangul.initials(flat) if any(hangul.is_initials(word) for word in marks) else ""
    held = [word for word in marks if word in flat or word in leads]
    if not held:
        return []
    kept = [(at, letter) for at, letter in enumerate(lower) if letter.isalnum()]
    found = []
    for word in held:
        row = leads if hangul.is_initials(word) else flat
        for first in _places(row, word):
            start, end = kept[first][0], kept[first + len(word) - 1][0] + 1
            if words.is_korean(word) or not (start and title[start - 1].isascii() and title[start - 1].isalnum()):
                found.append((start, -end))
    return [(start, -end) for start, end in sorted(found)]


def _places(row: str, word: str) -> Iterator[int]:
    at = row.find(word)
    while at >= 0:
        yield at
        at = row.find(word, at + 1)

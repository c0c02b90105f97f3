"""The words found, marked in a title: escaped, whatever spaces stand between their letters."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from markupsafe import Markup, escape

from matching.search import hangul, words

MOST = 60


@lru_cache(maxsize=256)
def _pattern(marks: Sequence[str]) -> re.Pattern[str] | None:
    found = sorted({one for one in marks if one}, key=len, reverse=True)[:MOST]
    return re.compile("|".join(_spaced(one) for one in found), re.IGNORECASE) if found else None


def _spaced(word: str) -> str:
    """Korean letters with any space between them; a foreign word from its beginning; consonants as syllables."""
    if hangul.is_initials(word):
        return r"\s*".join(_syllables(one) for one in word)
    pattern = r"\s*".join(re.escape(one) for one in word)
    return pattern if words.is_korean(word) else rf"(?<![a-z0-9]){re.escape(word)}"


def _syllables(lead: str) -> str:
    first = words.HANGUL_FIRST + words.LEADS.index(lead) * 588
    return f"[{chr(first)}-{chr(first + 587)}]"


def marked(title: str, marks: Sequence[str]) -> Markup:
    """The title with a `mark` element around each word found."""
    pattern = _pattern(tuple(marks))
    if pattern is None:
        return escape(title)
    out, at = Markup(), 0
    for hit in pattern.finditer(title):
        out += escape(title[at : hit.start()]) + Markup("<mark>{}</mark>").format(hit.group())
        at = hit.end()
    return out + escape(title[at:])

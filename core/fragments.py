"""Pieces of pages kept by what they show: the same values, in the same language on the same day, are the same HTML.

A template says `{% set keep = fragments() %}` and writes `{{ keep(ui.job_card, job) }}` for `{{ ui.job_card(job) }}`.
The values themselves are the key, so nothing has to be told when they change; who may see them was decided before. One
that has a `piece` is known by that: all it depends on, where what it shows is dearer to work out than to look up. A
macro so kept reads nothing but its arguments: no request, no token, no clock but the day.
"""

from __future__ import annotations

import datetime as dt
import secrets
from collections.abc import Callable, Iterable
from typing import Any

from django.utils import timezone
from markupsafe import Markup, escape

from core.display import num

MOST = 8_000_000  # letters that a process keeps; then it begins anew
HOLE = escape(secrets.token_hex(16))  # stands where a text will: nobody can write it into a title
Macro = Callable[..., Markup]
_kept: dict[Any, Any] = {}
_room = [MOST]


class Fragments:
    """What one page keeps and finds again. A macro belongs to one language, so the language is part of the key."""

    def __init__(self, day: dt.date) -> None:
        self.day = day

    def __call__(self, macro: Macro, *shown: Any) -> Markup:
        return self._get(macro, shown, macro)

    def each(self, macro: Macro, items: Iterable[Any], *shown: Any) -> Markup:
        """The macro of each item, one after the other."""
        return Markup("").join([self._get(macro, (one, *shown), macro) for one in items])

    def filled(self, macro: Macro, shown: tuple[Any, ...], texts: Iterable[Any], key: Any = None) -> Markup:
        """The same of a macro that writes its last argument where these texts and numbers stand, in order.

        `key` says in short what is shown where that is all of a page."""
        pieces = self._get(macro, shown, lambda *values: macro(*values, HOLE).split(HOLE), key)
        out = [pieces[0]]
        for text, piece in zip(texts, pieces[1:], strict=True):
            out += (num(text) if isinstance(text, int) else escape(text), piece)
        return Markup("".join(out))  # noqa: S704 - pieces that the macro escaped, and texts escaped here

    def _get(self, macro: Macro, shown: tuple[Any, ...], make: Callable[..., Any], key: Any = None) -> Any:
        whole = (macro, self.day, *(map(_hashable, shown) if key is None else (key,)))
        found = _kept.get(whole)
        if found is None:
            found = make(*shown)
            _keep(whole, found)
        return found


def _keep(key: Any, found: Markup | list[Markup]) -> None:
    size = len(found) if isinstance(found, str) else sum(map(len, found))
    if size > _room[0]:
        forget()
    _room[0] -= size
    _kept[key] = found


def forget() -> None:
    _kept.clear()
    _room[0] = MOST


def _hashable(value: Any) -> Any:
    if isinstance(value, dict):
        return tuple(value.items())
    return tuple(map(_hashable, value)) if isinstance(value, list) else getattr(value, "piece", value)


def fragments() -> Fragments:
    return Fragments(timezone.localdate())

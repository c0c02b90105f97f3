"""Pieces of pages kept by what they show: the same values, in the same language on the same day, are the same HTML.

A template says `{% set keep = fragments() %}` and writes `{{ keep(ui.job_card, job) }}` for `{{ ui.job_card(job) }}`.
The values themselves are the key, so nothing has to be told when they change; who may see them was decided before. One
that has a `piece` is known by that: all it depends on, where what it shows is dearer to work out than to look up. A
macro so kept reads nothing but its arguments: no request, no token, no clock but the day.

`render` keeps a visitor's page whole: it holds nothing of the visitor's own but the token of its forms.
"""

from __future__ import annotations

import datetime as dt
import secrets
import time
from collections.abc import Callable, Hashable, Iterable
from functools import lru_cache
from typing import Any

from django import shortcuts
from django.conf import settings
from django.contrib.messages import get_messages
from django.http import HttpRequest, HttpResponse
from django.template.backends.utils import csrf_input
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import get_language
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
        return Markup("".join([self._get(macro, (one, *shown), macro) for one in items]))  # noqa: S704 - of Markup

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


def token_input(request: HttpRequest) -> SafeString:
    """The token that a form holds. Django masks it anew at each use, which is dear; once a page is as safe."""
    kept = vars(request)
    if "token_input" not in kept:
        kept["token_input"] = csrf_input(request)
    return kept["token_input"]


def render(request: HttpRequest, template: str, context: Any, *, key: Callable[[], Hashable]) -> HttpResponse:
    """A page of which `key` gives all that it shows beside its address; made once for all visitors who see the same.

    Whoever is signed in or is to be told something has parts of their own in the shell, so theirs is made for them."""
    if request.user.is_authenticated or len(get_messages(request)):
        return shortcuts.render(request, template, context)
    whole = (
        template, get_language(), timezone.localdate(), settings.DEMO, request.get_full_path(),
        request.COOKIES.get("view"), key(),
    )  # fmt: skip
    token = token_input(request).encode()
    pieces = _kept.get(whole)
    if pieces is None:
        pieces = shortcuts.render(request, template, context).content.split(token)
        _keep(whole, pieces)
    return HttpResponse(token.join(pieces))


def _keep(key: Any, found: Markup | list[Markup] | list[bytes]) -> None:
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
    return _of_minute(int(time.time() // 60))


@lru_cache(maxsize=1)
def _of_minute(_minute: int) -> Fragments:
    """The day is asked for once a minute: a page asks several times, and days begin with a minute."""
    return Fragments(timezone.localdate())

"""The Jinja2 environment of every page: filters, links, static addresses and translation."""

import os
from collections.abc import Callable
from functools import cache, lru_cache
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.http import QueryDict
from django.templatetags.static import static as static_address
from django.urls import NoReverseMatch, get_script_prefix, reverse
from django.utils.translation import get_language, gettext, ngettext, npgettext, pgettext
from jinja2 import Environment
from markupsafe import Markup

from core import display, shell
from core.fragments import fragments
from core.translating import Bytecode, SpokenEnvironment


def url(name: str, *args: object, **kwargs: object) -> str:
    """The address of a named page; names without arguments are worked out once."""
    if args or kwargs:
        return reverse(name, args=args, kwargs=kwargs)
    return _plain_url(name, settings.ROOT_URLCONF, get_script_prefix())


@lru_cache(maxsize=1024)
def _plain_url(name: str, urlconf: str | None, prefix: str) -> str:
    return reverse(name, urlconf=urlconf)


def link(name: str) -> str:
    """The address of a named page, or nothing when this installation does not have it: for the shell only."""
    return _link(name, settings.ROOT_URLCONF)


@lru_cache(maxsize=256)
def _link(name: str, urlconf: str | None) -> str:
    try:
        return reverse(name, urlconf=urlconf)
    except NoReverseMatch:
        return ""


def language() -> str:
    return (get_language() or settings.LANGUAGE_CODE)[:2]


def query(request: Any, **changes: object) -> str:
    """This page's query string with some values replaced; None or an empty value drops the key."""
    values = request.GET.copy() if request else QueryDict(mutable=True)
    for key, value in changes.items():
        if value is None or value == "":
            values.pop(key, None)
        elif isinstance(value, list | tuple):
            values.setlist(key, [str(one) for one in value])
        else:
            values[key] = str(value)
    return f"?{values.urlencode()}"


def pages(request: Any, key: str, now: int, total: int) -> dict[int, str]:
    """The addresses of the pages that lead on from this one: the first, the last, and two on either side."""
    others = [pair for pair in request.GET.lists() if pair[0] != key] if request else []
    kept = f"?{urlencode(others, doseq=True)}&" if others else "?"
    numbers = sorted({1, total, *range(max(now - 2, 1), min(now + 2, total) + 1)})
    return {number: f"{kept}{key}={number}" for number in numbers}


def attributes(values: dict[str, object] | None) -> Markup:
    """HTML attributes from a mapping: True writes the bare name, None and False write nothing."""
    parts = []
    for name, value in (values or {}).items():
        if value is True:
            parts.append(Markup(" {}").format(name))
        elif value is not None and value is not False:
            parts.append(Markup(' {}="{}"').format(name, value))
    return Markup("").join(parts)


FILTERS: dict[str, Callable[..., Any]] = {
    "num": display.num,
    "signed": display.signed,
    "won": display.won,
    "won_range": display.won_range,
    "date": display.date,
    "month": display.month,
    "span": display.span,
    "time": display.time,
    "datetime": display.datetime,
    "ago": display.ago,
    "dday": display.dday,
    "days_left": display.days_left,
    "mask_name": display.mask_name,
    "mask_phone": display.mask_phone,
    "initials": display.initials,
    "attributes": attributes,
}


def _can_keep_bytecode() -> bool:
    folder = settings.VAR_DIR / "jinja"
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError:
        return False
    return os.access(folder, os.W_OK)


def environment(**options: Any) -> Environment:
    options["auto_reload"] = settings.DEBUG
    if not settings.DEBUG and _can_keep_bytecode():
        options.setdefault("bytecode_cache", Bytecode(settings.VAR_DIR / "jinja", None))
    options["extensions"] = [*options.get("extensions", []), "jinja2.ext.i18n", "jinja2.ext.do"]
    options.update(trim_blocks=True, lstrip_blocks=True)
    env = SpokenEnvironment(**options)
    env.install_gettext_callables(  # type: ignore[attr-defined]
        gettext, ngettext, newstyle=True, pgettext=pgettext, npgettext=npgettext
    )
    env.filters.update(FILTERS)
    env.globals.update(
        url=url,
        link=link,
        static=static_address if settings.DEBUG else cache(static_address),
        query=query,
        pages=pages,
        fragments=fragments,
        shell_top=shell.shell_top,
        staff_top=shell.staff_top,
        foot=shell.foot,
        tabbar=shell.tabbar,
        language=language,
        won_range=display.won_range,
        DEMO=settings.DEMO,
        SITE_NAME=settings.SITE_NAME,
    )
    return env

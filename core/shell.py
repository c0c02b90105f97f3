"""The shell around every page: kept pieces of `ui/shell.html`, filled with one page's and one reader's texts.

Functions and not included templates: each include makes a context of its own, and with their imports they took half
the time that drawing a page takes.
"""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _
from jinja2 import pass_context
from jinja2.runtime import Context
from markupsafe import Markup

from core.fragments import fragments


@pass_context
def shell_top(context: Context, title: str, prefix: str, head: str) -> Markup:
    """A public page up to its own content."""
    shell, user = _macros(context), _reader(context)
    texts = [shell.named(prefix, title), head]
    if user is not None:
        name = _("%(name)s 님") % {"name": user.display_name} if user.display_name else _("내 정보")
        texts += [_lasts(context), name, *_tokens(context)]
    return _filled(context, shell.top, (settings.DEMO,), texts)


@pass_context
def staff_top(context: Context, title: str, prefix: str, head: str, find: str) -> Markup:
    """A page of staff up to its own content; `find` is what finds people."""
    shell, user = _macros(context), _reader(context)
    texts = [shell.named(prefix, title), head, find]
    if user is not None:
        texts[2:] = [_lasts(context), find, user.display_name or _("내 정보"), *_tokens(context)]
    return _filled(context, shell.staff_top, (str(context.get("area") or ""), settings.DEMO), texts)


@pass_context
def foot(context: Context) -> Markup:
    """What stands below every page. Not everybody who asks has a request: a failing page has none."""
    request = context.get("request")
    texts = [context.get("csrf_input", ""), request.get_full_path() if request else "/"]
    return fragments().filled(_macros(context).footer, (), texts)


@pass_context
def tabbar(context: Context) -> Markup:
    """Four places at the foot of a phone's screen."""
    request, link = context.get("request"), context["link"]
    places = (link("portal:home"), link("matching:search"), link("matching:applications"), link("portal:help"))
    here = request.path if request and request.path in places else ""
    return fragments()(_macros(context).tabbar, here)


def _macros(context: Context) -> Any:
    return context.environment.get_template("ui/shell.html").module


def _reader(context: Context) -> Any:
    """Who is signed in."""
    user = context.get("user") if context.get("request") else None
    return user if user and user.is_authenticated else None


def _lasts(context: Context) -> str:
    """Seconds for which the session is good."""
    return str(context["request"].session.get_expiry_age())


def _tokens(context: Context) -> list[Any]:
    """One for signing out, one more where one may act for several."""
    return [context["csrf_input"]] * (2 if context.get("acting_choices") else 1)


def _filled(context: Context, macro: Any, more: tuple[Any, ...], texts: list[Any]) -> Markup:
    """The macro, and below it what the reader is to be told."""
    request, acting = context.get("request"), context.get("acting")
    shown = (
        request.COOKIES.get("view", "") if request else "", _reader(context) is not None, context.get("nav") or (),
        acting.label if acting else "", context.get("acting_choices") or (), context.get("account_nav") or (),
    )  # fmt: skip
    said = _macros(context).said(context.get("messages") or ())
    return fragments().filled(macro, (*shown, *more), texts) + _behalf(context) + said


def _behalf(context: Context) -> Markup:
    """While one acts for another, every page says so and leads out of it."""
    behalf = context.get("behalf")
    return _macros(context).behalf(behalf, context["csrf_input"]) if behalf else Markup()

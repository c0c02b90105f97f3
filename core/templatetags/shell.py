"""The portal's shell for pages that the Django template engine renders (sign-in, two-step sign-in, API browser)."""

from typing import Any

from django import template
from django.template.loader import get_template
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext

register = template.Library()


def _render(name: str, context: Any, **values: object) -> SafeString:
    shell = get_template(name, using="jinja2").render(values, context.get("request"))
    return mark_safe(shell)  # noqa: S308 - our own template, autoescaped


@register.simple_tag(takes_context=True)
def shell_top(context: Any, title: str = "", error: bool = False) -> SafeString:
    """Opens the page and a readable column: close it with shell_bottom."""
    top = _render("ui/shell_top.html", context, page_title=title, page_prefix=gettext("오류:") if error else "")
    return top + mark_safe('<div class="p-wrap p-page"><div class="p-form p-stack">')


@register.simple_tag(takes_context=True)
def shell_bottom(context: Any) -> SafeString:
    return mark_safe("</div></div>") + _render("ui/shell_bottom.html", context)

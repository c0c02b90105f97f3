"""Texts of messages: plain, in the reader's language, never HTML-escaped."""

from functools import cache
from typing import Any

from django.conf import settings
from django.template import engines
from django.utils import translation
from jinja2 import Environment


@cache
def _plain() -> Environment:
    ours = engines["jinja2"].env  # type: ignore[attr-defined]
    return ours.overlay(autoescape=False, bytecode_cache=None)


def render(template: str, language: str, context: dict[str, Any]) -> tuple[str, str]:
    """Subject (the first line) and body."""
    with translation.override(language):
        text = (
            _plain()
            .get_template(f"channels/messages/{template}.{language}.txt")
            .render({"site": str(settings.SITE_NAME), **context})
        )
    subject, _line, body = text.strip().partition("\n")
    return subject.strip(), body.strip()

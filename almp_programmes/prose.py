"""Lesson text as its writers write it, and the HTML it becomes: paragraphs, lists, bold, pictures, links on this site.

A paragraph with **bold** words and a [link](/jobs/).
- a list            1. a numbered list
![what the picture shows](name)      a picture of static/img/learn
"""

import re
from collections.abc import Iterable
from itertools import groupby

from django.templatetags.static import static
from markupsafe import Markup, escape

BOLD = re.compile(r"\*\*(.+?)\*\*")
LINK = re.compile(r"\[([^\]]+)\]\((/[^)\s]*|tel:[0-9]+)\)")
PICTURE = re.compile(r"!\[([^\]]+)\]\(([a-z-]+)\)")
ITEM = {"ul": re.compile(r"- (.+)"), "ol": re.compile(r"\d+\. (.+)")}


def html(text: str) -> Markup:
    blocks = re.split(r"\n\s*\n", text.strip())
    return Markup("\n").join(piece for block in blocks for piece in _block(block.splitlines()))


def pictures(text: str) -> list[str]:
    """The names of the pictures it shows."""
    return [name for _alt, name in PICTURE.findall(text)]


def _block(lines: list[str]) -> Iterable[Markup]:
    for kind, group in groupby((line.strip() for line in lines), _kind):
        found = list(group)
        if kind == "picture":
            yield from map(_picture, found)
        elif kind == "p":
            yield Markup("<p>{}</p>").format(Markup(" ").join(map(_inline, found)))
        else:
            items = (Markup("<li>{}</li>").format(_inline(line.split(" ", 1)[1])) for line in found)
            yield Markup("<{0}>{1}</{0}>").format(Markup(kind), Markup("").join(items))  # noqa: S704 - ul or ol


def _kind(line: str) -> str:
    if PICTURE.fullmatch(line):
        return "picture"
    return next((kind for kind, begins in ITEM.items() if begins.fullmatch(line)), "p")


def _picture(line: str) -> Markup:
    found = PICTURE.fullmatch(line)
    assert found is not None
    alt, name = found.groups()
    return Markup('<img class="p-lesson-picture" src="{}" alt="{}" width="320" height="180">').format(
        static(f"img/learn/{name}.svg"), alt
    )


def _inline(line: str) -> Markup:
    """Escaped first: what the patterns then find is text, and what they put around it is ours."""
    text = LINK.sub(r'<a class="p-link" href="\2">\1</a>', str(escape(line)))
    return Markup(BOLD.sub(r"<b>\1</b>", text))  # noqa: S704

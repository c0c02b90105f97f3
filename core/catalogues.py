"""Message catalogues: Korean is the message id, English stands in `<room>/locale/en/LC_MESSAGES/django.po`.

Babel reads Python, Jinja2 and the few Django templates, so no gettext program is needed on the machine.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOMS = [
    "core",
    "accounts",
    "taxonomy",
    "channels",
    "jobseekers",
    "employers",
    "almp_programmes",
    "welfare_centres",
    "matching",
    "portal",
]
KEYWORDS: dict[str, tuple[int | tuple[int, str], ...] | None] = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
}
JINJA = {"trimmed": "true", "newstyle_gettext": "true", "silent": "false", "extensions": "jinja2.ext.do"}
DJANGO_TAG = re.compile(r"""{%\s*trans(?:late)?\s+(?:"([^"]+)"|'([^']+)')""")
HANGUL = re.compile(r"[가-힣]")


@dataclass
class Report:
    room: str
    total: int = 0
    missing: list[str] = field(default_factory=list)
    faulty: list[str] = field(default_factory=list)
    stale: bool = False

    @property
    def ok(self) -> bool:
        return not (self.missing or self.faulty or self.stale)


def po_path(base: Path, room: str) -> Path:
    folder = base if room == "core" else base / room
    return folder / "locale" / "en" / "LC_MESSAGES" / "django.po"


def _sources(base: Path, room: str) -> Iterator[Path]:
    """Core's catalogue also holds the composition root's text and the templates that belong to no room."""
    templates = base / "templates"
    if room == "core":
        yield from sorted((base / "pes_platform").rglob("*.py"))
        yield from sorted(templates.glob("*.html"))
        yield from sorted((templates / "ui").rglob("*.html"))
    extra = {"accounts": ["account", "mfa", "socialaccount"]}.get(room, [])
    for name in [room, *extra]:
        yield from sorted((templates / name).rglob("*.html"))
    yield from sorted((base / room / "templates").rglob("*.html"))
    yield from sorted(p for p in (base / room).rglob("*.py") if "migrations" not in p.parts)


def _messages(base: Path, path: Path) -> Iterator[tuple[int, str | tuple[str, ...], list[str], str | None]]:
    source = path.read_bytes()
    in_django = path.suffix == ".html" and "templates" in path.relative_to(base).parts[1:]
    if in_django:
        for number, line in enumerate(source.decode().splitlines(), 1):
            for double, single in DJANGO_TAG.findall(line):
                yield number, double or single, [], None
        return
    method = "jinja2.ext:babel_extract" if path.suffix == ".html" else "python"
    yield from extract(method, BytesIO(source), KEYWORDS, (), JINJA if path.suffix == ".html" else None)


def extracted(base: Path, room: str) -> Catalog:
    """Every Korean message of a room; text without Hangul needs no translation."""
    catalogue = Catalog(locale="en", domain="django", charset="utf-8")
    for path in _sources(base, room):
        for _line, message, _comments, context in _messages(base, path):
            first = message[0] if isinstance(message, tuple) else message
            if isinstance(first, str) and HANGUL.search(first):
                catalogue.add(message, locations=[(str(path.relative_to(base)), 0)], context=context)
    return catalogue


def _merged(fresh: Catalog, path: Path) -> Catalog:
    known = read_po(path.open("rb"), locale="en") if path.exists() else Catalog(locale="en")
    for message in fresh:
        old = known.get(message.id, message.context) if message.id else None
        if old is not None:
            message.string = old.string
    return fresh


def _written(catalogue: Catalog) -> bytes:
    out = BytesIO()
    out.write(b'msgid ""\nmsgstr ""\n"Language: en\\n"\n"Content-Type: text/plain; charset=utf-8\\n"\n')
    out.write(b'"Plural-Forms: nplurals=2; plural=(n != 1);\\n"\n\n')
    body = BytesIO()
    catalogue.locale = "en"
    write_po(body, catalogue, omit_header=True, sort_output=True, include_lineno=False, width=119)
    return out.getvalue() + body.getvalue().strip() + b"\n"


def _is_missing(message: Message) -> bool:
    strings = message.string if isinstance(message.string, list | tuple) else [message.string]
    return not all(strings)


def update(base: Path, room: str, *, check: bool = False) -> Report:
    """Bring a room's catalogue up to date (or, with `check`, only say whether it is) and compile it."""
    path = po_path(base, room)
    catalogue = _merged(extracted(base, room), path)
    report = Report(room, total=len(catalogue))
    report.missing = [str(m.id) for m in catalogue if m.id and _is_missing(m)]
    report.faulty = [f"{m.id}: {e}" for m in catalogue if m.id and not _is_missing(m) for e in m.check(catalogue)]
    if not len(catalogue) and not path.exists():
        return report
    content = _written(catalogue)
    report.stale = check and (not path.exists() or path.read_bytes() != content)
    if not check:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
        compile_room(base, room)
    return report


def disagreements(base: Path) -> list[str]:
    """Messages that two rooms put into different English: on a page only one of them is ever read."""
    said: dict[tuple[Any, ...], dict[str, Any]] = {}
    for room in ROOMS:
        if (path := po_path(base, room)).exists():
            for message in read_po(BytesIO(path.read_bytes()), locale="en"):
                if message.id:
                    said.setdefault((message.id, message.context), {})[room] = message.string
    return [
        f"{message}: " + ", ".join(f"{room} {english!r}" for room, english in rooms.items())
        for (message, _context), rooms in said.items()
        if len({str(english) for english in rooms.values()}) > 1
    ]


def compile_room(base: Path, room: str) -> None:
    path = po_path(base, room)
    if path.exists():
        catalogue = read_po(path.open("rb"), locale="en")
        with path.with_suffix(".mo").open("wb") as out:
            write_mo(out, catalogue)

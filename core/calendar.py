"""Calendar files (RFC 5545) that every calendar takes: an appointment or a conference, as who takes part sees it.

A file leaves this site and stands in calendars that others see, so `summary` names no person and no reason.
"""

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from uuid import UUID
from zoneinfo import ZoneInfo

from django.utils import timezone

SEOUL = ZoneInfo("Asia/Seoul")
LINE = 75  # octets (3.1)
# Korea has kept one offset since 1988, so one rule says all (3.6.5).
ZONE = (
    "BEGIN:VTIMEZONE", "TZID:Asia/Seoul", "BEGIN:STANDARD", "DTSTART:19881009T030000", "TZOFFSETFROM:+1000",
    "TZOFFSETTO:+0900", "TZNAME:KST", "END:STANDARD", "END:VTIMEZONE",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class CalendarEvent:
    """`uid` stays the same however often the event moves; `sequence` grows each time it does."""

    uid: UUID
    starts_at: dt.datetime
    ends_at: dt.datetime
    summary: str
    sequence: int = 0
    location: str = ""
    description: str = ""
    url: str = ""
    cancelled: bool = False


def calendar_file(events: Iterable[CalendarEvent]) -> bytes:
    """One file of all the events; where all are cancelled it takes them out of the calendar again."""
    found = list(events)
    method = "CANCEL" if found and all(event.cancelled for event in found) else "PUBLISH"
    stamp = f"{timezone.now():%Y%m%dT%H%M%S}Z"
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Ieum//KO", "CALSCALE:GREGORIAN", f"METHOD:{method}", *ZONE]
    for event in found:
        lines += _event(event, stamp)
    return "".join(f"{_folded(line)}\r\n" for line in [*lines, "END:VCALENDAR"]).encode()


def _event(event: CalendarEvent, stamp: str) -> Iterator[str]:
    yield from ("BEGIN:VEVENT", f"UID:{event.uid}", f"DTSTAMP:{stamp}", f"SEQUENCE:{event.sequence}")
    yield f"DTSTART;TZID=Asia/Seoul:{_local(event.starts_at)}"
    yield f"DTEND;TZID=Asia/Seoul:{_local(event.ends_at)}"
    texts = (("SUMMARY", event.summary), ("LOCATION", event.location), ("DESCRIPTION", event.description))
    yield from (f"{name}:{_escaped(text)}" for name, text in texts if text)
    if event.url:
        yield f"URL:{event.url}"
    yield f"STATUS:{'CANCELLED' if event.cancelled else 'CONFIRMED'}"
    yield "END:VEVENT"


def _local(at: dt.datetime) -> str:
    return f"{at.astimezone(SEOUL):%Y%m%dT%H%M%S}"


def _escaped(text: str) -> str:
    r"""Backslash, semicolon and comma are escaped, a line's end is written \n (3.3.11)."""
    text = text.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    return "\\n".join(text.splitlines())


def _folded(line: str) -> str:
    """No line is longer than 75 octets: the rest goes on after a line's end and a space, between letters."""
    parts, room = [""], LINE
    for letter in line:
        room -= len(letter.encode())
        if room < 0:
            parts.append("")
            room = LINE - 1 - len(letter.encode())
        parts[-1] += letter
    return "\r\n ".join(parts)

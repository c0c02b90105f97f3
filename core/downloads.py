"""Tables as files that a spreadsheet opens, days as files that a calendar takes."""

import csv
from collections.abc import Iterable

from django.http import HttpResponse

from core.calendar import CalendarEvent, calendar_file

BOM = "\ufeff"  # so that Excel reads Korean


def csv_response(name: str, head: Iterable[object], rows: Iterable[Iterable[object]]) -> HttpResponse:
    response = HttpResponse(BOM, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    writer = csv.writer(response)
    writer.writerow(map(_cell, head))
    writer.writerows(map(_cell, row) for row in rows)
    return response


def calendar_response(name: str, events: Iterable[CalendarEvent]) -> HttpResponse:
    response = HttpResponse(calendar_file(events), content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}.ics"'
    return response


def _cell(value: object) -> object:
    """Words that somebody typed must not become a formula."""
    return f"'{value}" if isinstance(value, str) and value[:1] in ("=", "+", "-", "@", "\t", "\r") else value

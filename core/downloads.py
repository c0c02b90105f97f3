"""Tables as files that a spreadsheet opens."""

import csv
from collections.abc import Iterable

from django.http import HttpResponse

BOM = "\ufeff"  # so that Excel reads Korean


def csv_response(name: str, head: Iterable[object], rows: Iterable[Iterable[object]]) -> HttpResponse:
    response = HttpResponse(BOM, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    writer = csv.writer(response)
    writer.writerow(map(_cell, head))
    writer.writerows(map(_cell, row) for row in rows)
    return response


def _cell(value: object) -> object:
    """Words that somebody typed must not become a formula."""
    return f"'{value}" if isinstance(value, str) and value[:1] in ("=", "+", "-", "@", "\t", "\r") else value

"""A row of HSDS → flat rows of one table each, checked; what is wrong is said with its column and how to mend it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import replace

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator, validate_email
from django.utils.translation import gettext as _

from welfare_centres.importing.reading import Row


class Wrong(Exception):
    def __init__(self, column: str, said: str) -> None:
        super().__init__(said)
        self.column, self.said = column, said


# nested name → (table, the column that points back to the row around it)
NESTED: dict[str, dict[str, tuple[str, str]]] = {
    "service": {
        "phones": ("phone", "service_id"), "schedules": ("schedule", "service_id"),
        "service_areas": ("service_area", "service_id"), "languages": ("language", "service_id"),
        "cost_options": ("cost_option", "service_id"), "capacities": ("capacity", "service_id"),
        "service_at_locations": ("service_at_location", "service_id"), "attributes": ("attribute", "link_id"),
    },
    "organization": {
        "phones": ("phone", "organization_id"), "locations": ("location", "organization_id"),
        "services": ("service", "organization_id"),
    },
    "location": {
        "addresses": ("address", "location_id"), "accessibility": ("accessibility", "location_id"),
        "phones": ("phone", "location_id"),
    },
}  # fmt: skip
ABOVE = {
    "service": ("organization", "organization", "organization_id"),
    "service_at_location": ("location", "location", "location_id"),
    "attribute": ("taxonomy_term", "taxonomy_term", "taxonomy_term_id"),
}
STATES = ("active", "inactive", "defunct", "temporarily closed")


def flattened(row: Row) -> Iterator[Row]:
    """The row without what is nested in it, which comes as rows of their own: what it points to before it."""
    if not isinstance(row.cells, dict):
        yield row
        return
    cells = dict(row.cells)
    if row.table in ABOVE:
        name, table, column = ABOVE[row.table]
        inner = cells.pop(name, None)
        if isinstance(inner, dict):
            cells.setdefault(column, inner.get("id"))
            owner = {"organization_id": cells.get("organization_id")} if table == "location" else {}
            yield from flattened(replace(row, table=table, cells=owner | inner))
    below = [(name, to, cells.pop(name, None)) for name, to in NESTED.get(row.table, {}).items()]
    yield replace(row, cells={key: value for key, value in cells.items() if not isinstance(value, dict | list)})
    for _name, (table, column), inner in below:
        for one in inner if isinstance(inner, list) else []:
            if isinstance(one, dict):
                around = {"organization_id": cells.get("organization_id")} if table == "service_at_location" else {}
                yield from flattened(replace(row, table=table, cells={**around, **one, column: cells.get("id")}))


def _email(value: str) -> bool:
    try:
        validate_email(value)
    except ValidationError:
        return False
    return len(value) <= 254


def _url(value: str) -> bool:
    try:
        URLValidator(schemes=["http", "https"])(value)
    except ValidationError:
        return False
    return len(value) <= 300


def _day(value: str) -> bool:
    try:
        dt.date.fromisoformat(value[:10])
    except ValueError:
        return False
    return True


def _time(value: str) -> bool:
    try:
        dt.time.fromisoformat(value[:5])
    except ValueError:
        return False
    return True


def _count(value: str) -> bool:
    return value.isdecimal() and int(value) <= 1_000_000


def _degrees(most: float) -> Callable[[str], bool]:
    def fits(value: str) -> bool:
        try:
            return abs(float(value)) <= most
        except ValueError:
            return False

    return fits


def _kinds() -> dict[str, tuple[Callable[[str], bool], str]]:
    """column → what it must be, and the words that say so."""
    address = _("https://로 시작하는 주소여야 해요.")
    day, place = _("날짜여야 해요. 예: 2026-11-30"), _("좌표여야 해요. 예: 37.30")
    return {
        "email": (_email, _("이메일 주소여야 해요. 예: name@example.org")),
        "website": (_url, address), "url": (_url, address),
        "assured_date": (_day, day), "last_modified": (_day, day), "updated": (_day, day),
        "opens_at": (_time, _("시각이어야 해요. 예: 09:00")), "closes_at": (_time, _("시각이어야 해요. 예: 18:00")),
        "latitude": (_degrees(90), place), "longitude": (_degrees(180), place),
        "available": (_count, _("0 이상의 정수여야 해요.")), "maximum": (_count, _("0 이상의 정수여야 해요.")),
    }  # fmt: skip


NAMED = {"organization": 200, "service": 200}
POINTS = {
    "service": ("organization_id",), "service_at_location": ("service_id", "location_id"),
    "schedule": ("service_id",), "service_area": ("service_id",), "cost_option": ("service_id",),
    "capacity": ("service_id",), "accessibility": ("location_id",), "address": ("location_id",),
    "attribute": ("link_id", "taxonomy_term_id"),
}  # fmt: skip
KEYED = ("organization", "service", "location", "service_at_location", "taxonomy_term")


def checked(row: Row) -> dict[str, str]:
    """The cells as text. Raises `Wrong`, with the column and what it should be."""
    if not isinstance(row.cells, dict):
        raise Wrong("", _("이름과 값으로 된 항목이어야 해요."))
    cells = {key: str(value).strip() for key, value in row.cells.items() if value not in (None, "", [], {})}
    for column, value in cells.items():
        if "\0" in value or any("\ud800" <= letter <= "\udfff" for letter in value):
            raise Wrong(column, _("쓸 수 없는 글자가 있어요. 지운 뒤 다시 보내 주세요."))
    _ids(row.table, cells)
    _words(row.table, cells)
    for column, (fits, said) in _kinds().items():
        if column in cells and not fits(cells[column]):
            raise Wrong(column, said)
    if row.table == "capacity" and int(cells.get("available", 0)) > int(cells.get("maximum", 1_000_000)):
        raise Wrong("available", _("빈자리가 정원(maximum)보다 많아요."))
    return cells


def _ids(table: str, cells: dict[str, str]) -> None:
    for column in (*(("id",) if table in KEYED else ()), *POINTS.get(table, ())):
        if not cells.get(column):
            raise Wrong(column, _("비어 있어요. 자료를 만든 곳의 id를 넣어 주세요."))
        if len(cells[column]) > 120:
            raise Wrong(column, _("120자보다 길어요."))


def _words(table: str, cells: dict[str, str]) -> None:
    if table in NAMED and not cells.get("name"):
        raise Wrong("name", _("이름이 비어 있어요."))
    if len(cells.get("name", "")) > NAMED.get(table, 10_000):
        raise Wrong("name", _("200자보다 길어요. 줄여 주세요."))
    if table == "phone" and not cells.get("number"):
        raise Wrong("number", _("전화번호가 비어 있어요."))
    if table == "service" and cells.setdefault("status", "active") not in STATES:
        raise Wrong("status", _("active, inactive, defunct, temporarily closed 가운데 하나여야 해요."))

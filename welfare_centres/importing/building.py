"""Cells of HSDS → fields of the directory."""

from __future__ import annotations

import datetime as dt
import re
from functools import cached_property, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.utils import timezone

from core.imports import csv_rows
from employers.services.importing.places import AddressBook
from jobseekers.models import Domain
from taxonomy.models import Region

if TYPE_CHECKING:
    from welfare_centres.models import DirectoryLocation, DirectoryOrganisation, DirectoryService

HANGUL = re.compile("[가-힣]")
WORDS = Path(__file__).parent.parent / "reference" / "hsds_needs.csv"
WHOLE_COUNTRY = ("전국", "대한민국", "한국", "nationwide", "korea", "republic of korea", "kr")
ORGANISATION = ("name_ko", "name_en", "about_ko", "about_en", "email", "website", "source")
LOCATION = ("address", "region", "latitude", "longitude", "accessibility", "transport")
SERVICE = (
    "organisation", "name_ko", "name_en", "about_ko", "about_en", "state", "email", "url", "needs", "terms", "areas",
    "eligibility", "cost", "languages", "interpretation", "places", "free", "places_as_of", "checked_on",
)  # fmt: skip
Cells = dict[str, Any]
Parts = dict[str, list[Cells]]


class Regions:
    """A place's name or address → the code prefix of its region."""

    @cached_property
    def book(self) -> AddressBook:
        return AddressBook()

    @cached_property
    def codes(self) -> dict[int, str]:
        rows = Region.objects.filter(level__in=("province", "district"))
        return dict(rows.values_list("pk", "short_code"))

    def id_of(self, text: str) -> int | None:
        return self.book.find(text) if text else None

    def prefix(self, text: str) -> str | None:
        """None where the words name no region; "" for the whole country."""
        if text.strip().lower() in WHOLE_COUNTRY:
            return ""
        if text.isdecimal() and 2 <= len(text) <= 10:
            return text
        found = self.id_of(text)
        return self.codes.get(found) if found else None


@lru_cache(maxsize=1)
def need_words() -> list[tuple[str, str]]:
    """(word, need): a term that holds the word is for the need."""
    return [(row["word"].lower(), row["need"]) for _n, row in csv_rows(WORDS, required=("word", "need"))]


def needs_of(terms: list[str]) -> list[str]:
    texts = [term.lower() for term in terms]
    found = {need for word, need in need_words() for text in texts if word in text}
    return [need for need in Domain.values if need in found]


def _names(cells: Cells) -> tuple[str, str]:
    """HSDS has one name and another: the one in Hangul is the Korean one."""
    name, other = cells["name"], cells.get("alternate_name", "")[:200]
    if HANGUL.search(name) or not HANGUL.search(other):
        return name, other or ("" if HANGUL.search(name) else name)
    return other, name


def _about(cells: Cells) -> tuple[str, str]:
    text = cells.get("description", "")
    return (text, "") if HANGUL.search(text) else ("", text)


def organisation(row: DirectoryOrganisation, cells: Cells, source: str) -> None:
    row.name_ko, row.name_en = _names(cells)
    row.about_ko, row.about_en = _about(cells)
    row.email, row.website, row.source = cells.get("email", ""), cells.get("website", ""), source[:200]


def location(row: DirectoryLocation, cells: Cells, parts: Parts, regions: Regions) -> None:
    first = next(iter(parts.get("address", [])), {})
    lines = [first.get(name, "") for name in ("state_province", "region", "city", "address_1", "address_2")]
    row.address = " ".join(line for line in lines if line)[:300]
    row.region_id = regions.id_of(row.address)
    both = "latitude" in cells and "longitude" in cells
    row.latitude = float(cells["latitude"]) if both else None
    row.longitude = float(cells["longitude"]) if both else None
    row.accessibility = "\n".join(one.get("description", "") for one in parts.get("accessibility", []))
    row.transport = cells.get("transportation", "")[:300]


def phone(cells: Cells) -> dict[str, str]:
    return {"number": cells["number"][:40], "what": cells.get("description", "")[:100]}


def _time(text: str | None) -> dt.time | None:
    return dt.time.fromisoformat(text[:5]) if text else None


def schedule(cells: Cells) -> dict[str, Any]:
    return {
        "days": cells.get("byday", "")[:40], "opens_at": _time(cells.get("opens_at")),
        "closes_at": _time(cells.get("closes_at")), "words": cells.get("description", "")[:300],
    }  # fmt: skip


def _past(text: str | None) -> dt.date | None:
    """A day to come has not been looked at yet: today stands for it, so that no entry stays fresh for ever."""
    return min(dt.date.fromisoformat(text[:10]), timezone.localdate()) if text else None


def service(
    row: DirectoryService, cells: Cells, parts: Parts, here: list[DirectoryLocation], regions: Regions
) -> None:
    row.name_ko, row.name_en = _names(cells)
    row.about_ko, row.about_en = _about(cells)
    row.email, row.url = cells.get("email", ""), cells.get("url", "")
    row.terms = list(
        dict.fromkeys(str(one.get("term") or one.get("code") or "")[:80] for one in parts.get("attribute", []))
    )
    row.terms = [term for term in row.terms if term]
    row.needs = needs_of([*row.terms, row.name_ko, row.name_en])
    row.areas = _areas(parts, here, regions)
    row.eligibility = cells.get("eligibility_description", "")
    costs = [f"{one.get('option', '')} {one.get('amount', '')}".strip() for one in parts.get("cost_option", [])]
    row.cost = "\n".join(text for text in (cells.get("fees_description", ""), *costs) if text)
    codes = [(one.get("code") or one.get("name", ""))[:8] for one in parts.get("language", [])]
    row.languages = list(dict.fromkeys(code.lower() for code in codes if code))
    row.interpretation = cells.get("interpretation_services", "")[:300]
    _dated(row, cells, next(iter(parts.get("capacity", [])), {}))


def _areas(parts: Parts, here: list[DirectoryLocation], regions: Regions) -> list[str]:
    """Where it says it works; where it says nothing, where its places lie."""
    said = [regions.prefix(one.get("name") or one.get("extent") or "") for one in parts.get("service_area", [])]
    lies = [one.region.short_code for one in here if one.region is not None]
    return list(dict.fromkeys(code for code in (said or lies) if code is not None))


def _dated(row: DirectoryService, cells: Cells, capacity: Cells) -> None:
    """What somebody said here later than the source was checked stays: an import never opens what was closed since."""
    assured = _past(cells.get("assured_date") or cells.get("last_modified"))
    if row.checked_on is None or (assured is not None and assured >= row.checked_on):
        row.state = cells["status"]
        row.checked_on = assured or row.checked_on
    as_of = _past(capacity.get("updated")) or assured
    if not capacity or (row.places_as_of is not None and (as_of is None or as_of < row.places_as_of)):
        return
    row.places = int(capacity["maximum"]) if "maximum" in capacity else None
    row.free = int(capacity["available"]) if "available" in capacity and as_of is not None else None
    row.places_as_of = as_of

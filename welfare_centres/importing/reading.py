"""The files of an HSDS delivery, row by row: a JSON list or package, a CSV file a table, or a ZIP of those.

Nothing is read whole: JSON is decoded an item at a time, CSV a line at a time. Each row comes with its table, its
file and its line.
"""

from __future__ import annotations

import csv
import io
import json
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import IO, Any

from django.utils.translation import gettext as _

from core.errors import RuleBroken

CHUNK = 64 * 1024
LONGEST = 8 * 1024 * 1024  # of one JSON item, in letters
LARGEST = 2 * 1024**3  # of one unpacked file
# HSDS 3 names of tables, as files and as keys of a package → the name used here
TABLES = {
    "organization": "organization", "organizations": "organization", "service": "service", "services": "service",
    "location": "location", "locations": "location", "service_at_location": "service_at_location",
    "service_at_locations": "service_at_location", "phone": "phone", "phones": "phone", "schedule": "schedule",
    "schedules": "schedule", "service_area": "service_area", "service_areas": "service_area",
    "language": "language", "languages": "language", "accessibility": "accessibility", "address": "address",
    "addresses": "address", "cost_option": "cost_option", "cost_options": "cost_option",
    "attribute": "attribute", "attributes": "attribute", "taxonomy_term": "taxonomy_term",
    "taxonomy_terms": "taxonomy_term", "service_capacity": "capacity", "service_capacities": "capacity",
    "capacities": "capacity", "contents": "service",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Row:
    table: str
    cells: dict[str, Any]
    file: str
    line: int


class JsonItems:
    """The items of the arrays of a JSON text, one at a time: `[…]`, or `{"services": […], "organizations": […]}`."""

    def __init__(self, file: IO[str], name: str) -> None:
        self.file, self.name = file, name
        self.text, self.at, self.line = "", 0, 1
        self.decode = json.JSONDecoder().raw_decode

    def _more(self) -> bool:
        """Another chunk; what was read is let go of."""
        chunk = self.file.read(CHUNK)
        self.line += self.text.count("\n", 0, self.at)
        self.text, self.at = self.text[self.at :] + chunk, 0
        if len(self.text) > LONGEST:
            raise self._wrong(_("한 항목이 너무 길어요"))
        return bool(chunk)

    def _here(self) -> int:
        return self.line + self.text.count("\n", 0, self.at)

    def _wrong(self, why: str) -> RuleBroken:
        return RuleBroken(
            _("%(file)s %(line)d번째 줄: %(why)s. JSON 형식을 확인한 뒤 다시 시도하세요.")
            % {"file": self.name, "line": self._here(), "why": why}
        )

    def peek(self) -> str:
        """The next letter that is no space; "" at the end."""
        while True:
            while self.at < len(self.text) and self.text[self.at].isspace():
                self.at += 1
            if self.at < len(self.text):
                return self.text[self.at]
            if not self._more():
                return ""

    def take(self, letter: str) -> None:
        if self.peek() != letter:
            raise self._wrong(_("‘%(letter)s’가 있어야 해요") % {"letter": letter})
        self.at += 1

    def value(self) -> Any:
        self.peek()
        ended = False
        while True:
            try:
                found, end = self.decode(self.text, self.at)
            except json.JSONDecodeError:
                if ended or not self._more():
                    raise self._wrong(_("항목을 읽을 수 없어요")) from None
                continue
            except RecursionError:
                raise self._wrong(_("너무 깊이 겹쳐 있어요")) from None
            if ended or end < len(self.text) or isinstance(found, dict | list | str):
                self.at = end
                return found
            ended = not self._more()  # a number at the edge may go on

    def items(self) -> Iterator[tuple[Any, int]]:
        self.take("[")
        while self.peek() != "]":
            line = self._here()
            yield self.value(), line
            if self.peek() != ",":
                break
            self.take(",")
        self.take("]")


def json_rows(file: IO[str], name: str, table: str = "service") -> Iterator[Row]:
    items = JsonItems(file, name)
    first = items.peek()
    if first == "[":
        yield from (Row(table, cells, name, line) for cells, line in items.items())
        return
    items.take("{")
    while items.peek() != "}":
        key = items.value()
        items.take(":")
        kind = TABLES.get(str(key))
        if kind is not None and items.peek() == "[":
            yield from (Row(kind, cells, name, line) for cells, line in items.items())
        else:
            items.value()
        if items.peek() != ",":
            break
        items.take(",")
    items.take("}")


def csv_rows(file: IO[str], name: str) -> Iterator[Row]:
    kind = TABLES.get(PurePosixPath(name).stem.lower())
    if kind is None:
        raise RuleBroken(
            _("%(name)s: HSDS 표의 이름이 아니에요. 예: organizations.csv, services.csv") % {"name": name}
        )
    reader = csv.reader(file)
    heading = [cell.strip().lstrip("\ufeff") for cell in next(reader, [])]
    for cells in reader:
        if any(cell.strip() for cell in cells):
            values = dict(zip(heading, (cell.strip() for cell in cells), strict=False))
            yield Row(kind, {key: value for key, value in values.items() if value}, name, reader.line_num)


def _of_text(file: IO[str], name: str) -> Iterator[Row]:
    suffix = PurePosixPath(name).suffix.lower()
    if suffix == ".json":
        yield from json_rows(file, name, TABLES.get(PurePosixPath(name).stem.lower(), "service"))
    elif suffix == ".csv":
        yield from csv_rows(file, name)
    else:
        raise RuleBroken(_("%(name)s: JSON, CSV, ZIP 파일만 읽을 수 있어요.") % {"name": name})


def _decoded(raw: IO[bytes], name: str) -> Iterator[Row]:
    """The file stays its owner's to close."""
    text = io.TextIOWrapper(raw, encoding="utf-8-sig", newline="")
    try:
        yield from _of_text(text, name)
    finally:
        text.detach()


def rows_of(raw: IO[bytes], name: str) -> Iterator[Row]:
    """Of one file that was handed in."""
    try:
        if PurePosixPath(name).suffix.lower() == ".zip":
            yield from _of_zip(raw)
        else:
            yield from _decoded(raw, PurePosixPath(name).name)
    except UnicodeDecodeError:
        raise RuleBroken(_("%(name)s: UTF-8로 저장한 뒤 다시 시도하세요.") % {"name": name}) from None
    except csv.Error as exc:
        raise RuleBroken(_("%(name)s: CSV로 읽을 수 없어요 (%(why)s).") % {"name": name, "why": exc}) from None


def _of_zip(raw: IO[bytes]) -> Iterator[Row]:
    try:
        with zipfile.ZipFile(raw) as packed:
            for one in packed.infolist():
                name = PurePosixPath(one.filename)
                if one.is_dir() or name.suffix.lower() not in (".csv", ".json") or name.stem.lower() not in TABLES:
                    continue
                if one.file_size > LARGEST:
                    raise RuleBroken(_("%(name)s: 파일이 너무 커요. 나누어 올려 주세요.") % {"name": name.name})
                with packed.open(one) as file:
                    yield from _decoded(file, name.name)
    except zipfile.BadZipFile:
        raise RuleBroken(_("ZIP 파일을 열 수 없어요. 다시 묶은 뒤 올려 주세요.")) from None


def rows_at(path: Path) -> Iterator[Row]:
    """Of a file, or of a folder of them."""
    if path.is_dir():
        found = [
            one for one in sorted(path.iterdir()) if one.stem.lower() in TABLES and one.suffix in (".csv", ".json")
        ]
        if not found:
            raise RuleBroken(_("%(path)s 폴더에 HSDS 파일이 없어요.") % {"path": path})
    elif path.is_file():
        found = [path]
    else:
        raise RuleBroken(_("%(path)s 파일이 없습니다. 경로를 확인하세요.") % {"path": path})
    for one in found:
        with one.open("rb") as raw:
            yield from rows_of(raw, one.name)

"""The directory from HSDS files. Run twice it writes nothing; what is wrong is said by file, line and column."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.translation import gettext as _

from core.errors import RuleBroken
from core.events import record
from core.imports import ImportReport
from welfare_centres.importing import reading, storing
from welfare_centres.importing.checking import KEYED, Wrong, checked, flattened

BATCH = 2_000
LARGEST = 100 * 1024 * 1024  # handed in by a page; larger ones come by the command
PARENT = {"service_id": "service", "location_id": "location", "organization_id": "organization"}
Progress = Callable[[int], None]


def import_hsds(path: Path, *, by: Any = None, progress: Progress | None = None) -> ImportReport:
    """A JSON file, a CSV file, a ZIP or a folder of them."""
    return _run(reading.rows_at(path), path.name, by, progress)


def import_hsds_upload(file: UploadedFile, *, by: Any) -> ImportReport:
    if (file.size or 0) > LARGEST:
        raise RuleBroken(_("파일이 100MB보다 커요. manage.py import_hsds 로 가져오세요."))
    name = file.name or "hsds"
    return _run(reading.rows_of(file.file, name), name, by, None)  # type: ignore[arg-type]


@transaction.atomic
def _run(rows: Iterator[reading.Row], source: str, by: Any, progress: Progress | None) -> ImportReport:
    report = ImportReport(source=source)
    storing.make_table()
    while batch := list(islice(rows, BATCH)):
        storing.copy_in([line for row in batch for line in _lines(row, report)])
        report.read += len(batch)
        if progress:
            progress(report.read)
    twice, homeless = storing.tell_apart(KEYED)
    for kind, key, file, line in twice:
        said = _("같은 id의 %(kind)s가 앞에서 다른 내용으로 나왔어요. 하나만 남기세요.") % {"kind": kind}
        _reject(report, (file, line), "id", key, said)
    for key, file, line in homeless:
        said = _("organization_id가 가리키는 기관이 없어요. 기관을 함께 보내 주세요.")
        _reject(report, (file, line), "organization_id", key, said)
    storing.Store(report, source).run()
    record("directory.imported", actor=by, read=report.read, written=report.written, rejected=len(report.rejected))
    return report


def _reject(report: ImportReport, at: tuple[str, int], column: str, key: str, said: str) -> None:
    file, line = at
    where = f"{file} · {column}" if column else file
    report.reject(line, f"{where} · {key}" if key else where, said)


def _lines(row: reading.Row, report: ImportReport) -> Iterator[tuple[Any, ...]]:
    for flat in flattened(row):
        try:
            cells = checked(flat)
        except Wrong as exc:
            key = str(flat.cells.get("id", ""))[:60] if isinstance(flat.cells, dict) else ""
            _reject(report, (flat.file, flat.line), exc.column, key, exc.said)
            continue
        yield flat.table, cells.get("id"), _parent(cells), json.dumps(cells, ensure_ascii=False), flat.file, flat.line


def _parent(cells: dict[str, str]) -> str | None:
    """The row that this one is a part of, with its table: ids are told apart only within one."""
    if "link_id" in cells:
        return f"{cells.get('link_entity', 'service')}:{cells['link_id']}"
    return next((f"{table}:{cells[name]}" for name, table in PARENT.items() if name in cells), None)

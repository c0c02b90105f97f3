"""The import: the file as a stream into a temporary table, then a few statements for all of it, in one transaction.

What stands for a run is its row in the latest vintage, whatever order the deliveries come in; what stands for a course
and a provider is what the latest run of the latest vintage says of it. The same delivery again changes nothing.
"""

from __future__ import annotations

import codecs
import csv
import datetime as dt
import hashlib
import json
from collections.abc import Callable, Iterator
from dataclasses import fields
from itertools import islice
from operator import attrgetter
from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from almp_programmes.importing import reading, reasons, storing
from almp_programmes.models import Programme
from core.errors import RuleBroken
from core.events import record
from core.imports import ENCODINGS, ImportReport
from employers.services.importing.places import AddressBook
from taxonomy.models import MeasureCode

BATCH = 2000
UNREADABLE = "\ufffd"
PROGRAMME = "kdt"
_values = attrgetter(*(field.name for field in fields(reading.OutsideRun)))
Progress = Callable[[int], None]
Line = tuple[int, list[str]]


def encoding_of(path: Path) -> str:
    """The first of the known encodings that the file's beginning is written in."""
    with path.open("rb") as file:
        start = file.read(1 << 20)
    for name in ENCODINGS:
        try:
            codecs.getincrementaldecoder(name)().decode(start)
        except UnicodeDecodeError:
            continue
        return name
    raise RuleBroken(
        _("%(name)s 파일의 글자를 읽을 수 없습니다. UTF-8이나 CP949(EUC-KR)로 저장한 뒤 다시 시도하세요.")
        % {"name": path.name}
    )


def _lines(reader: Any) -> Iterator[Line]:
    """Rows as a person counts them; one that is no CSV comes as its complaint."""
    number = 1
    while True:
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as exc:
            cells = [str(exc)]
        number += 1
        if any(cell.strip() for cell in cells):
            yield number, [" ".join(cell.replace("\x00", UNREADABLE).split()) for cell in cells]


class Run:
    def __init__(self, report: ImportReport, vintage: dt.date, names: list[str]) -> None:
        self.report, self.vintage, self.names = report, vintage, names
        self.places = AddressBook()
        self.regions: dict[tuple[str, str], int | None] = {}

    def region(self, row: reading.OutsideRun) -> int | None:
        key = (row.region, row.address)
        if key not in self.regions:
            self.regions[key] = self.places.find(row.region) or self.places.find(row.address)
        return self.regions[key]

    def take(self, lines: list[Line]) -> None:
        good, bad = [], []
        for number, cells in lines:
            named = dict(zip(self.names, cells, strict=False))
            try:
                row = self.read(cells, named)
            except reading.Unreadable as exc:
                key = named.get(reading.KEY, "")[:40]
                bad.append((number, key, exc.code, exc.detail, json.dumps(named, ensure_ascii=False)))
                continue
            values = _values(row)
            digest = hashlib.md5(repr(values).encode(), usedforsecurity=False).hexdigest()
            good.append((number, digest, json.dumps(named, ensure_ascii=False), self.region(row), *values))
        storing.copy_in("incoming", good)
        storing.copy_in("refused", bad)
        self.report.read += len(lines)

    def read(self, cells: list[str], named: dict[str, str]) -> reading.OutsideRun:
        if len(cells) != len(self.names) or any(UNREADABLE in cell for cell in cells):
            raise reading.Unreadable(reasons.SHAPE, f"{len(cells)}/{len(self.names)}")
        return reading.read(named, self.vintage)

    def finish(self, programme: Programme) -> None:
        storing.tell_apart(self.vintage)
        self.report.written, accepted = storing.store(self.vintage, programme)
        self.report.unchanged = accepted - self.report.written
        for row, key, code in storing.keep_refused(self.vintage):
            self.report.reject(row, key, str(reasons.WORDS[code]))
        self.report.notes += storing.notes()


def _programme(code: str) -> Programme:
    """The programme that the courses belong to; where no offer was loaded, one by the code, to be filled in."""
    found = Programme.objects.filter(code=code).first()
    if found is not None:
        return found
    measure, _made = MeasureCode.objects.get_or_create(
        code="2", defaults={"name_ko": "직업훈련", "name_en": "Training"}
    )
    made: Programme = Programme.objects.create(
        code=code, measure=measure, delivery=Programme.Delivery.COURSE, state=Programme.State.LIVE,
        name_ko="K-디지털 트레이닝", name_en="K-Digital Training", summary_ko="디지털 신기술 분야의 훈련 과정",
        summary_en="Training courses in new digital technologies", starts_on=dt.date(2020, 11, 1),
    )  # fmt: skip
    return made


@transaction.atomic
def import_courses(
    path: Path, *, vintage: dt.date, programme: str = PROGRAMME, by: Any = None, progress: Progress | None = None
) -> ImportReport:
    if not path.is_file():
        raise RuleBroken(_("%(path)s 파일이 없습니다. 경로를 확인하세요.") % {"path": path})
    report = ImportReport(source=f"{path.name} {vintage}")
    with path.open(encoding=encoding_of(path), errors="replace", newline="") as file:
        reader = csv.reader(file)
        names = reading.heading(next(reader, []))
        if missing := [name for name in reading.REQUIRED if name not in names]:
            raise RuleBroken(
                _("%(name)s 파일에 필요한 열이 없습니다: %(missing)s. 있는 열: %(found)s.")
                % {"name": path.name, "missing": ", ".join(missing), "found": ", ".join(names)[:200] or "–"}
            )
        storing.make_tables()
        run, lines = Run(report, vintage, names), _lines(reader)
        while batch := list(islice(lines, BATCH)):
            run.take(batch)
            if progress:
                progress(report.read)
    run.finish(_programme(programme))
    record("courses.imported", actor=by, vintage=str(vintage), read=report.read, written=report.written)
    return report

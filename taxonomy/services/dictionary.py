"""The Korean Dictionary of Occupations: KECO unit groups, their titles, licences and descriptions."""

import hashlib
import re
from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from core.errors import RuleBroken
from core.imports import ImportReport, csv_rows
from taxonomy.caching import taxonomy_changed
from taxonomy.coding.entries import Entry
from taxonomy.models import (
    KECO_2018,
    Language,
    Licence,
    Occupation,
    OccupationLicence,
    OccupationSynonym,
    Source,
)
from taxonomy.services.files import reference_rows, several
from taxonomy.services.index import index_build
from taxonomy.services.reference import occupation_path
from taxonomy.services.upsert import Upserted, upsert

COLUMNS = ("dJobCd", "dJobNm", "dJobECd", "dJobECdNm", "similarNm", "connectJob", "certLic", "workSum")
UNIT = re.compile(r"^\d{4}$")
NAMED_UNIT = re.compile(r"^\[(\d{4})\]\s*(.+)$")
ENGLISH_ONLY = re.compile(r"^[\x20-\x7e]+$")
LONGEST_NAME = 200


@dataclass(slots=True)
class Dictionary:
    entries: list[Entry] = field(default_factory=list)
    unit_titles: dict[str, str] = field(default_factory=dict)
    licences: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    read: int = 0


def names_in(cell: str) -> list[str]:
    """The names of a cell; a comma inside brackets belongs to its name."""
    parts = re.split(r"[,，](?![^()]*\))", cell.replace("\xa0", " "))
    return [name for name in (" ".join(part.split()) for part in parts) if 1 < len(name) <= LONGEST_NAME]


def read_dictionary(path: Path, report: ImportReport) -> Dictionary:
    out = Dictionary()
    seen: set[tuple[str, str]] = set()
    for number, row in csv_rows(path, required=COLUMNS):
        report.read += 1
        unit, title = row["dJobECd"], row["dJobNm"]
        named = NAMED_UNIT.match(row["dJobECdNm"])
        if problem := _problem(row, named):
            report.reject(number, title[:40] or row["dJobCd"][:40], problem)
            continue
        if (row["dJobCd"], unit) in seen:
            report.reject(number, title[:40], _("같은 직업이 앞줄에 이미 있음"))
            continue
        seen.add((row["dJobCd"], unit))
        if named:
            out.unit_titles.setdefault(unit, named[2].strip())
        out.licences[unit].update(names_in(row["certLic"]))
        out.entries.append(
            Entry(
                code=unit, title=" ".join(title.split()), synonyms=tuple(names_in(row["similarNm"])),
                related=tuple(names_in(row["connectJob"])), source=row["dJobCd"],
                description=f"{row['workSum']} {row.get('doWork', '')}".strip(),
            )
        )  # fmt: skip
    return out


def _problem(row: dict[str, str], named: re.Match[str] | None) -> str:
    if not row["dJobNm"] or len(row["dJobNm"]) > LONGEST_NAME:
        return _("직업명(dJobNm)이 없거나 200자를 넘음")
    if not UNIT.match(row["dJobECd"]):
        return _("고용직업분류 코드(dJobECd)가 숫자 네 자리가 아님")
    if named and named[1] != row["dJobECd"]:
        return _("코드(dJobECd)와 이름(dJobECdNm)의 코드가 다름")
    return ""


def occupation_dictionary_import(path: Path, *, build_index: bool = True) -> ImportReport:
    report = ImportReport(source=path.name)
    dictionary = read_dictionary(path, report)
    with transaction.atomic():
        parts = _store(dictionary, report)
    report.written = sum(part.written for part in parts)
    report.unchanged = sum(part.unchanged for part in parts)
    if build_index and dictionary.entries:
        index_build(dictionary.entries)
    taxonomy_changed()
    return report


def _store(dictionary: Dictionary, report: ImportReport) -> list[Upserted]:
    minors = dict(Occupation.objects.filter(edition=KECO_2018, level=Occupation.Level.MINOR).values_list("code", "pk"))
    if not minors:
        raise RuleBroken(_("직업 소분류가 없습니다. 먼저 `manage.py load_reference`를 실행하세요."))
    english = {row["code"]: row for row in reference_rows("occupation_units")}
    strays = {code for code in dictionary.unit_titles if code[:3] not in minors}
    if strays:
        report.notes.append(_("소분류를 모르는 세분류: %(codes)s") % {"codes": ", ".join(sorted(strays))})
    units = upsert(
        Occupation,
        [
            {
                "edition": KECO_2018, "code": code, "level": Occupation.Level.UNIT, "parent_id": minors[code[:3]],
                "path": occupation_path(code), "title_ko": title[:LONGEST_NAME],
                "title_en": english[code]["title_en"] if code in english else "",
            }
            for code, title in sorted(dictionary.unit_titles.items())
            if code not in strays
        ],
        key=("edition", "code"),
        keep=("title_en",),
    )  # fmt: skip
    ids = {str(code): pk for (edition, code), pk in units.ids.items() if edition == KECO_2018 and len(code) == 4}
    return [units, _synonyms(dictionary, english, ids), *_licences(dictionary, ids)]


def _synonyms(dictionary: Dictionary, english: dict[str, dict[str, str]], ids: dict[str, int]) -> Upserted:
    rows: dict[tuple[int, str], dict[str, Any]] = {}

    def add(code: str, text: str, source: str) -> None:
        if code in ids:
            lang = Language.ENGLISH if ENGLISH_ONLY.match(text) else Language.KOREAN
            rows.setdefault(
                (ids[code], text), {"occupation_id": ids[code], "text": text, "lang": lang, "source": source}
            )

    for code, row in english.items():
        for text in several(row["synonyms_ko"]) + several(row["synonyms_en"]):
            add(code, text, Source.STARTER)
    for entry in dictionary.entries:
        for text in (entry.title, *entry.synonyms, *entry.related):
            add(entry.code, text, Source.DICTIONARY)
    return upsert(OccupationSynonym, list(rows.values()), key=("occupation_id", "text"), keep=("source", "lang"))


def _licences(dictionary: Dictionary, ids: dict[str, int]) -> list[Upserted]:
    known = dict(Licence.objects.values_list("name_ko", "pk"))
    wanted = sorted({name for names in dictionary.licences.values() for name in names if len(name) <= LONGEST_NAME})
    rows = [
        {"name_ko": name, "code": f"D{hashlib.sha256(name.encode()).hexdigest()[:12]}", "source": Source.DICTIONARY}
        for name in wanted
        if name not in known or known[name] is None
    ]
    licences = upsert(Licence, rows, key=("name_ko",), keep=("code", "source"))
    known |= {name: pk for (name,), pk in licences.ids.items()}
    links = [
        {"occupation_id": ids[code], "licence_id": known[name], "required": False}
        for code, names in sorted(dictionary.licences.items())
        if code in ids
        for name in sorted(names)
    ]
    return [licences, upsert(OccupationLicence, links, key=("occupation_id", "licence_id"), keep=("required",))]

"""The Korean Standard Industrial Classification, all five levels, from one row per subclass."""

import re
from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from core.imports import ImportReport, csv_rows
from taxonomy.caching import taxonomy_changed
from taxonomy.models import Industry
from taxonomy.services.upsert import upsert

LEVELS = tuple(Industry.Level)
COLUMNS = (*(f"ksic{depth}_{part}" for depth in range(1, 6) for part in ("cd", "nm")), "ksic_C")
SHAPES = [re.compile(shape) for shape in (r"^[A-Z]$", r"^\d{2}$", r"^\d{3}$", r"^\d{4}$", r"^\d{5}$")]
EDITION = re.compile(r"^C(\d{1,2})$")
RANGE = re.compile(r"\s*\(\s*\d{2}\s*(?:~\s*\d{2}\s*)?\)$")


def industries_import(path: Path) -> ImportReport:
    report = ImportReport(source=path.name)
    rows: list[dict[tuple[str, str], dict[str, Any]]] = [{} for _level in LEVELS]
    for number, row in csv_rows(path, required=COLUMNS):
        report.read += 1
        if problem := _problem(row):
            report.reject(number, row["ksic5_cd"][:12], problem)
        else:
            _collect(row, rows)
    with transaction.atomic():
        ids: dict[tuple[str, str], int] = {}
        for level in rows:
            ready = [
                {**{k: v for k, v in item.items() if k != "parent"}, "parent_id": ids.get(item["parent"])}
                for item in level.values()
            ]
            done = upsert(Industry, ready, key=("edition", "code"), keep=("name_en",))
            ids |= {(str(edition), str(code)): pk for (edition, code), pk in done.ids.items()}
            report.written += done.written
            report.unchanged += done.unchanged
    taxonomy_changed()
    return report


def _problem(row: dict[str, str]) -> str:
    if not EDITION.match(row["ksic_C"]):
        return _("차수(ksic_C)가 C10 꼴이 아님")
    for depth, shape in enumerate(SHAPES, start=1):
        if not shape.match(row[f"ksic{depth}_cd"]):
            return _("%(column)s의 코드 자릿수가 맞지 않음") % {"column": f"ksic{depth}_cd"}
        if not row[f"ksic{depth}_nm"]:
            return _("%(column)s이 비어 있음") % {"column": f"ksic{depth}_nm"}
    for depth in (3, 4, 5):
        if not row[f"ksic{depth}_cd"].startswith(row[f"ksic{depth - 1}_cd"]):
            return _("하위 코드가 상위 코드로 시작하지 않음")
    return ""


def _collect(row: dict[str, str], rows: list[dict[tuple[str, str], dict[str, Any]]]) -> None:
    edition = f"KSIC{row['ksic_C'][1:]}"
    codes = [row[f"ksic{depth}_cd"] for depth in range(1, 6)]
    for depth, level in enumerate(LEVELS):
        code = codes[depth]
        rows[depth].setdefault(
            (edition, code),
            {
                "edition": edition, "code": code, "level": level,
                "parent": (edition, codes[depth - 1] if depth else ""), "path": "/".join(codes[: depth + 1]),
                "name_ko": _tidy(row[f"ksic{depth + 1}_nm"]), "name_en": "",
            },
        )  # fmt: skip


def _tidy(name: str) -> str:
    return re.sub(r"\s*;\s*", "; ", " ".join(RANGE.sub("", name).split()))[:200]

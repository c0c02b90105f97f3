"""English titles and tools from ESCO and O*NET, brought to KECO through ISCO-08.

Our table `isco_occupations.csv` names the KECO unit group nearest to an ISCO unit group, and leaves out the groups
that have no near one; what falls there is reported, not guessed.
The titles widen search; the coder does not learn from them, for the way through ISCO is too coarse: with them
"truck driver" led to taxi drivers.
"""

import hashlib
import re
from collections import defaultdict
from decimal import Decimal
from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from core.errors import RuleBroken
from core.imports import ImportReport, csv_rows
from taxonomy.caching import taxonomy_changed
from taxonomy.models import (
    KECO_2018,
    Language,
    Occupation,
    OccupationSkill,
    OccupationSynonym,
    Skill,
    SkillSynonym,
    Source,
)
from taxonomy.naming import normalise
from taxonomy.services.files import reference_rows
from taxonomy.services.upsert import Upserted, upsert

ESCO_OCCUPATIONS = ("ORIGINURI", "ISCOGROUPCODE", "PREFERREDLABEL", "ALTLABELS")
TITLES = ("O*NET-SOC Code", "Title", "Alternate Title")
TOOLS = ("O*NET-SOC Code", "Example", "Hot Technology", "In Demand")
CROSSWALK_HEADING = "ISCO-08 Code,"
LONGEST_NAME = 200
LONGEST_LABEL_WORDS = 5
IN_DEMAND, HOT = Decimal("0.600"), Decimal("0.400")


def esco_import(folder: Path) -> list[ImportReport]:
    occupations = ImportReport(source="ESCO occupations")
    skills = ImportReport(source="ESCO skills")
    with transaction.atomic():
        _esco_titles(folder / "occupations.csv", occupations)
        _esco_skills(folder / "skills.csv", skills)
    taxonomy_changed()
    return [occupations, skills]


def onet_import(folder: Path) -> list[ImportReport]:
    titles = ImportReport(source="O*NET titles")
    tools = ImportReport(source="O*NET technology skills")
    with transaction.atomic():
        goes = _soc_to_occupation(folder / "isco08_to_us_soc2010.csv")
        _onet_titles(folder / "Alternate_Titles.csv", goes, titles)
        _onet_tools(folder / "Technology_Skills.csv", goes, tools)
    taxonomy_changed()
    return [titles, tools]


def _isco_to_occupation() -> dict[str, int]:
    """ISCO unit group → our row: the unit group where it is loaded, else its minor group."""
    rows = dict(Occupation.objects.filter(edition=KECO_2018).values_list("code", "pk"))
    if not rows:
        raise RuleBroken(_("직업 소분류가 없습니다. 먼저 `manage.py load_reference`를 실행하세요."))
    return {
        row["isco"]: rows.get(row["occupation"]) or rows[row["occupation"][:3]]
        for row in reference_rows("isco_occupations")
    }


def _note(report: ImportReport, done: Upserted) -> None:
    report.written += done.written
    report.unchanged += done.unchanged


def _store_titles(titles: dict[tuple[int, str], str], report: ImportReport) -> None:
    rows = [
        {"occupation_id": occupation_id, "text": text, "lang": Language.ENGLISH, "source": source}
        for (occupation_id, text), source in titles.items()
    ]
    _note(report, upsert(OccupationSynonym, rows, key=("occupation_id", "text"), keep=("lang", "source")))


# --- ESCO --------------------------------------------------------------------------------------------------------


def _esco_titles(path: Path, report: ImportReport) -> None:
    goes = _isco_to_occupation()
    titles: dict[tuple[int, str], str] = {}
    for number, row in csv_rows(path, required=ESCO_OCCUPATIONS):
        report.read += 1
        label, isco = row["PREFERREDLABEL"], row["ISCOGROUPCODE"]
        if not label or not re.fullmatch(r"\d{4}", isco):
            report.reject(number, label[:40], _("이름이나 ISCO 코드가 없음"))
        elif isco not in goes:
            report.reject(number, label[:40], _("가까운 고용직업분류가 없는 ISCO 코드"))
        else:
            for text in (label, *row["ALTLABELS"].splitlines()):
                if 1 < len(text.strip()) <= LONGEST_NAME:
                    titles.setdefault((goes[isco], text.strip()), Source.ESCO)
    _store_titles(titles, report)


def _esco_skills(path: Path, report: ImportReport) -> None:
    """The official file names labels; in the merged one a label is told apart only where it has no alternatives."""
    heading = set(_heading(path))
    official = {"conceptUri", "preferredLabel"} <= heading
    required = ("conceptUri", "preferredLabel") if official else ("id", "description")
    rows: dict[str, dict[str, Any]] = {}
    for number, row in csv_rows(path, required=required):
        report.read += 1
        uri, label = row[required[0]], row["preferredLabel"] if official else _lone_label(row["description"])
        if not uri.startswith("http") or len(uri) > 120:
            report.reject(number, uri[:40], _("ESCO 주소(URI)가 아님"))
        elif not label or len(label) > LONGEST_NAME:
            report.reject(number, uri[-12:], _("이름을 다른 이름들과 가를 수 없음"))
        else:
            rows[uri] = _skill(f"esco-{uri.rsplit('/', 1)[-1]}"[:40], label, Source.ESCO, Skill.Kind.SKILL) | {
                "esco_uri": uri
            }
    _note(report, upsert(Skill, list(rows.values()), key=("code",), keep=("name_ko",)))


def _heading(path: Path) -> list[str]:
    if not path.is_file():
        raise RuleBroken(_("%(path)s 파일이 없습니다. 경로를 확인하세요.") % {"path": path})
    with path.open(encoding="utf-8-sig", errors="replace") as file:
        return file.readline().strip().split(",")


def _lone_label(description: str) -> str:
    """What stands before the sentence, if it is short enough to be one label."""
    match = re.match(r"^([a-z][^A-Z]*?)\s+[A-Z]", description)
    label = match[1].strip() if match else ""
    return label if 1 <= len(label.split()) <= LONGEST_LABEL_WORDS else ""


def _skill(code: str, name: str, source: str, kind: str) -> dict[str, Any]:
    plain = normalise(name)
    return {
        "code": code, "name_ko": name, "name_en": name, "kind": kind, "source": source,
        "normalised": f"{plain} {plain}"[:420],
    }  # fmt: skip


# --- O*NET -------------------------------------------------------------------------------------------------------


def _soc_to_occupation(path: Path) -> dict[str, int]:
    """SOC 2010 → our row, where every ISCO group it corresponds to leads to the same one."""
    if not path.is_file():
        raise RuleBroken(_("%(path)s 파일이 없습니다. 경로를 확인하세요.") % {"path": path})
    lines = path.read_text(encoding="utf-8-sig", errors="replace").splitlines()
    if not any(line.startswith(CROSSWALK_HEADING) for line in lines):
        raise RuleBroken(_("%(name)s 파일에 ‘ISCO-08 Code’ 줄이 없습니다.") % {"name": path.name})
    goes = _isco_to_occupation()
    found: dict[str, set[int | None]] = defaultdict(set)
    for line in lines:
        match = re.match(r"^(\d{3,4}),.*?,(\d\d-\d{4})", line)
        if match:
            found[match[2]].add(goes.get(match[1].zfill(4)))
    return {soc: next(iter(rows)) for soc, rows in found.items() if len(rows) == 1 and None not in rows}  # type: ignore[misc]


def _onet_titles(path: Path, goes: dict[str, int], report: ImportReport) -> None:
    titles: dict[tuple[int, str], str] = {}
    for number, row in csv_rows(path, required=TITLES):
        report.read += 1
        occupation_id = goes.get(row["O*NET-SOC Code"][:7])
        if occupation_id is None:
            report.reject(number, row["Title"][:40], _("한 고용직업분류로 이어지지 않는 SOC 코드"))
            continue
        for text in (row["Title"], re.sub(r"\s*\(.*?\)", "", row["Alternate Title"])):
            if 1 < len(text) <= LONGEST_NAME:
                titles.setdefault((occupation_id, text), Source.ONET)
    _store_titles(titles, report)


def _onet_tools(path: Path, goes: dict[str, int], report: ImportReport) -> None:
    wanted: dict[tuple[int, str], Decimal] = {}
    for number, row in csv_rows(path, required=TOOLS):
        report.read += 1
        occupation_id = goes.get(row["O*NET-SOC Code"][:7])
        if occupation_id is None:
            report.reject(number, row["Example"][:40], _("한 고용직업분류로 이어지지 않는 SOC 코드"))
        elif "Y" not in (row["Hot Technology"], row["In Demand"]):
            report.reject(number, row["Example"][:40], _("널리 쓰이는 도구로 표시되지 않음"))
        elif 1 < len(row["Example"]) <= LONGEST_NAME:
            weight = IN_DEMAND if row["In Demand"] == "Y" else HOT
            place = (occupation_id, row["Example"])
            wanted[place] = max(weight, wanted.get(place, weight))
    known = _known_skills()
    new = {
        name: _skill(f"onet-{hashlib.sha256(name.encode()).hexdigest()[:12]}", name, Source.ONET, Skill.Kind.TOOL)
        for _occupation, name in wanted
        if normalise(name) not in known
    }
    stored = upsert(Skill, list(new.values()), key=("code",), keep=("name_ko",))
    _note(report, stored)
    ids = {name: stored.ids[row["code"],] for name, row in new.items()}
    links = {
        (occupation_id, ids.get(name) or known[normalise(name)]): weight
        for (occupation_id, name), weight in sorted(wanted.items())
    }
    rows = [
        {"occupation_id": one, "skill_id": skill, "weight": weight, "essential": False, "source": Source.ONET}
        for (one, skill), weight in links.items()
    ]
    kept = ("weight", "essential", "source")  # what the starter says of a pair stands
    _note(report, upsert(OccupationSkill, rows, key=("occupation_id", "skill_id"), keep=kept))


def _known_skills() -> dict[str, int]:
    known = dict(SkillSynonym.objects.values_list("normalised", "skill_id"))
    for pk, ko, en in Skill.objects.exclude(source=Source.ONET).values_list("pk", "name_ko", "name_en"):
        known |= {normalise(ko): pk, normalise(en): pk}
    return known

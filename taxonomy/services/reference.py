"""The starter shipped with the project: loaded in seconds, as often as one likes."""

from datetime import date
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.db.models import Q

from core.imports import ImportReport
from taxonomy.caching import taxonomy_changed
from taxonomy.models import (
    KECO_2018,
    Industry,
    Language,
    Licence,
    MeasureCode,
    Occupation,
    OccupationLicence,
    OccupationSkill,
    OccupationSuccessor,
    OccupationSynonym,
    Region,
    RegionSuccessor,
    Skill,
    SkillSynonym,
    Source,
)
from taxonomy.naming import normalise
from taxonomy.services.files import reference_rows, several
from taxonomy.services.index import index_build_starter
from taxonomy.services.upsert import Upserted, upsert

REGION_LENGTHS = {"province": 2, "district": 5, "town": 8, "village": 10}


def _report(name: str, *parts: Upserted) -> ImportReport:
    written, unchanged = sum(part.written for part in parts), sum(part.unchanged for part in parts)
    return ImportReport(source=name, read=written + unchanged, written=written, unchanged=unchanged)


@transaction.atomic
def reference_load() -> list[ImportReport]:
    reports = [
        _measures(),
        _industries(),
        _occupations(),
        _skills(),
        _licences(),
        _regions(),
    ]
    index_build_starter()
    transaction.on_commit(taxonomy_changed)
    return reports


def _measures() -> ImportReport:
    return _report("measures", upsert(MeasureCode, list(reference_rows("measures")), key=("code",)))


def _industries() -> ImportReport:
    rows = list(reference_rows("industries"))
    ids: dict[str, int] = {}
    parts = []
    for level in (Industry.Level.SECTION, Industry.Level.DIVISION):
        done = upsert(
            Industry,
            [
                {
                    "edition": row["edition"], "code": row["code"], "level": level,
                    "parent_id": ids.get(row["parent"]),
                    "path": "/".join(part for part in (row["parent"], row["code"]) if part),
                    "name_ko": row["name_ko"], "name_en": row["name_en"],
                }
                for row in rows
                if row["level"] == level
            ],
            key=("edition", "code"),
        )  # fmt: skip
        ids |= {code: pk for (_edition, code), pk in done.ids.items()}
        parts.append(done)
    return _report("industries", *parts)


def _occupations() -> ImportReport:
    rows = list(reference_rows("occupations"))
    ids: dict[tuple[str, str], int] = {}
    parts = []
    for level in (Occupation.Level.MAJOR, Occupation.Level.MIDDLE, Occupation.Level.MINOR):
        done = upsert(
            Occupation,
            [_occupation(row, ids.get((row["edition"], row["parent"]))) for row in rows if row["level"] == level],
            key=("edition", "code"),
        )
        ids |= {(key[0], key[1]): pk for key, pk in done.ids.items()}
        parts.append(done)
    parts.append(_unit_titles(ids))
    parts.append(_synonyms(rows, ids))
    successors = [
        {"old_id": ids[row["old_edition"], row["old"]], "new_id": ids[row["new_edition"], row["new"]]}
        for row in reference_rows("occupation_successors")
    ]
    parts.append(upsert(OccupationSuccessor, successors, key=("old_id", "new_id")))
    return _report("occupations", *parts)


def _occupation(row: dict[str, str], parent_id: int | None) -> dict[str, Any]:
    return {
        "edition": row["edition"], "code": row["code"], "level": row["level"], "parent_id": parent_id,
        "path": occupation_path(row["code"]), "title_ko": row["title_ko"], "title_en": row["title_en"],
    }  # fmt: skip


def occupation_path(code: str) -> str:
    """1342 → 1/13/134/1342: each level's code starts with that of the level above."""
    return "/".join(code[:length] for length in range(1, len(code) + 1))


def _unit_titles(ids: dict[tuple[str, str], int]) -> Upserted:
    """English titles for the unit groups that an import has brought."""
    units = dict(
        Occupation.objects.filter(edition=KECO_2018, level=Occupation.Level.UNIT).values_list("code", "title_en")
    )
    rows = [
        {"edition": KECO_2018, "code": row["code"], "title_en": row["title_en"]}
        for row in reference_rows("occupation_units")
        if row["code"] in units
    ]
    return upsert(Occupation, rows, key=("edition", "code"))


def _synonyms(rows: list[dict[str, str]], ids: dict[tuple[str, str], int]) -> Upserted:
    wanted: dict[tuple[int, str], dict[str, Any]] = {}

    def add(occupation_id: int | None, korean: str, english: str) -> None:
        for lang, cell in ((Language.KOREAN, korean), (Language.ENGLISH, english)):
            for text in several(cell):
                if occupation_id is not None:
                    wanted[occupation_id, text] = {
                        "occupation_id": occupation_id, "text": text, "lang": lang, "source": Source.STARTER,
                    }  # fmt: skip

    for row in rows:
        add(ids.get((row["edition"], row["code"])), row["synonyms_ko"], row["synonyms_en"])
    for row in reference_rows("occupation_units"):
        # A unit's titles also name its minor group, which is all there is before an import.
        add(ids.get((KECO_2018, row["code"][:3])), row["synonyms_ko"], row["synonyms_en"])
        add(ids.get((KECO_2018, row["code"])), row["synonyms_ko"], row["synonyms_en"])
    return upsert(OccupationSynonym, list(wanted.values()), key=("occupation_id", "text"), keep=("source",))


def _skills() -> ImportReport:
    rows = list(reference_rows("skills"))
    skills = upsert(
        Skill,
        [
            {
                "code": row["code"], "name_ko": row["name_ko"], "name_en": row["name_en"], "kind": row["kind"],
                "source": Source.STARTER, "normalised": f"{normalise(row['name_ko'])} {normalise(row['name_en'])}",
            }
            for row in rows
        ],
        key=("code",),
    )  # fmt: skip
    synonyms = {
        (row["code"], text): {
            "skill_id": skills.ids[row["code"],], "text": text, "lang": lang, "normalised": normalise(text),
        }
        for row in rows
        for lang, column in ((Language.ENGLISH, "synonyms_en"), (Language.KOREAN, "synonyms_ko"))
        for text in several(row[column])
    }  # fmt: skip
    occupations = _minor_ids()
    links = [
        {
            "occupation_id": occupations[row["occupation"]], "skill_id": skills.ids[row["skill"],],
            "weight": Decimal(row["weight"]), "essential": row["essential"] == "1", "source": Source.STARTER,
        }
        for row in reference_rows("occupation_skills")
    ]  # fmt: skip
    return _report(
        "skills",
        skills,
        upsert(SkillSynonym, list(synonyms.values()), key=("skill_id", "text")),
        upsert(OccupationSkill, links, key=("occupation_id", "skill_id")),
    )


def _minor_ids() -> dict[str, int]:
    return dict(Occupation.objects.filter(edition=KECO_2018, level=Occupation.Level.MINOR).values_list("code", "pk"))


def _licences() -> ImportReport:
    licences = upsert(
        Licence,
        [{**row, "source": Source.STARTER} for row in reference_rows("licences")],
        key=("code",),
    )
    occupations = _minor_ids()
    links = [
        {
            "occupation_id": occupations[row["occupation"]], "licence_id": licences.ids[row["licence"],],
            "required": row["required"] == "1",
        }
        for row in reference_rows("occupation_licences")
    ]  # fmt: skip
    return _report("licences", licences, upsert(OccupationLicence, links, key=("occupation_id", "licence_id")))


def _regions() -> ImportReport:
    rows = list(reference_rows("regions"))
    ids: dict[str, list[tuple[date, int]]] = {}
    paths: dict[str, str] = {}
    parts = []
    waiting = rows
    while waiting:  # provinces, then districts, then the districts of a city
        ready = [row for row in waiting if not row["parent"] or row["parent"] in ids]
        done = upsert(Region, [_region(row, ids, paths) for row in ready], key=("code", "valid_from"),
                      keep=("latitude", "longitude"), within=Q(level__in=["province", "district"]))  # fmt: skip
        for row in ready:
            since = date.fromisoformat(row["valid_from"])
            ids.setdefault(row["code"], []).append((since, done.ids[row["code"], since]))
        parts.append(done)
        waiting = [row for row in waiting if row["code"] not in ids]
    successors = [
        {
            "old_id": ids[row["old"]][-1][1], "new_id": ids[row["new"]][-1][1],
            "on": date.fromisoformat(row["on"]), "share": Decimal(row["share"]),
        }
        for row in reference_rows("region_successors")
    ]  # fmt: skip
    parts.append(upsert(RegionSuccessor, successors, key=("old_id", "new_id")))
    return _report("regions", *parts)


def _region(row: dict[str, str], ids: dict[str, list[tuple[date, int]]], paths: dict[str, str]) -> dict[str, Any]:
    short = row["code"][: REGION_LENGTHS[row["level"]]]
    paths[row["code"]] = f"{paths[row['parent']]}/{short}" if row["parent"] else short
    return {
        "code": row["code"], "short_code": short, "level": row["level"],
        "parent_id": ids[row["parent"]][-1][1] if row["parent"] else None, "path": paths[row["code"]],
        "name_ko": row["name_ko"], "name_en": row["name_en"],
        "valid_from": date.fromisoformat(row["valid_from"]),
        "valid_to": date.fromisoformat(row["valid_to"]) if row["valid_to"] else None,
        "latitude": float(row["latitude"]) if row["latitude"] else None,
        "longitude": float(row["longitude"]) if row["longitude"] else None,
    }  # fmt: skip

"""Legal regions with their dates: rows of the official list, later changes of codes, successors by name."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from core.imports import ImportReport, csv_rows
from taxonomy.caching import taxonomy_changed
from taxonomy.models import Region, RegionSuccessor
from taxonomy.romanisation import romanise_place
from taxonomy.services.files import reference_rows
from taxonomy.services.reference import REGION_LENGTHS
from taxonomy.services.upsert import Upserted, upsert

COLUMNS = ("시도명", "시군구명", "법정동코드", "읍면동명", "동리명", "생성일자", "말소일자")
COORDINATE_COLUMNS = ("areaCode", "arePt1", "arePt2", "arePt3", "longitude", "latitude")
CODE = re.compile(r"^\d{10}$")
BRANCH_OFFICE = re.compile(r"출장(소)?$|출$")
LEVELS = ("province", "district", "town", "village")
SEJONG_CITY = "3611000000"


@dataclass(frozen=True, slots=True)
class Place:
    code: str
    level: str
    province: str
    district: str
    town: str
    village: str
    since: date
    until: date | None
    line: int = 0
    provisional: bool = False

    @property
    def name(self) -> str:
        named = {"province": self.province, "district": self.district, "town": self.town, "village": self.village}
        return named[self.level]

    @property
    def key(self) -> tuple[str, date]:
        return self.code, self.since


def regions_import(path: Path, coordinates: Path | None = None) -> ImportReport:
    report = ImportReport(source=path.name)
    places = {place.key: place for place in read_places(path, report)}
    links = recode(places)
    points = read_coordinates(coordinates, report) if coordinates else {}
    with transaction.atomic():
        stored = _store(places, points, report)
        links += successors(places.values())
        parts = [*stored.parts, _link(places, links, stored.ids)]
        report.written = sum(part.written for part in parts)
        report.unchanged = sum(part.unchanged for part in parts)
    taxonomy_changed()
    return report


# --- reading -----------------------------------------------------------------------------------------------------


def read_places(path: Path, report: ImportReport) -> list[Place]:
    places = []
    for number, row in csv_rows(path, required=COLUMNS):
        report.read += 1
        place, problem = _place(number, row)
        if place is None:
            report.reject(number, row["법정동코드"][:20], problem)
        else:
            places.append(place)
    return places


def _place(number: int, row: dict[str, str]) -> tuple[Place | None, str]:
    code, district = row["법정동코드"], row["시군구명"]
    if not CODE.match(code):
        return None, _("법정동코드가 숫자 열 자리가 아님")
    since, until = _day(row["생성일자"]), _day(row["말소일자"])
    if since is None or (row["말소일자"] and until is None):
        return None, _("생성일자나 말소일자가 YYYYMMDD 날짜가 아님")
    if until is not None and until <= since:
        return None, _("생긴 날에 없어져 유효한 날이 없음")
    if code == SEJONG_CITY:
        district = "세종시"
    town, village = row["읍면동명"], row["동리명"]
    if BRANCH_OFFICE.search(district) or BRANCH_OFFICE.search(row["시도명"]):
        return None, _("출장소는 지역이 아님")
    level = "village" if village else "town" if town else "district" if district else "province"
    return Place(code, level, row["시도명"], district, town, village, since, until, line=number), ""


def _day(text: str) -> date | None:
    try:
        return datetime.strptime(text, "%Y%m%d").date()
    except ValueError:
        return None


def read_coordinates(path: Path, report: ImportReport) -> dict[tuple[str, str, str], tuple[float, float]]:
    """By name: the file's codes are of administrative towns, which the legal list has not."""
    points: dict[tuple[str, str, str], tuple[float, float]] = {}
    for number, row in csv_rows(path, required=COORDINATE_COLUMNS):
        try:
            latitude, longitude = float(row["latitude"]), float(row["longitude"])
        except ValueError:
            report.reject(number, row["areaCode"][:20], _("위도·경도가 숫자가 아님"))
            continue
        if not (33 <= latitude <= 39.5 and 124 <= longitude <= 132.5):
            report.reject(number, row["areaCode"][:20], _("위도·경도가 대한민국 밖임"))
            continue
        name = (row["arePt1"], row["arePt2"].replace(" ", ""), row["arePt3"].replace(" ", ""))
        points.setdefault(name, (latitude, longitude))
    return points


# --- changes of codes after the list was made --------------------------------------------------------------------


def recode(places: dict[tuple[str, date], Place]) -> list[tuple[tuple[str, date], tuple[str, date]]]:
    """Close and renew what was renumbered since; a list that already has the new codes is left as it is."""
    links = []
    for row in reference_rows("region_recodes"):
        old, new, on = row["old_prefix"], row["new_prefix"], date.fromisoformat(row["on"])
        if any(code.startswith(new) and since >= on for code, since in places):
            continue
        open_rows = [p for p in places.values() if p.code.startswith(old) and p.until is None and p.since < on]
        for place in open_rows:
            renewed = replace(
                place, code=new + place.code[len(new) :], since=on, provisional=row["provisional"] == "1"
            )
            places[place.key] = replace(place, until=on)
            places[renewed.key] = renewed
            links.append((place.key, renewed.key))
    _take_over_reference(places)
    return links + _moved_towns(places)


def _take_over_reference(places: dict[tuple[str, date], Place]) -> None:
    """Provinces and districts that the starter knows better: closings, renamings, new ones."""
    provinces = {row["code"][:2]: row["name_ko"] for row in reference_rows("regions") if row["level"] == "province"}
    for row in reference_rows("regions"):
        since = date.fromisoformat(row["valid_from"])
        until = date.fromisoformat(row["valid_to"]) if row["valid_to"] else None
        present = places.get((row["code"], since))
        if present is None and any(code == row["code"] for code, _since in places):
            continue  # the list dates this code otherwise: it decides
        district = "" if row["level"] == "province" else row["name_ko"]
        places[row["code"], since] = Place(
            row["code"], row["level"], provinces[row["code"][:2]], district, "", "", since,
            (present.until if present else None) or until,
        )  # fmt: skip


def _moved_towns(
    places: dict[tuple[str, date], Place],
) -> list[tuple[tuple[str, date], tuple[str, date]]]:
    """Towns of a split district end with it; each leads to the district it went to, whose town codes we lack."""
    goes = {(row["old_district"], row["town"]): row["new_district"] for row in reference_rows("region_town_moves")}
    open_rows = {place.code[:5]: place for place in places.values() if place.level == "district" and not place.until}
    links = []
    for place in [p for p in places.values() if p.level in ("town", "village") and p.until is None]:
        old = place.code[:5]
        new = open_rows.get(goes.get((old, place.town)) or goes.get((old, "*"), ""))
        if new is not None and old not in open_rows:
            places[place.key] = replace(place, until=new.since)
            links.append((place.key, new.key))
    return links


# --- successors by name ------------------------------------------------------------------------------------------


def _stem(name: str) -> str:
    last = name.rsplit(maxsplit=1)[-1] if name else ""
    return last[:-1] if len(last) > 2 and last[-1] in "시군구읍면동리" else last


def successors(places: Iterable[Place]) -> list[tuple[tuple[str, date], tuple[str, date]]]:
    """For each abolished row the one of its level that began that day under its name, the nearest kin first."""
    rows = list(places)
    born: dict[tuple[str, date, str], list[Place]] = defaultdict(list)
    for place in rows:
        born[place.level, place.since, _stem(place.name)].append(place)
    children: dict[tuple[str, date | None], list[Place]] = defaultdict(list)
    for place in rows:
        if place.level == "town":
            children[place.code[:5], place.until].append(place)
    links: list[tuple[tuple[str, date], tuple[str, date]]] = []
    heirs: dict[tuple[str, date | None], Place] = {}
    for place in sorted((p for p in rows if p.until), key=lambda p: LEVELS.index(p.level)):
        heir = _heir(place, born, heirs)
        if heir is None and place.level == "district":
            heir = _heir_of_most(place, children[place.code[:5], place.until], born, rows)
        if heir is not None:
            heirs[place.code[: REGION_LENGTHS[place.level]], place.until] = heir
            links.append((place.key, heir.key))
    return links


def _heir(
    place: Place, born: dict[tuple[str, date, str], list[Place]], heirs: dict[tuple[str, date | None], Place]
) -> Place | None:
    assert place.until is not None
    kin = [p for p in born.get((place.level, place.until, _stem(place.name)), []) if p.code != place.code]
    above = REGION_LENGTHS[LEVELS[max(LEVELS.index(place.level) - 1, 0)]]
    parent = heirs.get((place.code[:above], place.until))
    nearest = [
        [p for p in kin if parent and p.code.startswith(parent.code[:above])],
        [p for p in kin if p.code[:above] == place.code[:above]],
        [p for p in kin if p.province[:2] == place.province[:2] and p.town == place.town],
        [p for p in kin if p.province[:2] == place.province[:2]],
        kin,
    ]
    return next((group[0] for group in nearest if len(group) == 1), None)


def _heir_of_most(
    place: Place, towns: list[Place], born: dict[tuple[str, date, str], list[Place]], rows: list[Place]
) -> Place | None:
    """A merged district lives on where most of its towns went."""
    votes: Counter[str] = Counter()
    for town in towns:
        kin = born.get(("town", town.until or date.max, _stem(town.name)), [])
        votes.update({p.code[:5] for p in kin if p.province[:2] == place.province[:2]})
    if not votes:
        return None
    winner, count = votes.most_common(1)[0]
    day = place.until
    if day is None or count < max(2, len(towns) // 3) or winner == place.code[:5]:
        return None
    alive = [p for p in rows if p.level == "district" and p.code[:5] == winner and p.since <= day]
    return next((p for p in alive if p.until is None or p.until > day), None)


# --- storing -----------------------------------------------------------------------------------------------------


@dataclass(slots=True)
class Stored:
    ids: dict[tuple[str, date], int]
    parts: list[Upserted]


def _store(
    places: dict[tuple[str, date], Place],
    points: dict[tuple[str, str, str], tuple[float, float]],
    report: ImportReport,
) -> Stored:
    english = {(row["code"], row["valid_from"]): row["name_en"] for row in reference_rows("regions")}
    by_code: dict[str, list[tuple[date, int, str]]] = defaultdict(list)  # since, id, path
    cities: dict[tuple[str, str], str] = {
        (p.code[:2], p.district): p.code for p in places.values() if p.level == "district" and " " not in p.district
    }
    out = Stored({}, [])
    for depth, wanted in enumerate(("province", "district", "district", "town", "village")):
        batch: list[dict[str, Any]] = []
        for place in places.values():
            inner = place.level == "district" and " " in place.district
            if place.level != wanted or (wanted == "district" and inner != (depth == 2)):
                continue
            above = _parent(place, by_code, cities)
            if above is None and place.level != "province":
                report.reject(place.line, place.code, _("상위 지역이 목록에 없음"))
                continue
            batch.append(_row(place, above, english, points))
        done = upsert(Region, batch, key=("code", "valid_from"), keep=("latitude", "longitude"))
        out.parts.append(done)
        for row in batch:
            pk = done.ids[row["code"], row["valid_from"]]
            out.ids[row["code"], row["valid_from"]] = pk
            by_code[row["code"]].append((row["valid_from"], pk, row["path"]))
    return out


def _parent(
    place: Place, by_code: dict[str, list[tuple[date, int, str]]], cities: dict[tuple[str, str], str]
) -> tuple[int, str] | None:
    if place.level == "province":
        return None
    if place.level == "district":
        city = cities.get((place.code[:2], place.district.split()[0])) if " " in place.district else None
        code = city or place.code[:2]
    else:
        code = place.code[:8] if place.level == "village" else place.code[:5]
    rows = by_code.get(code.ljust(10, "0"), [])
    if not rows:
        return None
    before = [row for row in rows if row[0] <= place.since]
    _since, pk, path = max(before) if before else min(rows)
    return pk, path


def _row(
    place: Place,
    above: tuple[int, str] | None,
    english: dict[tuple[str, str], str],
    points: dict[tuple[str, str, str], tuple[float, float]],
) -> dict[str, Any]:
    short = place.code[: REGION_LENGTHS[place.level]]
    point = None
    if place.level != "village":
        point = points.get((place.province, place.district.replace(" ", ""), place.town))
    parent_id, path = above or (None, "")
    return {
        "code": place.code, "short_code": short, "level": place.level, "parent_id": parent_id,
        "path": f"{path}/{short}" if path else short, "name_ko": place.name,
        "name_en": english.get((place.code, place.since.isoformat())) or _in_latin(place.name),
        "valid_from": place.since, "valid_to": place.until, "provisional": place.provisional,
        "latitude": point[0] if point else None, "longitude": point[1] if point else None,
    }  # fmt: skip


def _in_latin(name: str) -> str:
    return ", ".join(romanise_place(part) for part in reversed(name.split()))


def _link(
    places: dict[tuple[str, date], Place],
    links: list[tuple[tuple[str, date], tuple[str, date]]],
    ids: dict[tuple[str, date], int],
) -> Upserted:
    # The starter's own links (with the shares of a split) win over those found by name.
    named = {row["old"] for row in reference_rows("region_successors")}
    rows = {
        (old, new): {
            "old_id": ids[old], "new_id": ids[new], "on": places[old].until or places[new].since, "share": Decimal(1),
        }
        for old, new in links
        if old in ids and new in ids and old[0] not in named
    }  # fmt: skip
    return upsert(RegionSuccessor, list(rows.values()), key=("old_id", "new_id"), keep=("share",))

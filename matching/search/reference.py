"""Names of regions and occupations for filters: read seldom, so each process keeps them for some minutes."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property

from core.models import pick
from matching.engine.tables import World
from matching.search.facts import district_number, occupation_number
from taxonomy.models import KECO_2018, Occupation, Region

KEPT_SECONDS = 300.0
Offered = tuple[str, list[tuple[str, str, int]]]  # a filter's legend; value, label and depth of each of its values


@dataclass(frozen=True)
class Name:
    ko: str
    en: str

    def __str__(self) -> str:
        return pick(self.ko, self.en)


@dataclass(frozen=True)
class Place:
    number: int
    name: Name
    latitude: float | None
    longitude: float | None


@dataclass(frozen=True, eq=False)  # known by itself: pages keep pieces under the one they were written from
class Reference:
    provinces: dict[int, Name]  # 41 → 경기도
    districts: dict[int, Place]  # 41111 → 수원시 장안구
    occupations: dict[int, Name]  # 1133 → title
    labels: dict[str, dict[tuple[str, str], str]] = field(default_factory=dict)  # by language
    offered: dict[str, dict[str, Offered]] = field(default_factory=dict)  # the same

    @cached_property
    def children(self) -> dict[int, list[int]]:
        """Districts of each province, by name."""
        out: dict[int, list[int]] = {number: [] for number in self.provinces}
        for number, _place in sorted(self.districts.items(), key=lambda one: one[1].name.ko):
            out.setdefault(number // 1000, []).append(number)
        return out

    @cached_property
    def groups(self) -> dict[int, list[int]]:
        """Groups right below each occupation group."""
        out: dict[int, list[int]] = {}
        for number in sorted(self.occupations, key=str):
            out.setdefault(number // 10, []).append(number)
        return out

    @cached_property
    def points(self) -> dict[int, tuple[float, float]]:
        return {
            place.number: (place.latitude, place.longitude)
            for place in self.districts.values()
            if place.latitude is not None and place.longitude is not None
        }

    @cached_property
    def world(self) -> World:
        """Distances between all districts, worked out once."""
        return World.of(self.points)

    def region(self, number: int) -> str:
        if number < 100:
            return str(self.provinces.get(number, ""))
        place = self.districts.get(number)
        return str(place.name) if place else str(self.provinces.get(number // 1000, ""))

    def full_region(self, number: int) -> str:
        """With its province where it stands alone: 대구광역시 중구. There is a 중구 in six cities."""
        place, province = self.districts.get(number), self.provinces.get(number // 1000)
        if place is None or province is None or place.name == province:
            return self.region(number)
        return pick(f"{province.ko} {place.name.ko}", f"{place.name.en}, {province.en}")

    def find_district(self, typed: str) -> Place | None:
        """A district by its name as people type it: 수원시 장안구, 장안구, 수원, Suwon-si."""
        wanted = "".join(typed.split()).casefold()
        if not wanted:
            return None
        if wanted.isdigit() and int(wanted) in self.districts:
            return self.districts[int(wanted)]
        found = [
            (rank, place.number, place)
            for place in self.districts.values()
            for rank in [_likeness(wanted, place.name)]
            if rank is not None
        ]
        return min(found, key=lambda one: one[:2])[2] if found else None


def _likeness(wanted: str, name: Name) -> int | None:
    korean, english = "".join(name.ko.split()).casefold(), "".join(name.en.split()).casefold()
    last = name.ko.split()[-1] if name.ko else ""
    if wanted in (korean, english):
        return 0
    if wanted == last:
        return 1
    if korean.startswith(wanted) or english.startswith(wanted):
        return 2
    return 3 if wanted in korean or (english and wanted in english) else None


def _read() -> Reference:
    regions = (
        Region.objects.current()
        .filter(level__in=[Region.Level.PROVINCE, Region.Level.DISTRICT])
        .order_by("code")
        .values_list("level", "path", "short_code", "name_ko", "name_en", "latitude", "longitude")
    )
    provinces: dict[int, Name] = {}
    districts: dict[int, Place] = {}
    for level, path, code, ko, en, latitude, longitude in regions:
        if level == Region.Level.PROVINCE:
            provinces[int(code[:2])] = Name(ko, en)
        elif number := district_number(path):
            districts[number] = Place(number, Name(ko, en), latitude, longitude)
    titles = Occupation.objects.filter(edition=KECO_2018, valid_to=None).values_list("code", "title_ko", "title_en")
    occupations = {occupation_number(code): Name(ko, en) for code, ko, en in titles}
    occupations.pop(0, None)
    return Reference(provinces, districts, occupations)


class _Kept:
    def __init__(self, read: Callable[[], Reference]) -> None:
        self._read = read
        self._value: Reference | None = None
        self._until = 0.0

    def __call__(self) -> Reference:
        now = time.monotonic()
        if self._value is None or now > self._until:
            self._value, self._until = self._read(), now + KEPT_SECONDS
        return self._value

    def forget(self) -> None:
        self._value = None


reference = _Kept(_read)

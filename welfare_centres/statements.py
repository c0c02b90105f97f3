"""The statements of the yearly self-assessment, as data: four areas, each with statements, and four levels."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from core.models import pick

FILE = Path(__file__).parent / "reference" / "cooperation_statements.json"


@dataclass(frozen=True, slots=True)
class Named:
    code: str
    ko: str
    en: str

    @property
    def label(self) -> str:
        return pick(self.ko, self.en)


@dataclass(frozen=True, slots=True)
class Area:
    name: Named
    statements: tuple[Named, ...]


@lru_cache(maxsize=1)
def areas() -> tuple[Area, ...]:
    read = json.loads(FILE.read_text(encoding="utf-8"))["areas"]
    return tuple(
        Area(
            Named(one["code"], one["ko"], one["en"]),
            tuple(Named(each["code"], each["ko"], each["en"]) for each in one["statements"]),
        )
        for one in read
    )


@lru_cache(maxsize=1)
def levels() -> tuple[Named, ...]:
    read = json.loads(FILE.read_text(encoding="utf-8"))["levels"]
    return tuple(Named(str(number), one["ko"], one["en"]) for number, one in enumerate(read, start=1))


@lru_cache(maxsize=1)
def codes() -> tuple[str, ...]:
    return tuple(one.code for area in areas() for one in area.statements)

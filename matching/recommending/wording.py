"""The text model, learnt from the occupations and skills shipped with the project: no other folder is needed."""

from __future__ import annotations

import csv
import hashlib
from functools import lru_cache
from pathlib import Path

from django.conf import settings

import taxonomy
from matching.engine import store, text
from matching.engine.text import TextModel

REFERENCE = Path(taxonomy.__path__[0]) / "reference"


def _rows(name: str) -> list[dict[str, str]]:
    with (REFERENCE / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def lessons() -> list[str]:
    """One text a unit group, its other names beside the skills of its minor group; and one a group above."""
    names = {row["code"]: row["name_ko"] for row in _rows("skills.csv")}
    skills: dict[str, list[str]] = {}
    for row in _rows("occupation_skills.csv"):
        skills.setdefault(row["occupation"], []).append(names[row["skill"]])
    units = [
        " ".join([row["synonyms_ko"].replace(";", " "), row["title_en"], *skills.get(row["code"][:3], [])])
        for row in _rows("occupation_units.csv")
    ]
    return units + [f"{row['title_ko']} {row['synonyms_ko']}" for row in _rows("occupations.csv") if row["title_ko"]]


@lru_cache(maxsize=1)
def text_model() -> TextModel:
    """Learnt once (some seconds), then mapped from files named after what it was learnt from."""
    taught, written = lessons(), Path(text.__file__).read_bytes()
    version = hashlib.sha256("\n".join(taught).encode() + written).hexdigest()[:16]
    root = settings.VAR_DIR / "text"
    if not (root / version).exists():
        store.write(root, version, {"text": TextModel.fit(taught)}, {"texts": len(taught)})
    return store.read(root / version, "text", TextModel)

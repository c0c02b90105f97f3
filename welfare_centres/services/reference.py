import json
from pathlib import Path
from typing import Any

from taxonomy.services.upsert import upsert
from welfare_centres.models import AgencyKind, Competence

FOLDER = Path(__file__).parent.parent / "reference"


def _json(name: str) -> Any:
    return json.loads((FOLDER / name).read_text(encoding="utf-8"))


def centres_reference_load():
    upsert(AgencyKind, _json("agency_kinds.json"), key=("code",))
    upsert(Competence, _json("competences.json"), key=("code",))

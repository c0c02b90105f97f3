"""What the room ships: kinds of agencies, what each may see, competences, what people are met for. Loaded often."""

import datetime as dt
import json
from pathlib import Path
from typing import Any

from django.db import transaction

from core.imports import ImportReport
from taxonomy.services.upsert import Upserted, upsert
from welfare_centres.models import AgencyKind, AppointmentType, Competence, SharingRule
from welfare_centres.services.sharing import sharing_night

FOLDER = Path(__file__).parent.parent / "reference"


def _json(name: str) -> Any:
    return json.loads((FOLDER / name).read_text(encoding="utf-8"))


@transaction.atomic
def centres_reference_load() -> list[ImportReport]:
    """Words take the shipped state. A rule that the ministry ended stays ended: what is shipped is written only
    where none of that kind, part, ground and first day stands."""
    kinds = upsert(AgencyKind, _json("agency_kinds.json"), key=("code",))
    ids = {str(code): pk for (code,), pk in kinds.ids.items()}
    rules = upsert(
        SharingRule,
        [_rule(row, ids) for row in _json("sharing_rules.json")],
        key=("agency_kind_id", "scope", "ground", "valid_from"),
    )
    competences = upsert(Competence, _json("competences.json"), key=("code",))
    fields = {str(code): pk for (code,), pk in competences.ids.items()}
    types = upsert(AppointmentType, [_type(row, fields) for row in _json("appointment_types.json")], key=("code",))
    sharing_night()
    return [
        _report("agency kinds", kinds),
        _report("sharing rules", rules),
        _report("fields of competence", competences),
        _report("types of appointments", types),
    ]


def _rule(row: dict[str, Any], kinds: dict[str, int]) -> dict[str, Any]:
    kind = kinds[row["agency_kind"]]
    rest = {name: value for name, value in row.items() if name not in ("agency_kind", "valid_from")}
    return {"agency_kind_id": kind, "valid_from": dt.date.fromisoformat(row["valid_from"]), **rest}


def _type(row: dict[str, Any], competences: dict[str, int]) -> dict[str, Any]:
    """Without a competence anybody may take it."""
    needed = row["competence"]
    rest = {name: value for name, value in row.items() if name != "competence"}
    return {"competence_id": competences[needed] if needed else None, **rest}


def _report(name: str, done: Upserted) -> ImportReport:
    return ImportReport(
        source=name, read=done.written + done.unchanged, written=done.written, unchanged=done.unchanged
    )

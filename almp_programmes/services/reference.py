"""The offer that the project ships, dated and marked by how far it was checked: loaded as often as one likes."""

import csv
import datetime as dt
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from django.db import transaction

from almp_programmes.models import Programme, ProgrammeAmount, RuleSet, TargetGroup
from almp_programmes.services.rule_sets import rule_read
from core.imports import ImportReport
from jobseekers.services import median_incomes_load
from taxonomy.models import MeasureCode
from taxonomy.services.upsert import Upserted, upsert

FOLDER = Path(__file__).parent.parent / "reference"
TEXTS = ("name_ko", "name_en", "summary_ko", "summary_en", "duties_ko", "duties_en", "law", "source", "source_en",
         "delivery")  # fmt: skip


def _json(name: str) -> Any:
    return json.loads((FOLDER / name).read_text(encoding="utf-8"))


def _day(text: str | None) -> dt.date | None:
    return dt.date.fromisoformat(text) if text else None


def written_out(node: Any, conditions: Mapping[str, Any]) -> Any:
    """A rule with the names of the shared conditions replaced by what they stand for."""
    if isinstance(node, str):
        meant = conditions[node]
        return {"key": node, **meant} if "fact" in meant else written_out(meant, conditions)
    return {op: [written_out(child, conditions) for child in children] for op, children in node.items()}


@transaction.atomic
def programmes_load() -> list[ImportReport]:
    """Texts and amounts take the shipped state; rules are written only where a programme has none: what follows is
    the ministry's."""
    conditions, programmes = _json("conditions.json"), _json("programmes.json")
    groups = [row | {"rules": written_out(row["rules"], conditions)} for row in _json("target_groups.json")]
    for rank, row in enumerate(groups):
        row["rank"] = rank
        rule_read(row["rules"])
    of_groups = upsert(TargetGroup, groups, key=("code",))
    measures = dict(MeasureCode.objects.values_list("code", "pk"))
    of_programmes = upsert(Programme, [_programme(row, measures) for row in programmes], key=("code",))
    ids = {str(code): pk for (code,), pk in of_programmes.ids.items()}
    of_amounts = upsert(
        ProgrammeAmount,
        [_amount(row, ids[one["code"]]) for one in programmes for row in one["amounts"]],
        key=("programme_id", "key", "valid_from"),
    )
    _group(programmes, ids, {str(code): pk for (code,), pk in of_groups.ids.items()})
    return [
        _medians(),
        _report("target groups", of_groups),
        _report("programmes", of_programmes),
        _report("programme amounts", of_amounts),
        _rule_sets(programmes, ids, conditions),
    ]


def _report(name: str, done: Upserted) -> ImportReport:
    return ImportReport(
        source=name, read=done.written + done.unchanged, written=done.written, unchanged=done.unchanged
    )


def _programme(row: Mapping[str, Any], measures: Mapping[str, int]) -> dict[str, Any]:
    return {
        "code": row["code"], "measure_id": measures[row["measure"]], "state": Programme.State.LIVE,
        "starts_on": _day(row["starts_on"]), "ends_on": _day(row["ends_on"]), **{name: row[name] for name in TEXTS},
    }  # fmt: skip


def _amount(row: Mapping[str, Any], programme_id: int) -> dict[str, Any]:
    return {**row, "programme_id": programme_id, **{name: _day(row[name]) for name in ("valid_from", "valid_to")}}


def _group(programmes: list[Any], ids: Mapping[str, int], groups: Mapping[str, int]) -> None:
    through = Programme.target_groups.through
    wanted = [
        through(programme_id=ids[one["code"]], targetgroup_id=groups[code])
        for one in programmes for code in one["groups"]
    ]  # fmt: skip
    through._default_manager.bulk_create(wanted, ignore_conflicts=True)


def _rule_sets(programmes: list[Any], ids: Mapping[str, int], conditions: Mapping[str, Any]) -> ImportReport:
    ruled = set(RuleSet.objects.values_list("programme_id", flat=True))
    new = []
    for one in programmes:
        if ids[one["code"]] not in ruled:
            rules = written_out(one["rules"], conditions)
            rule_read(rules)
            new.append(
                RuleSet(programme_id=ids[one["code"]], version=1, state=RuleSet.State.LIVE, rules=rules, shipped=True,
                        valid_from=dt.date.fromisoformat(one["starts_on"]))
            )  # fmt: skip
    RuleSet.objects.bulk_create(new)
    return ImportReport(
        source="rule sets", read=len(programmes), written=len(new), unchanged=len(programmes) - len(new)
    )


def _medians() -> ImportReport:
    with (FOLDER / "median_incomes.csv").open(encoding="utf-8", newline="") as file:
        rows = [
            {**{name: int(row[name]) for name in ("year", "size", "won")}, "verified": row["verified"] == "true"}
            for row in csv.DictReader(file)
        ]
    return ImportReport(source="median incomes", read=len(rows), written=median_incomes_load(rows=rows))

"""The catalogue, groups and first rules that the project ships: loaded as often as one likes."""

import csv
import datetime as dt
import json
from pathlib import Path
from typing import Any

from django.db import transaction

from channels.lines import lines_refuse, written_line
from channels.models import ChannelRules, ContactCost, EasyText, Service, ServiceGroup
from core.imports import ImportReport
from taxonomy.services.upsert import Upserted, upsert

FOLDER = Path(__file__).parent.parent / "reference"
FROM = dt.date(2026, 1, 1)


def _json(name: str) -> Any:
    return json.loads((FOLDER / name).read_text(encoding="utf-8"))


def _csv(name: str) -> list[dict[str, str]]:
    with (FOLDER / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _report(name: str, done: Upserted) -> ImportReport:
    return ImportReport(
        source=name, read=done.written + done.unchanged, written=done.written, unchanged=done.unchanged
    )


@transaction.atomic
def channels_load() -> list[ImportReport]:
    """Texts take the shipped state; rules are written only where a service has none: later ones are the ministry's."""
    services = _csv("services.csv")
    groups = [row | {"rank": rank} for rank, row in enumerate(_json("groups.json"))]
    of_services = upsert(
        Service,
        [
            {name: row[name] for name in ("code", "objective", "kind", "room", "entry", "name_ko", "name_en")}
            | {"for_firms": row["for_firms"] == "true", "rank": rank}
            for rank, row in enumerate(services)
        ],
        key=("code",),
    )
    ids = {str(code): pk for (code,), pk in of_services.ids.items()}
    return [
        _report("services", of_services),
        _report("service groups", upsert(ServiceGroup, groups, key=("code",))),
        _rules(services, ids, {row["code"]: row["rules"] for row in groups}),
        _report("contact costs", upsert(ContactCost, _costs(), key=("channel", "valid_from"))),
        _report("easy texts", upsert(EasyText, _easy(), key=("key",))),
    ]


def _costs() -> list[dict[str, Any]]:
    return [
        {
            "channel": row["channel"], "valid_from": dt.date.fromisoformat(row["valid_from"]),
            **{name: int(row[name]) for name in ("won", "won_minute", "minutes")},
            "verified": row["verified"] == "true", "source": row["source"],
        }
        for row in _csv("costs.csv")
    ]  # fmt: skip


def _easy() -> list[dict[str, Any]]:
    return [row | {"rank": rank} for rank, row in enumerate(_json("easy.json"))]


def _rules(services: list[dict[str, str]], ids: dict[str, int], groups: dict[str, Any]) -> ImportReport:
    patterns, new = _json("patterns.json"), []
    ruled = set(ChannelRules.objects.values_list("service_id", flat=True))
    for row in services:
        if ids[row["code"]] in ruled:
            continue
        lines = [written_line({**one, "law": row["law"]}, groups) for one in patterns[row["pattern"]]]
        lines_refuse(lines)
        new.append(
            ChannelRules(
                service_id=ids[row["code"]], version=1, state=ChannelRules.State.LIVE, shipped=True, lines=lines,
                valid_from=FROM,
            )
        )  # fmt: skip
    ChannelRules.objects.bulk_create(new)
    return ImportReport(
        source="channel rules", read=len(services), written=len(new), unchanged=len(services) - len(new)
    )

"""What people are met for, loaded from the file beside; a second run changes what changed."""

import csv
from pathlib import Path

from django.db import transaction

from welfare_centres.models import AppointmentType, Competence

FILE = Path(__file__).parent.parent / "reference" / "appointment_types.csv"


@transaction.atomic
def appointment_types_load() -> int:
    """A competence that is not there is made, by its code: the centres' own reference data name it."""
    with FILE.open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    for order, row in enumerate(rows):
        code, competence = row.pop("code"), row.pop("competence")
        AppointmentType.objects.update_or_create(
            code=code,
            defaults={
                **row, "minutes": int(row["minutes"]), "channels": row["channels"].split(), "order": order,
                "by_person": row["by_person"] == "yes", "walk_in": row["walk_in"] == "yes",
                "competence": _competence(competence) if competence else None,
            },
        )  # fmt: skip
    return len(rows)


def _competence(code: str) -> Competence:
    return Competence.objects.get_or_create(code=code, defaults={"name_ko": code, "name_en": code})[0]

"""What each message tells: whether it is a duty with something to lose, and of which service (reference data)."""

import csv
from functools import cache
from pathlib import Path
from typing import NamedTuple

FILE = Path(__file__).parent / "reference" / "messages.csv"


class Told(NamedTuple):
    duty: bool
    service: str


@cache
def templates() -> dict[str, Told]:
    with FILE.open(encoding="utf-8", newline="") as file:
        return {row["template"]: Told(row["duty"] == "true", row["service"]) for row in csv.DictReader(file)}


def told_by(template: str) -> Told:
    """A template of nobody's list tells no duty."""
    return templates().get(template, Told(False, "messages"))

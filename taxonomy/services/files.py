"""The project's own reference files, and the cells that hold several names."""

import csv
from collections.abc import Iterator
from pathlib import Path

FOLDER = Path(__file__).resolve().parent.parent / "reference"


def reference_rows(name: str) -> Iterator[dict[str, str]]:
    with (FOLDER / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


def several(cell: str) -> list[str]:
    return [part.strip() for part in cell.split(";") if part.strip()]

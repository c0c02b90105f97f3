"""`import_data DIR`: every file of a data folder that a room knows how to read, in the order they need each other."""

import datetime as dt
from pathlib import Path
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser

# command, path under the folder, further options (those that are paths, under the folder too)
STEPS: list[tuple[str, str, dict[str, Any]]] = [
    ("import_regions", "regions/legal_dong_codes.csv", {"coordinates": Path("regions/dong_coordinates.csv")}),
    ("import_industries", "industries/ksic_10_tree.csv", {}),
    ("import_occupation_dictionary", "occupations/korean_occupation_dictionary.csv", {}),
    ("import_esco", "esco_1.1.1", {}),
    ("import_onet", "onet", {}),
    ("import_vacancies", "vacancies/vacancies_2023.jsonl", {"keep_open": True}),
    ("import_vacancies", "vacancies/public_service_vacancies.csv", {"keep_open": True}),
    ("import_courses", "courses/kdt_2024-12.csv", {"vintage": dt.date(2024, 12, 1)}),
    ("import_courses", "courses/kdt_2025-08.csv", {"vintage": dt.date(2025, 8, 1)}),
]


class Command(BaseCommand):
    help = "Import a folder of real data: regions, industries, occupations, skills and vacancies. Safe to run twice."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("folder", type=Path)

    def handle(self, *args: Any, **options: Any) -> None:
        folder: Path = options["folder"]
        if not folder.is_dir():
            raise CommandError(f"There is no folder {folder}.")
        for command, name, more in STEPS:
            path = folder / name
            if path.exists():
                self.stdout.write(f"— {command} {name}")
                options = {key: folder / value if isinstance(value, Path) else value for key, value in more.items()}
                call_command(command, str(path), stdout=self.stdout, **options)
            else:
                self.stdout.write(f"— {command}: {name} is not in the folder, passed over")

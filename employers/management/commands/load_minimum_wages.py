from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from core.errors import RuleBroken
from employers.reference import MINIMUM_WAGES, minimum_wages_load


class Command(BaseCommand):
    help = "Load the minimum wage by year (the shipped table, or a CSV file: year,hourly,verified,source)."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("path", nargs="?", type=Path, default=MINIMUM_WAGES)

    def handle(self, *args: Any, path: Path, **options: Any) -> None:
        try:
            report = minimum_wages_load(path)
        except RuleBroken as exc:
            raise CommandError(str(exc)) from exc
        self.stdout.write("\n".join(report.lines()))

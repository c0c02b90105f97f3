from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from almp_programmes.services.reference_figures import SPENDING, reference_figures_load
from core.errors import RuleBroken


class Command(BaseCommand):
    help = "Load published figures of spending (the shipped table, or a CSV file of the same columns)."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("path", nargs="?", type=Path, default=SPENDING)

    def handle(self, *args: Any, path: Path, **options: Any) -> None:
        try:
            report = reference_figures_load(path)
        except RuleBroken as exc:
            raise CommandError(str(exc)) from exc
        self.stdout.write("\n".join(report.lines()))

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from almp_programmes.services.lessons import STARTER, course_load
from core.errors import RuleBroken


class Command(BaseCommand):
    help = "Load a self-paced course from a folder of lessons (the shipped starter course where none is named)."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("folder", nargs="?", type=Path, default=STARTER)

    def handle(self, *args: Any, folder: Path, **options: Any) -> None:
        try:
            report = course_load(folder=folder)
        except RuleBroken as exc:
            raise CommandError(str(exc)) from exc
        self.stdout.write("\n".join(report.lines()))

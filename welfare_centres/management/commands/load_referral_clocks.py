from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from core.errors import RuleBroken
from welfare_centres.services.referral_clock import SHIPPED, clocks_load


class Command(BaseCommand):
    help = "Load the working days that each kind of agency has to see, answer and act on a referral."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("path", nargs="?", type=Path, default=SHIPPED)

    def handle(self, *args: Any, path: Path, **options: Any) -> None:
        try:
            report = clocks_load(path)
        except RuleBroken as exc:
            raise CommandError(str(exc)) from exc
        self.stdout.write("\n".join(report.lines()))

"""What every import command of the taxonomy does: a path in, the report out, a refusal as one clear line."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from core.errors import RuleBroken
from core.imports import ImportReport


class ImportCommand(BaseCommand):
    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("path", type=Path)

    def run(self, options: dict[str, Any]) -> ImportReport | list[ImportReport]:
        raise NotImplementedError

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            done = self.run(options)
        except RuleBroken as exc:
            raise CommandError(str(exc)) from exc
        for report in done if isinstance(done, list) else [done]:
            self.stdout.write("\n".join(report.lines()))

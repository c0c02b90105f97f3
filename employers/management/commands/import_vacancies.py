from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from core.errors import RuleBroken
from core.progress import Bars
from employers.services.importing import import_vacancies


class Command(BaseCommand):
    help = "Import outside advertisements (JSON lines or CSV). Can be run again: known rows are revised, not repeated."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("path", type=Path)
        parser.add_argument("--source", default="", help="name of the source; the site or the file's name otherwise")
        parser.add_argument(
            "--keep-open", action="store_true", help="clear the deadlines, to demonstrate with old advertisements"
        )

    def handle(self, *args: Any, path: Path, source: str, keep_open: bool, **options: Any) -> None:
        try:
            with Bars(self.stdout) as bars:
                total = path.read_bytes().count(b"\n") if path.is_file() else 0
                report = import_vacancies(
                    path, source=source, keep_open=keep_open,
                    progress=lambda done: bars.at(path.name, done, max(total, done)),
                )  # fmt: skip
        except RuleBroken as exc:
            raise CommandError(str(exc)) from exc
        self.stdout.write("\n".join(report.lines()))

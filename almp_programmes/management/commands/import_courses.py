import datetime as dt
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from almp_programmes.importing import import_courses
from almp_programmes.importing.running import PROGRAMME
from core.errors import RuleBroken
from core.progress import Bars


class Command(BaseCommand):
    help = "Import a delivery of course runs (CSV). Can be run again; an older delivery never revises a later one."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("path", type=Path)
        parser.add_argument("--vintage", type=dt.date.fromisoformat, required=True, help="2025-08-01: the data's date")
        parser.add_argument("--programme", default=PROGRAMME, help="code of the programme the courses belong to")

    def handle(self, *args: Any, path: Path, vintage: dt.date, programme: str, **options: Any) -> None:
        try:
            with Bars(self.stdout) as bars:
                total = path.read_bytes().count(b"\n") if path.is_file() else 0
                report = import_courses(
                    path, vintage=vintage, programme=programme,
                    progress=lambda done: bars.at(path.name, done, max(total, done)),
                )  # fmt: skip
        except RuleBroken as exc:
            raise CommandError(str(exc)) from exc
        self.stdout.write("\n".join(report.lines()))

from pathlib import Path
from typing import Any

from django.core.management.base import CommandParser

from core.imports import ImportReport
from taxonomy.management.importing import ImportCommand
from taxonomy.services.regions import regions_import


class Command(ImportCommand):
    help = "Import legal regions with their dates from the official list of legal-dong codes."

    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("--coordinates", type=Path, help="CSV of names with latitude and longitude")

    def run(self, options: dict[str, Any]) -> ImportReport:
        return regions_import(options["path"], options["coordinates"])

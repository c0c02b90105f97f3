from typing import Any

from core.imports import ImportReport
from taxonomy.management.importing import ImportCommand
from taxonomy.services.crosswalk import esco_import


class Command(ImportCommand):
    help = "Import ESCO occupations and skills from a folder, linked to KECO through ISCO-08."

    def run(self, options: dict[str, Any]) -> list[ImportReport]:
        return esco_import(options["path"])

from typing import Any

from core.imports import ImportReport
from taxonomy.management.importing import ImportCommand
from taxonomy.services.industries import industries_import


class Command(ImportCommand):
    help = "Import the Korean Standard Industrial Classification from a CSV with all five levels a row."

    def run(self, options: dict[str, Any]) -> ImportReport:
        return industries_import(options["path"])

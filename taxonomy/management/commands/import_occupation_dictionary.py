from typing import Any

from core.imports import ImportReport
from taxonomy.management.importing import ImportCommand
from taxonomy.services.dictionary import occupation_dictionary_import


class Command(ImportCommand):
    help = "Import KECO unit groups, their titles and licences from the Korean Dictionary of Occupations."

    def run(self, options: dict[str, Any]) -> ImportReport:
        return occupation_dictionary_import(options["path"])

from typing import Any

from core.imports import ImportReport
from taxonomy.management.importing import ImportCommand
from taxonomy.services.crosswalk import onet_import


class Command(ImportCommand):
    help = "Import O*NET titles and technology skills from a folder, linked to KECO through ISCO-08."

    def run(self, options: dict[str, Any]) -> list[ImportReport]:
        return onet_import(options["path"])

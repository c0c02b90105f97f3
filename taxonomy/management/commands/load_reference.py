from typing import Any

from django.core.management.base import BaseCommand

from taxonomy.services.reference import reference_load


class Command(BaseCommand):
    help = "Load the occupations, skills, licences, industries, regions and measures that the project ships."

    def handle(self, *args: Any, **options: Any) -> None:
        for report in reference_load():
            self.stdout.write("\n".join(report.lines()))

from typing import Any

from django.core.management.base import BaseCommand

from welfare_centres.services.reference import centres_reference_load


class Command(BaseCommand):
    help = "Load the kinds of agencies and the rules of what each may see of a shared case."

    def handle(self, *args: Any, **options: Any) -> None:
        for report in centres_reference_load():
            self.stdout.write("\n".join(report.lines()))

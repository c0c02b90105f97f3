from typing import Any

from django.core.management.base import BaseCommand

from almp_programmes.services.reference import programmes_load


class Command(BaseCommand):
    help = "Load the programmes, their amounts and rules, the target groups and median incomes that the project ships."

    def handle(self, *args: Any, **options: Any) -> None:
        for report in programmes_load():
            self.stdout.write("\n".join(report.lines()))

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from almp_programmes.services.lessons import course_load
from core.errors import RuleBroken

FOLDER = Path(__file__).parent.parent.parent / "reference" / "staff_course"


class Command(BaseCommand):
    help = "Load the shipped course for staff on working across agencies."

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            report = course_load(folder=FOLDER)
        except RuleBroken as exc:
            raise CommandError(str(exc)) from exc
        self.stdout.write("\n".join(report.lines()))

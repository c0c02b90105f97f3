import datetime as dt
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone

from matching.recommending.market import tightness_store


class Command(BaseCommand):
    help = "After a load of people or vacancies: search rows, recommendations and tightness, all at once."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--months", type=int, default=13, help="months of tightness, this one included")

    def handle(self, *args: Any, months: int, **options: Any) -> None:
        call_command("index_vacancies", stdout=self.stdout)
        call_command("match_tonight", stdout=self.stdout)
        month, cells = timezone.localdate().replace(day=1), 0
        for _month in range(months):
            cells += tightness_store(month=month)
            month = (month - dt.timedelta(days=1)).replace(day=1)
        self.stdout.write(f"{cells} cells of tightness")

from typing import Any

from django.core.management.base import BaseCommand

from core.progress import Bars
from matching.nightly.night import night_run


class Command(BaseCommand):
    help = (
        "Match everybody with every open vacancy now. Takes its ranges beside any workers, and goes on where an "
        "earlier run was cut short; readers see the results when all of them are there."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        with Bars(self.stdout) as bars:
            night = night_run(progress=bars.at)
        seconds = (night.finished_at - night.started_at).total_seconds() if night.finished_at else 0
        self.stdout.write(
            f"Night {night.pk}: {night.people} people, {night.vacancies} vacancies, {seconds:.1f} s, {night.state}"
        )

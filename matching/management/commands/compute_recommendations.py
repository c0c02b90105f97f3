from typing import Any

from django.core.management.base import BaseCommand

from core.progress import Bars
from matching.recommending.computing import recommendations_all


class Command(BaseCommand):
    help = "Compute everybody's recommended vacancies now, with reasons. Can be run again: it replaces them."

    def handle(self, *args: Any, **options: Any) -> None:
        with Bars(self.stdout) as bars:
            done = recommendations_all(lambda now, total: bars.at("recommendations", now, total))
        self.stdout.write(f"{done} people")

from typing import Any

from django.core.management.base import BaseCommand

from core.progress import Bars
from matching.search.indexing import index_all


class Command(BaseCommand):
    help = "Rebuild the search rows of every vacancy and the words that mistyped ones are mended to."

    def handle(self, *args: Any, **options: Any) -> None:
        with Bars(self.stdout) as bars:
            done = index_all(lambda now, total: bars.at("search", now, total))
        self.stdout.write(f"{done} vacancies")

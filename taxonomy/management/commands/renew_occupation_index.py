from typing import Any

from django.core.management.base import BaseCommand

from taxonomy.services.index import index_renew


class Command(BaseCommand):
    help = "Learn the occupation coder anew from the dictionary that was imported, as after an upgrade."

    def handle(self, *args: Any, **options: Any) -> None:
        index = index_renew()
        self.stdout.write(f"{index.entries} entries" if index else "no dictionary imported: nothing to learn from")

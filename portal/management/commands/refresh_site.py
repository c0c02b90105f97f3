"""`refresh_site`: everything that pages show and nobody enters, computed anew."""

from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.db import connection

from portal.services.figures import figures_refresh


class Command(BaseCommand):
    help = "After a load of people or vacancies: search rows, recommendations, tightness, the ministry's figures."

    def handle(self, *args: Any, **options: Any) -> None:
        _know_sizes()
        call_command("refresh_market", stdout=self.stdout)
        _know_sizes()
        self.stdout.write(f"{figures_refresh()} monthly figures")


def _know_sizes() -> None:
    """After so many new rows Postgres plans as for empty tables until its own turn comes, a minute later."""
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")

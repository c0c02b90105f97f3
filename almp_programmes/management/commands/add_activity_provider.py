from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from accounts.models import Organisation
from almp_programmes.services.statements import activity_provider_register


class Command(BaseCommand):
    help = "Let a system send xAPI statements for an organisation; prints its key and, this once, its secret."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("organisation", help="its public id")
        parser.add_argument("name", help="what the system is called")

    def handle(self, *args: Any, organisation: str, name: str, **options: Any) -> None:
        found = Organisation.objects.filter(public_id=organisation).first()
        if found is None:
            raise CommandError(f"There is no organisation {organisation}.")
        provider, secret = activity_provider_register(by=None, organisation=found, name=name)
        self.stdout.write(f"key {provider.key}\nsecret {secret}")

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from accounts.services import administrator_appoint
from core.errors import RuleBroken


class Command(BaseCommand):
    help = "Make someone who has signed up a ministry administrator: the first staff of a new installation."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("email")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            membership = administrator_appoint(email=options["email"])
        except RuleBroken as exc:
            raise CommandError(str(exc)) from exc
        self.stdout.write(f"{membership.organisation.label} · {membership.get_role_display()}: {options['email']}")

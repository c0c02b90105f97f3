"""`demo_accounts`: one sign-in a role for the demonstration; run again, it prints the same ones."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from portal import demo


class Command(BaseCommand):
    help = "Make (once) and print the demonstration's sign-ins. Only where DEMO is set."

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.DEMO:
            raise CommandError("DEMO is not set: sign-ins with known passwords are for the demonstration only.")
        for account in demo.accounts():
            self.stdout.write(f"{account.role:<12} {account.email}   {account.password}")
            if account.totp_secret:
                self.stdout.write(
                    f"{'':<12} TOTP secret {account.totp_secret}   recovery code {account.recovery_code}"
                )

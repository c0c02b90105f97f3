from typing import Any

from django.core.management.base import BaseCommand

from channels.services.reference import channels_load


class Command(BaseCommand):
    help = "Load the services, their channel rules, the groups, the costs of a contact and the texts in easy words."

    def handle(self, *args: Any, **options: Any) -> None:
        for report in channels_load():
            self.stdout.write("\n".join(report.lines()))

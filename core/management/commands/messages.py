"""`messages [ROOM …]`: read the Korean messages of the code into the English catalogues and compile them."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from core import catalogues


class Command(BaseCommand):
    help = "Update, check or compile the message catalogues (Korean in the code, English in the catalogue)."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("rooms", nargs="*", help="rooms to treat; all when none is named")
        parser.add_argument("--check", action="store_true", help="change nothing; fail if a catalogue lacks English")
        parser.add_argument("--compile", action="store_true", help="only write the compiled files")

    def handle(self, *args: Any, **options: Any) -> None:
        rooms = options["rooms"] or catalogues.ROOMS
        if unknown := set(rooms) - set(catalogues.ROOMS):
            raise CommandError(f"No such room: {', '.join(sorted(unknown))}. Rooms: {', '.join(catalogues.ROOMS)}.")
        if options["compile"]:
            for room in rooms:
                catalogues.compile_room(settings.BASE_DIR, room)
            return
        reports = [catalogues.update(settings.BASE_DIR, room, check=options["check"]) for room in rooms]
        for report in reports:
            self.stdout.write(f"{report.room}: {report.total} messages, {len(report.missing)} without English")
            for line in [*report.missing, *report.faulty]:
                self.stdout.write(f"    {line!r}")
            if report.stale:
                self.stdout.write(f"    out of date: run  manage.py messages {report.room}")
        torn = catalogues.disagreements(settings.BASE_DIR)
        for line in torn:
            self.stdout.write(f"one message, two translations: {line}")
        if options["check"] and (torn or not all(report.ok for report in reports)):
            raise CommandError("The English catalogues are not complete (see above).")

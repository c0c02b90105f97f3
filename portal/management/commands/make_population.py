"""`make_population --people N --vacancies M --seed S`: plausible, correlated, made-up people and firms."""

import time
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandParser

from core.progress import Bars
from portal import population


class Command(BaseCommand):
    help = "Make a demonstration population (fictional) and what is computed from it."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--people", type=int, default=2000)
        parser.add_argument("--vacancies", type=int, default=1500)
        parser.add_argument("--applications", type=int, help="three a person when not given")
        parser.add_argument("--enrolments", type=int, help="two a person when not given")
        parser.add_argument("--one-employer", type=int, default=0, help="how many of them one employer holds")
        parser.add_argument("--seed", type=int, default=1)
        parser.add_argument("--again", action="store_true", help="add to a population already made")
        parser.add_argument("--no-refresh", action="store_true", help="leave what is computed from it to refresh_site")

    def handle(self, *args: Any, **options: Any) -> None:
        if population.made() and not options["again"]:
            self.stdout.write("The population is there already; --again adds to it.")
            return
        applications = options["applications"] if options["applications"] is not None else 3 * options["people"]
        enrolments = options["enrolments"] if options["enrolments"] is not None else 2 * options["people"]
        size = {
            "people": options["people"],
            "vacancies": options["vacancies"],
            "applications": applications,
            "enrolments": enrolments,
            "seed": options["seed"],
        }
        begun = time.monotonic()
        with Bars(self.stdout) as bars:
            population.make(**size, one_employer=options["one_employer"], progress=bars.at)
        seconds = time.monotonic() - begun
        self.stdout.write(
            f"{options['people']} people in {seconds:.1f} s ({options['people'] / seconds:.0f} a second)"
        )
        if not options["no_refresh"]:
            call_command("refresh_site", stdout=self.stdout)
        population.finish(**size)

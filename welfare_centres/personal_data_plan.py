"""What conferences hold about a person: given as a file when they ask, emptied when they are erased."""

from typing import Any

from accounts.erasing import register_eraser
from accounts.exporting import register_collector, rows
from accounts.models import Person
from welfare_centres.models import AgendaItem, Decision, MinutesChange


def collect(person: Person) -> dict[str, Any]:
    items = AgendaItem.objects.filter(case__person=person)
    return {
        "agenda_items": rows(items, "conference__starts_at", "conference__state", "reasons", "minutes"),
        "decisions": rows(
            Decision.objects.filter(item__in=items), "item__conference__starts_at", "action__words", "at"
        ),
    }  # fmt: skip


def erase(person: Person) -> None:
    """That and why a case was on an agenda stays; what was said of it goes."""
    items = AgendaItem.objects.filter(case__person=person)
    MinutesChange.objects.filter(item__in=items).delete()
    items.update(minutes="")


def register() -> None:
    register_collector("welfare_centres.conferences", collect)
    register_eraser("welfare_centres.conferences", erase)

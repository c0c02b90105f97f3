"""What conferences hold about a person: given as a file when they ask, emptied when they are erased."""

import datetime as dt
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from accounts.erasing import register_eraser
from accounts.exporting import register_collector, rows
from accounts.models import Person
from accounts.retaining import register_retention
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
    _empty(AgendaItem.objects.filter(case__person=person))


def _empty(items: "QuerySet[AgendaItem]") -> int:
    MinutesChange.objects.filter(item__in=items).delete()
    return items.exclude(minutes="").update(minutes="")


def minutes(before: dt.datetime) -> int:
    """What was said at conferences long ago."""
    return _empty(AgendaItem.objects.filter(conference__ends_at__lt=before))


def register() -> None:
    register_collector("welfare_centres.conferences", collect)
    register_eraser("welfare_centres.conferences", erase)
    register_retention(
        key="welfare_centres.minutes",
        days=5 * 365,
        what=_("사례 회의록"),
        ground=_("개인정보 보호법 제21조"),
        broom=minutes,
    )

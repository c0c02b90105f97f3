"""Placements for those who count them: the counsellor's people, and the ministry's month × occupation × region."""

import datetime as dt
from collections.abc import Iterable
from typing import TYPE_CHECKING, TypedDict

from django.db.models import Count, QuerySet
from django.db.models.functions import TruncMonth

from accounts.models import Assignment
from matching.models import Placement

if TYPE_CHECKING:
    from accounts.models import Person, User


class PlacementCount(TypedDict):
    month: dt.date
    occupation: int | None
    region: int | None
    placements: int


def placements_for_people(people: "Iterable[Person] | QuerySet[Person]") -> QuerySet[Placement]:
    """Those of the given people, newest first, with what a row shows."""
    return (
        Placement.objects.filter(person__in=people)
        .select_related("person", "employer__organisation", "vacancy", "occupation", "region__parent__parent")
        .order_by("-started_on", "-pk")
    )


def placements_of_counsellor(user: "User") -> QuerySet[Placement]:
    """Those of the people the user looks after now."""
    mine = Assignment.objects.filter(counsellor=user, until=None, person__merged_into=None, person__erased_at=None)
    return placements_for_people(mine.values("person"))  # type: ignore[arg-type]


def placements_by_month(
    first: dt.date, before: dt.date, *, occupations: Iterable[int] = (), regions: Iterable[int] = ()
) -> list[PlacementCount]:
    """Placements started in [first, before) by month, occupation and region: one row a cell, no people."""
    rows = Placement.objects.filter(started_on__gte=first, started_on__lt=before)
    if occupations:
        rows = rows.filter(occupation__in=list(occupations))
    if regions:
        rows = rows.filter(region__in=list(regions))
    counted = (
        rows.annotate(month=TruncMonth("started_on"))
        .values("month", "occupation", "region")
        .annotate(placements=Count("pk"))
        .order_by("month", "occupation", "region")
    )
    return [PlacementCount(**row) for row in counted]

"""What a visitor sees first: how much there is, and the newest."""

import datetime as dt
from dataclasses import dataclass

from django.core.cache import cache
from django.db.models import Count, F, Sum
from django.utils import timezone

from core.prepared import Prepared
from employers.models import Vacancy
from matching.selectors.cards import Card, lined, listed

FRESH_SECONDS = 60


@dataclass(frozen=True)
class Size:
    vacancies: int
    openings: int
    employers: int


def size() -> Size:
    """Open vacancies, positions and firms; counted at most once a minute."""

    def count() -> Size:
        found = Vacancy.objects.open().aggregate(
            vacancies=Count("pk"),
            openings=Sum(F("openings") - F("filled"), default=0),
            employers=Count("employer", distinct=True),
        )
        return Size(**found)

    found: Size = cache.get_or_set("portal.front.size", count, FRESH_SECONDS)  # type: ignore[assignment]
    return found


_newest = Prepared(lambda today: lined(Vacancy.objects.open(today).order_by("-published_at"))[:6], today=dt.date)


def newest() -> list[Card]:
    return listed(_newest(today=timezone.localdate()))

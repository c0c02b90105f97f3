"""What a visitor sees first: how much there is, and the newest."""

from dataclasses import dataclass
from typing import Any

from django.core.cache import cache
from django.db.models import Count, F, Sum

from employers.models import Vacancy
from matching.selectors.cards import listed

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


def newest(limit: int = 6) -> list[dict[str, Any]]:
    return listed(Vacancy.objects.open().order_by("-published_at")[:limit], None)

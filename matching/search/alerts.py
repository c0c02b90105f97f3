"""Telling people of vacancies that came since for a search they saved: each vacancy once a search."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from channels.services import queue
from employers.models import Vacancy
from matching.models import SavedSearch, SearchAlert
from matching.search.criteria import criteria_of
from matching.selectors.search import matching_ids

SHOWN = 5
BATCH = 200


def due(on: dt.date) -> list[int]:
    """Saved searches to look at today."""
    last = {SavedSearch.Every.DAY: on - dt.timedelta(days=1), SavedSearch.Every.WEEK: on - dt.timedelta(days=7)}
    wanted = Q()
    for every, day in last.items():
        wanted |= Q(every=every) & (Q(checked_on=None) | Q(checked_on__lte=day))
    return list(SavedSearch.objects.filter(wanted).order_by("pk").values_list("pk", flat=True))


@transaction.atomic
def search_tell(*, search_id: int, on: dt.date) -> int:
    """Look once, tell of what is new, and remember it; a second run on the same day finds nothing to tell."""
    rows = SavedSearch.objects.select_for_update(of=("self",)).select_related("user__person")
    search = rows.filter(pk=search_id).first()
    if search is None or not search.is_due(on) or not search.user.is_active:
        return 0
    # A vacancy published the day before the search was looked at last may have come to the index only after it.
    since = search.since - dt.timedelta(minutes=10) if search.checked_on else search.since
    told = set(SearchAlert.objects.filter(search=search).values_list("vacancy_id", flat=True))
    new = [pk for pk in matching_ids(criteria_of(search.query), since=since, today=on) if pk not in told]
    if new:
        SearchAlert.objects.bulk_create(
            [SearchAlert(search=search, vacancy_id=pk) for pk in new], ignore_conflicts=True, batch_size=1000
        )
        _tell(search, new, on)
    search.since, search.checked_on = timezone.now(), on
    search.save(update_fields=["since", "checked_on"])
    return len(new)


def _tell(search: SavedSearch, new: list[int], on: dt.date) -> None:
    titles = Vacancy.objects.in_bulk(new[:SHOWN])
    queue(
        dedupe_key=f"search-alert-{search.pk}-{on.isoformat()}",
        to=search.user.person or search.user,
        template="search_alert",
        context={
            "name": search.name,
            "count": len(new),
            "titles": [titles[pk].title for pk in new[:SHOWN] if pk in titles],
            "more": max(len(new) - SHOWN, 0),
            "link": f"{reverse('matching:search')}?{search.query}",
        },
    )

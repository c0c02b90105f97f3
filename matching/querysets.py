"""Which rows there are to search and to advise, and whose saved searches."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

from django.db import models
from django.db.models import Q
from django.utils import timezone

if TYPE_CHECKING:
    from accounts.models import User


class VacancyIndexQuerySet(models.QuerySet[Any]):
    def open(self, on: dt.date | None = None) -> VacancyIndexQuerySet:
        today = on or timezone.localdate()
        return self.filter(Q(deadline=None) | Q(deadline__gte=today), published=True, places__gt=0)


class SavedSearchQuerySet(models.QuerySet[Any]):
    def visible_to(self, user: User) -> SavedSearchQuerySet:
        return self.filter(user=user)

    def with_alerts(self) -> SavedSearchQuerySet:
        return self.exclude(every="never")


class RecommendationQuerySet(models.QuerySet[Any]):
    def visible_to(self, user: User) -> RecommendationQuerySet:
        """One's own, and those of the people whose profile one may see."""
        from accounts.models import AccessGrant
        from jobseekers.models import Jobseeker

        people = Jobseeker.objects.visible_to(user, AccessGrant.Scope.FILE, AccessGrant.Scope.PROFILE)
        return self.filter(jobseeker__in=people)


class MatchingNightQuerySet(models.QuerySet[Any]):
    def live(self) -> MatchingNightQuerySet:
        """The one whose results are read now, if any."""
        return self.filter(state="live")

    def unfinished(self) -> MatchingNightQuerySet:
        return self.filter(state__in=["building", "running"])

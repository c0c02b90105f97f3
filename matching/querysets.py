"""Which rows there are to search and to advise, and whose saved searches."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

from django.db import models
from django.db.models import Exists, F, OuterRef, Q
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
        from jobseekers.models import Jobseeker

        return self.filter(jobseeker__in=Jobseeker.objects.visible_to(user))

    def open(self, on: dt.date | None = None) -> RecommendationQuerySet:
        """Less those closed since, and those the person said do not suit."""
        from matching.models import RecommendationFeedback

        today = on or timezone.localdate()
        refused = RecommendationFeedback.objects.filter(
            jobseeker=OuterRef("jobseeker"), vacancy=OuterRef("vacancy"), suits=False
        )
        return self.filter(
            Q(vacancy__deadline=None) | Q(vacancy__deadline__gte=today),
            ~Exists(refused),
            vacancy__state="published",
            vacancy__openings__gt=F("vacancy__filled"),
        )

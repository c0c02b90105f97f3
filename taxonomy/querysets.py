from datetime import date
from typing import Self

from django.db import models
from django.db.models import Q
from django.utils import timezone


class OccupationQuerySet(models.QuerySet):
    def under(self, path: str) -> Self:
        """The occupation at this path and all below it."""
        return self.filter(Q(path=path) | Q(path__startswith=f"{path}/"))


class SkillQuerySet(models.QuerySet):
    def matching(self, normalised: str) -> Self:
        return self.filter(
            Q(normalised__contains=normalised) | Q(synonyms__normalised__contains=normalised)
        ).distinct()


class RegionQuerySet(models.QuerySet):
    def on(self, day: date) -> Self:
        """Rows valid on the day."""
        return self.filter(Q(valid_to=None) | Q(valid_to__gt=day), valid_from__lte=day)

    def current(self) -> Self:
        return self.on(timezone.localdate())

    def under(self, path: str) -> Self:
        """The region at this path and all below it."""
        return self.filter(Q(path=path) | Q(path__startswith=f"{path}/"))


class DatedQuerySet(models.QuerySet):
    def in_month(self, month: date) -> Self:
        return self.filter(month=month.replace(day=1))

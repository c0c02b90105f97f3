"""Which jobseekers and spells there are, and who may see them."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

from django.db import models
from django.db.models import Exists, OuterRef, Q

from accounts.models import Person

if TYPE_CHECKING:
    from accounts.models import Organisation, User


class JobseekerQuerySet(models.QuerySet[Any]):
    def visible_to(self, user: User, *scopes: str) -> JobseekerQuerySet:
        """Those whose person the user may see: oneself, one's people, and what a current grant opens."""
        return self.filter(person__in=Person.objects.visible_to(user, *scopes))

    def live(self) -> JobseekerQuerySet:
        return self.filter(person__merged_into=None, person__erased_at=None)

    def searchable_by(self, organisation: Organisation) -> JobseekerQuerySet:
        """Those who let employers find them, less those who hid from this one."""
        from jobseekers.models import HiddenFrom

        hidden = HiddenFrom.objects.filter(jobseeker=OuterRef("pk"), organisation=organisation)
        return self.live().filter(~Exists(hidden), searchable=True)

    def looking(self) -> JobseekerQuerySet:
        """Those in an open spell."""
        from jobseekers.models import Spell

        return self.filter(Exists(Spell.objects.filter(jobseeker=OuterRef("pk"), ended_on=None)))


class SpellQuerySet(models.QuerySet[Any]):
    def open(self) -> SpellQuerySet:
        return self.filter(ended_on=None)

    def on(self, day: dt.date) -> SpellQuerySet:
        return self.filter(Q(ended_on=None) | Q(ended_on__gt=day), started_on__lte=day)

    def started_between(self, first: dt.date, before: dt.date) -> SpellQuerySet:
        return self.filter(started_on__gte=first, started_on__lt=before)

    def ended_between(self, first: dt.date, before: dt.date) -> SpellQuerySet:
        return self.filter(ended_on__gte=first, ended_on__lt=before)


class PlanQuerySet(models.QuerySet[Any]):
    def current(self) -> PlanQuerySet:
        return self.filter(ended_at=None)

    def visible_to(self, user: User) -> PlanQuerySet:
        """One's own, those of one's people, and those a grant on the plan opens."""
        return self.filter(person__in=_planned_with(user))


class PlanActionQuerySet(models.QuerySet[Any]):
    def open(self) -> PlanActionQuerySet:
        """Still to be done, in a plan that has not ended."""
        return self.filter(state__in=("todo", "doing"), plan__ended_at=None)

    def visible_to(self, user: User) -> PlanActionQuerySet:
        return self.filter(plan__person__in=_planned_with(user))


def _planned_with(user: User) -> Any:
    from accounts.models import AccessGrant

    return Person.objects.visible_to(user, AccessGrant.Scope.PLAN)

"""Who may see which case, and which line of its timeline."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from accounts.models import AccessGrant, Membership

if TYPE_CHECKING:
    from accounts.models import User


class CentreQuerySet(models.QuerySet[Any]):
    def open(self) -> CentreQuerySet:
        return self.filter(organisation__closed_at=None)


class TeamQuerySet(models.QuerySet[Any]):
    def visible_to(self, user: User) -> TeamQuerySet:
        """Teams one sits in, and all of a centre one works at."""
        mine = Membership.objects.current().filter(user=user).values("organisation")
        return self.filter(Q(members__user=user, members__until=None) | Q(centre__organisation__in=mine)).distinct()


class CaseMemberQuerySet(models.QuerySet[Any]):
    def current(self) -> CaseMemberQuerySet:
        now = timezone.now()
        return self.filter(Q(until=None) | Q(until__gt=now), since__lte=now)


class CaseQuerySet(models.QuerySet[Any]):
    def live(self) -> CaseQuerySet:
        return self.exclude(state="closed")

    def visible_to(self, user: User) -> CaseQuerySet:
        """The person's own, and those one now works on."""
        from welfare_centres.models import CaseMember

        works = CaseMember.objects.current().filter(user=user, case=OuterRef("pk"))
        return self.filter(Q(person__user=user) | Exists(works))


class EntryQuerySet(models.QuerySet[Any]):
    def visible_to(self, user: User) -> EntryQuerySet:
        """What the person was told; and for who works on the case: their own agency's lines, and those of the team
        in a part of the case that a current grant opens to them."""
        from welfare_centres.models import CaseMember

        works = CaseMember.objects.current().filter(user=user, case=OuterRef("case"))
        ours = works.filter(organisation=OuterRef("organisation"))
        granted = AccessGrant.objects.current().filter(user=user, person=OuterRef("person"), scope=OuterRef("scope"))
        told = Q(audience="person", person__user=user)
        return self.filter(told | Exists(ours) | ~Q(audience="agency") & Exists(works) & Exists(granted))

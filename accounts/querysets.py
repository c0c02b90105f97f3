"""Who may see which person. Every room's `visible_to` rests on `PersonQuerySet.visible_to`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

if TYPE_CHECKING:
    from accounts.models import User


class AccessGrantQuerySet(models.QuerySet[Any]):
    def current(self) -> AccessGrantQuerySet:
        now = timezone.now()
        return self.filter(Q(until=None) | Q(until__gt=now), since__lte=now)

    def held_by(self, user: User) -> AccessGrantQuerySet:
        """Grants to the user, or to an organisation the user is now a member of."""
        from accounts.models import Membership

        orgs = Membership.objects.current().filter(user=user).values("organisation")
        return self.current().filter(Q(user=user) | Q(organisation__in=orgs))


class PersonQuerySet(models.QuerySet[Any]):
    def live(self) -> PersonQuerySet:
        """Neither merged away nor erased."""
        return self.filter(merged_into=None, erased_at=None)

    def visible_to(self, user: User, *scopes: str) -> PersonQuerySet:
        """Oneself, those one is the counsellor of, and those a current grant opens in one of the scopes.

        Without a scope any grant on the person's own data will do; one on a part of a shared case must be asked for.
        What is shown must be asked for by its own scope: who was given the telephone number has no right to the file.
        """
        from accounts.models import AccessGrant, Assignment

        grants = AccessGrant.objects.held_by(user).filter(
            person=OuterRef("pk"), scope__in=scopes or AccessGrant.OF_PERSON
        )
        assigned = Assignment.objects.filter(person=OuterRef("pk"), counsellor=user, until=None)
        return self.live().filter(Q(user=user) | Exists(assigned) | Exists(grants))


class MembershipQuerySet(models.QuerySet[Any]):
    def current(self) -> MembershipQuerySet:
        return self.filter(until=None)


class ConsentQuerySet(models.QuerySet[Any]):
    def current(self) -> ConsentQuerySet:
        return self.filter(withdrawn_at=None)


class RightsRequestQuerySet(models.QuerySet[Any]):
    def visible_to(self, user: User) -> RightsRequestQuerySet:
        """One's own, and those of the people whose file one may see."""
        from accounts.models import AccessGrant, Person

        return self.filter(person__in=Person.objects.visible_to(user, AccessGrant.Scope.FILE))

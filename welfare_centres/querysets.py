"""Who may see which case, and which line of its timeline."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.db.models.functions import Now

from accounts.models import AccessGrant, Membership
from core.prepared import Among

if TYPE_CHECKING:
    from accounts.models import User

# Parts of a case that take a need of their own: not even the lines of one's own agency are open without it.
SENSITIVE = (AccessGrant.Scope.HEALTH, AccessGrant.Scope.DEBT, AccessGrant.Scope.LEGAL)


def works_on(user: User, case: str = "case") -> models.QuerySet[Any]:
    """For `Exists`: the user's current place on the outer row's case."""
    from welfare_centres.models import CaseMember

    return CaseMember.objects.current().filter(user=user, case=OuterRef(case))


def granted(user: User, scope: Any, person: str = "person") -> models.QuerySet[Any]:
    """For `Exists`: the user's current grant in a scope on the outer row's person."""
    return AccessGrant.objects.current().filter(user=user, person=OuterRef(person), scope=scope)


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
        return self.filter(Q(until=None) | Q(until__gt=Now()), since__lte=Now())


class CaseQuerySet(models.QuerySet[Any]):
    def live(self) -> CaseQuerySet:
        return self.exclude(state="closed")

    def visible_to(self, user: User) -> CaseQuerySet:
        """The person's own, and those one now works on."""
        return self.filter(Q(person__user=user) | Exists(works_on(user, "pk")))

    def worked_on_by(self, user: User) -> CaseQuerySet:
        """Staff's part of it: their caseload, and closed cases they may still read."""
        return self.filter(Exists(works_on(user, "pk")))


class EntryQuerySet(models.QuerySet[Any]):
    def visible_to(self, user: User) -> EntryQuerySet:
        """What the person was told; and for who works on the case: their own agency's lines, and those of the team
        in a part of the case that a current grant opens to them. Sensitive lines always take the grant."""
        from welfare_centres.models import CaseMember

        # One list of the user's cases, made once, by which the index finds their lines among everybody's.
        cases = ArraySubquery(CaseMember.objects.current().filter(user=user).values("case"))
        ours = Exists(works_on(user).filter(organisation=OuterRef("organisation")))
        open_to = Exists(granted(user, OuterRef("scope")))
        mine = ours & (open_to | ~Q(scope__in=SENSITIVE)) | ~Q(audience="agency") & open_to
        seen: Q = Q(Among(F("case_id"), cases)) & Q(mine)
        if user.person_id is not None:
            seen |= Q(audience="person", person=user.person_id)
        return self.filter(seen)

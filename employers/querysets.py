"""Who may see which vacancy, employer and claim. Views get rows only through `visible_to` or `public`."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

from django.db import models
from django.db.models import Exists, F, Q
from django.utils import timezone

from accounts.models import Membership

if TYPE_CHECKING:
    from accounts.models import User

MODERATOR_ROLES = (
    Membership.Role.COUNSELLOR,
    Membership.Role.CENTRE_MANAGER,
    Membership.Role.MINISTRY_ADMIN,
)
READER_ROLES = (*MODERATOR_ROLES, Membership.Role.ANALYST)


def _reads_all(user: User) -> Exists:
    """Moderators, and analysts, who read but do not decide."""
    return Exists(Membership.objects.current().filter(user_id=user.pk, role__in=READER_ROLES))


def _organisations(user: User) -> models.QuerySet[Any]:
    return Membership.objects.current().filter(user_id=user.pk).values("organisation")


class EmployerQuerySet(models.QuerySet[Any]):
    def visible_to(self, user: User) -> EmployerQuerySet:
        """Its own people, and moderators."""
        return self.filter(Q(organisation__in=_organisations(user)) | _reads_all(user))

    def public(self) -> EmployerQuerySet:
        """Firms with a page of their own: registered ones, and outside ones nobody has taken over."""
        return self.filter(claimed_by=None, organisation__closed_at=None)

    def to_verify(self) -> EmployerQuerySet:
        return self.filter(business_number__isnull=False, verified_at=None, organisation__closed_at=None)


class VacancyQuerySet(models.QuerySet[Any]):
    def open(self, on: dt.date | None = None) -> VacancyQuerySet:
        """May be applied for: published, deadline not passed, a position free."""
        today = on or timezone.localdate()
        return self.filter(Q(deadline=None) | Q(deadline__gte=today), state="published", openings__gt=F("filled"))

    def public(self) -> VacancyQuerySet:
        """Whose page anyone may open: also those since closed, so that a kept link still says what happened."""
        return self.filter(state__in=["published", "paused", "filled", "expired"])

    def own(self) -> VacancyQuerySet:
        return self.filter(source="own")

    def visible_to(self, user: User) -> VacancyQuerySet:
        """The employer's own people, and moderators."""
        return self.filter(Q(employer__organisation__in=_organisations(user)) | _reads_all(user))

    def awaiting_moderation(self) -> VacancyQuerySet:
        return self.filter(state="submitted")


class ClaimQuerySet(models.QuerySet[Any]):
    def visible_to(self, user: User) -> ClaimQuerySet:
        """Whoever made it, the people of the firm claimed, and moderators."""
        return self.filter(Q(user_id=user.pk) | Q(employer__organisation__in=_organisations(user)) | _reads_all(user))

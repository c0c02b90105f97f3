"""What each kind of agency may see, on what ground, and what a person has said yes to."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db import models
from django.db.models import F, Q

from accounts.models import AccessGrant, Consent
from core.models import pick
from welfare_centres.models.centres import AgencyKind


class SharingRuleQuerySet(models.QuerySet[Any]):
    def in_force(self, day: dt.date) -> SharingRuleQuerySet:
        return self.filter(Q(valid_to=None) | Q(valid_to__gt=day), valid_from__lte=day)


class SharingRule(models.Model):
    """A kind of agency may see one part of a case, by law or with the person's consent, from a day to a day.

    No row means never. Set nationally, as data with its source.
    """

    class Ground(models.TextChoices):
        CONSENT = "consent"
        LAW = "law"

    agency_kind = models.ForeignKey(AgencyKind, models.RESTRICT, related_name="sharing_rules")
    scope = models.CharField(max_length=10, choices=AccessGrant.Scope.choices)
    ground = models.CharField(max_length=10, choices=Ground.choices)
    need_ko = models.CharField(max_length=200, help_text="what for: shown to the person beside the choice")
    need_en = models.CharField(max_length=200, blank=True)
    law_ko = models.CharField(max_length=200, blank=True)
    verified = models.BooleanField(default=False, help_text="the article was read, not remembered")
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True, help_text="the first day it is no more")

    objects = SharingRuleQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="sharing_rule_once", fields=["agency_kind", "scope", "ground"], condition=Q(valid_to=None)
            ),
            models.UniqueConstraint(
                name="sharing_rule_from_a_day", fields=["agency_kind", "scope", "ground", "valid_from"]
            ),
            models.CheckConstraint(
                name="sharing_rule_sensitive_names_a_need",
                condition=~Q(scope__in=["health", "debt", "legal"]) | ~Q(need_ko=""),
            ),
            models.CheckConstraint(name="sharing_rule_names_its_law", condition=~Q(ground="law") | ~Q(law_ko="")),
            models.CheckConstraint(
                name="sharing_rule_ends_after", condition=Q(valid_to=None) | Q(valid_to__gt=F("valid_from"))
            ),
        ]

    def __str__(self) -> str:
        return f"{self.agency_kind_id} {self.scope} {self.ground}"

    @property
    def need(self) -> str:
        return pick(self.need_ko, self.need_en)


class SharedScope(models.Model):
    """One part that a consent to share with an agency covers."""

    consent = models.ForeignKey(Consent, models.CASCADE, related_name="shared_scopes")
    scope = models.CharField(max_length=10, choices=AccessGrant.Scope.choices)

    class Meta:
        constraints = [models.UniqueConstraint(name="shared_scope_once", fields=["consent", "scope"])]

    def __str__(self) -> str:
        return f"{self.consent_id} {self.scope}"

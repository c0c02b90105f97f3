"""How life and work stand, field by field, at intake and at each review: comparable over time."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import AccessGrant, Organisation, Person, User
from core.models import PublicId
from jobseekers.models import Domain
from welfare_centres.models.cases import Case
from welfare_centres.querysets import granted, works_on

if TYPE_CHECKING:
    from collections.abc import Mapping

Scope = AccessGrant.Scope
# Whoever sees the assessment sees every field but these, which take a right of their own.
SCOPE_OF_DOMAIN: Mapping[str, str] = {
    Domain.HEALTH: Scope.HEALTH, Domain.DEBT: Scope.DEBT, Domain.LEGAL: Scope.LEGAL,
}  # fmt: skip
LEVELS = {
    1: _("지금 도움이 급함"), 2: _("도움이 필요함"), 3: _("그럭저럭 지냄"), 4: _("잘 지냄"), 5: _("힘이 됨"),
}  # fmt: skip


def scope_of(domain: str) -> str:
    return SCOPE_OF_DOMAIN.get(domain, Scope.ASSESSMENT)


class AssessmentQuerySet(models.QuerySet[Any]):
    def visible_to(self, user: User) -> AssessmentQuerySet:
        """One's own; those of the cases one works on, where a grant opens the assessment."""
        working = Exists(works_on(user)) & Exists(granted(user, Scope.ASSESSMENT))
        return self.filter(Q(person__user=user) | working)


class AssessmentRowQuerySet(models.QuerySet[Any]):
    def visible_to(self, user: User) -> AssessmentRowQuerySet:
        """Of the assessments one sees; health, debt and legal matters only with the grant that they take."""
        working = (
            Exists(works_on(user, case="assessment__case"))
            & Exists(granted(user, Scope.ASSESSMENT, person="assessment__person"))
            & Exists(granted(user, OuterRef("scope"), person="assessment__person"))
        )
        return self.filter(Q(assessment__person__user=user) | working)


class Assessment(PublicId):
    class Occasion(models.TextChoices):
        INTAKE = "intake", _("처음")
        REVIEW = "review", _("다시 살펴봄")

    case = models.ForeignKey(Case, models.CASCADE, related_name="assessments")
    person = models.ForeignKey(Person, models.CASCADE, related_name="+", help_text="the case's, for one join less")
    occasion = models.CharField(max_length=6, choices=Occasion.choices)
    on = models.DateField(default=timezone.localdate)
    by = models.ForeignKey(User, models.RESTRICT, related_name="+")
    organisation = models.ForeignKey(Organisation, models.RESTRICT, related_name="+")
    words = models.TextField(blank=True, help_text="what the person says to it")
    words_at = models.DateTimeField(null=True, blank=True)

    objects = AssessmentQuerySet.as_manager()

    class Meta:
        ordering = ["on", "pk"]
        constraints = [
            models.UniqueConstraint(name="assessment_one_intake", fields=["case"], condition=Q(occasion="intake")),
            models.CheckConstraint(name="assessment_known_occasion", condition=Q(occasion__in=["intake", "review"])),
            models.CheckConstraint(
                name="assessment_words_iff_time",
                condition=Q(words="", words_at=None) | ~Q(words="") & Q(words_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.occasion} {self.on}"


class AssessmentRow(models.Model):
    """One field. Without a level it was not asked."""

    assessment = models.ForeignKey(Assessment, models.CASCADE, related_name="rows")
    domain = models.CharField(max_length=12, choices=Domain.choices)
    scope = models.CharField(max_length=10, choices=Scope.choices, help_text="the right it takes to see the row")
    level = models.PositiveSmallIntegerField(null=True, blank=True, choices=list(LEVELS.items()))
    strength = models.CharField(max_length=500, blank=True)
    need = models.CharField(max_length=500, blank=True)

    objects = AssessmentRowQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(name="assessment_row_once", fields=["assessment", "domain"]),
            models.CheckConstraint(
                name="assessment_level_1_to_5", condition=Q(level=None) | Q(level__gte=1, level__lte=5)
            ),
            models.CheckConstraint(
                name="assessment_row_scope_of_domain",
                condition=Q(domain="health", scope="health")
                | Q(domain="debt", scope="debt")
                | Q(domain="legal", scope="legal")
                | ~Q(domain__in=["health", "debt", "legal"]) & Q(scope="assessment"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.domain} {self.level}"

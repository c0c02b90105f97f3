"""The planner's scenarios: a year's money as it was, and what one would move."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from almp_programmes.models.catalogue import TargetGroup
from almp_programmes.models.money import YEARS, in_ministry
from core.models import PublicId, TimeStamped

if TYPE_CHECKING:
    from accounts.models import User


class ScenarioQuerySet(models.QuerySet[Any]):
    def visible_to(self, user: User) -> ScenarioQuerySet:
        """One's own, what colleagues in the ministry share, and the examples that nobody owns."""
        return self.filter(in_ministry(user), Q(owner=user) | Q(owner=None) | Q(shared=True))


class Scenario(PublicId, TimeStamped):
    class Base(models.TextChoices):
        BOOKS = "books", _("이 시스템의 지출과 참여")
        REFERENCE = "reference", _("공표된 예산과 참여")

    name = models.CharField(_("이름"), max_length=80)
    note = models.CharField(_("설명"), max_length=500, blank=True)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.RESTRICT, null=True, blank=True, related_name="+")
    shared = models.BooleanField(_("부처 안에서 함께 보기"), default=False)
    base = models.CharField(_("바탕 자료"), max_length=9, choices=Base.choices, default=Base.BOOKS)
    base_year = models.PositiveSmallIntegerField(_("바탕 연도"))

    objects = ScenarioQuerySet.as_manager()

    class Meta:
        verbose_name = _("시나리오")
        verbose_name_plural = _("시나리오")
        ordering = ["name", "pk"]
        constraints = [
            models.UniqueConstraint(name="scenario_name_once", fields=["owner", "name"], nulls_distinct=False),
            models.CheckConstraint(name="scenario_year_known", condition=Q(base_year__range=YEARS)),
        ]

    def __str__(self) -> str:
        return self.name


class ScenarioMove(models.Model):
    """Money from one category and group to another: what one gains another loses, by the shape of the row."""

    scenario = models.ForeignKey(Scenario, models.CASCADE, related_name="moves")
    from_measure = models.CharField(max_length=1)
    from_group = models.ForeignKey(TargetGroup, models.RESTRICT, null=True, blank=True, related_name="+")
    to_measure = models.CharField(max_length=1)
    to_group = models.ForeignKey(TargetGroup, models.RESTRICT, null=True, blank=True, related_name="+")
    won = models.PositiveBigIntegerField(_("옮길 금액(원)"))

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(name="scenario_move_is_money", condition=Q(won__gt=0)),
            models.CheckConstraint(
                name="scenario_move_goes_elsewhere",
                condition=~Q(from_measure=F("to_measure"))
                | Q(from_group__isnull=True, to_group__isnull=False)
                | Q(from_group__isnull=False, to_group__isnull=True)
                | ~Q(from_group=F("to_group")),
            ),
            models.CheckConstraint(
                name="scenario_move_known_measure",
                condition=Q(from_measure__regex=r"^[1-9]$", to_measure__regex=r"^[1-9]$"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.from_measure} → {self.to_measure}: {self.won}"

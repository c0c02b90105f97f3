"""Who a programme is for: versions of a rule set, each written by one person and approved by another."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.db.models import F, Func, Q
from django.utils.translation import gettext_lazy as _

from accounts.models import Membership
from almp_programmes.models.catalogue import Programme
from core.models import PublicId, StateMachine, TimeStamped, Transition
from core.rules import Rule, parse

if TYPE_CHECKING:
    from accounts.models import User


MOST_READ = 1_000
_read: dict[tuple[int, dt.datetime], Rule] = {}


class RuleSetQuerySet(models.QuerySet[Any]):
    def in_force(self, on: dt.date) -> RuleSetQuerySet:
        """The version of each programme that decides on this day."""
        return self.filter(Q(valid_to=None) | Q(valid_to__gt=on), state__in=RuleSet.APPROVED, valid_from__lte=on)

    def visible_to(self, user: User) -> RuleSetQuerySet:
        """What is or was law, to everybody; what is being written, to the ministry."""
        if Membership.objects.current().filter(user=user, role__in=Membership.MINISTRY_ROLES).exists():
            return self
        return self.filter(state__in=RuleSet.APPROVED)


class RuleSet(StateMachine, PublicId, TimeStamped):
    class State(models.TextChoices):
        DRAFT = "draft", _("쓰는 중")
        PROPOSED = "proposed", _("승인 기다림")
        LIVE = "live", _("시행")
        SUPERSEDED = "superseded", _("다음 판으로 바뀜")
        REJECTED = "rejected", _("되돌려 보냄")

    APPROVED = (State.LIVE, State.SUPERSEDED)
    NEXT = {
        State.DRAFT: {State.PROPOSED},
        State.PROPOSED: {State.LIVE, State.REJECTED},
        State.REJECTED: {State.DRAFT},
        State.LIVE: {State.SUPERSEDED},
    }

    programme = models.ForeignKey(Programme, models.RESTRICT, related_name="rule_sets")
    version = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=10, choices=State.choices, default=State.DRAFT)
    rules = models.JSONField(help_text="see core.rules.trees")
    valid_from = models.DateField(_("시행일"))
    valid_to = models.DateField(null=True, blank=True, help_text="the first day it is no more")
    why = models.CharField(_("고치는 까닭"), max_length=300, blank=True)
    shipped = models.BooleanField(default=False, help_text="came with the project's reference data: nobody wrote it")
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.RESTRICT, null=True, blank=True, related_name="+")
    approved_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.RESTRICT, null=True, blank=True, related_name="+")
    approved_at = models.DateTimeField(null=True, blank=True)

    objects = RuleSetQuerySet.as_manager()

    class Meta:
        verbose_name = _("자격 규칙")
        verbose_name_plural = _("자격 규칙")
        ordering = ["programme", "-version"]
        constraints = [
            models.UniqueConstraint(name="rule_set_version_once", fields=["programme", "version"]),
            models.CheckConstraint(
                name="rule_set_known_state",
                condition=Q(state__in=("draft", "proposed", "live", "superseded", "rejected")),
            ),
            models.CheckConstraint(
                name="rule_set_two_people", condition=Q(approved_by=None) | ~Q(approved_by=F("written_by"))
            ),
            models.CheckConstraint(
                name="rule_set_written_by_somebody", condition=Q(shipped=True) | Q(written_by__isnull=False)
            ),
            models.CheckConstraint(
                name="rule_set_in_force_iff_approved",
                condition=Q(shipped=True)
                | Q(state__in=("live", "superseded"), approved_by__isnull=False, approved_at__isnull=False)
                | Q(state__in=("draft", "proposed", "rejected"), approved_by=None, approved_at=None),
            ),
            models.CheckConstraint(
                name="rule_set_ends_after_it_begins", condition=Q(valid_to=None) | Q(valid_to__gt=F("valid_from"))
            ),
            ExclusionConstraint(
                name="rule_set_one_in_force",
                expressions=[
                    ("programme", RangeOperators.EQUAL),
                    (
                        Func("valid_from", "valid_to", function="daterange", output_field=DateRangeField()),
                        RangeOperators.OVERLAPS,
                    ),
                ],
                condition=Q(state__in=("live", "superseded")),
            ),
            models.UniqueConstraint(
                name="rule_set_one_being_written",
                fields=["programme"],
                condition=Q(state__in=("draft", "proposed", "rejected")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.programme_id} v{self.version}"

    @property
    def rule(self) -> Rule:
        """Read once a version: pages ask dozens of them."""
        known = (self.pk, self.updated_at)
        if known not in _read:
            if len(_read) > MOST_READ:
                _read.clear()
            _read[known] = parse(self.rules)
        return _read[known]


class RuleSetTransition(Transition):
    rule_set = models.ForeignKey(RuleSet, models.CASCADE, related_name="transitions")

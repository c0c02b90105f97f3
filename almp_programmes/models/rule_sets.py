"""Who a programme is for: versions of a rule set, each written by one person and approved by another."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models import Membership
from almp_programmes.models.catalogue import Programme
from core.models import Transition
from core.rules import Rule, parse
from core.versions import Version, VersionQuerySet, version_constraints

if TYPE_CHECKING:
    from accounts.models import User


MOST_READ = 1_000
_read: dict[tuple[int, dt.datetime], Rule] = {}


class RuleSetQuerySet(VersionQuerySet):
    def visible_to(self, user: User) -> VersionQuerySet:
        """What is or was law, to everybody; what is being written, to the ministry."""
        if Membership.objects.current().filter(user=user, role__in=Membership.MINISTRY_ROLES).exists():
            return self
        return self.approved()


class RuleSet(Version):
    OF = "programme"

    programme = models.ForeignKey(Programme, models.RESTRICT, related_name="rule_sets")
    rules = models.JSONField(help_text="see core.rules.trees")

    objects = RuleSetQuerySet.as_manager()

    class Meta:
        verbose_name = _("자격 규칙")
        verbose_name_plural = _("자격 규칙")
        ordering = ["programme", "-version"]
        constraints = version_constraints("rule_set", of="programme")

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

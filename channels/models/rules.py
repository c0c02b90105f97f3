"""Which channel a service takes for whom: national rules in dated versions, and a centre's passing exceptions."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.db.models import F, Func, Q, Value
from django.utils.translation import gettext_lazy as _

from accounts.models import Membership, Organisation
from channels.codes import DIGITAL, WAYS, Channel
from channels.lines import Line, lines_of
from channels.models.catalogue import Service
from core.models import PublicId, TimeStamped, Transition
from core.versions import Version, VersionQuerySet, version_constraints

if TYPE_CHECKING:
    from accounts.models import User

MOST_DAYS = 92  # of a local exception
_read: dict[tuple[int, dt.datetime], tuple[Line, ...]] = {}


class NoneHas(Func):
    """No element of a JSON list that answers the path: `NoneHas("lines", Value("$[*] ? …"))`."""

    template = "NOT jsonb_path_exists(%(expressions)s::jsonpath)"
    output_field = models.BooleanField()


class ChannelRulesQuerySet(VersionQuerySet):
    def visible_to(self, user: User) -> VersionQuerySet:
        """What is or was in force, to everybody; what is being written, to the ministry."""
        if Membership.objects.current().filter(user=user, role__in=Membership.MINISTRY_ROLES).exists():
            return self
        return self.approved()


class ChannelRules(Version):
    """One service's lines (channels.lines): the first that fits a person decides, the last fits everybody."""

    OF = "service"

    service = models.ForeignKey(Service, models.RESTRICT, related_name="channel_rules")
    lines = models.JSONField(help_text="see channels.lines")

    objects = ChannelRulesQuerySet.as_manager()

    class Meta:
        ordering = ["service", "-version"]
        constraints = [
            *version_constraints("channel_rules", of="service"),
            models.CheckConstraint(
                name="channel_rules_fall_back_off_line",
                condition=NoneHas(
                    "lines", Value("$[*] ? (" + " || ".join(f'@.fallback == "{one}"' for one in DIGITAL) + ")")
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.service_id} v{self.version}"

    @property
    def read(self) -> tuple[Line, ...]:
        """Read once a version."""
        known = (self.pk, self.updated_at)
        if known not in _read:
            if len(_read) > 1_000:
                _read.clear()
            _read[known] = lines_of(self.lines)
        return _read[known]


class ChannelRulesTransition(Transition):
    channel_rules = models.ForeignKey(ChannelRules, models.CASCADE, related_name="transitions")


class ServicePractice(models.Model):
    """Contacts about a service in the last 90 days, and those not by the way its rule recommended to the person."""

    service = models.OneToOneField(Service, models.CASCADE, related_name="practice")
    contacts = models.PositiveIntegerField()
    departed = models.PositiveIntegerField()
    counted_at = models.DateTimeField()

    class Meta:
        constraints = [models.CheckConstraint(name="practice_part_of_all", condition=Q(departed__lte=F("contacts")))]

    def __str__(self) -> str:
        return f"{self.service_id} {self.departed}/{self.contacts}"


class LocalExceptionQuerySet(models.QuerySet[Any]):
    def in_force(self, on: dt.date) -> LocalExceptionQuerySet:
        return self.filter(valid_from__lte=on, valid_to__gt=on, ended_on=None)


class LocalException(PublicId, TimeStamped):
    """A centre cannot give a service by one channel for a while, and says what to take instead. It never closes the
    door that is open to everybody, and ends by itself."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="channel_exceptions")
    service = models.ForeignKey(Service, models.RESTRICT, related_name="exceptions")
    closed = models.CharField(_("받을 수 없는 길"), max_length=10, choices=[(one, one.label) for one in WAYS])
    instead = models.CharField(_("대신 권할 길"), max_length=10, choices=[(one, one.label) for one in WAYS])
    reason = models.CharField(_("까닭"), max_length=300)
    valid_from = models.DateField(_("언제부터"))
    valid_to = models.DateField(_("언제 다시 열리나"))
    ended_on = models.DateField(null=True, blank=True, help_text="ended before its time")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.RESTRICT, related_name="+")

    objects = LocalExceptionQuerySet.as_manager()

    class Meta:
        ordering = ["-valid_from"]
        constraints = [
            models.CheckConstraint(
                name="exception_short",
                condition=Q(
                    valid_to__gt=F("valid_from"), valid_to__lte=F("valid_from") + dt.timedelta(days=MOST_DAYS)
                ),
            ),
            models.CheckConstraint(
                name="exception_opens_a_way_for_everybody", condition=~Q(instead__in=[str(one) for one in DIGITAL])
            ),
            models.CheckConstraint(name="exception_another_way", condition=~Q(closed=F("instead"))),
            ExclusionConstraint(
                name="exception_one_at_a_time",
                expressions=[
                    ("organisation", RangeOperators.EQUAL),
                    ("service", RangeOperators.EQUAL),
                    (
                        Func("valid_from", "valid_to", function="daterange", output_field=DateRangeField()),
                        RangeOperators.OVERLAPS,
                    ),
                ],
                condition=Q(ended_on=None),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organisation_id} {self.service_id} −{self.closed}"

    @property
    def closed_label(self) -> str:
        return str(Channel(self.closed).label)

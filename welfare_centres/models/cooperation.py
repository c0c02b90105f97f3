"""Co-operation of agencies at a centre: its figures a month, its comparison with others, its own yearly look."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from accounts.models import Membership, User
from core.models import PublicId, TimeStamped
from welfare_centres.models.centres import Centre


class OfCentreQuerySet(models.QuerySet[Any]):
    def visible_to(self, user: User) -> OfCentreQuerySet:
        """The ministry sees all; staff of a centre or of an agency with a desk there, that centre's."""
        held = Membership.objects.current().filter(user=user)
        if held.filter(role__in=Membership.MINISTRY_ROLES).exists():
            return self.all()
        return self.filter(centre__in=centres_of(user))


def centres_of(user: User) -> models.QuerySet[Centre]:
    held = Membership.objects.current().filter(user=user).values("organisation")
    under = Q(desks__until=None, desks__agency__organisation__in=held)
    return Centre.objects.filter(Q(organisation__in=held) | under).distinct()


class CooperationMonth(models.Model):
    """What agencies did together at a centre in a month. Counted anew each night, so running twice changes nothing."""

    centre = models.ForeignKey(Centre, models.CASCADE, related_name="cooperation")
    month = models.DateField(help_text="its first day")
    referrals_due = models.PositiveIntegerField(default=0, help_text="whose day to answer lay in the month")
    accepted_in_time = models.PositiveIntegerField(default=0)
    cases = models.PositiveIntegerField(default=0, help_text="open on a day of the month")
    cases_two_agencies = models.PositiveIntegerField(default=0, help_text="of them, where two agencies did something")
    first_contacts = models.PositiveIntegerField(default=0)
    contact_days = models.FloatField(null=True, blank=True, help_text="median, from the referral")
    done_by_person = models.PositiveIntegerField(default=0, help_text="actions of plans done in the month")
    done_by_job_centre = models.PositiveIntegerField(default=0)
    done_by_partner = models.PositiveIntegerField(default=0)

    objects = OfCentreQuerySet.as_manager()

    class Meta:
        ordering = ["centre", "month"]
        constraints = [
            models.UniqueConstraint(name="cooperation_month_once", fields=["centre", "month"]),
            models.CheckConstraint(name="cooperation_month_is_a_first_day", condition=Q(month__day=1)),
            models.CheckConstraint(
                name="cooperation_parts_of_wholes",
                condition=Q(accepted_in_time__lte=F("referrals_due"), cases_two_agencies__lte=F("cases")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.centre_id} {self.month:%Y-%m}"

    @property
    def in_time_share(self) -> float | None:
        return 100 * self.accepted_in_time / self.referrals_due if self.referrals_due else None

    @property
    def two_agencies_share(self) -> float | None:
        return 100 * self.cases_two_agencies / self.cases if self.cases else None


class CooperationComparison(models.Model):
    """A centre over a year, against what its mix of people leads one to expect (`welfare_centres.comparing`)."""

    class Indicator(models.TextChoices):
        IN_TIME = "in_time", _("제때 받아들인 의뢰")
        TWO_AGENCIES = "two", _("두 기관 이상이 함께한 사례")
        CONTACTED = "contact", _("7일 안에 처음 연락")

    centre = models.ForeignKey(Centre, models.CASCADE, related_name="comparisons")
    indicator = models.CharField(max_length=8, choices=Indicator.choices)
    until = models.DateField(help_text="the day after the last of the twelve months")
    people = models.PositiveIntegerField()
    observed = models.PositiveIntegerField()
    expected = models.FloatField()
    ratio = models.FloatField(null=True, blank=True, help_text="empty: too few people to say anything")
    low = models.FloatField(null=True, blank=True)
    high = models.FloatField(null=True, blank=True)

    objects = OfCentreQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(name="cooperation_comparison_once", fields=["centre", "indicator"]),
            models.CheckConstraint(
                name="cooperation_comparison_whole_or_hidden",
                condition=Q(ratio=None, low=None, high=None)
                | Q(ratio__isnull=False, low__lte=F("ratio"), high__gte=F("ratio")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.centre_id} {self.indicator}"


class SelfAssessment(PublicId, TimeStamped):
    """A centre looks at its own co-operation once a year: a level a statement, with what it rests on."""

    centre = models.ForeignKey(Centre, models.CASCADE, related_name="self_assessments")
    year = models.PositiveSmallIntegerField()
    levels = models.JSONField(default=dict, blank=True, help_text="statement → 1 to 4")
    evidence = models.JSONField(default=dict, blank=True, help_text="statement → words")
    written_by = models.ForeignKey(User, models.RESTRICT, related_name="+")
    submitted_at = models.DateTimeField(null=True, blank=True, help_text="from then on nothing changes")

    objects = OfCentreQuerySet.as_manager()

    class Meta:
        ordering = ["-year"]
        constraints = [
            models.UniqueConstraint(name="self_assessment_once_a_year", fields=["centre", "year"]),
            models.CheckConstraint(name="self_assessment_of_a_year", condition=Q(year__range=(2020, 2100))),
        ]

    def __str__(self) -> str:
        return f"{self.centre_id} {self.year}"

    @property
    def is_locked(self) -> bool:
        return self.submitted_at is not None

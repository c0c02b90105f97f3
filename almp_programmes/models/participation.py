"""What happens around a participation: appeals, breaks, longer time, and how people fared afterwards."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from accounts.models import AccessGrant, Membership, Person
from almp_programmes.models.enrolments import Enrolment
from core.models import PublicId, StateMachine, Transition

if TYPE_CHECKING:
    from accounts.models import User

DECIDING_ROLES = (Membership.Role.MINISTRY_ADMIN, Membership.Role.CENTRE_MANAGER)


class AppealQuerySet(models.QuerySet[Any]):
    def open(self) -> AppealQuerySet:
        return self.filter(state=Appeal.State.OPEN)

    def decidable_by(self, user: User) -> AppealQuerySet:
        """Those who decide appeals see them all, but for what they refused themselves."""
        decides = Membership.objects.current().filter(user=user, role__in=DECIDING_ROLES).exists()
        return self.exclude(refused_by=user) if decides else self.none()

    def visible_to(self, user: User) -> AppealQuerySet:
        people = Person.objects.visible_to(user, AccessGrant.Scope.FILE)
        return self.filter(enrolment__person__in=people) | self.filter(pk__in=self.decidable_by(user).values("pk"))


class Appeal(StateMachine, PublicId):
    """A refusal looked at again, by somebody other than who refused."""

    class State(models.TextChoices):
        OPEN = "open", _("살펴보는 중")
        UPHELD = "upheld", _("받아들여짐")
        REJECTED = "rejected", _("받아들여지지 않음")

    NEXT = {State.OPEN: {State.UPHELD, State.REJECTED}}

    enrolment = models.ForeignKey(Enrolment, models.CASCADE, related_name="appeals")
    state = models.CharField(max_length=8, choices=State.choices, default=State.OPEN)
    text = models.TextField(_("이의신청 이유"), max_length=2000)
    made_at = models.DateTimeField(auto_now_add=True)
    decide_by = models.DateField(_("결정할 날"))
    # Copied from the enrolment, so that the database itself keeps the two apart.
    refused_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.RESTRICT, null=True, blank=True, related_name="+")
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.RESTRICT, null=True, blank=True, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)
    answer = models.TextField(_("결정 이유"), max_length=2000, blank=True)

    objects = AppealQuerySet.as_manager()

    class Meta:
        ordering = ["decide_by", "pk"]
        constraints = [
            models.UniqueConstraint(name="appeal_one_open", fields=["enrolment"], condition=Q(state="open")),
            models.CheckConstraint(
                name="appeal_decided_iff_decider",
                condition=Q(state="open", decided_by=None, decided_at=None)
                | ~Q(state="open") & Q(decided_by__isnull=False, decided_at__isnull=False) & ~Q(answer=""),
            ),
            models.CheckConstraint(
                name="appeal_decided_by_another",
                condition=Q(decided_by=None) | Q(refused_by=None) | ~Q(decided_by=F("refused_by")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.enrolment_id} {self.state}"


class AppealTransition(Transition):
    appeal = models.ForeignKey(Appeal, models.CASCADE, related_name="transitions")


class Suspension(models.Model):
    """A break, open until `ended_on` is set; its days count against the cap."""

    enrolment = models.ForeignKey(Enrolment, models.CASCADE, related_name="suspensions")
    since = models.DateField(_("시작일"))
    until = models.DateField(_("다시 시작하기로 한 날"))
    ended_on = models.DateField(null=True, blank=True)
    reason = models.CharField(_("이유"), max_length=300)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.RESTRICT, related_name="+")

    class Meta:
        ordering = ["since"]
        constraints = [
            models.UniqueConstraint(name="suspension_one_open", fields=["enrolment"], condition=Q(ended_on=None)),
            models.CheckConstraint(name="suspension_ends_after_it_begins", condition=Q(until__gt=F("since"))),
            models.CheckConstraint(
                name="suspension_ended_after_it_began", condition=Q(ended_on=None) | Q(ended_on__gte=F("since"))
            ),
        ]

    def __str__(self) -> str:
        return f"{self.enrolment_id} {self.since}"


class Extension(models.Model):
    """Days added to the end; their sum stays under the cap."""

    enrolment = models.ForeignKey(Enrolment, models.CASCADE, related_name="extensions")
    days = models.PositiveSmallIntegerField(_("늘린 날"))
    reason = models.CharField(_("이유"), max_length=300)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.RESTRICT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["at"]
        constraints = [models.CheckConstraint(name="extension_has_days", condition=Q(days__gte=1))]

    def __str__(self) -> str:
        return f"{self.enrolment_id} +{self.days}"


class EnrolmentOutcome(models.Model):
    """How somebody fares 3, 6 or 12 months after the end, as one source told it; see `selectors.outcomes.believed`."""

    class Status(models.TextChoices):
        EMPLOYED = "employed", _("일하고 있음")
        SELF_EMPLOYED = "self_employed", _("내 사업을 함")
        LEARNING = "learning", _("배우고 있음")
        SEARCHING = "searching", _("일자리를 찾고 있음")
        NOT_SEARCHING = "not_searching", _("일자리를 찾지 않음")

    class Source(models.TextChoices):
        PERSON = "person", _("본인")
        PROVIDER = "provider", _("훈련 기관")
        PLACEMENT = "placement", _("구직·취업 기록")
        REGISTER = "register", _("행정 자료")

    MONTHS = (3, 6, 12)
    TOLD = (Source.PERSON, Source.PROVIDER)  # by somebody; what the platform or a register knows comes by itself

    enrolment = models.ForeignKey(Enrolment, models.CASCADE, related_name="outcomes")
    months = models.PositiveSmallIntegerField()
    status = models.CharField(_("지금 상황"), max_length=13, choices=Status.choices)
    source = models.CharField(max_length=9, choices=Source.choices)
    told_at = models.DateTimeField(auto_now=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.RESTRICT, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["enrolment", "months"]
        constraints = [
            models.UniqueConstraint(name="enrolment_outcome_once", fields=["enrolment", "months", "source"]),
            models.CheckConstraint(name="enrolment_outcome_months", condition=Q(months__in=(3, 6, 12))),
        ]

    def __str__(self) -> str:
        return f"{self.enrolment_id} {self.months} {self.status}"

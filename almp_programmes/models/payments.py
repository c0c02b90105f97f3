"""Allowances and fees worked out from attendance, gathered in runs that a second person approves."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from accounts.models import AccessGrant, Membership, Person
from almp_programmes.models.courses import own_organisations
from almp_programmes.models.enrolments import Enrolment
from core.models import PublicId, StateMachine, Transition

if TYPE_CHECKING:
    from accounts.models import User


class PaymentRunQuerySet(models.QuerySet[Any]):
    def visible_to(self, user: User) -> PaymentRunQuerySet:
        ministry = Membership.objects.current().filter(user=user, role__in=Membership.MINISTRY_ROLES)
        return self if ministry.exists() else self.none()


class PaymentRun(StateMachine, PublicId):
    """All that is due for periods that ended by a day and was not yet in a run."""

    class State(models.TextChoices):
        DRAFT = "draft", _("승인 기다림")
        APPROVED = "approved", _("승인됨")

    NEXT = {State.DRAFT: {State.APPROVED}}

    until = models.DateField(_("기준일"))
    state = models.CharField(max_length=8, choices=State.choices, default=State.DRAFT)
    made_at = models.DateTimeField(auto_now_add=True)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.RESTRICT, null=True, blank=True, related_name="+")
    approved_at = models.DateTimeField(null=True, blank=True)
    approved_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.RESTRICT, null=True, blank=True, related_name="+")

    objects = PaymentRunQuerySet.as_manager()

    class Meta:
        verbose_name = _("수당·훈련비 지급")
        ordering = ["-until", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="payment_run_approved_iff_approver",
                condition=Q(state="draft", approved_by=None) | ~Q(state="draft") & Q(approved_by__isnull=False),
            ),
            models.CheckConstraint(
                name="payment_run_approved_by_another",
                condition=Q(approved_by=None) | Q(made_by=None) | ~Q(approved_by=F("made_by")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.until} {self.state}"


class PaymentRunTransition(Transition):
    payment_run = models.ForeignKey(PaymentRun, models.CASCADE, related_name="transitions")


class PaymentQuerySet(models.QuerySet[Any]):
    def visible_to(self, user: User) -> PaymentQuerySet:
        """One's own, those of people whose file one may see, of one's provider's courses, and to the ministry all."""
        if Membership.objects.current().filter(user=user, role__in=Membership.MINISTRY_ROLES).exists():
            return self
        people = Person.objects.visible_to(user, AccessGrant.Scope.FILE)
        return self.filter(
            Q(enrolment__person__in=people) | Q(enrolment__run__course__provider__in=own_organisations(user))
        )


class Payment(models.Model):
    """What one unit month brings to the person or to the provider.

    `sequence` 0 is the payment; later ones are differences after a correction.
    """

    class Kind(models.TextChoices):
        ALLOWANCE = "allowance", _("수당")
        FEE = "fee", _("훈련비")

    run = models.ForeignKey(PaymentRun, models.CASCADE, related_name="payments")
    enrolment = models.ForeignKey(Enrolment, models.RESTRICT, related_name="payments")
    kind = models.CharField(_("구분"), max_length=9, choices=Kind.choices, default=Kind.ALLOWANCE)
    period = models.PositiveSmallIntegerField(_("단위 기간"), help_text="the unit month, from 1")
    sequence = models.PositiveSmallIntegerField(default=0)
    starts_on = models.DateField()
    ends_on = models.DateField()
    won = models.BigIntegerField(_("금액(원)"))
    working = models.JSONField(help_text="numbers the amount was worked out from: see services.grounds.Working")

    objects = PaymentQuerySet.as_manager()

    class Meta:
        verbose_name = _("지급 내역")
        ordering = ["enrolment", "period", "kind", "sequence"]
        constraints = [
            models.UniqueConstraint(name="payment_once", fields=["enrolment", "kind", "period", "sequence"]),
            models.CheckConstraint(name="payment_known_kind", condition=Q(kind__in=("allowance", "fee"))),
            models.CheckConstraint(
                name="payment_period_from_one", condition=Q(period__gte=1, ends_on__gte=F("starts_on"))
            ),
            models.CheckConstraint(
                name="payment_negative_only_as_correction",
                condition=Q(sequence__gte=1) & ~Q(won=0) | Q(sequence=0, won__gte=0),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.enrolment_id} {self.kind} {self.period}.{self.sequence}"

"""What the ministry gives a programme for a year, and what of it is promised and paid."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import models
from django.db.models import Exists, F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import Membership
from almp_programmes.models.catalogue import Programme, TargetGroup
from core.models import PublicId, StateMachine, TimeStamped, Transition

if TYPE_CHECKING:
    from accounts.models import User

PROVINCE = r"^([0-9]{2})?$"
YEARS = (2000, 2100)


def in_ministry(user: User) -> Exists:
    return Exists(Membership.objects.current().filter(user=user, role__in=Membership.MINISTRY_ROLES))


class MinistryQuerySet(models.QuerySet[Any]):
    def visible_to(self, user: User) -> MinistryQuerySet:
        """Money is the ministry's own business."""
        return self.filter(in_ministry(user))


class MoneyPlace(models.Model):
    """Which programme, year, province and group an amount belongs to; the same keys as a `PortfolioCell`."""

    year = models.PositiveSmallIntegerField(_("연도"))
    programme = models.ForeignKey(Programme, models.RESTRICT, related_name="+", verbose_name=_("프로그램"))
    province = models.CharField(
        _("시·도"), max_length=2, blank=True, help_text="first two digits of the region code; empty: the nation"
    )
    target_group = models.ForeignKey(
        TargetGroup, models.RESTRICT, null=True, blank=True, related_name="+", verbose_name=_("대상 집단")
    )

    class Meta:
        abstract = True

    @classmethod
    def rules(cls, name: str) -> list[models.CheckConstraint]:
        return [
            models.CheckConstraint(name=f"{name}_year_known", condition=Q(year__range=YEARS)),
            models.CheckConstraint(name=f"{name}_province_code", condition=Q(province__regex=PROVINCE)),
        ]


class Budget(StateMachine, PublicId, TimeStamped, MoneyPlace):
    """An amount as one proposed it and another approved it. A change is a new proposal, which replaces the old."""

    class State(models.TextChoices):
        PROPOSED = "proposed", _("승인 기다림")
        APPROVED = "approved", _("승인됨")
        RETURNED = "returned", _("돌려보냄")
        REPLACED = "replaced", _("새 금액으로 바뀜")

    NEXT = {State.PROPOSED: {State.APPROVED, State.RETURNED}, State.APPROVED: {State.REPLACED}}
    MOST = 100_000_000_000_000  # won: more than all programmes of a year together

    won = models.PositiveBigIntegerField(_("예산(원)"))
    state = models.CharField(max_length=8, choices=State.choices, default=State.PROPOSED)
    note = models.CharField(_("근거"), max_length=300, blank=True)
    proposed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.RESTRICT, related_name="+")
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.RESTRICT, null=True, blank=True, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)

    objects = MinistryQuerySet.as_manager()

    class Meta:
        verbose_name = _("예산")
        verbose_name_plural = _("예산")
        ordering = ["-year", "programme", "province", "pk"]
        constraints = [
            *MoneyPlace.rules("budget"),
            models.CheckConstraint(name="budget_within_reason", condition=Q(won__lte=100_000_000_000_000)),
            models.CheckConstraint(
                name="budget_decided_iff_decider",
                condition=Q(state="proposed", decided_by=None) | ~Q(state="proposed") & Q(decided_by__isnull=False),
            ),
            models.CheckConstraint(
                name="budget_second_person", condition=Q(decided_by=None) | ~Q(decided_by=F("proposed_by"))
            ),
            *(
                models.UniqueConstraint(
                    name=f"budget_one_{state}",
                    fields=["year", "programme", "province", "target_group"],
                    condition=Q(state=state),
                    nulls_distinct=False,
                )
                for state in ("proposed", "approved")
            ),
        ]

    def __str__(self) -> str:
        return f"{self.year} {self.programme_id} {self.won}"


class BudgetTransition(Transition):
    budget = models.ForeignKey(Budget, models.CASCADE, related_name="transitions")


class MoneyEntry(MoneyPlace):
    """A line of the books, committed or spent. Never changed: what was wrong is put right by a line of its own.

    `key` is the source's own number of the line, so that one told twice counts once.
    """

    class Kind(models.TextChoices):
        COMMITTED = "committed", _("집행 약정")
        SPENT = "spent", _("지출")

    kind = models.CharField(_("구분"), max_length=9, choices=Kind.choices)
    won = models.BigIntegerField(_("금액(원)"), help_text="below zero where it puts another line right")
    on = models.DateField(_("날짜"))
    source = models.CharField(_("출처"), max_length=60)
    key = models.CharField(_("번호"), max_length=120)
    note = models.CharField(_("설명"), max_length=200, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.RESTRICT, null=True, blank=True, related_name="+")
    created_at = models.DateTimeField(default=timezone.now)

    objects = MinistryQuerySet.as_manager()

    class Meta:
        verbose_name = _("회계 기록")
        verbose_name_plural = _("회계 기록")
        ordering = ["-on", "-pk"]
        constraints = [
            *MoneyPlace.rules("money_entry"),
            models.UniqueConstraint(name="money_entry_key_once", fields=["source", "key"]),
            models.CheckConstraint(name="money_entry_is_money", condition=~Q(won=0)),
            models.CheckConstraint(name="money_entry_has_a_key", condition=~Q(source="") & ~Q(key="")),
            models.CheckConstraint(name="money_entry_known_kind", condition=Q(kind__in=("committed", "spent"))),
        ]
        indexes = [
            models.Index(fields=["year", "programme"], name="money_entry_by_year"),
            models.Index(fields=["created_at"], name="money_entry_new"),
        ]

    def __str__(self) -> str:
        return f"{self.source} {self.key}: {self.won}"

    @property
    def told_by(self) -> str:
        """The source in words, where a deed of ours booked the line."""
        deed, _colon, number = self.source.partition(":")
        paid = _("훈련비 지급 %(number)s번") if self.key.endswith(":fee") else _("수당 지급 %(number)s번")
        words = {
            "enrolment": _("참여 %(number)s번의 자리"), "fee": _("참여 %(number)s번의 훈련비"),
            "payment_run": paid, "population": _("시연 자료"),
        }.get(deed)  # fmt: skip
        return str(words) % {"number": number} if words else self.source

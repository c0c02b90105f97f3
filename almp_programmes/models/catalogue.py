"""What there is: programmes by measure of the OECD/Eurostat classification, for whom, and what they pay."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.db.models import F, Func, Q
from django.utils.translation import gettext_lazy as _

from accounts.models import Membership
from core.models import PublicId, StateMachine, TimeStamped, Transition, TwoNames, pick

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from accounts.models import User


class TargetGroup(TwoNames):
    """Whom a programme is meant for: youth, older people, people returning to work …"""

    code = models.CharField(_("코드"), max_length=30, unique=True)
    description_ko = models.CharField(_("설명"), max_length=300)
    description_en = models.CharField(_("영문 설명"), max_length=300)
    rank = models.PositiveSmallIntegerField(default=0)
    rules = models.JSONField(default=dict, blank=True, help_text="who belongs to it: see core.rules.trees")

    class Meta:
        verbose_name = _("대상 집단")
        verbose_name_plural = _("대상 집단")
        ordering = ["rank", "code"]

    @property
    def description(self) -> str:
        return pick(self.description_ko, self.description_en)


class ProgrammeQuerySet(models.QuerySet[Any]):
    def offered(self, on: dt.date) -> ProgrammeQuerySet:
        return self.filter(Q(ends_on=None) | Q(ends_on__gt=on), state=Programme.State.LIVE, starts_on__lte=on)

    def visible_to(self, user: User | AnonymousUser) -> ProgrammeQuerySet:
        """Everybody sees what is or was offered; the ministry also its drafts."""
        ministry = Membership.objects.current().filter(role__in=Membership.MINISTRY_ROLES)
        if user.is_authenticated and ministry.filter(user=user).exists():
            return self
        return self.exclude(state=Programme.State.DRAFT)


class Programme(StateMachine, PublicId, TimeStamped, TwoNames):
    class State(models.TextChoices):
        DRAFT = "draft", _("준비 중")
        LIVE = "live", _("운영 중")
        CLOSED = "closed", _("끝남")

    class Delivery(models.TextChoices):
        """How it reaches a person."""

        COURSE = "course", _("훈련 과정")
        SERVICE = "service", _("상담·서비스")
        SUBSIDY = "subsidy", _("기업 지원금")
        JOB = "job", _("직접 일자리")
        INCOME = "income", _("소득 지원")

    NEXT = {State.DRAFT: {State.LIVE}, State.LIVE: {State.CLOSED}, State.CLOSED: {State.LIVE}}

    code = models.CharField(_("코드"), max_length=30, unique=True)
    measure = models.ForeignKey("taxonomy.MeasureCode", models.RESTRICT, related_name="+", verbose_name=_("정책 유형"))
    delivery = models.CharField(_("제공 방식"), max_length=8, choices=Delivery.choices)
    state = models.CharField(max_length=6, choices=State.choices, default=State.DRAFT)
    target_groups = models.ManyToManyField(TargetGroup, related_name="programmes", blank=True)
    summary_ko = models.CharField(_("소개"), max_length=500)
    summary_en = models.CharField(_("영문 소개"), max_length=500, blank=True)
    duties_ko = models.TextField(_("참여자가 할 일"), blank=True, max_length=2000)
    duties_en = models.TextField(_("참여자가 할 일(영문)"), blank=True, max_length=2000)
    law = models.CharField(_("근거 법령"), max_length=200, blank=True)
    source = models.CharField(_("출처와 확인 정도"), max_length=300, blank=True)
    source_en = models.CharField(_("출처와 확인 정도(영문)"), max_length=300, blank=True)
    starts_on = models.DateField(_("시작일"))
    ends_on = models.DateField(_("끝나는 날"), null=True, blank=True, help_text="the first day it is no more")

    objects = ProgrammeQuerySet.as_manager()

    class Meta:
        verbose_name = _("프로그램")
        verbose_name_plural = _("프로그램")
        ordering = ["measure__code", "code"]
        constraints = [
            models.CheckConstraint(name="programme_known_state", condition=Q(state__in=("draft", "live", "closed"))),
            models.CheckConstraint(
                name="programme_ends_after_it_begins", condition=Q(ends_on=None) | Q(ends_on__gt=F("starts_on"))
            ),
        ]

    @property
    def summary(self) -> str:
        return pick(self.summary_ko, self.summary_en)

    @property
    def duties(self) -> str:
        return pick(self.duties_ko, self.duties_en)

    @property
    def cited(self) -> str:
        return pick(self.source, self.source_en)


class ProgrammeTransition(Transition):
    programme = models.ForeignKey(Programme, models.CASCADE, related_name="transitions")


class ProgrammeAmount(TwoNames):
    """What a programme pays or costs between two dates: an allowance, a grant to the firm, a person's own share."""

    class Unit(models.TextChoices):
        ONCE = "once", _("한 번")
        DAY = "day", _("하루")
        WEEK = "week", _("한 주")
        MONTH = "month", _("한 달")
        QUARTER = "quarter", _("분기")
        YEAR = "year", _("한 해")
        TOTAL = "total", _("모두 합쳐")

    programme = models.ForeignKey(Programme, models.CASCADE, related_name="amounts")
    key = models.SlugField(_("이름표"), max_length=40, help_text="what code asks for: allowance, cap, own_share")
    won = models.PositiveBigIntegerField(_("금액(원)"))
    unit = models.CharField(_("단위"), max_length=7, choices=Unit.choices)
    times = models.PositiveSmallIntegerField(_("최대 횟수"), null=True, blank=True)
    valid_from = models.DateField(_("시작일"))
    valid_to = models.DateField(_("끝나는 날"), null=True, blank=True)
    verified = models.BooleanField(_("확인됨"), default=False, help_text="the source was read; else from memory")

    class Meta:
        verbose_name = _("금액")
        verbose_name_plural = _("금액")
        ordering = ["programme", "key", "valid_from"]
        constraints = [
            models.CheckConstraint(
                name="programme_amount_ends_after_it_begins",
                condition=Q(valid_to=None) | Q(valid_to__gt=F("valid_from")),
            ),
            ExclusionConstraint(
                name="programme_amount_one_at_a_time",
                expressions=[
                    ("programme", RangeOperators.EQUAL),
                    ("key", RangeOperators.EQUAL),
                    (
                        Func("valid_from", "valid_to", function="daterange", output_field=DateRangeField()),
                        RangeOperators.OVERLAPS,
                    ),
                ],
            ),
        ]

    @property
    def last_day(self) -> dt.date | None:
        return self.valid_to - dt.timedelta(days=1) if self.valid_to else None

"""The terms of taking part, as dated data: clocks, caps and the attendance that counts."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from almp_programmes.models.catalogue import Programme


@dataclass(frozen=True)
class Terms:
    """What holds where nothing is entered for the programme. Days, hours, per cent."""

    accept_hours: int = 48
    appeal_days: int = 90
    appeal_decide_days: int = 14
    suspend_days: int = 60
    extend_days: int = 60
    attendance_percent: int = 80
    complete_percent: int = 80
    lates_per_absence: int = 3
    own_share_percent: int = 0


class ProgrammeTerms(models.Model):
    """The latest that began by a day holds on it."""

    programme = models.ForeignKey(Programme, models.CASCADE, related_name="terms")
    valid_from = models.DateField(_("시작일"))
    accept_hours = models.PositiveSmallIntegerField(_("자리 제안에 답할 시간"), default=Terms.accept_hours)
    appeal_days = models.PositiveSmallIntegerField(_("이의신청할 수 있는 날"), default=Terms.appeal_days)
    appeal_decide_days = models.PositiveSmallIntegerField(_("이의신청을 결정할 날"), default=Terms.appeal_decide_days)
    suspend_days = models.PositiveSmallIntegerField(_("멈출 수 있는 날"), default=Terms.suspend_days)
    extend_days = models.PositiveSmallIntegerField(_("늘릴 수 있는 날"), default=Terms.extend_days)
    attendance_percent = models.PositiveSmallIntegerField(
        _("수당을 모두 받는 출석률"), default=Terms.attendance_percent
    )
    complete_percent = models.PositiveSmallIntegerField(_("수료하는 출석률"), default=Terms.complete_percent)
    lates_per_absence = models.PositiveSmallIntegerField(
        _("결석 하루로 치는 지각 횟수"), default=Terms.lates_per_absence
    )
    own_share_percent = models.PositiveSmallIntegerField(
        _("훈련비 본인 부담률(%)"), default=Terms.own_share_percent, help_text="what the person pays of a course's fee"
    )

    class Meta:
        verbose_name = _("참여 조건")
        verbose_name_plural = _("참여 조건")
        constraints = [
            models.UniqueConstraint(fields=["programme", "valid_from"], name="programme_terms_once_a_day"),
            models.CheckConstraint(
                name="programme_terms_per_cent",
                condition=Q(
                    attendance_percent__range=(0, 100),
                    complete_percent__range=(0, 100),
                    own_share_percent__range=(0, 100),
                ),
            ),
            models.CheckConstraint(
                name="programme_terms_lates_count", condition=Q(lates_per_absence__gte=1, accept_hours__gte=1)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.programme_id} {self.valid_from}"


class TermsBook:
    """The terms of programmes on any day, read in one query however many programmes."""

    def __init__(self, programme_ids: Iterable[int]) -> None:
        self._rows: dict[int, list[ProgrammeTerms]] = defaultdict(list)
        for row in ProgrammeTerms.objects.filter(programme__in=programme_ids).order_by("-valid_from"):
            self._rows[row.programme_id].append(row)

    def on(self, programme_id: int, day: dt.date) -> Terms | ProgrammeTerms:
        return next((row for row in self._rows.get(programme_id, []) if row.valid_from <= day), Terms())


def terms_of(programme_id: int, on: dt.date) -> Terms | ProgrammeTerms:
    return TermsBook([programme_id]).on(programme_id, on)

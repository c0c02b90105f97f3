"""Who was there: one row a person and session."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from almp_programmes.models.courses import RunSession
from almp_programmes.models.enrolments import Enrolment


class Attendance(models.Model):
    class State(models.TextChoices):
        PRESENT = "present", pgettext_lazy("출석 상태", "출석")
        LATE = "late", _("지각·조퇴")
        EXCUSED = "excused", _("인정 결석")
        ABSENT = "absent", _("결석")

    class Source(models.TextChoices):
        PROVIDER = "provider", _("훈련 기관")
        CHECK_IN = "check_in", _("QR 출석")
        IMPORT = "import", _("파일")

    THERE = (State.PRESENT, State.LATE, State.EXCUSED)

    enrolment = models.ForeignKey(Enrolment, models.CASCADE, related_name="attendance")
    session = models.ForeignKey(RunSession, models.CASCADE, related_name="attendance")
    state = models.CharField(max_length=7, choices=State.choices)
    reason = models.CharField(_("이유"), max_length=200, blank=True)
    source = models.CharField(max_length=8, choices=Source.choices)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.RESTRICT, related_name="+")
    at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(name="attendance_once", fields=["enrolment", "session"]),
            models.CheckConstraint(
                name="attendance_excused_has_reason", condition=~Q(state="excused") | ~Q(reason="")
            ),
        ]
        indexes = [models.Index(fields=["session"], name="attendance_by_session")]

    def __str__(self) -> str:
        return f"{self.enrolment_id} {self.session_id} {self.state}"

"""How far a person gets with digital services, and the signals this rests on."""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import Person
from channels.codes import HIGH_FROM, LOW_BELOW, Band
from core.models import PublicId


class ReadinessQuerySet(models.QuerySet[Any]):
    def current(self) -> "ReadinessQuerySet":
        return self.filter(is_current=True)

    def low(self) -> "ReadinessQuerySet":
        return self.filter(is_current=True, band=Band.LOW)


class Readiness(PublicId):
    """One reading; the one before it stays as history. `reasons`, [{code, points, count}], add up to the score."""

    class Source(models.TextChoices):
        SELF_CHECK = "self_check", _("스스로 살펴봄")
        STAFF = "staff", _("상담사가 살펴봄")
        SIGNALS = "signals", _("이용하며 나타난 신호")
        PROFILING = "profiling", _("예측")

    person = models.ForeignKey(Person, models.CASCADE, related_name="readiness")
    score = models.PositiveSmallIntegerField()
    band = models.CharField(max_length=4, choices=Band.choices)
    source = models.CharField(max_length=10, choices=Source.choices)
    base = models.PositiveSmallIntegerField(help_text="what was said or seen, before the signals")
    answers = models.JSONField(default=dict, blank=True, help_text="of the self-check: {question: 0, 1 or 2}")
    reasons = models.JSONField(default=list)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.RESTRICT, null=True, blank=True, related_name="+")
    as_of = models.DateTimeField(default=timezone.now)
    is_current = models.BooleanField(default=True)

    objects = ReadinessQuerySet.as_manager()

    class Meta:
        ordering = ["-as_of", "-pk"]
        constraints = [
            models.UniqueConstraint(name="readiness_one_now", fields=["person"], condition=Q(is_current=True)),
            models.CheckConstraint(
                name="readiness_band_of_score",
                condition=Q(band="low", score__lt=LOW_BELOW)
                | Q(band="mid", score__gte=LOW_BELOW, score__lt=HIGH_FROM)
                | Q(band="high", score__gte=HIGH_FROM, score__lte=100),
            ),
            models.CheckConstraint(
                name="readiness_seen_by_staff",
                condition=~Q(source="staff") | Q(by__isnull=False),
            ),
        ]
        indexes = [models.Index(fields=["person"], condition=Q(is_current=True, band="low"), name="readiness_low")]

    def __str__(self) -> str:
        return f"{self.person_id} {self.score}"


class Signal(models.Model):
    """Append-only, short-lived: something in the use of the pages that speaks of trouble. Written by `signal_note`."""

    class Kind(models.TextChoices):
        OPENED = "opened", _("신청서를 엶")
        SENT = "sent", _("신청서를 보냄")
        SIGN_IN = "sign_in", _("로그인하지 못함")
        RESET = "reset", _("비밀번호를 다시 정함")
        HELP = "help", _("도움을 청함")

    person = models.ForeignKey(Person, models.CASCADE, related_name="signals")
    kind = models.CharField(max_length=8, choices=Kind.choices)
    what = models.CharField(max_length=60, blank=True, help_text="URL name of the form")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        indexes = [models.Index(fields=["person", "-at"], name="signal_by_person")]

    def __str__(self) -> str:
        return f"{self.person_id} {self.kind}"

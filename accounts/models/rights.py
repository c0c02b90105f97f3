"""A person's rights over their data, and how long each kind of data is kept."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts import querysets
from accounts.models.people import Person, User
from core.models import PublicId, TimeStamped


class RightsRequest(PublicId, TimeStamped):
    """A person uses a right over their data: a copy, a correction, an objection, erasure. Answered in ten days."""

    class Kind(models.TextChoices):
        COPY = "copy", _("내 자료 받기")
        CORRECTION = "correction", _("고쳐 달라고 하기")
        OBJECTION = "objection", _("처리에 반대하기")
        ERASURE = "erasure", _("지워 달라고 하기")

    class State(models.TextChoices):
        OPEN = "open", _("접수함")
        DONE = "done", _("마침")
        REFUSED = "refused", _("받아들이지 않음")

    person = models.ForeignKey(Person, models.CASCADE, related_name="rights_requests")
    kind = models.CharField(max_length=12, choices=Kind.choices)
    state = models.CharField(max_length=8, choices=State.choices, default=State.OPEN)
    text = models.TextField(blank=True)
    due_on = models.DateField()
    answer = models.TextField(blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.ForeignKey(User, models.RESTRICT, null=True, blank=True, related_name="+")

    objects = querysets.RightsRequestQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="rights_answered_iff_closed",
                condition=Q(state="open", answered_at=None) | ~Q(state="open") & Q(answered_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"


class RetentionRule(models.Model):
    """How long one kind of data is kept, as data: rooms name the kind and bring its broom (`accounts.retaining`)."""

    key = models.CharField(max_length=60, unique=True)
    days = models.PositiveIntegerField(_("보관 일수"))
    is_active = models.BooleanField(default=True)
    last_run_at = models.DateTimeField(null=True, blank=True)
    last_count = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["key"]
        constraints = [models.CheckConstraint(name="retention_positive", condition=Q(days__gt=0))]

    def __str__(self) -> str:
        return f"{self.key}: {self.days}"

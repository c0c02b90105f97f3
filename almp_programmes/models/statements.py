"""What happened, as xAPI says it: statements that activity providers send, and our own of learning online."""

from __future__ import annotations

import hashlib
import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from almp_programmes.models.tools import ConnectedQuerySet
from core.models import PublicId, TimeStamped


def digest(secret: str) -> str:
    """Secrets are 256 random bits: nothing to stretch."""
    return hashlib.sha256(secret.encode()).hexdigest()


class ActivityProvider(PublicId, TimeStamped):
    """Who may send statements and read those of its organisation's courses: a name and a secret, by basic auth."""

    organisation = models.ForeignKey("accounts.Organisation", models.RESTRICT, related_name="activity_providers")
    name = models.CharField(_("이름"), max_length=100)
    key = models.CharField(max_length=40, unique=True)
    secret_digest = models.CharField(max_length=64)
    is_active = models.BooleanField(default=True)

    objects = ConnectedQuerySet.as_manager()

    def __str__(self) -> str:
        return self.name


class Statement(models.Model):
    """Immutable once stored. `provider=None`: ours."""

    statement_id = models.UUIDField(unique=True, default=uuid.uuid4)
    organisation = models.ForeignKey("accounts.Organisation", models.RESTRICT, related_name="+")
    provider = models.ForeignKey(ActivityProvider, models.RESTRICT, null=True, blank=True, related_name="statements")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    agent = models.CharField(max_length=300, help_text="the one identifier of the actor")
    verb = models.CharField(max_length=300)
    activity = models.CharField(max_length=500, blank=True, help_text="the object's id, if it is an activity")
    body = models.JSONField()
    stored_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["pk"]
        indexes = [models.Index(fields=["organisation", "id"], name="statement_by_organisation")]

    def __str__(self) -> str:
        return f"{self.verb} {self.activity}"

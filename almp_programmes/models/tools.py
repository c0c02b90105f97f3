"""Outside learning tools (LTI 1.3) that a unit opens, and the grades they send back."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import Membership
from core.models import PublicId, TimeStamped, TwoNames

if TYPE_CHECKING:
    from accounts.models import User


def new_client_id() -> str:
    return uuid.uuid4().hex


class ConnectedQuerySet(models.QuerySet[Any]):
    """Of systems that an organisation has connected."""

    def visible_to(self, user: User) -> ConnectedQuerySet:
        """Those of the organisations one acts for as a provider or in the ministry."""
        roles = (Membership.Role.TRAINER, *Membership.MINISTRY_ROLES)
        held = Membership.objects.current().filter(user=user, role__in=roles)
        return self.filter(organisation__in=held.values("organisation"))


class Tool(PublicId, TimeStamped, TwoNames):
    """We are the platform: we know the tool by the addresses it registered, it knows us by the client id we gave."""

    organisation = models.ForeignKey("accounts.Organisation", models.RESTRICT, related_name="tools")
    client_id = models.CharField(max_length=40, unique=True, default=new_client_id, editable=False)
    login_url = models.URLField(_("로그인 시작 주소"), max_length=300, help_text="OIDC third-party initiated login")
    launch_url = models.URLField(_("실행 주소"), max_length=300, help_text="target link and redirect URI in one")
    key_set_url = models.URLField(_("공개 열쇠 주소"), max_length=300, help_text="JWKS")
    registered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.RESTRICT, related_name="+")
    is_active = models.BooleanField(_("사용"), default=True)

    objects = ConnectedQuerySet.as_manager()

    class Meta:
        verbose_name = _("외부 학습 도구")
        verbose_name_plural = _("외부 학습 도구")
        ordering = ["name_ko", "pk"]


class ToolScore(TimeStamped):
    """The grade of one learner in one unit, as the tool last said."""

    learner = models.ForeignKey("almp_programmes.Learner", models.CASCADE, related_name="scores")
    unit = models.ForeignKey("almp_programmes.Unit", models.RESTRICT, related_name="scores")
    given = models.DecimalField(max_digits=8, decimal_places=2, null=True, blank=True)
    maximum = models.DecimalField(max_digits=8, decimal_places=2, null=True, blank=True)
    activity = models.CharField(max_length=12, help_text="activityProgress")
    grading = models.CharField(max_length=14, help_text="gradingProgress")
    comment = models.CharField(max_length=1000, blank=True)
    scored_at = models.DateTimeField(help_text="the tool's own time; an older grade does not replace a newer")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["learner", "unit"], name="tool_score_unique"),
            models.CheckConstraint(
                name="tool_score_of_a_maximum",
                condition=Q(given=None) | Q(given__gte=0, maximum__gt=0) & Q(given__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.learner_id}: {self.given}/{self.maximum}"

    @property
    def percent(self) -> float | None:
        return None if self.given is None or not self.maximum else float(100 * self.given / self.maximum)

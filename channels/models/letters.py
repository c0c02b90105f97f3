"""Letters go out in batches that a centre prints, puts in window envelopes and posts."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import Organisation
from core.models import PublicId


class ReturnReason(models.TextChoices):
    """Why the post brought a letter back."""

    UNKNOWN = "unknown", _("주소가 없거나 찾을 수 없음")
    MOVED = "moved", _("이사함")
    ABSENT = "absent", _("받는 사람이 없어 보관 기간이 지남")
    REFUSED = "refused", _("받기를 거절함")
    OTHER = "other", _("그 밖의 까닭")


class LetterBatch(PublicId):
    """What was printed together. A letter belongs to one batch at most until that is posted or given back."""

    organisation = models.ForeignKey(Organisation, models.RESTRICT, related_name="letter_batches")
    printed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.RESTRICT, related_name="+")
    printed_at = models.DateTimeField(auto_now_add=True)
    posted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.RESTRICT, null=True, blank=True, related_name="+")
    posted_at = models.DateTimeField(null=True, blank=True)
    given_back_at = models.DateTimeField(null=True, blank=True)
    count = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["-printed_at"]
        constraints = [
            models.CheckConstraint(
                name="batch_posted_by_somebody",
                condition=Q(posted_at=None, posted_by=None) | Q(posted_at__isnull=False, posted_by__isnull=False),
            ),
            models.CheckConstraint(
                name="batch_posted_or_given_back", condition=Q(posted_at=None) | Q(given_back_at=None)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organisation_id} {self.printed_at:%Y-%m-%d}"

    @property
    def is_open(self) -> bool:
        return self.posted_at is None and self.given_back_at is None

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

if TYPE_CHECKING:
    from accounts.models import User


class MessageQuerySet(models.QuerySet[Any]):
    def visible_to(self, user: User) -> MessageQuerySet:
        """In-app messages to the user or to the person the user is."""
        mine = Q(user=user) | Q(person=user.person_id) if user.person_id else Q(user=user)
        return self.filter(mine, medium="in_app")

    def unread(self) -> MessageQuerySet:
        return self.filter(read_at=None)

    def due(self) -> MessageQuerySet:
        """What the worker sends: letters wait for whoever prints them."""
        return self.filter(state="queued", next_try_at__lte=timezone.now()).exclude(medium="letter")

    def held_too_long(self) -> MessageQuerySet:
        """Claimed so long ago that the run which claimed them is dead."""
        limit = timezone.now() - timedelta(seconds=settings.OUTBOX_CLAIM_SECONDS)
        return self.filter(state="sending", claimed_at__lt=limit).exclude(medium="letter")

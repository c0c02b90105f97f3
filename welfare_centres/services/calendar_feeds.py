"""A private address for one's calendar: shown once, its digest kept, the one before dead at once."""

import hashlib
import secrets

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from core.events import record
from welfare_centres.models import CalendarFeed


def digest_of(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


@transaction.atomic
def feed_make(*, user: User) -> str:
    token = secrets.token_urlsafe(24)
    CalendarFeed.objects.update_or_create(user=user, defaults={"digest": digest_of(token), "made_at": timezone.now()})
    record("calendar_feed.made", actor=user)
    return token


@transaction.atomic
def feed_end(*, user: User) -> None:
    if CalendarFeed.objects.filter(user=user).delete()[0]:
        record("calendar_feed.ended", actor=user)

"""Keeping the directory true: somebody says that an entry still holds, or its body is asked to."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from django.conf import settings
from django.core import signing
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from channels.models import Message
from channels.rendering import render
from channels.services.outbox import queue_raw
from core.errors import RuleBroken
from core.events import record
from welfare_centres.models import DirectoryService
from welfare_centres.policies.referrals import can_keep_directory

if TYPE_CHECKING:
    from accounts.models import User

ASK_AGAIN_DAYS = 30
LINK_DAYS = 30
SALT = "welfare_centres.directory"


def confirm_token(service: DirectoryService) -> str:
    return signing.dumps(str(service.public_id), salt=SALT)


def service_of_token(token: str) -> DirectoryService | None:
    try:
        public_id = signing.loads(token, salt=SALT, max_age=dt.timedelta(days=LINK_DAYS))
    except signing.BadSignature:
        return None
    found: DirectoryService | None = (
        DirectoryService.objects.select_related("organisation").filter(public_id=public_id).first()
    )
    return found


@transaction.atomic
def service_check(
    *, service_id: int, by: User | None, state: str, free: int | None = None, places: int | None = None
) -> DirectoryService:
    """It still holds, as of today. `by=None`: the body itself said so, by the link sent to its address."""
    row = DirectoryService.objects.select_for_update(of=("self",)).get(pk=service_id)
    if by is not None and not can_keep_directory(by):
        raise PermissionDenied
    if state not in DirectoryService.State.values:
        raise RuleBroken(_("지금 어떤 상태인지 골라 주세요."), field="state")
    total = places if places is not None else row.places
    if free is not None and total is not None and free > total:
        raise RuleBroken(_("빈자리가 정원보다 많아요. 둘 가운데 하나를 고쳐 주세요."), field="free")
    today = timezone.localdate()
    row.state, row.places, row.checked_on, row.checked_by = state, total, today, by
    row.free, row.places_as_of = free, today if free is not None else None
    row.save(update_fields=["state", "places", "free", "places_as_of", "checked_on", "checked_by", "updated_at"])
    record("directory_service.checked", actor=by, target=row)
    return row


def stale_ask(limit: int = 200) -> int:
    """Ask the bodies of stale entries whether they still hold, at most once in a while each."""
    before = timezone.localdate() - dt.timedelta(days=ASK_AGAIN_DAYS)
    rows = DirectoryService.objects.open().stale().filter(Q(asked_on=None) | Q(asked_on__lt=before))
    rows = rows.exclude(Q(email="") & Q(organisation__email="")).order_by("checked_on", "pk")
    return sum(_ask(pk, before) for pk in rows.values_list("pk", flat=True)[:limit])


@transaction.atomic
def _ask(service_id: int, before: dt.date) -> bool:
    """The run that sets the day asks; another finds it set."""
    today = timezone.localdate()
    due = DirectoryService.objects.filter(Q(asked_on=None) | Q(asked_on__lt=before), pk=service_id)
    if not due.update(asked_on=today):
        return False
    row = DirectoryService.objects.select_related("organisation").get(pk=service_id)
    address = settings.SITE_ORIGIN + reverse("welfare_centres:directory_confirm", args=[confirm_token(row)])
    subject, body = render("directory_confirm", "ko", {"name": row.name_ko, "address": address, "days": LINK_DAYS})
    queue_raw(
        medium=Message.Medium.EMAIL, address=row.address, subject=subject, body=body,
        dedupe_key=f"directory-confirm-{row.public_id}-{today}",
    )  # fmt: skip
    return True

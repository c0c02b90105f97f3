"""Into the outbox: one row a medium, once for each dedupe key."""

import logging
from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.utils import timezone

from accounts.models import Person, User
from channels.models import Message
from channels.rendering import render
from channels.selectors import Address, address_of

logger = logging.getLogger(__name__)
Medium = Message.Medium


def queue(
    *,
    dedupe_key: str,
    to: Person | User,
    template: str,
    context: dict[str, Any],
    channels: Iterable[str] | None = None,
) -> list[Message]:
    """Queue a message: in-app always, and by e-mail or else SMS to the verified primary contact point.

    The texts are `templates/channels/messages/<template>.{ko,en}.txt`, the first line the subject. `context["link"]`,
    a path on this site, becomes the message's button. A second call with the same key writes nothing.
    `channels` narrows the media, e.g. `["in_app"]`.
    """
    address = address_of(to)
    wanted: set[str] = set(Medium.values if channels is None else channels)
    link = str(context.get("link", ""))
    subject, body = render(template, address.language, context)
    rows = [
        Message(
            dedupe_key=dedupe_key, medium=medium, template=template, subject=subject, body=body, link=link,
            person=to if isinstance(to, Person) else None, user=to if isinstance(to, User) else None, **more,
        )
        for medium, more in _media(address, wanted)
    ]  # fmt: skip
    Message.objects.bulk_create(rows, ignore_conflicts=True)
    ours = {row.public_id for row in rows}
    found = list(Message.objects.filter(dedupe_key=dedupe_key).order_by("pk"))
    send_on_commit([row.pk for row in found if row.public_id in ours and row.state == Message.State.QUEUED])
    return found


def _media(address: Address, wanted: set[str]) -> Iterable[tuple[str, dict[str, Any]]]:
    if Medium.IN_APP in wanted:
        yield Medium.IN_APP, {"state": Message.State.SENT, "sent_at": timezone.now()}
    if address.email and Medium.EMAIL in wanted:
        yield Medium.EMAIL, {"address": address.email}
    elif address.phone and Medium.SMS in wanted:
        yield Medium.SMS, {"address": address.phone}


def queue_raw(*, medium: str, address: str, subject: str, body: str, dedupe_key: str) -> Message:
    """A security message to a bare address (a code, an invitation): leaves at once, emptied when it has left."""
    message: Message = Message.objects.create(
        dedupe_key=dedupe_key, medium=medium, address=address, subject=subject[:300], body=body, is_secret=True
    )
    transaction.on_commit(lambda: _deliver_here(message.pk), robust=True)
    return message


def _deliver_here(message_id: int) -> None:
    """A person waits at the page for this one: not left to the worker, unless this try fails."""
    from channels.services.delivery import message_deliver

    message_deliver(message_id=message_id)


def send_on_commit(message_ids: list[int]) -> None:
    """Hand the rows to the worker once they are committed. With the broker down the sweeper finds them later."""
    from channels.tasks import deliver

    def hand_over() -> None:
        for pk in message_ids:
            try:
                deliver.apply_async((pk,), retry=False)
            except Exception:  # whatever the broker's client raises, the row is safe
                logger.warning("outbox: broker unreachable, %d messages left to the sweeper", len(message_ids))
                return

    if message_ids:
        transaction.on_commit(hand_over, robust=True)

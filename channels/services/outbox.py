"""Into the outbox: one row a medium, once for each dedupe key."""

import logging
from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from django.db import transaction
from django.utils import timezone

from accounts.models import Person, User
from channels.codes import Channel
from channels.models import Message
from channels.rendering import render
from channels.selectors.offers import channels_for
from channels.selectors.outbox import Address, address_of
from channels.services.asking import call_wanted
from channels.told import told_by

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
    """Queue a message: in-app always, and by what the reader chose, else by e-mail, SMS or letter, whichever there is.

    The texts are `templates/channels/messages/<template>.{ko,en}.txt`, the first line the subject. `context["link"]`,
    a path on this site, becomes the message's button. A second call with the same key writes nothing.
    `channels` narrows the media, e.g. `["in_app"]`. A duty (channels.told) goes to somebody of low digital readiness
    by letter as well, or by a call of the counsellor's where there is no address: whatever the media asked for.
    """
    address = _by_rule(address_of(to), to)
    wanted: set[str] = set(Medium.values if channels is None else channels)
    subject, body = render(template, address.language, context)
    words = {
        "dedupe_key": dedupe_key, "template": template, "subject": subject, "body": body,
        "link": str(context.get("link", "")), "person": to if isinstance(to, Person) else None,
        "user": to if isinstance(to, User) else None,
    }  # fmt: skip
    if address.low and told_by(template).duty:
        words |= _beside(address, words)
    rows = [Message(medium=medium, **{**words, **more}) for medium, more in _media(address, wanted)]
    Message.objects.bulk_create(rows, ignore_conflicts=True)
    ours = {row.public_id for row in rows}
    found = list(Message.objects.filter(dedupe_key=dedupe_key).order_by("pk"))
    send_on_commit(
        [
            row.pk for row in found
            if row.public_id in ours and row.state == Message.State.QUEUED and row.medium != Medium.LETTER
        ]
    )  # fmt: skip
    return found


def _by_rule(address: Address, to: Person | User) -> Address:
    """Of whoever chose no medium and has an address, the channel rule of messages says whether letters come first."""
    person = to if isinstance(to, Person) else to.person
    if address.medium or not address.post or person is None:
        return address
    offer = channels_for(person, "messages")
    return replace(address, medium=Medium.LETTER) if offer and offer.recommended == Channel.POST else address


def _beside(address: Address, words: dict[str, Any]) -> dict[str, Any]:
    """The other way by which the duty comes: written first, since the digital rows point at it."""
    if address.post:
        letter, _created = Message.objects.get_or_create(
            dedupe_key=words["dedupe_key"], medium=Medium.LETTER,
            defaults={**words, "address": address.post, "off_line": True},
        )  # fmt: skip
        return {"off_line": True, "beside_letter": letter}
    person = words["person"] or words["user"].person
    request = call_wanted(person=person, dedupe_key=f"tell:{words['dedupe_key']}", note=words["subject"])
    return {"off_line": True, "beside_request": request}


def _media(address: Address, wanted: set[str]) -> Iterable[tuple[str, dict[str, Any]]]:
    if Medium.IN_APP in wanted:
        yield Medium.IN_APP, {"state": Message.State.SENT, "sent_at": timezone.now()}
    there = {Medium.EMAIL: address.email, Medium.SMS: address.phone, Medium.LETTER: address.post}
    order = dict.fromkeys([address.medium, *there]) if address.medium else there
    medium = next((one for one in order if one in wanted and there.get(Medium(one))), None)
    if medium is not None:
        yield medium, {"address": there[Medium(medium)]}


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

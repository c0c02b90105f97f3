"""Out of the outbox. Only the run that claims a row sends it; what a dead run held is freed by `sweep`."""

import logging
import uuid
from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import F
from django.utils import timezone

from channels.models import Message, MessageTransition
from channels.querysets import MessageQuerySet
from channels.services.contacts import message_contact
from channels.transports import Refused, TryLater, Unsure, transport_for

logger = logging.getLogger(__name__)
State = Message.State
BACKOFF_SECONDS = (30, 120, 600, 3600, 4 * 3600, 12 * 3600)
SECRET_TRIES = 3  # a code that comes hours late helps nobody


class ClaimLost(Exception):
    """The sweeper thought this run dead and freed the row: another run may have it now."""


def message_deliver(*, message_id: int) -> bool:
    """Send one message if it is due and nobody else holds it. True if it left."""
    message = _claim(message_id)
    if message is None:
        return False
    transport = transport_for(message.medium)
    try:
        transport.send(message, handing_over=lambda: _mark_handing_over(message))
    except ClaimLost:
        return False
    except TryLater as exc:
        _retry_or_fail(message, exc.code)
        return False
    except Refused as exc:
        _finish(message, State.FAILED, error=exc.code)
        return False
    except Unsure as exc:
        _finish(message, State.UNSURE, error=exc.code)
        return False
    _finish(message, State.SENT)
    return True


def _claim(message_id: int) -> Message | None:
    claim = uuid.uuid4()
    with transaction.atomic():
        claimed = (
            Message.objects.due()
            .filter(pk=message_id)
            .update(
                state=State.SENDING, claim=claim, claimed_at=timezone.now(), handed_over_at=None,
                attempts=F("attempts") + 1,
            )
        )  # fmt: skip
        if not claimed:
            return None
        MessageTransition.objects.create(message_id=message_id, before=State.QUEUED, after=State.SENDING)
    message: Message = Message.objects.get(pk=message_id)
    return message if message.claim == claim else None


def _held(message: Message) -> MessageQuerySet:
    return Message.objects.filter(pk=message.pk, state=State.SENDING, claim=message.claim)


def _mark_handing_over(message: Message) -> None:
    """Called by a transport just before the words that may send it; written down first, so that a death shows."""
    if not _held(message).update(handed_over_at=timezone.now()):
        raise ClaimLost


@transaction.atomic
def _finish(message: Message, state: str, *, error: str = "") -> None:
    changes: dict[str, object] = {"state": state, "claim": None, "error": error, "updated_at": timezone.now()}
    if state == State.SENT:
        changes["sent_at"] = timezone.now()
        if message.is_secret:
            changes |= {"body": "", "subject": "", "address": "", "emptied_at": timezone.now()}
    if _held(message).update(**changes):
        MessageTransition.objects.create(message=message, before=State.SENDING, after=state, why=error)
        if state == State.SENT:
            message_contact(message)
        logger.info("outbox: %s %s %s %s", message.medium, message.public_id, state, error)


@transaction.atomic
def _retry_or_fail(message: Message, error: str) -> None:
    if message.attempts > (SECRET_TRIES if message.is_secret else len(BACKOFF_SECONDS)):
        _finish(message, State.FAILED, error=error)
        return
    wait = timedelta(seconds=BACKOFF_SECONDS[message.attempts - 1])
    changes = {"state": State.QUEUED, "claim": None, "error": error, "next_try_at": timezone.now() + wait}
    if _held(message).update(**changes):
        MessageTransition.objects.create(message=message, before=State.SENDING, after=State.QUEUED, why=error)


def sweep() -> list[int]:
    """Free the rows a dead run held, and name the rows that are due and may have lost their task.

    A row whose hand-over had begun is sent again only where the other side knows our key and drops the second copy.
    """
    for message in Message.objects.held_too_long()[: settings.OUTBOX_SWEEP_LIMIT]:
        _free(message)
    lost = timezone.now() - timedelta(seconds=settings.OUTBOX_SWEEP_GRACE_SECONDS)
    due = Message.objects.due().filter(next_try_at__lte=lost).order_by("next_try_at")
    return list(due.values_list("pk", flat=True)[: settings.OUTBOX_SWEEP_LIMIT])


@transaction.atomic
def _free(message: Message) -> None:
    again = message.handed_over_at is None or transport_for(message.medium).is_idempotent
    state = State.QUEUED if again else State.UNSURE
    changes = {"state": state, "claim": None, "error": "run_died", "next_try_at": timezone.now()}
    if _held(message).held_too_long().update(**changes):
        MessageTransition.objects.create(message=message, before=State.SENDING, after=state, why="run_died")
        logger.warning("outbox: %s %s freed as %s", message.medium, message.public_id, state)

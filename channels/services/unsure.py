"""A hand-over that was cut in the middle: a human looks, then sends again or settles."""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from channels.models import Message
from channels.policies import can_settle
from channels.services.outbox import send_on_commit
from core.errors import RuleBroken
from core.events import record

State = Message.State


@transaction.atomic
def message_resend(*, message_id: int, by: User) -> Message:
    """Send again, knowing that it may arrive twice."""
    message: Message = Message.objects.select_for_update().get(pk=message_id)
    if not can_settle(by):
        raise PermissionDenied
    if message.emptied_at is not None:
        raise RuleBroken(_("내용을 지운 메시지라 다시 보낼 수 없음"))
    message.attempts, message.next_try_at, message.handed_over_at = 0, timezone.now(), None
    message.move(State.QUEUED, by=by, why="resend", save=["attempts", "next_try_at", "handed_over_at"])
    record("message.resent", actor=by, target=message)
    send_on_commit([message.pk])
    return message


@transaction.atomic
def message_settle(*, message_id: int, by: User, arrived: bool) -> Message:
    """Write down what a human found out: it arrived, or it did not and is not wanted any more."""
    message: Message = Message.objects.select_for_update().get(pk=message_id)
    if not can_settle(by):
        raise PermissionDenied
    if arrived:
        message.sent_at = timezone.now()
        message.move(State.SENT, by=by, why="settled", save=["sent_at"])
    else:
        message.move(State.FAILED, by=by, why="settled")
    record("message.settled", actor=by, target=message, arrived=arrived)
    return message

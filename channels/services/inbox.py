from django.utils import timezone

from accounts.models import User
from channels.models import Message


def message_mark_read(*, message: Message, by: User) -> None:
    """Opened by its reader; the first time counts."""
    Message.objects.visible_to(by).unread().filter(pk=message.pk).update(read_at=timezone.now())


def messages_mark_all_read(*, by: User) -> int:
    return Message.objects.visible_to(by).unread().update(read_at=timezone.now())

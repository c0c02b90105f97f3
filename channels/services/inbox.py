from django.utils import timezone

from accounts.models import User
from channels.models import Contact, Message
from channels.services.contacts import message_contact


def message_mark_read(*, message: Message, by: User) -> None:
    """Opened by its reader; the first time counts."""
    if Message.objects.visible_to(by).unread().filter(pk=message.pk).update(read_at=timezone.now()):
        message_contact(message, note=Contact.Note.READ)


def messages_mark_all_read(*, by: User) -> int:
    return Message.objects.visible_to(by).unread().update(read_at=timezone.now())

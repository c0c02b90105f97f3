"""What the rooms above call: `queue` a message, and the deeds on the outbox's rows."""

from channels.services.delivery import message_deliver
from channels.services.inbox import message_mark_read, messages_mark_all_read
from channels.services.outbox import queue
from channels.services.unsure import message_resend, message_settle

__all__ = [
    "message_deliver",
    "message_mark_read",
    "message_resend",
    "message_settle",
    "messages_mark_all_read",
    "queue",
]

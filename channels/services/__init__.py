"""What the rooms above call: `queue` a message, `contact_note` a contact, and the deeds on the room's rows."""

from channels.services.asking import help_ask, help_done, help_withdraw
from channels.services.contacts import contact_note, contact_write
from channels.services.delivery import message_deliver
from channels.services.inbox import message_mark_read, messages_mark_all_read
from channels.services.letters import letter_returned, letters_given_back, letters_posted, letters_print
from channels.services.outbox import queue
from channels.services.readiness import readiness_observe, readiness_refresh, readiness_self_check, readiness_set
from channels.services.reading import reading_keep
from channels.services.reference import channels_load
from channels.services.rules import (
    channel_rules_approve,
    channel_rules_propose,
    channel_rules_reject,
    channel_rules_write,
    exception_end,
    exception_make,
)
from channels.services.signals import signal_note, signals_switch
from channels.services.unsure import message_resend, message_settle

__all__ = [
    "channel_rules_approve",
    "channel_rules_propose",
    "channel_rules_reject",
    "channel_rules_write",
    "channels_load",
    "contact_note",
    "contact_write",
    "exception_end",
    "exception_make",
    "help_ask",
    "help_done",
    "help_withdraw",
    "letter_returned",
    "letters_given_back",
    "letters_posted",
    "letters_print",
    "message_deliver",
    "message_mark_read",
    "message_resend",
    "message_settle",
    "messages_mark_all_read",
    "queue",
    "readiness_observe",
    "readiness_refresh",
    "readiness_self_check",
    "readiness_set",
    "reading_keep",
    "signal_note",
    "signals_switch",
]

"""Reads of the room, by noun."""

from channels.selectors.offers import Offer, channels_for, channels_for_all, offers_for
from channels.selectors.outbox import Address, address_of, failed, inbox, to_settle, unread_count

__all__ = [
    "Address",
    "Offer",
    "address_of",
    "channels_for",
    "channels_for_all",
    "failed",
    "inbox",
    "offers_for",
    "to_settle",
    "unread_count",
]

"""The room's tables, by noun."""

from channels.models.asking import HelpRequest
from channels.models.assisted import AssistedSession, BehalfAct, Proxy
from channels.models.catalogue import Service, ServiceGroup
from channels.models.contacts import Contact, ContactCost
from channels.models.letters import LetterBatch, ReturnReason
from channels.models.outbox import Message, MessageTransition
from channels.models.readiness import Readiness, Signal
from channels.models.reading import EasyText, ReadingNeeds
from channels.models.rules import ChannelRules, ChannelRulesTransition, LocalException, ServicePractice

__all__ = [
    "AssistedSession",
    "BehalfAct",
    "ChannelRules",
    "ChannelRulesTransition",
    "Contact",
    "ContactCost",
    "EasyText",
    "HelpRequest",
    "LetterBatch",
    "LocalException",
    "Message",
    "MessageTransition",
    "Proxy",
    "Readiness",
    "ReadingNeeds",
    "ReturnReason",
    "Service",
    "ServiceGroup",
    "ServicePractice",
    "Signal",
]

"""Reads of the outbox."""

from dataclasses import dataclass

from django.db.models import QuerySet

from accounts.models import ContactPoint, Person, User
from channels.models import Message


@dataclass(frozen=True, slots=True)
class Address:
    language: str
    email: str = ""
    phone: str = ""


def address_of(to: Person | User) -> Address:
    """Where a person (verified contact points, the primary one first) or a user without a person can be reached."""
    if isinstance(to, User):
        if to.person_id is None:
            return Address(to.language, to.email or "", to.phone if to.phone and to.phone_verified else "")
        person, language = to.person_id, to.language
    else:
        person, language = to.pk, to.language
    points = ContactPoint.objects.filter(person=person, verified_at__isnull=False).order_by("is_primary", "-pk")
    found = {point.kind: point.value for point in points}
    return Address(language, found.get("email", ""), found.get("phone", ""))


def unread_count(user: User) -> int:
    return Message.objects.visible_to(user).unread().count()


def inbox(user: User) -> QuerySet[Message]:
    return Message.objects.visible_to(user).order_by("-created_at")


def to_settle() -> QuerySet[Message]:
    """Messages whose fate a human must decide, the oldest first."""
    return Message.objects.filter(state=Message.State.UNSURE).select_related("person", "user").order_by("created_at")


def failed() -> QuerySet[Message]:
    return Message.objects.filter(state=Message.State.FAILED).order_by("-created_at")

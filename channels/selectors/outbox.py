"""Reads of the outbox."""

from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery

from accounts.models import ContactPoint, Person, User
from channels.models import Message, Readiness, ReadingNeeds


@dataclass(frozen=True, slots=True)
class Address:
    """Where somebody can be reached, and how they want to be; `low`: a digital duty alone would not reach them."""

    language: str
    email: str = ""
    phone: str = ""
    post: str = ""
    medium: str = ""
    low: bool = False


def address_of(to: Person | User) -> Address:
    """Where a person (verified contact points, the primary one first) or a user without a person can be reached."""
    if isinstance(to, User):
        if to.person_id is None:
            return Address(to.language, to.email or "", to.phone if to.phone and to.phone_verified else "")
        person, language = to.person_id, to.language
    else:
        person, language = to.pk, to.language
    points = ContactPoint.objects.filter(
        Q(verified_at__isnull=False) | Q(kind=ContactPoint.Kind.POST), person=person, doubtful_at=None
    ).annotate(
        medium=Subquery(ReadingNeeds.objects.filter(person=OuterRef("person")).values("medium")[:1]),
        low=Exists(Readiness.objects.low().filter(person=OuterRef("person"))),
    )
    rows = list(points.order_by("is_primary", "-pk"))
    found = {point.kind: point.value for point in rows}
    low = rows[0].low if rows else Readiness.objects.low().filter(person=person).exists()
    medium = (rows[0].medium or "") if rows else ""
    email, phone, post = (found.get(kind, "") for kind in ("email", "phone", "post"))
    return Address(language, email, phone, post, medium, low)


def unread_count(user: User) -> int:
    return Message.objects.visible_to(user).unread().count()


def inbox(user: User) -> QuerySet[Message]:
    return Message.objects.visible_to(user).order_by("-created_at")


def letters_waiting() -> QuerySet[Message]:
    return Message.objects.filter(medium=Message.Medium.LETTER, state=Message.State.QUEUED).order_by("created_at")


def to_settle() -> QuerySet[Message]:
    """Messages whose fate a human must decide, the oldest first."""
    return Message.objects.filter(state=Message.State.UNSURE).select_related("person", "user").order_by("created_at")


def failed() -> QuerySet[Message]:
    return Message.objects.filter(state=Message.State.FAILED).order_by("-created_at")

"""What this room holds about a person: given out, taken away, and cleared after its time."""

import datetime as dt
from typing import Any

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.exporting import rows
from accounts.models import Person
from accounts.retaining import register_retention
from channels.models import Message

EMPTY: dict[str, Any] = {"subject": "", "body": "", "address": "", "link": ""}


def of_person(person: Person) -> Q:
    return Q(person=person) | Q(user__person=person)


def own(person: Person) -> list[dict[str, Any]]:
    messages = Message.objects.filter(of_person(person)).order_by("created_at")
    return rows(messages, "medium", "state", "subject", "body", "address", "created_at", "sent_at", "read_at")


def erase(person: Person) -> None:
    """Unsent ones never leave; what was said is emptied."""
    messages = Message.objects.filter(of_person(person))
    messages.filter(state=Message.State.QUEUED).update(state=Message.State.FAILED, error="erased")
    messages.exclude(state=Message.State.SENDING).update(**EMPTY, emptied_at=timezone.now())


def bodies(before: dt.datetime) -> int:
    old = Message.objects.filter(created_at__lt=before, emptied_at=None).exclude(state=Message.State.SENDING)
    return old.update(**EMPTY, emptied_at=timezone.now())


def secrets(before: dt.datetime) -> int:
    """Codes and invitations that never left: nobody may read them later."""
    old = Message.objects.filter(is_secret=True, created_at__lt=before, emptied_at=None)
    unsent = old.exclude(state__in=[Message.State.SENDING, Message.State.SENT])
    return unsent.update(**EMPTY, state=Message.State.FAILED, emptied_at=timezone.now())


def messages(before: dt.datetime) -> int:
    return Message.objects.filter(created_at__lt=before).delete()[0]


def register() -> None:
    law = _("개인정보 보호법 제21조")
    register_retention(key="channels.secrets", days=1, what=_("보내지 못한 인증번호"), ground=law, broom=secrets)
    register_retention(key="channels.bodies", days=180, what=_("메시지 내용"), ground=law, broom=bodies)
    register_retention(key="channels.messages", days=3 * 365, what=_("메시지 기록"), ground=law, broom=messages)

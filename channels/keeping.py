"""What this room holds about a person: given out, taken away, and cleared after its time."""

import datetime as dt
from typing import Any

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.exporting import rows
from accounts.models import Person
from accounts.retaining import register_retention
from channels.models import BehalfAct, Contact, HelpRequest, Message, ReadingNeeds, Signal

EMPTY: dict[str, Any] = {"subject": "", "body": "", "address": "", "link": ""}


def of_person(person: Person) -> Q:
    return Q(person=person) | Q(user__person=person)


def own(person: Person) -> dict[str, Any]:
    messages = Message.objects.filter(of_person(person)).order_by("created_at")
    return {
        "messages": rows(
            messages, "medium", "state", "subject", "body", "address", "created_at", "sent_at", "read_at"
        ),
        "readiness": rows(
            person.readiness.order_by("as_of"), "score", "band", "source", "answers", "reasons", "as_of"
        ),
        "signals": rows(person.signals.order_by("at"), "kind", "what", "at"),
        "contacts": rows(
            person.contacts.order_by("at"),
            "channel", "direction", "service__code", "by__display_name", "minutes", "note", "at",
        ),
        "help_requests": rows(
            person.help_requests.order_by("created_at"),
            "kind", "service__code", "language", "note", "state", "answer", "created_at", "handled_at",
        ),
        "reading_needs": rows(
            ReadingNeeds.objects.filter(person=person), "medium", "easy", "sign", "spoken", "signals_off"
        ),
        "assisted": rows(
            person.assisted_sessions.order_by("since"),
            "staff__display_name", "authority", "place", "purpose", "since", "until", "ended_at",
        ),
        "proxies": rows(
            person.proxies.order_by("created_at"),
            "proxy__display_name", "relation", "scopes", "since", "until", "state", "proof",
        ),
        "behalf_acts": rows(person.behalf_acts.order_by("at"), "by__display_name", "deed", "at"),
    }  # fmt: skip


def erase(person: Person) -> None:
    """Unsent messages never leave; what was said is emptied. Contacts stay: they hold codes and no words."""
    person.signals.all().delete()
    person.readiness.all().delete()
    ReadingNeeds.objects.filter(person=person).delete()
    person.proxies.all().delete()
    asked = HelpRequest.objects.filter(person=person)
    asked.filter(state=HelpRequest.State.OPEN).update(state=HelpRequest.State.WITHDRAWN)
    asked.update(note="", answer="", language="", kind=HelpRequest.Kind.CALLBACK)
    person.assisted_sessions.update(purpose="")
    messages = Message.objects.filter(of_person(person))
    messages.filter(state=Message.State.QUEUED).update(state=Message.State.FAILED, error="erased")
    messages.exclude(state=Message.State.SENDING).update(**EMPTY, emptied_at=timezone.now())


def bodies(before: dt.datetime) -> int:
    old = Message.objects.filter(created_at__lt=before, emptied_at=None).exclude(state=Message.State.SENDING)
    return old.update(**EMPTY, emptied_at=timezone.now())


def secrets(before: dt.datetime) -> int:
    """Codes and invitations that never left: nobody may read them later."""
    old = Message.objects.filter(is_secret=True, created_at__lt=before, emptied_at=None)
    unsent = old.exclude(state__in=[Message.State.SENDING, Message.State.SENT, Message.State.RETURNED])
    return unsent.update(**EMPTY, state=Message.State.FAILED, emptied_at=timezone.now())


def messages(before: dt.datetime) -> int:
    return Message.objects.filter(created_at__lt=before).delete()[0]


def signals(before: dt.datetime) -> int:
    return Signal.objects.filter(at__lt=before).delete()[0]


def contacts(before: dt.datetime) -> int:
    return Contact.objects.filter(at__lt=before).delete()[0]


def help_requests(before: dt.datetime) -> int:
    """Those that were taken care of; what waits is never cleared away."""
    return HelpRequest.objects.exclude(state=HelpRequest.State.OPEN).filter(created_at__lt=before).delete()[0]


def acts(before: dt.datetime) -> int:
    return BehalfAct.objects.filter(at__lt=before).delete()[0]


def register() -> None:
    law = _("개인정보 보호법 제21조")
    register_retention(key="channels.secrets", days=1, what=_("보내지 못한 인증번호"), ground=law, broom=secrets)
    register_retention(key="channels.bodies", days=180, what=_("메시지 내용"), ground=law, broom=bodies)
    register_retention(key="channels.messages", days=3 * 365, what=_("메시지 기록"), ground=law, broom=messages)
    register_retention(key="channels.signals", days=60, what=_("이용하며 나타난 신호"), ground=law, broom=signals)
    register_retention(key="channels.contacts", days=3 * 365, what=_("연락 기록"), ground=law, broom=contacts)
    register_retention(key="channels.help", days=3 * 365, what=_("도움을 청한 기록"), ground=law, broom=help_requests)
    register_retention(key="channels.acts", days=3 * 365, what=_("대신해 한 일의 기록"), ground=law, broom=acts)

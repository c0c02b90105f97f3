"""The contact log: one line a contact, whatever the channel. Rooms above call `contact_note` too."""

import datetime as dt

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import Organisation, Person, User
from channels.codes import Channel
from channels.models import Contact, Message, Service
from channels.policies import looks_after
from channels.told import told_by
from core.errors import RuleBroken
from core.events import record

OF_MEDIUM = {
    Message.Medium.EMAIL: Channel.EMAIL, Message.Medium.SMS: Channel.SMS, Message.Medium.LETTER: Channel.POST,
    Message.Medium.IN_APP: Channel.WEB,
}  # fmt: skip


def contact_note(
    *, person: Person, channel: str, direction: str, note: str, service: Service | None = None, by: User | None = None,
    organisation: Organisation | None = None, at: dt.datetime | None = None, minutes: int | None = None,
    source: str = "",
) -> Contact:  # fmt: skip
    """One contact. `source` names the row that made it (`room.model:pk`): noted once, however often it is told."""
    fields = {
        "person": person, "channel": channel, "direction": direction, "note": note, "service": service, "by": by,
        "organisation": organisation, "at": at or timezone.now(), "minutes": minutes,
    }  # fmt: skip
    if not source:
        row: Contact = Contact.objects.create(**fields)
        return row
    row, _created = Contact.objects.get_or_create(source=source, defaults=fields)
    return row


@transaction.atomic
def contact_write(
    *, person: Person, channel: str, direction: str, note: str, service: Service | None, minutes: int | None, by: User,
    organisation: Organisation,
) -> Contact:  # fmt: skip
    """Written by the counsellor after a call or a meeting."""
    if not looks_after(by, person):
        raise PermissionDenied
    if minutes is not None and not 0 <= minutes <= 600:
        raise RuleBroken(_("걸린 시간은 0분에서 600분까지 적어 주세요."), field="minutes")
    row = contact_note(
        person=person, channel=channel, direction=direction, note=note, service=service, by=by, minutes=minutes,
        organisation=organisation,
    )  # fmt: skip
    record("contact.written", actor=by, target=row, channel=channel)
    return row


def message_contact(message: Message, *, note: str = Contact.Note.MESSAGE) -> None:
    """A message that left, or was read on the site, is a contact with its person."""
    person = message.person or (message.user.person if message.user_id and message.user else None)
    if person is None or person.erased_at is not None:
        return
    service = Service.objects.filter(code=told_by(message.template).service).first() if message.template else None
    contact_note(
        person=person, channel=OF_MEDIUM[Message.Medium(message.medium)], direction=Contact.Direction.OUT, note=note,
        service=service, source=f"channels.message:{message.pk}",
    )  # fmt: skip

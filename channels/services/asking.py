"""A person asks for another way, from any page; staff take it from the queue and say what came of it."""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import Assignment, Membership, Person, User
from accounts.policies import has_role
from channels.codes import Channel
from channels.models import Contact, HelpRequest, Service, Signal
from channels.services.contacts import contact_note
from channels.services.signals import signal_note
from core.errors import RuleBroken
from core.events import record

Kind, State = HelpRequest.Kind, HelpRequest.State
BY_CHANNEL = {
    Channel.PHONE: Kind.CALLBACK, Channel.CENTRE: Kind.VISIT, Channel.OUTREACH: Kind.HOME, Channel.VIDEO: Kind.VIDEO,
    Channel.POST: Kind.LETTER, Channel.TOGETHER: Kind.TOGETHER,
}  # fmt: skip
CHANNEL_OF = {kind: channel for channel, kind in BY_CHANNEL.items()} | {
    Kind.SIGN: Channel.CENTRE, Kind.INTERPRETER: Channel.CENTRE, Kind.TELL: Channel.PHONE,
}  # fmt: skip


@transaction.atomic
def help_ask(
    *, person: Person, kind: str, by: User, service: Service | None = None, language: str = "", note: str = ""
) -> HelpRequest:
    """Asked once: a second asking while the first is open is the first one."""
    if kind not in Kind.values or kind == Kind.TELL:
        raise RuleBroken(_("무엇을 부탁하는지 골라 주세요."))
    if kind == Kind.INTERPRETER and not language.strip():
        raise RuleBroken(_("어느 나라 말인지 골라 주세요."), field="language")
    Person.objects.select_for_update().only("pk").get(pk=person.pk)
    asked: HelpRequest | None = HelpRequest.objects.open().filter(person=person, kind=kind, service=service).first()
    if asked is not None:
        return asked
    assignment = Assignment.objects.filter(person=person, until=None).first()
    row: HelpRequest = HelpRequest.objects.create(
        person=person, kind=kind, service=service, language=language.strip(), note=note.strip()[:500],
        organisation=assignment.organisation if assignment else None,
    )  # fmt: skip
    signal_note(person_id=person.pk, kind=Signal.Kind.HELP, what=service.code if service else "")
    record("help.asked", actor=by, target=row, kind=kind, service=service.code if service else "")
    return row


def call_wanted(*, person: Person, dedupe_key: str, note: str) -> HelpRequest:
    """A call that staff have to make, since nothing else reaches the person for certain."""
    assignment = Assignment.objects.filter(person=person, until=None).first()
    row, _created = HelpRequest.objects.get_or_create(
        dedupe_key=dedupe_key[:160],
        defaults={
            "person": person, "kind": Kind.TELL, "note": note[:500],
            "organisation": assignment.organisation if assignment else None,
        },
    )  # fmt: skip
    return row


def _locked(request_id: int, by: User) -> HelpRequest:
    row: HelpRequest | None = (
        HelpRequest.objects.visible_to(by).select_for_update(of=("self",)).filter(pk=request_id).first()
    )
    if row is None:
        raise PermissionDenied
    return row


@transaction.atomic
def help_done(*, request_id: int, by: User, answer: str, minutes: int | None = None) -> HelpRequest:
    """Taken care of: a contact by the way that was asked for."""
    row = _locked(request_id, by)
    if by.person_id == row.person_id or not has_role(by, Membership.Role.COUNSELLOR, Membership.Role.CENTRE_MANAGER):
        raise PermissionDenied
    if not answer.strip():
        raise RuleBroken(_("어떻게 했는지 짧게 적어 주세요. 본인도 볼 수 있어요."), field="answer")
    row.handled_by, row.handled_at, row.answer = by, timezone.now(), answer.strip()[:300]
    row.move(State.DONE, by=by, save=["handled_by", "handled_at", "answer"])
    contact_note(
        person=row.person, channel=CHANNEL_OF[Kind(row.kind)], direction=Contact.Direction.OUT,
        note=Contact.Note.INFORMATION if row.kind == Kind.TELL else Contact.Note.ADVICE, service=row.service, by=by,
        organisation=row.organisation, minutes=minutes, source=f"channels.helprequest:{row.pk}",
    )  # fmt: skip
    record("help.done", actor=by, target=row)
    return row


@transaction.atomic
def help_withdraw(*, request_id: int, by: User) -> HelpRequest:
    row = _locked(request_id, by)
    if by.person_id != row.person_id:
        raise PermissionDenied
    row.move(State.WITHDRAWN, by=by)
    record("help.withdrawn", actor=by, target=row)
    return row

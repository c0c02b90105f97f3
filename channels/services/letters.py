"""The print queue of a centre: letters are taken in a batch, printed, and marked as posted or given back.

The batch's number is the claim: two who print at once take different letters, and a letter leaves once.
"""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import ContactPoint, Organisation, User
from accounts.services.contacts import contact_doubt
from channels.models import LetterBatch, Message, MessageTransition, ReturnReason
from channels.policies import can_print_letters
from channels.selectors.letters import letters_of
from channels.services.asking import call_wanted
from channels.services.contacts import message_contact
from core.errors import RuleBroken
from core.events import record

State = Message.State
MOST = 200


@transaction.atomic
def letters_print(*, organisation: Organisation, by: User) -> LetterBatch:
    """Takes what waits, the oldest first. What another is taking at this moment is passed over."""
    if not can_print_letters(by, organisation):
        raise PermissionDenied
    waiting = letters_of(organisation).select_for_update(of=("self",), skip_locked=True)
    ids = list(waiting.values_list("pk", flat=True)[:MOST])
    if not ids:
        raise RuleBroken(_("지금 보낼 편지가 없어요."))
    batch: LetterBatch = LetterBatch.objects.create(organisation=organisation, printed_by=by, count=len(ids))
    Message.objects.filter(pk__in=ids).update(
        state=State.SENDING, claim=batch.public_id, claimed_at=timezone.now(), batch=batch
    )
    _log(ids, State.QUEUED, State.SENDING, by)
    record("letters.printed", actor=by, target=batch, count=len(ids))
    return batch


def _log(ids: list[int], before: str, after: str, by: User) -> None:
    MessageTransition.objects.bulk_create(
        MessageTransition(message_id=pk, before=before, after=after, by=by) for pk in ids
    )


def _open(batch_id: int, by: User) -> tuple[LetterBatch, QuerySet[Message]]:
    batch: LetterBatch = (
        LetterBatch.objects.select_for_update(of=("self",)).select_related("organisation").get(pk=batch_id)
    )
    if not can_print_letters(by, batch.organisation):
        raise PermissionDenied
    if not batch.is_open:
        raise RuleBroken(_("이미 부쳤거나 되돌린 묶음이에요."))
    return batch, Message.objects.filter(batch=batch, state=State.SENDING, claim=batch.public_id)


@transaction.atomic
def letters_posted(*, batch_id: int, by: User) -> LetterBatch:
    """They are in the post: each is a contact with its person."""
    batch, letters = _open(batch_id, by)
    found = list(letters.select_related("person", "user__person"))
    now = timezone.now()
    letters.update(state=State.SENT, claim=None, sent_at=now, updated_at=now)
    _log([one.pk for one in found], State.SENDING, State.SENT, by)
    batch.posted_by, batch.posted_at = by, now
    batch.save(update_fields=["posted_by", "posted_at"])
    for letter in found:
        message_contact(letter)
    record("letters.posted", actor=by, target=batch, count=len(found))
    return batch


@transaction.atomic
def letter_returned(*, message_id: int, by: User, reason: str, words: str = "") -> Message:
    """The post brought it back: nothing more goes to that address, and whoever looks after the reader is asked to
    call, to tell what it said and to learn the right one."""
    letters = Message.objects.select_for_update(of=("self",)).select_related(
        "batch__organisation", "person", "user__person"
    )
    letter: Message = letters.get(pk=message_id)
    if letter.batch is None or not can_print_letters(by, letter.batch.organisation):
        raise PermissionDenied
    words = " ".join(words.split())[:300]
    if reason not in ReturnReason.values or (reason == ReturnReason.OTHER and not words):
        raise RuleBroken(_("왜 되돌아왔는지 골라 주세요. 그 밖의 까닭은 한 줄로 적어 주세요."), field="reason")
    letter.error = reason
    letter.move(State.RETURNED, by=by, why=words, save=["error", "updated_at"])
    person = letter.person or (letter.user.person if letter.user else None)
    if person is not None:
        contact_doubt(person=person, kind=ContactPoint.Kind.POST, value=letter.address, by=by)
        told = {"why": words or ReturnReason(reason).label, "subject": letter.subject}
        note = _("편지가 되돌아옴(%(why)s). 내용을 알리고 바른 주소를 물어봐 주세요: %(subject)s") % told
        call_wanted(person=person, dedupe_key=f"returned:{letter.pk}", note=note)
    record("letter.returned", actor=by, target=letter, reason=reason)
    return letter


@transaction.atomic
def letters_given_back(*, batch_id: int, by: User) -> LetterBatch:
    """The printer failed: they wait again."""
    batch, letters = _open(batch_id, by)
    ids = list(letters.values_list("pk", flat=True))
    letters.update(state=State.QUEUED, claim=None, batch=None)
    _log(ids, State.SENDING, State.QUEUED, by)
    batch.given_back_at = timezone.now()
    batch.save(update_fields=["given_back_at"])
    record("letters.given_back", actor=by, target=batch, count=len(ids))
    return batch

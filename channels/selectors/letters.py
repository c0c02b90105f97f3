"""Which centre prints a letter: the one that looks after the reader; for a reader whom none does, any."""

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce

from accounts.models import Assignment, Organisation
from channels.models import LetterBatch, Message


def letters_of(organisation: Organisation) -> QuerySet[Message]:
    """What waits to be printed here, the oldest first."""
    waiting = Message.objects.filter(medium=Message.Medium.LETTER, state=Message.State.QUEUED, emptied_at=None)
    waiting = waiting.annotate(reader=Coalesce("person_id", "user__person_id"))
    open_ = Assignment.objects.filter(person=OuterRef("reader"), until=None)
    return waiting.filter(Q(Exists(open_.filter(organisation=organisation))) | ~Q(Exists(open_))).order_by(
        "created_at"
    )


def letters_posted_by(organisation: Organisation, name: str) -> QuerySet[Message]:
    """Whose envelope may have come back: posted here, to somebody of this name, the last one first."""
    posted = Message.objects.filter(batch__organisation=organisation, state=Message.State.SENT, emptied_at=None)
    posted = posted.filter(Q(person__name__icontains=name) | Q(user__person__name__icontains=name))
    return posted.select_related("person", "user__person").order_by("-sent_at", "-pk")


def letters_in(batch: LetterBatch) -> QuerySet[Message]:
    return batch.letters.select_related("person", "user__person").order_by("created_at")

"""Referrals as each side reads them. Who receives one reads `Received`: what was told, and not the person."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db.models import Case, Count, Exists, F, IntegerField, OuterRef, Q, QuerySet, Value, When
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import Organisation
from core.display import date
from welfare_centres import telling
from welfare_centres.models import Agency, Appointment, Centre, Referral, WorkingHours
from welfare_centres.selectors.meetings import appointments

if TYPE_CHECKING:
    from accounts.models import Person, User

State = Referral.State
TONES = {
    State.SENT: "information", State.SEEN: "information", State.ACCEPTED: "primary", State.STARTED: "primary",
    State.FINISHED: "success", State.DECLINED: "warning", State.RETURNED: "warning", State.WITHDRAWN: "gray",
}  # fmt: skip
QUEUES = {
    "waiting": Q(state__in=Referral.WAITING),
    "contact": Q(state=State.ACCEPTED),
    "started": Q(state=State.STARTED),
    "over": ~Q(state__in=Referral.LIVE),
}


def tone(referral: Any) -> str:
    return TONES[referral.state]


@dataclass(frozen=True, slots=True)
class Received:
    """All that a receiving body reads. The person behind it is not here: only the words that they agreed to."""

    public_id: Any
    state: str
    state_label: str
    need: str
    what_for: str
    told: list[tuple[str, str, str]]  # part, its name, the words
    sender: str
    sender_phone: str
    sent_by: str
    service: str
    warm: bool
    sent_at: dt.datetime
    see_by: dt.date
    answer_by: dt.date
    contact_by: dt.date | None
    first_contact_on: dt.date | None
    due_on: dt.date | None
    reason: str
    words: str
    outcome: str

    @property
    def name(self) -> str:
        """The name where it was told; else that it was not."""
        return next((words for part, _label, words in self.told if part == "name"), _("이름을 알리지 않음"))

    @property
    def is_waiting(self) -> bool:
        return self.state in Referral.WAITING

    @property
    def is_late(self) -> bool:
        return self.due_on is not None and self.due_on < timezone.localdate()


def part_words(part: str, words: str) -> str:
    """As people write it: a day is kept as a day."""
    return date(dt.date.fromisoformat(words)) if part == "since" else words


def told_lines(referral: Referral, *, without: tuple[str, ...] = ()) -> list[tuple[str, str, str]]:
    """Part, its name and its words, in the fixed order, for the reader."""
    parts = [part for part in telling.LABELS if part in referral.told and part not in without]
    return [(part, str(telling.LABELS[part]), part_words(part, referral.told[part])) for part in parts]


def received(referral: Referral, *, without: tuple[str, ...] = ()) -> Received:
    sender = referral.from_organisation
    return Received(
        public_id=referral.public_id, state=referral.state, state_label=str(referral.get_state_display()),
        need=str(referral.get_need_display()), what_for=referral.what_for,
        told=told_lines(referral, without=without), sender=sender.label, sender_phone=sender.phone,
        sent_by=referral.by.display_name, service=referral.to_service.label if referral.to_service else "",
        warm=referral.warm, sent_at=referral.sent_at, see_by=referral.see_by, answer_by=referral.answer_by,
        contact_by=referral.contact_by, first_contact_on=referral.first_contact_on, due_on=referral.due_on,
        reason=str(referral.get_reason_display()), words=referral.words, outcome=str(referral.get_outcome_display()),
    )  # fmt: skip


WITH = ("from_organisation", "to_organisation", "to_service__organisation", "by")


def _by_clock(rows: QuerySet[Referral]) -> QuerySet[Referral]:
    """What waits first, the earliest day before the others; what is over last, the newest before the others."""
    order = Case(
        When(state__in=Referral.WAITING, then=Value(0)),
        When(state=State.ACCEPTED, first_contact_on=None, then=Value(1)),
        When(state__in=Referral.LIVE, then=Value(2)),
        default=Value(3),
        output_field=IntegerField(),
    )
    return rows.annotate(queue=order).order_by("queue", F("ended_on").desc(nulls_first=True), "answer_by", "pk")


def inbox(user: User, organisation: Organisation, queue: str = "") -> QuerySet[Referral]:
    rows = Referral.objects.received_by(user).filter(to_organisation=organisation).select_related(*WITH)
    return _by_clock(rows.filter(QUEUES[queue]) if queue in QUEUES else rows).defer("person")


def inbox_counts(user: User, organisation: Organisation) -> dict[str, int]:
    rows = Referral.objects.received_by(user).filter(to_organisation=organisation)
    return rows.aggregate(**{name: Count("pk", filter=rule) for name, rule in QUEUES.items()})


def outgoing(user: User) -> QuerySet[Referral]:
    return _by_clock(Referral.objects.sent_by(user).select_related(*WITH, "person"))


def of_person(user: User) -> QuerySet[Referral]:
    return _by_clock(Referral.objects.of_person(user).select_related(*WITH))


def waiting_count(organisation: Organisation) -> int:
    """For the agency's home: how many referrals wait for its answer."""
    return Referral.objects.told().waiting().filter(to_organisation=organisation).count()


def agencies_for(person: Person, sender: Organisation) -> QuerySet[Agency]:
    """Agencies that share a roof with the sender's centre, or its desks."""
    roofs = Q(desks__until=None) & (
        Q(desks__centre__organisation=sender)
        | Q(desks__centre__desks__agency__organisation=sender, desks__centre__desks__until=None)
    )
    rows = Agency.objects.filter(roofs, organisation__closed_at=None).exclude(organisation=sender)
    return rows.select_related("organisation", "kind").distinct().order_by("organisation__name_ko")


def handover_of(referral: Referral) -> Appointment | None:
    """The meeting of the three, where one was made and not called off."""
    rows = appointments().filter(handover_of=referral, state__in=Appointment.HOLDS)
    return rows.first() if referral.warm else None


def handover_centre(referral: Referral) -> Centre | None:
    """Where staff of the receiving body are met: under a roof with the sender, if they share one."""
    ours = Q(organisation=referral.from_organisation) | Q(
        desks__agency__organisation=referral.from_organisation, desks__until=None
    )
    hours = WorkingHours.objects.filter(organisation=referral.to_organisation, centre=OuterRef("pk"))
    hours = hours.exclude(valid_to__lte=timezone.localdate())
    rows = Centre.objects.open().filter(Exists(hours)).select_related("organisation")
    return rows.order_by(
        Case(When(Exists(Centre.objects.filter(ours, pk=OuterRef("pk"))), then=0), default=1), "pk"
    ).first()

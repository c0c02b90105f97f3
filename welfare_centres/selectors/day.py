"""What stands before a member of staff today: two queries whatever their caseload.

Each sort of line is one function of `LINES`; together they are one statement.
"""

import datetime as dt
from dataclasses import dataclass
from functools import cached_property, reduce
from typing import Any
from uuid import UUID

from django.db.models import (
    CharField,
    Count,
    DateTimeField,
    F,
    Max,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    TextField,
    UUIDField,
    Value,
)
from django.db.models.fields.json import KeyTextTransform
from django.db.models.functions import Cast, Coalesce, Greatest
from django.utils import timezone

from accounts.models import Assignment, User
from channels.models import Contact
from jobseekers.models import Domain, Plan, PlanAction
from welfare_centres.models import Appointment, Case, CaseMember, Channel, Entry, Participant, Referral
from welfare_centres.models.appointments import begin_of

QUIET_DAYS = 28
AHEAD_DAYS = 7
SHOWN = 12  # of a sort
REACHED = (Contact.Note.REACHED, Contact.Note.ADVICE, Contact.Note.APPLICATION, Contact.Note.INFORMATION)
CONTACT = (Entry.Kind.NOTE, Entry.Kind.CONTACT, Entry.Kind.APPOINTMENT, Entry.Kind.ASSESSMENT)


@dataclass(frozen=True, slots=True)
class Line:
    """Something of the day: when, with or about whom, what, and the public id of its row."""

    sort: str
    at: dt.datetime
    name: str
    person: UUID | None
    what: str
    key: UUID

    @property
    def day(self) -> dt.date:
        return timezone.localdate(self.at)

    @property
    def label(self) -> str:
        """What a code says; words stay what they are."""
        codes = {"appointment": Channel, "conference": Participant.Answer, "referral": Domain}.get(self.sort)
        return str(codes(self.what).label) if codes else self.what


@dataclass(frozen=True, slots=True)
class MyCase:
    case: Case
    role: str
    contact_at: dt.datetime | None
    late: int  # actions of whoever looks
    today: dt.date

    @property
    def quiet_days(self) -> int | None:
        """Days without contact by anybody, where they are too many."""
        days = (self.today - timezone.localdate(self.contact_at or self.case.opened_at)).days
        return days if days >= QUIET_DAYS else None

    @property
    def review_due(self) -> bool:
        return self.case.review_on is not None and self.case.review_on <= self.today

    @property
    def paused(self) -> bool:
        return bool(self.case.state == Case.State.PAUSED)


@dataclass
class Day:
    today: dt.date
    lines: list[Line]
    cases: list[MyCase]

    def of(self, sort: str) -> list[Line]:
        return [line for line in self.lines if line.sort == sort]

    @cached_property
    def unseen(self) -> list[MyCase]:
        return [one for one in self.cases if one.quiet_days is not None]

    @cached_property
    def to_review(self) -> list[MyCase]:
        return [one for one in self.cases if one.review_due]


def _line(rows: "QuerySet[Any]", sort: str, *, at: Any, key: str, name: Any, person: Any, what: Any) -> Any:
    """The rows in the columns that all sorts share, so that they join into one statement."""
    return rows.annotate(
        line_sort=Value(sort, CharField()), line_at=Cast(at, DateTimeField()), line_name=Cast(name, TextField()),
        line_person=Cast(person, UUIDField()), line_what=Cast(what, TextField()), line_key=F(key),
    ).values_list("line_sort", "line_at", "line_name", "line_person", "line_what", "line_key")  # fmt: skip


def _late(user: User, today: dt.date) -> Any:
    """The user's own actions, the longest overdue first."""
    rows = PlanAction.objects.open().filter(owner=user, due_on__lt=today).order_by("due_on", "pk")
    return _line(
        rows, "late", at="due_on", key="public_id", name="plan__person__name", person="plan__person__public_id",
        what="words",
    )[:SHOWN]  # fmt: skip


def _reviews(user: User, today: dt.date) -> Any:
    """Plans of people one looks after or works on a case of, to be looked at again now or within the week."""
    assigned = Assignment.objects.filter(counsellor=user, until=None).values("person")
    members = CaseMember.objects.current().filter(user=user).values("case__person")
    rows = Plan.objects.current().filter(
        Q(person__in=assigned) | Q(person__in=members), review_on__lte=today + dt.timedelta(days=AHEAD_DAYS)
    ).order_by("review_on", "pk")  # fmt: skip
    return _line(
        rows, "review", at="review_on", key="public_id", name="person__name", person="person__public_id",
        what=Value(""),
    )[:SHOWN]  # fmt: skip


def _conferences(user: User, today: dt.date) -> Any:
    days = (today, today + dt.timedelta(days=AHEAD_DAYS))
    rows = Participant.objects.filter(user=user, conference__state="planned", conference__starts_at__date__range=days)
    return _line(
        rows.order_by("conference__starts_at"), "conference", at="conference__starts_at",
        key="conference__public_id", name=Value(""), person=Value(None, UUIDField()), what="answer",
    )[:SHOWN]  # fmt: skip


def _appointments(user: User, today: dt.date) -> Any:
    begin = timezone.make_aware(dt.datetime.combine(today, dt.time()))
    rows = Appointment.objects.filter(Q(staff=user) | Q(companion=user), state__in=("booked", "arrived"))
    return _line(
        rows.between(begin, begin + dt.timedelta(days=1)).order_by("during"), "appointment", at=begin_of("during"),
        key="public_id", name="person__name", person="person__public_id", what="channel",
    )[:SHOWN]  # fmt: skip


def _referrals(user: User, _today: dt.date) -> Any:
    """To a body one works for, not yet answered. A name only where it was told."""
    rows = Referral.objects.received_by(user).waiting()
    return _line(
        rows.order_by("answer_by", "pk"), "referral", at="answer_by", key="public_id",
        name=Coalesce(KeyTextTransform("name", "told"), Value("")), person=Value(None, UUIDField()), what="need",
    )[:SHOWN]  # fmt: skip


LINES = (_appointments, _referrals, _late, _reviews, _conferences)


def last_contact(person: str) -> Any:
    """When anybody last met, wrote to or called the person, as a subquery; `person` names the outer row's column."""
    written = Entry.objects.filter(person=OuterRef(person), kind__in=CONTACT).order_by()
    told = Contact.objects.filter(person=OuterRef(person), note__in=REACHED).order_by()
    met = Appointment.objects.filter(person=OuterRef(person), state=Appointment.State.DONE).order_by()
    return Greatest(
        Subquery(written.values("person").annotate(last=Max("at")).values("last")),
        Subquery(told.values("person").annotate(last=Max("at")).values("last")),
        Subquery(met.values("person").annotate(last=Max(begin_of("during"))).values("last")),
    )


def _cases(user: User, today: dt.date) -> list[MyCase]:
    """Most overdue first, then longest without contact."""
    late = PlanAction.objects.open().filter(plan__person=OuterRef("case__person"), owner=user, due_on__lt=today)
    count = late.order_by().values("plan__person").annotate(n=Count("pk")).values("n")
    rows = (
        CaseMember.objects.current()
        .filter(user=user)
        .exclude(case__state=Case.State.CLOSED)
        .select_related("case__person")
        .annotate(contact_at=last_contact("case__person"), late=Subquery(count))
    )
    found = [MyCase(one.case, str(one.get_role_display()), one.contact_at, one.late or 0, today) for one in rows]
    return sorted(found, key=lambda one: (-one.late, one.contact_at or one.case.opened_at))


def day_of(user: User, today: dt.date) -> Day:
    first, *rest = (lines(user, today) for lines in LINES)
    joined = reduce(lambda one, other: one.union(other, all=True), rest, first)
    lines = sorted((Line(*row) for row in joined), key=lambda line: line.at)
    return Day(today, lines, _cases(user, today))

"""What stands before a member of staff today: two queries whatever their caseload.

Each sort of line is one function of `LINES`; together they are one statement.
"""

import datetime as dt
from dataclasses import dataclass
from functools import cached_property, reduce
from typing import Any, NamedTuple
from uuid import UUID

from django.contrib.postgres.fields import DateTimeRangeField
from django.db.models import (
    CharField,
    Count,
    DateTimeField,
    F,
    Func,
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
from django.db.models.functions import Cast, Coalesce, Greatest, TruncDate
from django.utils import timezone

from accounts.models import Assignment, User
from channels.models import Contact
from core.prepared import Prepared
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
    public_id: UUID
    person: UUID
    name: str
    state: str
    role: str
    opened_on: dt.date
    contact_on: dt.date | None  # when anybody last met, called or wrote
    review_on: dt.date | None
    late: int  # actions of whoever looks
    today: dt.date

    @property
    def quiet_days(self) -> int | None:
        """Days without contact by anybody, where they are too many."""
        days = (self.today - (self.contact_on or self.opened_on)).days
        return days if days >= QUIET_DAYS else None

    @property
    def review_due(self) -> bool:
        return self.review_on is not None and self.review_on <= self.today

    @property
    def paused(self) -> str:
        return str(Case.State.PAUSED.label) if self.state == Case.State.PAUSED else ""

    @property
    def share(self) -> str:
        return str(CaseMember.Role(self.role).label)


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


class Asked(NamedTuple):
    """Whose day, and its bounds: as values, or as marks while the statement is composed."""

    user: Any
    today: Any
    week: Any  # its last day
    begin: Any
    end: Any


def _line(rows: "QuerySet[Any]", sort: str, *, at: Any, key: str, name: Any, person: Any, what: Any) -> Any:
    """The rows in the columns that all sorts share, so that they join into one statement."""
    return rows.annotate(
        sort=Value(sort, CharField()), line_at=Cast(at, DateTimeField()), line_name=Cast(name, TextField()),
        line_person=Cast(person, UUIDField()), line_what=Cast(what, TextField()), key=F(key),
    ).values("sort", "line_at", "line_name", "line_person", "line_what", "key")  # fmt: skip


def _late(asked: Asked) -> Any:
    """The user's own actions, the longest overdue first."""
    rows = PlanAction.objects.open().filter(owner=asked.user, due_on__lt=asked.today).order_by("due_on", "pk")
    return _line(
        rows, "late", at="due_on", key="public_id", name="plan__person__name", person="plan__person__public_id",
        what="words",
    )[:SHOWN]  # fmt: skip


def _reviews(asked: Asked) -> Any:
    """Plans of people one looks after or works on a case of, to be looked at again now or within the week."""
    assigned = Assignment.objects.filter(counsellor=asked.user, until=None).values("person")
    members = CaseMember.objects.current().filter(user=asked.user).values("case__person")
    rows = Plan.objects.current().filter(
        Q(person__in=assigned) | Q(person__in=members), review_on__lte=asked.week
    ).order_by("review_on", "pk")  # fmt: skip
    return _line(
        rows, "review", at="review_on", key="public_id", name="person__name", person="person__public_id",
        what=Value(""),
    )[:SHOWN]  # fmt: skip


def _conferences(asked: Asked) -> Any:
    days = (asked.today, asked.week)
    rows = Participant.objects.filter(
        user=asked.user, conference__state="planned", conference__starts_at__date__range=days
    )
    return _line(
        rows.order_by("conference__starts_at"), "conference", at="conference__starts_at",
        key="conference__public_id", name=Value(""), person=Value(None, UUIDField()), what="answer",
    )[:SHOWN]  # fmt: skip


def _appointments(asked: Asked) -> Any:
    day = Func(Value(asked.begin), Value(asked.end), function="tstzrange", output_field=DateTimeRangeField())
    rows = Appointment.objects.filter(
        Q(staff=asked.user) | Q(companion=asked.user), state__in=("booked", "arrived"), during__overlap=day
    )
    return _line(
        rows.order_by("during"), "appointment", at=begin_of("during"), key="public_id", name="person__name",
        person="person__public_id", what="channel",
    )[:SHOWN]  # fmt: skip


def _referrals(asked: Asked) -> Any:
    """To a body one works for, not yet answered. A name only where it was told."""
    rows = Referral.objects.received_by(User(pk=asked.user)).waiting()
    return _line(
        rows.order_by("answer_by", "pk"), "referral", at="answer_by", key="public_id",
        name=Coalesce(KeyTextTransform("name", "told"), Value("")), person=Value(None, UUIDField()), what="need",
    )[:SHOWN]  # fmt: skip


LINES = (_appointments, _referrals, _late, _reviews, _conferences)


def _joined(**given: Any) -> "QuerySet[Any]":
    first, *rest = (lines(Asked(**given)) for lines in LINES)
    return reduce(lambda one, other: one.union(other, all=True), rest, first)


_lines = Prepared(_joined, user=int, today=dt.date, week=dt.date, begin=dt.datetime, end=dt.datetime)


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


def _membered(user: Any, today: Any) -> "QuerySet[Any]":
    late = PlanAction.objects.open().filter(plan__person=OuterRef("case__person"), owner=user, due_on__lt=today)
    count = late.order_by().values("plan__person").annotate(n=Count("pk")).values("n")
    return (
        CaseMember.objects.current()
        .filter(user=user)
        .exclude(case__state=Case.State.CLOSED)
        .annotate(
            public=F("case__public_id"), person=F("case__person__public_id"), name=F("case__person__name"),
            state=F("case__state"), opened_on=TruncDate("case__opened_at"), review_on=F("case__review_on"),
            contact_on=TruncDate(last_contact("case__person")), late=Coalesce(Subquery(count), 0),
        )
        .values("public", "person", "name", "state", "role", "opened_on", "contact_on", "review_on", "late")
    )  # fmt: skip


_memberships = Prepared(_membered, user=int, today=dt.date)


def _cases(user: User, today: dt.date) -> list[MyCase]:
    """Most overdue first, then longest without contact."""
    rows = (MyCase(row.pop("public"), **row, today=today) for row in _memberships(user=user.pk, today=today))
    return sorted(rows, key=lambda one: (-one.late, one.contact_on or one.opened_on))


def day_of(user: User, today: dt.date) -> Day:
    begin = timezone.make_aware(dt.datetime.combine(today, dt.time()))
    rows = _lines(
        user=user.pk, today=today, week=today + dt.timedelta(days=AHEAD_DAYS), begin=begin,
        end=begin + dt.timedelta(days=1),
    )  # fmt: skip
    lines = sorted((Line(*row.values()) for row in rows), key=lambda line: line.at)
    return Day(today, lines, _cases(user, today))

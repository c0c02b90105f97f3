"""What stands before a member of staff today: a fixed number of queries whatever their caseload.

Appointments and referrals are read here through one function each, so that whoever owns those rows fills in one place.
"""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Max, OuterRef, Q, QuerySet, Subquery

from accounts.models import Assignment, Person, User
from jobseekers.models import Plan, PlanAction
from welfare_centres.models import Case, CaseMember, Entry, Participant

QUIET_DAYS = 28
AHEAD_DAYS = 7
SHOWN = 12
CONTACT = (Entry.Kind.NOTE, Entry.Kind.CONTACT, Entry.Kind.APPOINTMENT, Entry.Kind.ASSESSMENT)


@dataclass(frozen=True, slots=True)
class Appointment:
    at: dt.datetime
    what: str
    url: str


@dataclass(frozen=True, slots=True)
class Review:
    """A plan or a case whose day to be looked at again has come or is near."""

    on: dt.date
    person: Person


@dataclass(frozen=True, slots=True)
class MyCase:
    case: Case
    role: str
    contact_at: dt.datetime | None
    late: int  # actions of whoever looks

    def quiet_days(self, today: dt.date) -> int | None:
        """Days without contact by anybody, where they are too many."""
        since = (self.contact_at or self.case.opened_at).date()
        days = (today - since).days
        return days if days >= QUIET_DAYS else None


@dataclass(frozen=True)
class Day:
    today: dt.date
    appointments: list[Appointment]
    late: list[PlanAction]
    reviews: list[Review]
    referrals: list[Any]
    conferences: list[Participant]
    cases: list[MyCase]

    @property
    def unseen(self) -> list[MyCase]:
        return [one for one in self.cases if one.quiet_days(self.today) is not None]

    @property
    def to_review(self) -> list[MyCase]:
        return [one for one in self.cases if one.case.review_on and one.case.review_on <= self.today]


def appointments_today(user: User, today: dt.date) -> list[Appointment]:
    """Of the user. Empty until appointments are rows."""
    return []


def unanswered_referrals(user: User) -> list[Any]:
    """To the user's agencies. Empty until referrals are rows."""
    return []


def cases_with_unanswered_referrals(case_ids: Iterable[int]) -> set[int]:
    return set()


def last_contact(person: str) -> Any:
    """When anybody last met, wrote to or called the person, as a subquery; `person` names the outer row's column."""
    met = Entry.objects.filter(person=OuterRef(person), kind__in=CONTACT).order_by()
    return Subquery(met.values("person").annotate(last=Max("at")).values("last"))


def _cases(user: User, today: dt.date) -> list[MyCase]:
    late = PlanAction.objects.open().filter(plan__person=OuterRef("case__person"), owner=user, due_on__lt=today)
    count = late.order_by().values("plan__person").annotate(n=Count("pk")).values("n")
    rows = (
        CaseMember.objects.current()
        .filter(user=user)
        .exclude(case__state=Case.State.CLOSED)
        .select_related("case__person", "case__centre__organisation")
        .annotate(contact_at=last_contact("case__person"), late=Subquery(count))
    )
    found = [MyCase(one.case, str(one.get_role_display()), one.contact_at, one.late or 0) for one in rows]
    return sorted(found, key=lambda one: (-one.late, one.contact_at or one.case.opened_at))


def late_actions(user: User, today: dt.date) -> "QuerySet[PlanAction]":
    """The user's own, the longest overdue first."""
    rows = PlanAction.objects.open().filter(owner=user, due_on__lt=today).select_related("plan__person")
    found: QuerySet[PlanAction] = rows.order_by("due_on", "pk")
    return found


def _reviews(user: User, today: dt.date) -> list[Review]:
    """Of plans of people one looks after or works on a case of."""
    assigned = Assignment.objects.filter(counsellor=user, until=None).values("person")
    members = CaseMember.objects.current().filter(user=user).values("case__person")
    rows = Plan.objects.current().filter(
        Q(person__in=assigned) | Q(person__in=members), review_on__lte=today + dt.timedelta(days=AHEAD_DAYS)
    )
    return [
        Review(plan.review_on, plan.person)
        for plan in rows.select_related("person").order_by("review_on", "pk")[:SHOWN]
    ]


def _conferences(user: User, today: dt.date) -> list[Participant]:
    days = (today, today + dt.timedelta(days=AHEAD_DAYS))
    rows = Participant.objects.filter(user=user, conference__state="planned", conference__starts_at__date__range=days)
    return list(rows.select_related("conference__centre__organisation").order_by("conference__starts_at"))


def day_of(user: User, today: dt.date) -> Day:
    return Day(
        today=today,
        appointments=appointments_today(user, today),
        late=list(late_actions(user, today)[:SHOWN]),
        reviews=_reviews(user, today),
        referrals=unanswered_referrals(user),
        conferences=_conferences(user, today),
        cases=_cases(user, today),
    )

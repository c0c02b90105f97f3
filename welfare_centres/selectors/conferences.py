"""Which cases need a conference and why, and what one sees of it: a fixed number of queries however many cases."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import AccessGrant, Membership, User
from core.calendar import CalendarEvent
from jobseekers.models import Plan, PlanAction, PlanVersion
from jobseekers.planning.texts import Helper
from welfare_centres.models import (
    AgendaItem,
    Case,
    CaseMember,
    Centre,
    Conference,
    Decision,
    Desk,
    Participant,
    Referral,
)

Reason = AgendaItem.Reason
TOGETHER = 2  # agencies late at the same time


@dataclass(frozen=True, slots=True)
class Candidate:
    case: Case
    reasons: tuple[str, ...]

    @property
    def labels(self) -> list[str]:
        return [str(Reason(reason).label) for reason in self.reasons]


def agenda_candidates(conference: Conference, user: User) -> list[Candidate]:
    """Live cases of the centre that the user works on or plans for, not yet on the agenda, most reasons first."""
    day = timezone.localdate(conference.starts_at)
    rows = _with_reasons(_open_to(conference.centre, user), day)
    rows = rows.exclude(agenda_items__conference=conference).select_related("person").order_by("review_on", "pk")
    found = [Candidate(case, _reasons(case, day)) for case in rows]
    return sorted(found, key=lambda one: -len(one.reasons))


def _open_to(centre: Centre, user: User) -> "QuerySet[Case]":
    visible = Case.objects.live().visible_to(user)
    cases: QuerySet[Case] = visible.filter(centre=centre)
    return cases


def _with_reasons(cases: "QuerySet[Case]", day: dt.date) -> "QuerySet[Case]":
    plan = Plan.objects.current().filter(person=OuterRef("person"))
    late = PlanAction.objects.open().filter(plan__person=OuterRef("person"), due_on__lt=day, owner__isnull=False)
    agencies = late.order_by().values("plan__person").annotate(n=Count("organisation", distinct=True)).values("n")
    unanswered = Referral.objects.waiting().filter(case=OuterRef("pk"), answer_by__lt=day)
    answer = PlanVersion.objects.filter(plan__person=OuterRef("person"), plan__ended_at=None).order_by("-number")
    return cases.annotate(
        plan_due=Exists(plan.filter(review_on__lte=day)),
        unanswered=Exists(unanswered),
        late_agencies=Subquery(agencies[:1]),
        last_answer=Subquery(answer.values("answer")[:1]),
    )


def _reasons(case: Case, day: dt.date) -> tuple[str, ...]:
    holds = {
        Reason.REVIEW: case.plan_due or (case.review_on is not None and case.review_on <= day),  # type: ignore[attr-defined]
        Reason.OVERDUE: (case.late_agencies or 0) >= TOGETHER,  # type: ignore[attr-defined]
        Reason.OBJECTION: case.last_answer == PlanVersion.Answer.OBJECTED,  # type: ignore[attr-defined]
        Reason.REFERRAL: case.unanswered,  # type: ignore[attr-defined]
    }
    return tuple(reason.value for reason, true in holds.items() if true)


@dataclass
class Item:
    """One case as the reader sees it; `row` is none where no right of theirs opens it."""

    row: AgendaItem | None
    decisions: list[Decision] = field(default_factory=list)
    before: list[Decision] = field(default_factory=list)  # of the conference before, with how they stand now
    open_to: dict[int, list[str]] = field(default_factory=dict)  # participant → parts of the case

    @property
    def labels(self) -> list[str]:
        return [str(Reason(reason).label) for reason in self.row.reasons] if self.row else []


def agenda(conference: Conference, user: User, participants: Iterable[Participant]) -> list[Item]:
    rows = list(conference.items.select_related("case__person"))
    readable = set(AgendaItem.objects.readable_by(user).filter(conference=conference).values_list("pk", flat=True))
    mine = [row for row in rows if row.pk in readable]
    decided, before = _decisions(mine), _decisions_before(conference, mine)
    opened = _opened(mine, participants)
    return [
        Item(row, decided[row.pk], before[row.case_id], opened[row.case.person_id])
        if row.pk in readable
        else Item(None)
        for row in rows
    ]


def _all() -> "QuerySet[Decision]":
    return Decision.objects.select_related("action__owner", "action__organisation", "item__conference")


def _decisions(rows: list[AgendaItem]) -> dict[int, list[Decision]]:
    found: dict[int, list[Decision]] = defaultdict(list)
    for one in _all().filter(item__in=rows):
        found[one.item_id].append(one)
    return found


def _decisions_before(conference: Conference, rows: list[AgendaItem]) -> dict[int, list[Decision]]:
    """Of each case, what the last conference before this one decided."""
    earlier = AgendaItem.objects.filter(
        case=OuterRef("item__case"), conference__starts_at__lt=conference.starts_at, decisions__isnull=False
    ).order_by("-conference__starts_at")
    last = _all().filter(item__case__in=[row.case_id for row in rows], item=Subquery(earlier.values("pk")[:1]))
    found: dict[int, list[Decision]] = defaultdict(list)
    for one in last:
        found[one.item.case_id].append(one)
    return found


def _opened(rows: list[AgendaItem], participants: Iterable[Participant]) -> dict[int, dict[int, list[str]]]:
    """Person → participant → the parts of the case that a grant opens to them."""
    of_user = {one.user_id: one.pk for one in participants}
    grants = AccessGrant.objects.current().filter(
        person__in=[row.case.person_id for row in rows], user__in=of_user
    ).order_by("scope")  # fmt: skip
    found: dict[int, dict[int, list[str]]] = defaultdict(dict)
    for grant in grants:
        parts = found[grant.person_id].setdefault(of_user[grant.user_id], [])
        label = str(grant.get_scope_display())
        if label not in parts:
            parts.append(label)
    return found


def participants_of(conference: Conference) -> list[Participant]:
    return list(conference.participants.select_related("user", "organisation"))


def to_ask(conference: Conference) -> list[Helper]:
    """Staff of the centre and of the agencies with a desk there who were not yet asked."""
    centre = conference.centre
    desks = Desk.objects.filter(centre=centre, until=None).values("agency__organisation")
    members = Membership.objects.current().filter(
        Q(organisation=centre.organisation_id) | Q(organisation__in=desks), role__in=Membership.STAFF_ROLES
    )
    asked = conference.participants.values("user")
    rows = members.exclude(user__in=asked).select_related("user", "organisation").distinct()
    return [Helper(one.user, one.organisation) for one in rows.order_by("organisation__name_ko", "user__display_name")]


def helpers_of_case(case: Case) -> list[Helper]:
    members = CaseMember.objects.current().filter(case=case).select_related("user", "organisation")
    return [Helper(one.user, one.organisation) for one in members]


def calendar_event(conference: Conference, url: str) -> CalendarEvent:
    """Names nobody: the file stands in calendars that others see."""
    return CalendarEvent(
        uid=conference.public_id, starts_at=conference.starts_at, ends_at=conference.ends_at,
        summary=_("사례 회의 · %(centre)s") % {"centre": conference.centre.organisation.label},
        sequence=conference.sequence, location=conference.place or conference.link, url=url,
        cancelled=conference.state == Conference.State.CANCELLED,
    )  # fmt: skip

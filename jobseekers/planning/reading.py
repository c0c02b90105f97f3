"""A plan as its pages show it: a fixed number of queries however long it is."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from django.utils import timezone

from accounts.models import AccessGrant, Assignment, Membership, Person
from jobseekers.models import Domain, Plan, PlanAction, PlanGoal, PlanVersion
from jobseekers.planning.texts import Helper, Reader
from jobseekers.planning.versions import Difference, actions_of, compare, content_of

State = PlanAction.State


@dataclass(frozen=True, slots=True)
class Line:
    """An action with what it waits for."""

    action: PlanAction
    waits: tuple[PlanAction, ...]
    today: dt.date

    @property
    def open(self) -> bool:
        return self.action.state in (State.TODO, State.DOING)

    @property
    def late(self) -> bool:
        return self.open and self.action.due_on is not None and self.action.due_on < self.today

    @property
    def owner(self) -> str:
        """Empty where it is the person."""
        action = self.action
        return Helper(action.owner, action.organisation).label if action.owner and action.organisation else ""

    @property
    def tone(self) -> str:
        tones = {State.DONE: "success", State.DOING: "information", State.TODO: "gray", State.DROPPED: "outline"}
        return tones[State(self.action.state)]


@dataclass
class PlanView:
    plan: Plan
    goals: list[PlanGoal]
    actions: list[PlanAction]
    versions: list[PlanVersion]
    today: dt.date

    @cached_property
    def lines(self) -> list[Line]:
        """What is to do first, in the order of days; then what is done, then what was given up."""
        rank = {State.DONE: 1, State.DROPPED: 2}
        lines = [
            Line(
                one, tuple(other for other in one.after.all() if other.state in (State.TODO, State.DOING)), self.today
            )
            for one in self.actions
        ]
        return sorted(lines, key=lambda line: rank.get(State(line.action.state), 0))

    @property
    def by_domain(self) -> list[tuple[str, list[Line]]]:
        found: dict[str, list[Line]] = {}
        for line in self.lines:
            found.setdefault(line.action.domain, []).append(line)
        return [(str(domain.label), found[domain]) for domain in Domain if domain in found]

    @property
    def own(self) -> list[Line]:
        return [line for line in self.lines if line.action.owner_id is None]

    @property
    def others(self) -> list[Line]:
        return [line for line in self.lines if line.action.owner_id is not None]

    @property
    def latest(self) -> PlanVersion | None:
        return self.versions[0] if self.versions else None

    @property
    def waiting(self) -> PlanVersion | None:
        latest = self.latest
        return latest if latest and latest.answer == PlanVersion.Answer.WAITING else None

    @property
    def agreed(self) -> PlanVersion | None:
        """The last one the person said yes to."""
        return next((one for one in self.versions if one.answer == PlanVersion.Answer.AGREED), None)

    @cached_property
    def since_agreed(self) -> list[Difference]:
        agreed = self.agreed
        return compare(agreed.content, content_of(self.goals, self.actions)) if agreed else []

    @property
    def review_due(self) -> bool:
        return self.plan.review_on is not None and self.plan.review_on <= self.today


def plan_view(plan: Plan) -> PlanView:
    versions = plan.versions.select_related("proposed_by", "answered_by")
    return PlanView(plan, list(plan.goals.all()), actions_of(plan), list(versions), timezone.localdate())


def current_plan(person: Person) -> Plan | None:
    plan: Plan | None = Plan.objects.current().filter(person=person).select_related("person").first()
    return plan


def helpers_of(person: Person) -> list[Helper]:
    """Staff who help the person now: the counsellor assigned, and those whom a grant opens the plan."""
    assigned = Assignment.objects.filter(person=person, until=None).select_related("counsellor", "organisation")
    found = [Helper(one.counsellor, one.organisation) for one in assigned]
    granted = AccessGrant.objects.current().filter(
        person=person, user__isnull=False, scope__in=(AccessGrant.Scope.PLAN, AccessGrant.Scope.PLAN_WRITE)
    )
    members = Membership.objects.current().filter(
        user__in=granted.values("user"), role__in=Membership.STAFF_ROLES
    ).select_related("user", "organisation")  # fmt: skip
    return unique_helpers([*found, *(Helper(one.user, one.organisation) for one in members)])


def unique_helpers(helpers: Iterable[Helper]) -> list[Helper]:
    return list({helper.text: helper for helper in helpers}.values())


def reader_of(plan: Plan, differences: Iterable[Difference]) -> Reader:
    """Who can say the texts of these differences in words."""
    texts = [text for one in differences for name, *pair in one.fields if name == "owner" for text in pair]
    return Reader.of(plan, texts)

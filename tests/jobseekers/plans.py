"""A person with a plan, their counsellor, and a case worker whom a grant lets write in it."""

from dataclasses import dataclass

from accounts.models import AccessGrant, Membership, Person, User
from accounts.services.grants import grant_give
from jobseekers import services
from jobseekers.models import Plan, PlanAction, PlanGoal
from jobseekers.planning.texts import Helper, text_of
from tests import factories


@dataclass
class Planned:
    person: Person
    user: User
    counsellor: Membership
    worker: Membership
    plan: Plan

    def goal(self, words="아이 보면서 할 수 있는 일", **more) -> PlanGoal:
        return services.goal_add(plan_id=self.plan.pk, by=self.user, words=words, **more)

    def action(self, words="이력서 쓰기", by=None, **values) -> PlanAction:
        return services.action_add(plan_id=self.plan.pk, by=by or self.user, values={"words": words, **values})

    @property
    def helper(self) -> Helper:
        return Helper(self.worker.user, self.worker.organisation)


def make_plan() -> Planned:
    user = factories.UserFactory(as_person=True)
    counsellor = factories.MembershipFactory(counsellor=True)
    worker = factories.MembershipFactory(caseworker=True)
    factories.AssignmentFactory(person=user.person, organisation=counsellor.organisation, counsellor=counsellor.user)
    for scope in (AccessGrant.Scope.PLAN, AccessGrant.Scope.PLAN_WRITE):
        grant_give(
            person=user.person, to=worker.user, scope=scope, ground="consent", purpose="함께 돕기", source="test:1"
        )
    plan = services.plan_start(person_id=user.person_id, by=counsellor.user)
    return Planned(user.person, user, counsellor, worker, plan)


def seen(row, *fields):
    """What a form opened now would carry."""
    row.refresh_from_db()
    return {name: text_of(row, name) for name in fields}

"""A centre with an agency at a desk, and a case that a counsellor and a case worker share."""

import datetime as dt
from dataclasses import dataclass

from django.utils import timezone

from accounts.models import AccessGrant, Membership, Person, User
from accounts.services.grants import grant_give
from jobseekers import services
from jobseekers.models import Plan
from jobseekers.planning.texts import Helper
from tests import factories
from welfare_centres.models import Agency, AgencyKind, Case, CaseMember, Centre, Desk

Scope = AccessGrant.Scope


@dataclass
class Shared:
    centre: Centre
    counsellor: Membership
    worker: Membership
    user: User
    case: Case

    @property
    def person(self) -> Person:
        return self.case.person

    @property
    def plan(self) -> Plan:
        found = Plan.objects.current().filter(person=self.person).first()
        return found or services.plan_start(person_id=self.person.pk, by=self.counsellor.user)

    @property
    def helper(self) -> Helper:
        return Helper(self.worker.user, self.worker.organisation)

    def action(self, **values):
        return services.action_add(
            plan_id=self.plan.pk, by=self.counsellor.user, values={"words": "이력서 쓰기", **values}
        )


def make_centre(counsellor: Membership | None = None, worker: Membership | None = None) -> Centre:
    """Its organisation is the counsellor's; the worker's agency has a desk there."""
    counsellor = counsellor or factories.MembershipFactory(counsellor=True)
    centre, _new = Centre.objects.get_or_create(organisation=counsellor.organisation, defaults={"type": "plus"})
    if worker is not None:
        kind, _new = AgencyKind.objects.get_or_create(code="municipal_welfare", defaults={"name_ko": "시·군·구 복지"})
        agency, _new = Agency.objects.get_or_create(organisation=worker.organisation, defaults={"kind": kind})
        Desk.objects.get_or_create(centre=centre, agency=agency, until=None)
    return centre


def make_case(centre: Centre, person: Person, lead: Membership, *members: Membership, **more) -> Case:
    more = {"review_on": timezone.localdate() + dt.timedelta(days=90)} | more
    case = Case.objects.create(
        person=person, centre=centre, ground="law", law="법 제1조", purpose="함께 돕기", opened_by=lead.user, **more
    )
    for role, one in (("lead", lead), *(("member", member) for member in members)):
        CaseMember.objects.create(case=case, user=one.user, organisation=one.organisation, role=role)
        for scope in (Scope.PLAN, Scope.PLAN_WRITE):
            grant_give(
                person=person, to=one.user, scope=scope, ground="law", purpose="함께 돕기", source=f"case:{case.pk}"
            )
    return case


def make_shared(**more) -> Shared:
    counsellor = factories.MembershipFactory(counsellor=True)
    worker = factories.MembershipFactory(caseworker=True)
    user = factories.UserFactory(as_person=True)
    centre = make_centre(counsellor, worker)
    case = make_case(centre, user.person, counsellor, worker, **more)
    return Shared(centre, counsellor, worker, user, case)

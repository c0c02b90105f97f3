"""A centre under one roof, for tests of cases: its job centre and three agencies, each with staff, and a person."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field

from django.utils import timezone

from accounts.models import AccessGrant, Assignment, Membership, Organisation, Person, User
from tests import factories
from welfare_centres.models import Case, CaseMember, Centre
from welfare_centres.services.cases import case_open
from welfare_centres.services.members import member_add
from welfare_centres.services.reference import centres_reference_load
from welfare_centres.services.sharing import sharing_choose

Scope = AccessGrant.Scope
KINDS = ("municipal_welfare", "mental_health", "small_loans")
ALL_OF_LEAD = ("plan", "assessment", "notes", "health", "contact", "file")


def soon(days: int = 60) -> dt.date:
    return timezone.localdate() + dt.timedelta(days=days)


@dataclass
class House:
    centre: Centre
    agencies: dict[str, Organisation]
    staff: dict[str, User]  # by kind of agency: one who helps people there
    person: Person
    more: dict[str, object] = field(default_factory=dict)

    @property
    def user(self) -> User:
        return self.person.user

    @property
    def lead(self) -> User:
        return self.staff["job_centre"]

    def open(self, scopes: tuple[str, ...] = ALL_OF_LEAD, **more: object) -> Case:
        given = {"purpose": "일과 생활을 함께 돌보기", "review_on": soon(), "scopes": scopes} | more
        return case_open(
            person=self.person, centre=self.centre, organisation=self.agencies["job_centre"], by=self.lead, **given
        )

    def share(self, kind: str, *scopes: str, by: User | None = None) -> None:
        sharing_choose(person=self.person, recipient=self.agencies[kind], scopes=scopes, by=by or self.user)

    def join(self, case: Case, kind: str, *scopes: str, role: str = "member", **more: object) -> CaseMember:
        """The person says yes to the agency, and its member comes onto the case."""
        self.share(kind, *scopes)
        return member_add(
            case_id=case.pk, by=self.lead, user=self.staff[kind], organisation=self.agencies[kind], role=role, **more
        )

    def scopes(self, kind: str) -> set[str]:
        held = AccessGrant.objects.current().filter(user=self.staff[kind], person=self.person)
        return set(held.values_list("scope", flat=True))


def make_house(**person: object) -> House:
    centres_reference_load()
    centre = factories.CentreFactory()
    agencies = {"job_centre": centre.organisation}
    for kind in KINDS:
        agencies[kind] = factories.AgencyFactory(code=kind, organisation__name_ko=f"수원 {kind}").organisation
    staff = {}
    for kind, organisation in agencies.items():
        role = Membership.Role.COUNSELLOR if kind == "job_centre" else Membership.Role.CASE_WORKER
        staff[kind] = factories.MembershipFactory(organisation=organisation, role=role).user
    user = factories.UserFactory(as_person=True)
    Assignment.objects.create(person=user.person, organisation=centre.organisation, counsellor=staff["job_centre"])
    return House(centre, agencies, staff, user.person)

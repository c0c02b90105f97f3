"""Centres with what is under their roof, and their people."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Prefetch, Q, QuerySet

from accounts.models import Membership, Organisation, User
from taxonomy.models import Region
from welfare_centres.models import Case, CaseMember, Centre, Desk, Team, TeamMember


def provinces() -> list[tuple[str, str, int]]:
    """Code, name and number of open centres of every province."""
    counts: dict[str, int] = {}
    for code in Centre.objects.open().filter(region__isnull=False).values_list("region__code", flat=True):
        counts[code[:2]] = counts.get(code[:2], 0) + 1
    found = Region.objects.current().filter(level=Region.Level.PROVINCE).order_by("code")
    return [(one.short_code, one.label, counts.get(one.short_code, 0)) for one in found]


def _with_desks(centres: QuerySet[Centre]) -> QuerySet[Centre]:
    desks = Desk.objects.filter(until=None).select_related("agency__organisation", "agency__kind").order_by("pk")
    return centres.select_related("organisation", "region__parent", "branch_of__organisation").prefetch_related(
        Prefetch("desks", queryset=desks, to_attr="open_desks")
    )


def centres_of(province: str) -> QuerySet[Centre]:
    """Whole centres first, then branches and mobile ones, each with the agencies under its roof."""
    rows = Centre.objects.open().filter(region__code__startswith=province)
    return _with_desks(rows).order_by("branch_of_id", "organisation__name_ko")


def centre_page(organisation_id: Any) -> Centre | None:
    return _with_desks(Centre.objects.open()).filter(organisation__public_id=organisation_id).first()


def served(centre: Centre) -> list[Region]:
    """The districts whose people come here."""
    codes = centre.organisation.service_areas.values_list("region_prefix", flat=True)
    return list(Region.objects.current().filter(short_code__in=[code for code in codes if len(code) > 2]))


def staff_under_roof(centre: Centre) -> QuerySet[Membership]:
    """Whoever can sit in a team of the centre: its own staff and those of the agencies with a desk there."""
    agencies = Desk.objects.filter(centre=centre, until=None).values("agency__organisation")
    return (
        Membership.objects.current()
        .filter(Q(organisation=centre.organisation_id) | Q(organisation__in=agencies), user__is_active=True)
        .select_related("user", "organisation")
        .order_by("-organisation__kind", "organisation__name_ko", "user__display_name")
    )


@dataclass(frozen=True, slots=True)
class Colleague:
    membership: Membership
    caseload: int
    cases: int
    limit: int | None
    competences: list[str]
    languages: list[str]


def colleagues(organisation: Organisation) -> list[Colleague]:
    """Everybody of the organisation with what they bring and how many people they look after: four queries."""
    members = list(
        Membership.objects.current()
        .filter(organisation=organisation)
        .select_related("user__staff_profile")
        .prefetch_related("user__staff_profile__competences")
        .annotate(
            caseload=Count(
                "user__assignments",
                filter=Q(user__assignments__until=None, user__assignments__organisation=organisation),
                distinct=True,
            )
        )
        .order_by("user__display_name", "pk")
    )
    cases = _open_cases([one.user_id for one in members])
    return [_colleague(one, cases.get(one.user_id, 0)) for one in members]


def _open_cases(users: list[int]) -> dict[int, int]:
    rows = CaseMember.objects.current().filter(user__in=users, case__in=Case.objects.live())
    return dict(rows.values_list("user").annotate(n=Count("case")).order_by())


def _colleague(member: Any, cases: int) -> Colleague:
    profile = getattr(member.user, "staff_profile", None)
    return Colleague(
        member, member.caseload, cases, profile.caseload_limit if profile else None,
        [one.label for one in profile.competences.all()] if profile else [], profile.languages if profile else [],
    )  # fmt: skip


def teams(user: User, centre: Centre) -> QuerySet[Team]:
    """The centre's teams at work, each with its members, the lead first."""
    members = (
        TeamMember.objects.filter(until=None)
        .select_related("user", "organisation")
        .order_by("-is_lead", "organisation__name_ko", "user__display_name")
    )
    rows = Team.objects.visible_to(user).filter(centre=centre, closed_at=None)
    return rows.prefetch_related(Prefetch("members", queryset=members, to_attr="sitting")).order_by("name_ko")

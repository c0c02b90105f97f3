"""Reads behind the pages of cases, each of a fixed number of queries; every row through `visible_to`."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q, QuerySet

from accounts.models import AccessLog, Membership, Organisation, Person, User
from core import charts
from jobseekers.models import Domain
from welfare_centres.models import LEVELS, Assessment, AssessmentRow, Case, CaseMember, Desk, Entry
from welfare_centres.policies.cases import CASE_ROLES

OPENED = ("case", "case_file")  # what the log calls an opening of a case, and the taking of its timeline as a file


@dataclass(frozen=True, slots=True)
class ListedCase:
    case: Case
    role: str
    lead: User | None


def caseload(user: User, state: str) -> QuerySet[Case]:
    """Cases one works on, those to look at first on top."""
    rows = Case.objects.worked_on_by(user)
    if state in Case.State.values:
        rows = rows.filter(state=state)
    return rows.select_related("person", "centre__organisation").order_by("review_on", "pk")


def with_places(cases: Iterable[Case], user: User) -> list[ListedCase]:
    """Each with one's own role and who leads: one query more."""
    cases = list(cases)
    places = list(CaseMember.objects.current().filter(case__in=cases).select_related("user"))
    leads = {place.case_id: place.user for place in places if place.role == CaseMember.Role.LEAD}
    own = {place.case_id: place.get_role_display() for place in places if place.user_id == user.pk}
    return [ListedCase(case, own.get(case.pk, ""), leads.get(case.pk)) for case in cases]


def members(case: Case, *, ended: bool = False) -> list[CaseMember]:
    current = CaseMember.objects.current().values("pk")
    rows = CaseMember.objects.filter(case=case).select_related("user", "organisation").order_by("since", "pk")
    return list(rows.exclude(pk__in=current) if ended else rows.filter(pk__in=current))


def timeline(user: User, case: Case, *, kind: str = "", everything: bool = False) -> QuerySet[Entry]:
    """The newest first; notes that were amended only with `everything`, for their newer wording holds them."""
    rows = Entry.objects.visible_to(user).filter(case=case)
    if kind in Entry.Kind.values:
        rows = rows.filter(kind=kind)
    if not everything:
        rows = rows.filter(~Exists(Entry.objects.filter(amends=OuterRef("pk"))))
    return rows.select_related("by", "organisation", "amends").order_by("-at", "-pk")


def openings(person: Person) -> QuerySet[AccessLog]:
    """Who opened the case, or took its timeline along, and what for."""
    rows = AccessLog.objects.filter(person=person, what__in=OPENED)
    return rows.select_related("actor", "organisation").order_by("-at")


def candidates(case: Case) -> list[Membership]:
    """Staff of the agencies under the centre's roof, of those the person shares with, and of those on the case."""
    under = Desk.objects.filter(centre=case.centre, until=None).values("agency__organisation")
    shared = case.person.consents.filter(withdrawn_at=None, purpose="share_agency").values("recipient")
    near = Q(pk__in=under) | Q(pk__in=shared) | Q(pk=case.centre.organisation_id)
    agencies = Organisation.objects.filter(near, agency__isnull=False, closed_at=None)
    rows = Membership.objects.current().filter(organisation__in=agencies, role__in=CASE_ROLES, user__is_active=True)
    return list(rows.select_related("user", "organisation").order_by("organisation__name_ko", "user__display_name"))


# --- assessments ----------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Compared:
    """Assessments side by side: for each field, what was found each time (or None)."""

    assessments: list[Assessment]
    rows: list[tuple[str, list[AssessmentRow | None]]]


def compared(user: User, case: Case) -> Compared:
    found = list(
        Assessment.objects.visible_to(user).filter(case=case).select_related("by", "organisation").order_by("on", "pk")
    )
    rows = AssessmentRow.objects.visible_to(user).filter(assessment__in=found)
    cells = {(row.domain, row.assessment_id): row for row in rows}
    labels = dict(Domain.choices)
    table = [
        (str(labels[domain]), line)
        for domain in Domain.values
        if any(line := [cells.get((domain, one.pk)) for one in found])
    ]
    return Compared(found, table)


def level_words(level: int | None) -> str:
    return str(LEVELS[level]) if level else ""


def drawn(found: Compared) -> str:
    """Where each field stood when it was first asked, and stands now."""
    rows = []
    for name, cells in found.rows:
        asked = [cell.level for cell in cells if cell is not None and cell.level is not None]
        if asked:
            rows.append(charts.Level(name, asked[-1], asked[0] if len(asked) > 1 else None))
    if not rows:
        return ""
    said = ", ".join(f"{row.name} {level_words(row.now)}" for row in rows)
    return charts.levels(rows, top=5, ends=(level_words(1), level_words(5)), label=said)

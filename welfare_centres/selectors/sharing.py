"""Who may see what of a person's case, and why: computed from members, rules in force, consents and the case's ground.

One function decides. What it says is granted by `services.sharing.sharing_settle` and shown in the table.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from django.db.models import Q
from django.utils import timezone

from accounts.models import AccessGrant, Consent, Organisation, Person
from accounts.services import consent_source
from welfare_centres.models import Case, CaseMember, Centre, Desk, SharingRule

Scope, Role, Ground = AccessGrant.Scope, CaseMember.Role, SharingRule.Ground
# What a person chooses about, in this order. Writing in the plan comes with the role, not with a choice.
PARTS = (
    Scope.PLAN, Scope.ASSESSMENT, Scope.NOTES, Scope.HEALTH, Scope.DEBT, Scope.LEGAL, Scope.CONTACT, Scope.PROFILE,
    Scope.PROGRAMMES, Scope.FILE,
)  # fmt: skip
CEILING: Mapping[str, frozenset[str]] = {
    Role.LEAD: frozenset(PARTS),
    Role.MEMBER: frozenset(PARTS),
    Role.CONSULTED: frozenset({Scope.PLAN, Scope.ASSESSMENT}),
}
WRITERS = (Role.LEAD, Role.MEMBER)


@dataclass(frozen=True, slots=True)
class Share:
    """One member may see one part, resting on one row, until an end that is known already (or none)."""

    user_id: int
    scope: str
    ground: str
    source: str
    until: dt.datetime | None
    rule: SharingRule

    @property
    def key(self) -> tuple[int, str, str]:
        return (self.user_id, self.scope, self.source)


@dataclass(frozen=True, slots=True)
class Facts:
    """All that decides: the rules of today and one person's consents, by agency."""

    rules: Mapping[tuple[int, str], Mapping[str, SharingRule]]  # kind, part → ground → rule
    consents: Mapping[int, Consent]  # organisation → its consent, with `parts`
    parts: Mapping[int, frozenset[str]]  # consent → what it covers

    def rule(self, kind_id: int, scope: str, ground: str) -> SharingRule | None:
        return self.rules.get((kind_id, scope), {}).get(ground)

    def consent(self, organisation_id: int, scope: str) -> Consent | None:
        given = self.consents.get(organisation_id)
        return given if given is not None and scope in self.parts[given.pk] else None


def rules_on(day: dt.date) -> dict[tuple[int, str], dict[str, SharingRule]]:
    found: dict[tuple[int, str], dict[str, SharingRule]] = defaultdict(dict)
    for rule in SharingRule.objects.in_force(day):
        found[rule.agency_kind_id, rule.scope][rule.ground] = rule
    return dict(found)


def facts_of(person_id: int) -> Facts:
    given = Consent.objects.current().filter(
        person=person_id, purpose=Consent.Purpose.SHARE_AGENCY, recipient__isnull=False
    )
    consents = {consent.recipient_id: consent for consent in given.prefetch_related("shared_scopes")}
    parts = {one.pk: frozenset(row.scope for row in one.shared_scopes.all()) for one in consents.values()}
    return Facts(rules_on(timezone.localdate()), consents, parts)


def members_of(person_id: int) -> list[CaseMember]:
    """Current members of the person's cases: of the live one, and those who may still read a closed one."""
    return list(
        CaseMember.objects.current()
        .filter(case__person=person_id)
        .select_related("case", "user", "organisation__agency")
        .order_by("pk")
    )


def kind_of(organisation: Organisation) -> int | None:
    agency = getattr(organisation, "agency", None)
    return agency.kind_id if agency else None


def shares(member: CaseMember, facts: Facts) -> list[Share]:
    """What one member may see: under the role's ceiling, each part that a law or the person's yes opens to the kind of
    agency. Law comes first, because a withdrawal leaves it."""
    kind, found = kind_of(member.organisation), []
    if kind is None:
        return []
    for scope in PARTS:
        if scope in CEILING[member.role]:
            found += _share(member, kind, scope, facts)
    return found


def _share(member: CaseMember, kind: int, scope: str, facts: Facts) -> list[Share]:
    case = member.case
    rule, source = facts.rule(kind, scope, Ground.LAW), case_source(case)
    if rule is None or case.ground != Case.Ground.LAW:
        consent = facts.consent(member.organisation_id, scope)
        rule = facts.rule(kind, scope, Ground.CONSENT)
        if consent is None or rule is None:
            return []
        source = consent_source(consent)
    until = _first_end(member.until, rule.valid_to)
    written = [scope]
    if scope == Scope.PLAN and member.role in WRITERS and case.state != Case.State.CLOSED:
        written.append(Scope.PLAN_WRITE)
    return [Share(member.user_id, one, rule.ground, source, until, rule) for one in written]


def case_source(case: Case) -> str:
    """What stands in `AccessGrant.source` where the case's own ground, a law, gave it."""
    return f"welfare_centres.case:{case.pk}"


def _first_end(until: dt.datetime | None, valid_to: dt.date | None) -> dt.datetime | None:
    """A grant ends by itself at the member's end or at the first midnight without its rule."""
    ends = [until] if until else []
    if valid_to is not None:
        ends.append(timezone.make_aware(dt.datetime.combine(valid_to, dt.time())))
    return min(ends, default=None)


def shares_wanted(members: Iterable[CaseMember], facts: Facts) -> dict[tuple[int, str, str], Share]:
    """By what makes a grant one. Of two places of one user (an old case to read, a new one), the longer end wins."""
    wanted: dict[tuple[int, str, str], Share] = {}
    for member in members:
        for share in shares(member, facts):
            before = wanted.get(share.key)
            if before is None or _later(share.until, before.until):
                wanted[share.key] = share
    return wanted


def _later(one: dt.datetime | None, other: dt.datetime | None) -> bool:
    return other is not None and (one is None or one > other)


def grants_of(person_id: int) -> dict[tuple[int, str, str], AccessGrant]:
    """The current grants that this room gave: to single users, resting on a case or on a consent to share."""
    sources = [
        consent_source(consent)
        for consent in Consent.objects.filter(person=person_id, purpose=Consent.Purpose.SHARE_AGENCY)
    ]
    ours = AccessGrant.objects.current().filter(
        Q(source__in=sources) | Q(source__startswith="welfare_centres.case:"), person=person_id, user__isnull=False
    )
    return {(one.user_id, one.scope, one.source): one for one in ours.order_by("pk")}


# --- the table ------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Cell:
    """One agency and one part: how it stands, and why."""

    scope: str
    label: str
    ground: str  # consent, law, or "" where it is not seen
    may: bool  # whether the person's yes could open it
    rule: SharingRule | None

    @property
    def seen(self) -> bool:
        return self.ground != ""


@dataclass(frozen=True, slots=True)
class AgencyRow:
    organisation: Organisation
    members: list[tuple[CaseMember, list[Share]]]
    cells: list[Cell]
    consent: Consent | None

    @property
    def seen(self) -> list[Cell]:
        return [cell for cell in self.cells if cell.seen]

    @property
    def choices(self) -> list[Cell]:
        return [cell for cell in self.cells if cell.may]


def who_sees_what(person: Person, case: Case | None) -> list[AgencyRow]:
    """A row for each agency that is on the case or has the person's yes, with each part: seen, why, or never."""
    facts = facts_of(person.pk)
    members: dict[int, list[CaseMember]] = defaultdict(list)
    for member in members_of(person.pk):
        if case is None or member.case_id == case.pk:
            members[member.organisation_id].append(member)
    ids = {*members, *facts.consents}
    found = Organisation.objects.filter(pk__in=ids).select_related("agency__kind").order_by("pk")
    return [agency_row(one, members.get(one.pk, []), facts, case) for one in found]


def agencies_to_share_with(centre: Centre, known: Collection[int]) -> list[Organisation]:
    """Agencies under the same roof that the person does not share with yet."""
    desks = Desk.objects.filter(centre=centre, until=None).values("agency__organisation")
    under = Organisation.objects.filter(Q(pk__in=desks) | Q(pk=centre.organisation_id), closed_at=None)
    return list(under.filter(agency__isnull=False).exclude(pk__in=known).order_by("name_ko"))


def agency_row(organisation: Organisation, members: list[CaseMember], facts: Facts, case: Case | None) -> AgencyRow:
    shared = [(member, shares(member, facts)) for member in members]
    cells = [_cell(organisation, scope, shared, facts, case) for scope in PARTS]
    return AgencyRow(organisation, shared, cells, facts.consents.get(organisation.pk))


def _cell(
    organisation: Organisation, scope: str, shared: list[tuple[CaseMember, list[Share]]], facts: Facts,
    case: Case | None,
) -> Cell:  # fmt: skip
    """What the members see; for an agency without one, what a member of it would."""
    kind = kind_of(organisation)
    by_consent = facts.rule(kind, scope, Ground.CONSENT) if kind is not None else None
    seen = next((one for _member, held in shared for one in held if one.scope == scope), None)
    if seen is not None:
        return Cell(scope, str(Scope(scope).label), seen.ground, by_consent is not None, seen.rule)
    given = facts.consent(organisation.pk, scope) if not shared else None
    ground = str(Ground.CONSENT) if given is not None and by_consent is not None else ""
    return Cell(scope, str(Scope(scope).label), ground, by_consent is not None, by_consent)

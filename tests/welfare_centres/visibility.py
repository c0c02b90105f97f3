"""A world for the visibility table, in bulk rows: for each kind of agency, role and state of consent a person with a
case, a plan, lines and an assessment of their own; and an oracle that knows the rules by heart."""

from __future__ import annotations

import datetime as dt
import itertools
from dataclasses import dataclass, field

from django.utils import timezone

from accounts.models import Consent, Organisation, Person, User
from almp_programmes.models import Enrolment
from jobseekers.models import Plan, PlanAction
from tests import factories
from welfare_centres.models import Assessment, AssessmentRow, Case, CaseMember, Centre, Entry, SharedScope, scope_of
from welfare_centres.services.case_steps import case_end
from welfare_centres.services.reference import centres_reference_load
from welfare_centres.services.sharing import sharing_settle, sharing_withdraw

# What a yes can open to each kind and what the law opens: the shipped rules, written out once more by hand.
BY_CONSENT = {
    "job_centre": {"plan", "assessment", "notes", "health", "contact", "profile", "programmes", "file"},
    "municipal_welfare": {"plan", "assessment", "notes", "health", "debt", "legal", "contact"},
    "mental_health": {"plan", "assessment", "notes", "health", "contact"},
    "small_loans": {"plan", "assessment", "debt", "legal", "contact"},
    "saeil": {"plan", "assessment", "notes", "contact", "profile", "programmes"},
    "self_sufficiency": {"plan", "assessment", "notes", "health", "debt", "contact", "programmes"},
}
BY_LAW = {
    "job_centre": {"plan", "programmes", "assessment", "notes", "contact"},
    "municipal_welfare": {"plan", "assessment", "contact"},
}
FEW = {"plan", "notes"}
KINDS = tuple(BY_CONSENT)
ROLES = ("lead", "member", "consulted", "ended", "colleague")  # a colleague has no place on the case
STATES = ("all", "few", "none", "withdrawn", "law", "law_and_all", "closed")
SENSITIVE = ("health", "debt", "legal")
LINES = tuple(
    itertools.product(("own", "other"), ("plan", "notes", "assessment", *SENSITIVE), ("agency", "team", "person"))
)  # whose agency wrote it, about what, for whom
DOMAINS = ("housing", "skills", "digital", *SENSITIVE)
PARTS = ("contact", "profile", "file", "programmes", "plan_write")
DAY = dt.timedelta(days=1)


@dataclass
class Setting:
    kind: str
    role: str
    state: str
    person: Person = field(default_factory=Person)
    case: Case = field(default_factory=Case)

    @property
    def name(self) -> str:
        return f"{self.kind} {self.role} {self.state}"

    # --- the oracle ---------------------------------------------------------------------------------------------

    def scopes(self) -> set[str]:
        """What the one in question may see."""
        if self.role in ("ended", "colleague") or (self.state == "closed" and self.role != "lead"):
            return set()
        found: set[str] = set()
        if self.state in ("all", "law_and_all", "closed"):
            found |= BY_CONSENT[self.kind]
        if self.state == "few":
            found |= FEW & BY_CONSENT[self.kind]
        if self.state in ("law", "law_and_all"):
            found |= BY_LAW.get(self.kind, set())
        if self.role == "consulted":
            return found & {"plan", "assessment"}
        return found | ({"plan_write"} if "plan" in found and self.state != "closed" else set())

    def on_case(self) -> bool:
        return bool(self.scopes())

    def seen_lines(self) -> set[tuple[str, str, str]]:
        held = self.scopes()
        return {
            (writer, scope, audience)
            for writer, scope, audience in LINES
            if held
            and (scope in held or (writer == "own" and scope not in SENSITIVE))
            and (writer == "own" or audience != "agency")
        }

    def seen_domains(self) -> set[str]:
        held = self.scopes()
        return {domain for domain in DOMAINS if "assessment" in held and (domain not in SENSITIVE or domain in held)}

    def seen_parts(self) -> set[str]:
        return self.scopes() & set(PARTS)


@dataclass
class World:
    settings: list[Setting]
    readers: dict[tuple[str, str], User]  # kind and role → who is in question
    stranger: User

    def of(self, kind: str, role: str) -> list[Setting]:
        return [one for one in self.settings if (one.kind, one.role) == (kind, role)]


def build() -> World:
    centres_reference_load()
    hub = factories.CentreFactory()  # its job centre leads where the one in question does not
    hub_user = factories.MembershipFactory(organisation=hub.organisation, role="counsellor").user
    agencies = {kind: factories.AgencyFactory(code=kind).organisation for kind in KINDS}
    readers = {
        (kind, role): factories.MembershipFactory(organisation=agencies[kind], role="case_worker").user
        for kind in KINDS for role in ROLES
    }  # fmt: skip
    settings = [Setting(*axes) for axes in itertools.product(KINDS, ROLES, STATES)]
    _people(settings)
    _consents(settings, agencies, hub.organisation)
    _cases(settings, hub, agencies, hub_user)
    _members(settings, readers, agencies, hub, hub_user)
    _papers(settings, agencies, hub, hub_user)
    for one in settings:
        sharing_settle(person_id=one.person.pk)
        if one.state == "withdrawn":
            sharing_withdraw(person=one.person, recipient=agencies[one.kind], by=one.person.user)
        if one.state == "closed":
            one.case.refresh_from_db()
            case_end(one.case, reason="found_work", outcome="better", words="", by=None, lead_reads=True)
            sharing_settle(person_id=one.person.pk)
    return World(settings, readers, factories.MembershipFactory(analyst=True).user)


def _people(settings: list[Setting]) -> None:
    people = Person.objects.bulk_create(Person(name=f"사람 {one.name}") for one in settings)
    User.objects.bulk_create(
        User(email=f"p{number}@example.org", display_name=person.name, person=person, password="!")
        for number, person in enumerate(people)
    )
    for one, person in zip(settings, people, strict=True):
        one.person = person


def _consents(settings: list[Setting], agencies: dict[str, Organisation], hub: Organisation) -> None:
    """To the agency in question as the state says; to the hub all that its kind may see."""
    given: list[tuple[Consent, set[str]]] = []
    for one in settings:
        chosen = {"few": FEW, "none": set(), "law": set()}.get(one.state, BY_CONSENT[one.kind])
        if chosen or (one.state == "none" and one.role == "lead"):  # a case by consent has one, if an empty one
            given.append((_consent(one.person, agencies[one.kind]), chosen & BY_CONSENT[one.kind]))
        given.append((_consent(one.person, hub), BY_CONSENT["job_centre"]))
    Consent.objects.bulk_create(consent for consent, _scopes in given)
    SharedScope.objects.bulk_create(
        SharedScope(consent=consent, scope=scope) for consent, scopes in given for scope in scopes
    )


def _consent(person: Person, recipient: Organisation) -> Consent:
    return Consent(person=person, purpose="share_agency", recipient=recipient, text_version="1")


def _cases(settings: list[Setting], hub: Centre, agencies: dict[str, Organisation], by: User) -> None:
    held = {(row.person_id, row.recipient_id): row for row in Consent.objects.filter(purpose="share_agency")}
    for one in settings:
        leads = agencies[one.kind] if one.role == "lead" else hub.organisation
        by_law = one.state in ("law", "law_and_all")
        ground = {"ground": "law", "law": "제13조"} if by_law else {
            "ground": "consent", "consent": held[one.person.pk, leads.pk]
        }  # fmt: skip
        one.case = Case(
            person=one.person, centre=hub, purpose="함께 돕기", opened_by=by, **ground,
            review_on=timezone.localdate() + 30 * DAY,
        )  # fmt: skip
    Case.objects.bulk_create(one.case for one in settings)


def _members(
    settings: list[Setting], readers: dict[tuple[str, str], User], agencies: dict[str, Organisation], hub: Centre,
    hub_user: User,
) -> None:  # fmt: skip
    now, rows = timezone.now(), []
    for one in settings:
        reader = {"case": one.case, "user": readers[one.kind, one.role], "organisation": agencies[one.kind]}
        if one.role in ("lead", "member", "consulted"):
            rows.append(CaseMember(role=one.role, **reader))
        elif one.role == "ended":
            rows.append(CaseMember(role="member", since=now - 9 * DAY, until=now - DAY, **reader))
        hub_role = "member" if one.role == "lead" else "lead"
        rows.append(CaseMember(case=one.case, user=hub_user, organisation=hub.organisation, role=hub_role))
    CaseMember.objects.bulk_create(rows)


def _papers(settings: list[Setting], agencies: dict[str, Organisation], hub: Centre, by: User) -> None:
    """Lines of both agencies, an assessment, a plan and a programme of each person."""
    Entry.objects.bulk_create(
        Entry(
            case=one.case, person=one.person, kind="note", scope=scope, audience=audience, by=by,
            organisation=agencies[one.kind] if writer == "own" else hub.organisation,
            body=f"[{one.case.pk} {writer} {scope} {audience}]",
        )
        for one in settings for writer, scope, audience in LINES
    )  # fmt: skip
    made = Assessment.objects.bulk_create(
        Assessment(case=one.case, person=one.person, occasion="intake", by=by, organisation=hub.organisation)
        for one in settings
    )
    AssessmentRow.objects.bulk_create(
        AssessmentRow(assessment=one, domain=domain, scope=scope_of(domain), level=3)
        for one in made for domain in DOMAINS
    )  # fmt: skip
    plans = Plan.objects.bulk_create(Plan(person=one.person) for one in settings)
    PlanAction.objects.bulk_create(PlanAction(plan=plan, words="할 일") for plan in plans)
    programme, today = factories.ProgrammeFactory(), timezone.localdate()
    Enrolment.objects.bulk_create(
        Enrolment(
            person=one.person,
            programme=programme,
            state="started",
            starts_on=today,
            ends_on=today + 9 * DAY,
            applied_at=timezone.now(),
        )
        for one in settings
    )

"""Reads of this room that join or gather, each with its own fixed number of queries."""

from dataclasses import dataclass

from django.db.models import Count, Exists, Max, Min, OuterRef, Q, QuerySet, Subquery
from django.utils import timezone

from accounts.consenting import TEXTS, ConsentText
from accounts.models import (
    AccessGrant,
    AccessLog,
    Assignment,
    Consent,
    ContactPoint,
    Invitation,
    Membership,
    Organisation,
    Person,
    PersonMerge,
    RightsRequest,
    User,
)

PAIRS = 50


@dataclass(frozen=True, slots=True)
class ConsentLine:
    purpose: str
    text: ConsentText
    given: Consent | None


@dataclass(frozen=True, slots=True)
class OwnPage:
    contacts: list[ContactPoint]
    consents: list[ConsentLine]
    shared: list[Consent]
    grants: list[AccessGrant]


def own_page(user: User) -> OwnPage:
    """What one's own page shows of the person behind the user: three queries."""
    person = user.person_id
    given = list(Consent.objects.current().filter(person=person).select_related("recipient").order_by("given_at"))
    by_purpose = {consent.purpose: consent for consent in given if consent.recipient_id is None}
    grants = AccessGrant.objects.current().filter(person=person).select_related("organisation", "user")
    return OwnPage(
        contacts=list(ContactPoint.objects.filter(person=person).order_by("kind", "-is_primary", "pk")),
        consents=[ConsentLine(purpose, text, by_purpose.get(purpose)) for purpose, text in TEXTS.items()],
        shared=[consent for consent in given if consent.recipient_id is not None],
        grants=list(grants.order_by("-since")),
    )


def access_log(user: User) -> QuerySet[AccessLog]:
    """Who looked at the user's own file."""
    return (
        AccessLog.objects.filter(person=user.person_id, person__isnull=False)
        .select_related("actor", "organisation")
        .order_by("-at")
    )


def members(organisation: Organisation) -> QuerySet[Membership]:
    """Members with the number of people each looks after here (`caseload`)."""
    held = (
        Assignment.objects.filter(counsellor=OuterRef("user"), organisation=organisation, until=None)
        .order_by()
        .values("counsellor")
        .annotate(n=Count("pk"))
        .values("n")
    )
    return (
        Membership.objects.current()
        .filter(organisation=organisation)
        .select_related("user")
        .annotate(caseload=Subquery(held))
        .order_by("role", "since")
    )


def centres() -> list[Organisation]:
    """Every open centre with the regions it serves."""
    found = Organisation.objects.filter(kind=Organisation.Kind.CENTRE, closed_at=None)
    return list(found.prefetch_related("service_areas").order_by("name_ko"))


def open_invitations(organisation: Organisation) -> QuerySet[Invitation]:
    return Invitation.objects.filter(
        organisation=organisation, accepted_at=None, expires_at__gt=timezone.now()
    ).order_by("expires_at")


def colleagues(membership: Membership) -> QuerySet[User]:
    """Counsellors of the same centre who could take over."""
    return (
        User.objects.filter(
            is_active=True,
            memberships__organisation=membership.organisation_id,
            memberships__role=Membership.Role.COUNSELLOR,
            memberships__until=None,
        )
        .exclude(pk=membership.user_id)
        .order_by("display_name")
    )


def looks_registered(*, name: str, birth_date: object, phone: str) -> bool:
    """Someone alike is here already; who it is stays untold."""
    alike = Q(name=name, birth_date=birth_date) if birth_date else Q(pk=None)
    if phone:
        alike |= Q(contact_points__kind=ContactPoint.Kind.PHONE, contact_points__value=phone)
    return Person.objects.live().filter(alike).exists()


def of_centre(organisation: Organisation) -> QuerySet[Assignment]:
    return Assignment.objects.filter(organisation=organisation, until=None)


@dataclass(frozen=True, slots=True)
class Pair:
    one: Person
    other: Person
    why: str  # "name" or "contact"


def duplicates(organisation: Organisation) -> list[Pair]:
    """Likely doubles: same name and birth date, or same contact. A centre sees those that touch its own people."""
    live = Person.objects.live()
    by_name = live.filter(birth_date__isnull=False).values("name", "birth_date")
    points = ContactPoint.objects.filter(person__in=live).exclude(kind=ContactPoint.Kind.POST).values("kind", "value")
    found: dict[tuple[int, int], str] = {}
    for why, groups, field in (("contact", points, "person"), ("name", by_name, "pk")):
        doubles = groups.annotate(n=Count(field, distinct=True), first=Min(field), last=Max(field)).filter(n__gt=1)
        for group in doubles.order_by("-last")[: PAIRS * 4]:
            found.setdefault((group["first"], group["last"]), why)
    ids = {pk for pair in found for pk in pair}
    ours = Exists(of_centre(organisation).filter(person=OuterRef("pk")))
    gathered = Person.objects.select_related("user").prefetch_related("contact_points").annotate(is_ours=ours)
    people = gathered.in_bulk(ids)
    pairs = [Pair(people[first], people[last], why) for (first, last), why in found.items()]
    if organisation.kind == Organisation.Kind.CENTRE:
        pairs = [pair for pair in pairs if pair.one.is_ours or pair.other.is_ours]  # type: ignore[attr-defined]
    return pairs[:PAIRS]


def recent_merges(membership: Membership) -> QuerySet[PersonMerge]:
    """Merges that can still be undone: one's own, or everybody's for a ministry administrator."""
    merges = PersonMerge.objects.select_related("kept", "merged", "by").filter(undone_at=None)
    if membership.role != Membership.Role.MINISTRY_ADMIN:
        merges = merges.filter(by=membership.user_id)
    return merges.order_by("-created_at")[:20]


def rights_to_answer(membership: Membership) -> QuerySet[RightsRequest]:
    """Open requests, the most urgent first: of the centre's people, or everybody's for a ministry administrator."""
    requests = RightsRequest.objects.select_related("person").order_by("state", "due_on", "pk")
    if membership.role == Membership.Role.MINISTRY_ADMIN:
        return requests
    if membership.role == Membership.Role.CENTRE_MANAGER:
        return requests.filter(person__in=of_centre(membership.organisation).values("person"))
    return requests.none()

"""Who looks after whom: region → centre → the counsellor with the fewest people."""

from collections.abc import Iterable

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Count, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import Assignment, Membership, Organisation, Person, ServiceArea, User
from accounts.policies import can_manage_members
from core.errors import RuleBroken
from core.events import record


def centre_for(region_code: str) -> Organisation | None:
    """The centre whose service area fits the region most closely (district before province)."""
    prefixes = [region_code[:length] for length in range(1, len(region_code) + 1)]
    areas = ServiceArea.objects.filter(
        region_prefix__in=prefixes, organisation__closed_at=None, organisation__kind=Organisation.Kind.CENTRE
    ).select_related("organisation")
    best = max(areas, key=lambda area: (len(area.region_prefix), -area.pk), default=None)
    return best.organisation if best else None


def lightest_counsellor(centre: Organisation, *, leaving: User | None = None) -> User | None:
    counsellors = User.objects.filter(
        is_active=True,
        memberships__organisation=centre,
        memberships__role=Membership.Role.COUNSELLOR,
        memberships__until=None,
    )
    if leaving is not None:
        counsellors = counsellors.exclude(pk=leaving.pk)
    load = Count("assignments", filter=Q(assignments__until=None), distinct=True)
    return counsellors.annotate(load=load).order_by("load", "pk").first()


@transaction.atomic
def assignment_make(*, person: Person, region_code: str, by: User | None = None) -> Assignment | None:
    """Give a person a counsellor of their centre. None where no centre serves the region or nobody works there.

    Kept as it is when the person is already looked after at that centre.
    """
    Person.objects.select_for_update().get(pk=person.pk)
    centre = centre_for(region_code)
    if centre is None:
        return None
    Organisation.objects.select_for_update().get(pk=centre.pk)  # one caseload count at a time in a centre
    now = Assignment.objects.filter(person=person, until=None).first()
    if now is not None and now.organisation_id == centre.pk:
        return now
    counsellor = lightest_counsellor(centre)
    if counsellor is None:
        return None
    return _assign(person, centre, counsellor, now, by=by, why="region")


def _assign(
    person: Person, centre: Organisation, counsellor: User, now: Assignment | None, *, by: User | None, why: str
) -> Assignment:
    at = timezone.now()
    if now is not None:
        now.until = at
        now.save(update_fields=["until"])
    assignment = Assignment.objects.create(
        person=person, organisation=centre, counsellor=counsellor, since=at, why=why
    )
    record("assignment.made", actor=by, target=assignment, why=why)
    return assignment


@transaction.atomic
def assignments_hand_over(
    *,
    counsellor: User,
    organisation: Organisation,
    by: User,
    to: User | None = None,
    why: str = "hand-over",
    people: Iterable[Person] | None = None,
) -> int:
    """A counsellor's people at a centre (`people`: only these of them) to one colleague, or each to whoever has
    fewest. How many moved."""
    if by != counsellor and not can_manage_members(by, organisation):
        raise PermissionDenied
    Organisation.objects.select_for_update().get(pk=organisation.pk)
    if to is not None and not _works_there(to, organisation, leaving=counsellor):
        raise RuleBroken(_("이 센터의 다른 상담사를 골라 주세요."), field="to")
    held = Assignment.objects.select_for_update(of=("self",)).filter(
        counsellor=counsellor, organisation=organisation, until=None
    )
    if people is not None:
        held = held.filter(person__in=list(people))
    moved = 0
    for assignment in held.select_related("person").order_by("pk"):
        next_one = to or lightest_counsellor(organisation, leaving=counsellor)
        if next_one is None:
            raise RuleBroken(_("맡은 사람을 넘겨받을 상담사가 없어요. 먼저 상담사를 초대해 주세요."), field="to")
        _assign(assignment.person, organisation, next_one, assignment, by=by, why=why)
        moved += 1
    return moved


def _works_there(user: User, organisation: Organisation, *, leaving: User) -> bool:
    return (
        user != leaving
        and user.is_active
        and Membership.objects.current()
        .filter(user=user, organisation=organisation, role=Membership.Role.COUNSELLOR)
        .exists()
    )

"""Who may do what with people and organisations. Pure reads; services call them."""

from django.db.models import Q

from accounts.models import Membership, Organisation, Person, User

Role = Membership.Role
MANAGER_OF_KIND = {
    Organisation.Kind.EMPLOYER: Role.EMPLOYER_OWNER,
    Organisation.Kind.CENTRE: Role.CENTRE_MANAGER,
    Organisation.Kind.PROVIDER: Role.TRAINER,
    Organisation.Kind.AGENCY: Role.AGENCY_MANAGER,
    Organisation.Kind.MINISTRY: Role.MINISTRY_ADMIN,
}


def has_role(user: User, *roles: str, organisation: Organisation | None = None) -> bool:
    held = Membership.objects.current().filter(user=user, role__in=roles)
    return (held.filter(organisation=organisation) if organisation is not None else held).exists()


def can_manage_members(user: User, organisation: Organisation) -> bool:
    """The organisation's own manager; a ministry administrator also for centres and the agencies in them."""
    if has_role(user, MANAGER_OF_KIND[Organisation.Kind(organisation.kind)], organisation=organisation):
        return True
    kinds = (Organisation.Kind.CENTRE, Organisation.Kind.AGENCY)
    return organisation.kind in kinds and has_role(user, Role.MINISTRY_ADMIN)


def can_register_people(user: User) -> bool:
    return has_role(user, Role.COUNSELLOR, Role.CENTRE_MANAGER)


def can_answer_rights(user: User, person: Person) -> bool:
    """A ministry administrator, or the manager of the centre that looks after the person."""
    if has_role(user, Role.MINISTRY_ADMIN):
        return True
    return Membership.objects.current().filter(
        Q(organisation__assignments__person=person, organisation__assignments__until=None),
        user=user, role=Role.CENTRE_MANAGER,
    ).exists()  # fmt: skip


def can_merge(user: User, *people: Person) -> bool:
    """A ministry administrator, or the manager of a centre that looks after one of them."""
    return any(can_answer_rights(user, person) for person in people)


def can_hold_api_key(user: User) -> bool:
    """A key gives no second factor, so whoever needs one has none."""
    return not has_role(user, *Membership.STAFF_ROLES)

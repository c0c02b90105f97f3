"""Who may do what on a case. Pure reads; services call them. Seeing is `visible_to`."""

from __future__ import annotations

from accounts.models import Membership, Organisation, Person, User
from accounts.policies import has_role
from welfare_centres.models import Case, CaseMember

Role = CaseMember.Role
CASE_ROLES = (
    Membership.Role.COUNSELLOR, Membership.Role.CENTRE_MANAGER, Membership.Role.CASE_WORKER,
    Membership.Role.AGENCY_MANAGER,
)  # fmt: skip
ANY = (Role.LEAD, Role.MEMBER, Role.CONSULTED)
WRITERS = (Role.LEAD, Role.MEMBER)


def place_of(user: User, case: Case) -> CaseMember | None:
    """The user's current place on the case."""
    return CaseMember.objects.current().filter(case=case, user=user).select_related("organisation").first()


def has_place(user: User, case: Case, *roles: str) -> bool:
    """On a live case; one who may still read a closed one changes nothing in it."""
    return (
        case.state != Case.State.CLOSED
        and CaseMember.objects.current().filter(case=case, user=user, role__in=roles).exists()
    )


def is_person(user: User, case: Case) -> bool:
    return user.person_id is not None and user.person_id == case.person_id


def works_for(user: User, organisation: Organisation) -> bool:
    """Somebody who looks after people there: a counsellor, a case worker, or their manager."""
    return user.is_active and has_role(user, *CASE_ROLES, organisation=organisation)


def can_open(user: User, person: Person, organisation: Organisation) -> bool:
    """Who works at the agency and may see the person already: as their counsellor, or by a grant on their file."""
    return works_for(user, organisation) and Person.objects.visible_to(user).filter(pk=person.pk).exists()


def can_write_down(user: User, person: Person) -> bool:
    """Take down what the person, beside them, chooses to share: who works on their case, or helps them already."""
    works = CaseMember.objects.current().filter(user=user, case__person=person, role__in=WRITERS)
    sees = Person.objects.visible_to(user).filter(pk=person.pk)
    return works.exists() or (has_role(user, *CASE_ROLES) and sees.exists())

"""Who may change a profile. Seeing is `visible_to`; changing is narrower: oneself and one's counsellor."""

from accounts.models import AccessGrant, Membership, Person, User
from accounts.policies import has_role

COUNSELLING = (Membership.Role.COUNSELLOR, Membership.Role.CENTRE_MANAGER)


def is_own(user: User, person: Person) -> bool:
    return user.person_id is not None and user.person_id == person.pk


def can_edit(user: User, person: Person) -> bool:
    """The person, or a member of a centre's staff who may open the whole file."""
    if is_own(user, person):
        return True
    return (
        has_role(user, *COUNSELLING)
        and Person.objects.visible_to(user, AccessGrant.Scope.FILE).filter(pk=person.pk).exists()
    )


def can_consent(user: User, person: Person) -> bool:
    """A yes to being found, or to sensitive data, is the person's own."""
    return is_own(user, person)


def can_plan(user: User, person: Person) -> bool:
    """Write in the person's plan: the person, their counsellor, and who was given the plan to write."""
    given = Person.objects.visible_to(user, AccessGrant.Scope.PLAN_WRITE)
    return is_own(user, person) or given.filter(pk=person.pk).exists()

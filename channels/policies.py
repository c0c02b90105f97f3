from accounts.models import Assignment, Membership, Organisation, Person, User
from accounts.policies import has_role
from channels.models import ChannelRules

Role = Membership.Role


def can_settle(user: User) -> bool:
    """Ministry administrators and centre managers decide about messages whose fate is unknown."""
    return has_role(user, Role.MINISTRY_ADMIN, Role.CENTRE_MANAGER)


def can_write_channel_rules(user: User) -> bool:
    return has_role(user, *Membership.MINISTRY_ROLES)


def can_decide_channel_rules(user: User, rules: ChannelRules) -> bool:
    """The second pair of eyes: anybody of the ministry but the one who wrote it."""
    return rules.written_by_id != user.pk and can_write_channel_rules(user)


def can_except(user: User, organisation: Organisation) -> bool:
    return has_role(user, Role.CENTRE_MANAGER, organisation=organisation)


def can_print_letters(user: User, organisation: Organisation) -> bool:
    return has_role(user, Role.COUNSELLOR, Role.CENTRE_MANAGER, organisation=organisation)


def looks_after(user: User, person: Person) -> bool:
    """The person's counsellor, or the manager of the centre that looks after them."""
    assigned = Assignment.objects.filter(person=person, until=None)
    if assigned.filter(counsellor=user).exists():
        return True
    managed = Membership.objects.current().filter(user=user, role=Role.CENTRE_MANAGER).values("organisation")
    return assigned.filter(organisation__in=managed).exists()

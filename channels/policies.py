from accounts.models import Membership, User


def can_settle(user: User) -> bool:
    """Ministry administrators and centre managers decide about messages whose fate is unknown."""
    roles = (Membership.Role.MINISTRY_ADMIN, Membership.Role.CENTRE_MANAGER)
    return Membership.objects.current().filter(user=user, role__in=roles).exists()

"""Who may change a centre's teams, desks and staff."""

from accounts.models import Membership, User
from accounts.policies import has_role
from welfare_centres.models import Centre

Role = Membership.Role


def can_run_centre(user: User, centre: Centre) -> bool:
    """Its manager, or a ministry administrator."""
    return has_role(user, Role.CENTRE_MANAGER, organisation=centre.organisation) or has_role(user, Role.MINISTRY_ADMIN)

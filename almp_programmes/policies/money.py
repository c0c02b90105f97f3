"""Who may propose and decide money, and change a scenario. Pure reads; services call them."""

from accounts.models import Membership, User
from accounts.policies import has_role
from almp_programmes.models import Scenario

Role = Membership.Role


def can_propose_budget(user: User) -> bool:
    return has_role(user, Role.MINISTRY_ADMIN)


def can_decide_budget(user: User) -> bool:
    """Whoever proposed it may not: that is the budget's own rule."""
    return has_role(user, Role.MINISTRY_ADMIN)


def can_plan(user: User) -> bool:
    return has_role(user, *Membership.MINISTRY_ROLES)


def can_change_scenario(user: User, scenario: Scenario) -> bool:
    return scenario.owner_id is not None and scenario.owner_id == user.pk and can_plan(user)

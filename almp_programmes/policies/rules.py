"""Who may make a programme, and write and approve what it asks. Pure reads; services call them."""

from accounts.models import Membership, User
from accounts.policies import has_role
from almp_programmes.models import RuleSet


def can_write_rules(user: User) -> bool:
    return has_role(user, *Membership.MINISTRY_ROLES)


def can_decide_rules(user: User, rule_set: RuleSet) -> bool:
    """The second pair of eyes: anybody of the ministry but the one who wrote it."""
    return rule_set.written_by_id != user.pk and can_write_rules(user)

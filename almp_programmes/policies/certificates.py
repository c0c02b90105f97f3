"""Who may give and take certificates."""

from typing import TYPE_CHECKING

from accounts.models import Membership
from accounts.policies import has_role
from almp_programmes.models import Certificate, Course

if TYPE_CHECKING:
    from accounts.models import User

Role = Membership.Role


def can_issue(user: "User", course: Course) -> bool:
    return has_role(user, Role.TRAINER, organisation=course.provider)


def can_revoke(user: "User", certificate: Certificate) -> bool:
    """The provider that gave the course, or the ministry."""
    return can_issue(user, certificate.course) or has_role(user, *Membership.MINISTRY_ROLES)

"""Messages to the people of a firm."""

from typing import Any

from accounts.models import Membership, User
from channels.services import queue
from employers.models import Employer


def people_of(employer: Employer) -> list[User]:
    rows = Membership.objects.current().filter(organisation=employer.organisation_id).select_related("user")
    return list({row.user_id: row.user for row in rows}.values())


def employer_tell(*, employer: Employer, key: str, template: str, context: dict[str, Any]) -> None:
    """One message to each of the firm's people, once for each key."""
    for user in people_of(employer):
        queue(dedupe_key=f"{key}-{user.pk}", to=user, template=template, context=context)

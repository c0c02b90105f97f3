"""Who calls a case conference, who runs it, who writes its minutes."""

from django.db.models import Q

from accounts.models import Membership, User
from accounts.policies import has_role
from welfare_centres.models import AgendaItem, Centre, Conference
from welfare_centres.models.centres import Desk


def can_call(user: User, centre: Centre) -> bool:
    """Staff of the centre, and of an agency that has a desk there."""
    agencies = Desk.objects.filter(centre=centre, until=None).values("agency__organisation")
    return Membership.objects.current().filter(
        Q(organisation=centre.organisation_id) | Q(organisation__in=agencies),
        user=user, role__in=Membership.STAFF_ROLES,
    ).exists()  # fmt: skip


def can_run(user: User, conference: Conference) -> bool:
    """Whoever called it, and the centre's own staff."""
    return conference.called_by_id == user.pk or has_role(
        user, *Membership.STAFF_ROLES, organisation=conference.centre.organisation
    )


def can_minute(user: User, item: AgendaItem) -> bool:
    return AgendaItem.objects.readable_by(user).filter(pk=item.pk).exists()

import datetime as dt

from django.db import transaction
from django.utils import timezone

from accounts.models import AccessGrant, Organisation, Person, User


@transaction.atomic
def grant_give(
    *,
    person: Person,
    to: User | Organisation,
    scope: str,
    ground: str,
    purpose: str,
    source: str,
    until: dt.datetime | None = None,
) -> AccessGrant:
    """Open a person's data to a user or an organisation. `source` names the row that gave it, and ends it later.

    Given again by the same source, the grant stays one and takes the newer end.
    """
    key = {"user": to, "organisation": None} if isinstance(to, User) else {"user": None, "organisation": to}
    Person.objects.select_for_update().get(pk=person.pk)
    grant = AccessGrant.objects.current().filter(person=person, scope=scope, source=source, **key).first()
    if grant is None:
        return AccessGrant.objects.create(
            person=person, scope=scope, source=source, ground=ground, purpose=purpose, until=until, **key
        )
    if grant.until != until:
        grant.until = until
        grant.save(update_fields=["until"])
    return grant


def grant_end(*, source: str) -> int:
    """End every grant that this row gave; how many there were."""
    return AccessGrant.objects.current().filter(source=source).update(until=timezone.now())

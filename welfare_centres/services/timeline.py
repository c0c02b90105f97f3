"""Every deed on a case leaves a line in its timeline, in the deed's own transaction."""

from typing import Any

from accounts.models import Organisation, User
from welfare_centres.models import Case, CaseMember, Entry


def named(organisation: Organisation) -> dict[str, Any]:
    """An agency for a verb's sentence, which shows the name in the reader's language."""
    return {"agency": organisation.name_ko, "agency_en": organisation.name_en}


def entry_add(
    *,
    case: Case,
    kind: str,
    verb: str = "",
    by: User | None = None,
    organisation: Organisation | None = None,
    scope: str = Entry.Scope.PLAN,
    audience: str = Entry.Audience.PERSON,
    body: str = "",
    **data: Any,
) -> Entry:
    """One line. Without an `organisation` it is that for which `by` works on the case; `data` fills the verb's words.

    Names of people stay out of `data`: ids and codes, days and counts.
    """
    if organisation is None and by is not None:
        member = CaseMember.objects.current().filter(case=case, user=by).select_related("organisation").first()
        organisation = member.organisation if member else None
    return Entry.objects.create(
        case=case, person_id=case.person_id, kind=kind, verb=verb, by=by, organisation=organisation, scope=scope,
        audience=audience, body=body, data=data,
    )  # fmt: skip

"""What every step of an application shares: its lock, its end, the vacancy's counts, and the right to see the CV."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from django.db import connection
from django.utils import timezone

from accounts.models import AccessGrant
from accounts.services import grant_end, grant_give
from core.events import record
from employers.models import Vacancy
from matching.models import Application, Interview, Offer

if TYPE_CHECKING:
    from accounts.models import User

SOURCE = "matching.application:"
COUNTS = """
UPDATE employers_vacancy v SET
    applications_count = (SELECT count(*) FROM matching_application a
                          WHERE a.vacancy_id = v.id AND a.state <> 'withdrawn'),
    applications_new = (SELECT count(*) FROM matching_application a
                        WHERE a.vacancy_id = v.id AND a.state = 'applied')
WHERE v.id = ANY(%s)
"""


def lock(application_id: int) -> Application:
    """The row, held until the transaction ends, with the people and the firm it is between."""
    return (
        Application.objects.select_for_update(of=("self",), no_key=True)
        .select_related("vacancy__employer__organisation", "jobseeker__person__user")
        .get(pk=application_id)
    )


def lock_vacancies(vacancy_ids: Iterable[int]) -> dict[int, Vacancy]:
    """Held in one order by everybody, after the applications, so that two people never wait for each other."""
    rows = Vacancy.objects.select_for_update(of=("self",), no_key=True).filter(pk__in=set(vacancy_ids))
    return {row.pk: row for row in rows.order_by("pk")}


def recount(vacancy_ids: Iterable[int]) -> None:
    """Counts from the rows themselves. The lock comes first: a count begun before another's commit would miss it."""
    ids = sorted(lock_vacancies(vacancy_ids))
    with connection.cursor() as cursor:
        cursor.execute(COUNTS, [ids])


def source_of(application: Application) -> str:
    return f"{SOURCE}{application.pk}"


def share(application: Application, scope: str) -> None:
    """The employer may see the CV, or later the contact details, of this person for this application."""
    employer = application.vacancy.employer
    if employer is None:
        return
    grant_give(
        person=application.jobseeker.person,
        to=employer.organisation,
        scope=scope,
        ground=AccessGrant.Ground.APPLICATION,
        purpose="hiring",
        source=source_of(application),
    )


def move(
    application: Application, state: str, *, by: "User | None", why: str = "", save: Iterable[str] = ()
) -> Application:
    before = application.state
    application.move(state, by=by, why=why[:300], save=(*save, "updated_at"))
    record(f"application.{state}", actor=by, target=application, vacancy=application.vacancy_id, before=before)
    return application


def finish(
    application: Application, state: str, *, by: "User | None", why: str = "", save: Iterable[str] = ()
) -> Application:
    """Bring it to an end: decided now, nothing left open, the employer's sight of the CV over unless it hired."""
    now = timezone.now()
    application.decided_at, application.decided_by = now, by
    move(application, state, by=by, why=why, save=(*save, "decided_at", "decided_by"))
    Interview.objects.filter(application=application, state=Interview.State.PROPOSED).update(
        state=Interview.State.CANCELLED, answered_at=now
    )
    if state != Application.State.ACCEPTED:
        Interview.objects.filter(application=application, state=Interview.State.AGREED, starts_at__gt=now).update(
            state=Interview.State.CANCELLED
        )
        Offer.objects.filter(application=application, state=Offer.State.OPEN).update(
            state=Offer.State.DECLINED if state == Application.State.DECLINED else Offer.State.LAPSED, answered_at=now
        )
        grant_end(source=source_of(application))
    recount([application.vacancy_id])
    return application

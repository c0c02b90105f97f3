"""Who hears what, and when it would be the same news again: every message of applying, with its dedupe key."""

import datetime as dt
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django.urls import reverse

from accounts.models import Membership
from accounts.models import User as UserModel
from channels.services import queue
from matching.models import Application
from matching.policies import HIRING_ROLES

if TYPE_CHECKING:
    from accounts.models import User
    from employers.models import Vacancy


def members(vacancy: "Vacancy") -> Iterable["User"]:
    """Those who hire for the vacancy's employer."""
    if vacancy.employer is None:
        return []
    current = Membership.objects.current().filter(
        organisation_id=vacancy.employer.organisation_id, role__in=HIRING_ROLES
    )
    return UserModel.objects.filter(pk__in=current.values("user"), is_active=True).order_by("pk")


def _context(application: Application, **more: Any) -> dict[str, Any]:
    vacancy = application.vacancy
    firm = vacancy.employer.organisation if vacancy.employer else None
    return {
        "person": application.jobseeker.person.name,
        "title": vacancy.title,
        "company": firm.name_ko if firm else "",
        "company_en": (firm.name_en or firm.name_ko) if firm else "",
        "receipt": application.receipt,
        "due": application.answer_due_on,
        "closes": application.closes_on,
        **more,
    }


def to_person(application: Application, template: str, *, part: str = "", **more: Any) -> None:
    """One message to the applicant. `part` tells apart the same news about different things."""
    queue(
        dedupe_key=f"{template}-{application.pk}{f'-{part}' if part else ''}",
        to=application.jobseeker.person,
        template=template,
        context=_context(application, link=reverse("matching:application", args=[application.public_id]), **more),
    )


def to_employer(application: Application, template: str, *, part: str = "", **more: Any) -> None:
    link = reverse("matching:employer_application", args=[application.public_id])
    for user in members(application.vacancy):
        queue(
            dedupe_key=f"{template}-{application.pk}{f'-{part}' if part else ''}-u{user.pk}",
            to=user,
            template=template,
            context=_context(application, link=link, **more),
        )


def arrived(application: Application, *, day: dt.date) -> None:
    """Once a day and vacancy: a popular vacancy would otherwise bury its people in mail."""
    link = reverse("matching:employer_applications", args=[application.vacancy.public_id])
    for user in members(application.vacancy):
        queue(
            dedupe_key=f"application_arrived-v{application.vacancy_id}-{day}-u{user.pk}",
            to=user,
            template="application_arrived",
            context=_context(application, link=link),
        )


def remind_employer(rows: list[Application], *, stage: int, day: dt.date) -> None:
    vacancy = rows[0].vacancy
    firm = vacancy.employer.organisation if vacancy.employer else None
    due = min(row.answer_due_on for row in rows if row.answer_due_on)
    for user in members(vacancy):
        queue(
            dedupe_key=f"application_due-v{vacancy.pk}-{stage}-{day}-u{user.pk}",
            to=user,
            template="application_due",
            context={
                "title": vacancy.title,
                "company": firm.name_ko if firm else "",
                "company_en": (firm.name_en or firm.name_ko) if firm else "",
                "count": len(rows),
                "due": due,
                "link": reverse("matching:employer_applications", args=[vacancy.public_id]),
            },
        )

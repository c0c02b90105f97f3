"""Who hears what about a participation, each message with its dedupe key."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.urls import reverse

from accounts.models import Membership, User
from almp_programmes.models import Enrolment
from channels.services import queue


def _context(enrolment: Enrolment, **more: Any) -> dict[str, Any]:
    course = enrolment.run.course if enrolment.run else None
    return {
        "person": enrolment.person.name,
        "title": course.title if course else enrolment.programme.name_ko,
        "title_en": (course.title_en or course.title) if course else enrolment.programme.name_en,
        "provider": course.provider.name_ko if course else "",
        "starts_on": enrolment.starts_on,
        **more,
    }


def to_person(enrolment: Enrolment, template: str, *, part: str = "", page: str = "", **more: Any) -> None:
    """One message to the participant. `part` tells apart the same news at different times."""
    page = page or reverse("almp_programmes:enrolment", args=[enrolment.public_id])
    queue(
        dedupe_key=f"{template}-{enrolment.pk}{f'-{part}' if part else ''}",
        to=enrolment.person,
        template=template,
        context=_context(enrolment, link=page, **more),
    )


def trainers(enrolment: Enrolment) -> Iterable[User]:
    if enrolment.run is None:
        return []
    current = Membership.objects.current().filter(
        organisation=enrolment.run.course.provider_id, role=Membership.Role.TRAINER
    )
    return User.objects.filter(pk__in=current.values("user"), is_active=True).order_by("pk")


def to_provider(enrolment: Enrolment, template: str, *, part: str = "", page: str = "", **more: Any) -> None:
    page = page or reverse("almp_programmes:participant", args=[enrolment.public_id])
    for user in trainers(enrolment):
        queue(
            dedupe_key=f"{template}-{enrolment.pk}{f'-{part}' if part else ''}-u{user.pk}", to=user,
            template=template, context=_context(enrolment, link=page, **more),
        )  # fmt: skip


def arrived(enrolment: Enrolment, *, day: dt.date) -> None:
    """Once a day and run: a popular course would otherwise bury its people in mail."""
    if enrolment.run is None:
        return
    link = reverse("almp_programmes:applicants", args=[enrolment.run.public_id])
    for user in trainers(enrolment):
        queue(
            dedupe_key=f"enrolment_arrived-r{enrolment.run_id}-{day}-u{user.pk}", to=user,
            template="enrolment_arrived", context=_context(enrolment, link=link),
        )  # fmt: skip

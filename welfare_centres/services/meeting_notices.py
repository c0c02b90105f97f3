"""Who hears what about a meeting, each message with its dedupe key."""

from __future__ import annotations

from typing import Any

from django.urls import reverse

from accounts.models import Person, User
from channels.services import queue
from welfare_centres.models import Appointment, Attendee, GroupSession


def _context(row: Appointment, **more: Any) -> dict[str, Any]:
    """Both languages of each name: a message is written in its reader's."""
    room = row.room
    return {
        "person": row.person.name, "title": row.type.name_ko, "title_en": row.type.name_en or row.type.name_ko,
        "centre": row.centre.organisation.name_ko,
        "centre_en": row.centre.organisation.name_en or row.centre.organisation.name_ko,
        "address": row.centre.organisation.address, "staff": row.host_names, "channel": row.channel,
        "starts_at": row.starts_at, "minutes": row.minutes, "video_link": row.video_link, "place": row.place,
        "room": room.name_ko if room else "", "room_en": (room.name_en or room.name_ko) if room else "",
        "note": row.note, "reason": row.reason, **more,
    }  # fmt: skip


def to_person(row: Appointment, template: str, **more: Any) -> None:
    queue(
        dedupe_key=f"{template}-{row.pk}", to=row.person, template=template,
        context=_context(row, link=reverse("welfare_centres:appointment", args=[row.public_id]), **more),
    )  # fmt: skip


def to_staff(row: Appointment, template: str, *, by: User | None, **more: Any) -> None:
    """Those who are there for the person, but for the one whose deed it is."""
    for user_id in {one.pk for one in row.hosts} - {by.pk if by else None}:
        to_user(row, user_id, template, **more)


def to_user(row: Appointment, user_id: int, template: str, **more: Any) -> None:
    """In the site's own inbox: a mail for each booking would bury a counsellor."""
    queue(
        dedupe_key=f"{template}-{row.pk}-u{user_id}", to=User.objects.get(pk=user_id), template=template,
        context=_context(row, link=reverse("welfare_centres:appointment", args=[row.public_id]), **more),
        channels=["in_app"],
    )  # fmt: skip


def of_session(session: GroupSession, person: Person, template: str, *, part: str = "") -> None:
    place = session.room.centre.organisation if session.room else session.centre.organisation
    queue(
        dedupe_key=f"{template}-{session.pk}-p{person.pk}{part}", to=person, template=template,
        context={
            "person": person.name, "title": session.title_ko, "title_en": session.title_en or session.title_ko,
            "centre": place.name_ko, "centre_en": place.name_en or place.name_ko, "address": place.address,
            "starts_at": session.starts_at, "video_link": session.video_link, "why": session.why,
            "link": reverse("welfare_centres:group", args=[session.public_id]),
        },
    )  # fmt: skip


def of_attendee(row: Attendee, template: str) -> None:
    of_session(row.session, row.person, template, part=f"-{row.pk}")

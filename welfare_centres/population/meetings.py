"""Made-up meetings for made-up people: rooms and hours at every centre, eleven weeks of appointments, groups, tickets.

Draws are hashes of what they are for, so the same seed gives the same; rows go in by one statement
a table, a few centres at a time, so that memory and the exclusion indexes see one chunk."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from typing import Any

from django.conf import settings
from django.db import connection, transaction
from django.utils import timezone

from accounts.models import Membership
from welfare_centres.models import Centre, Channel, Room, StaffProfile, WorkingHours
from welfare_centres.population import meetings_sql as sql
from welfare_centres.services.reference import centres_reference_load

CHUNK = 20
WEEKS_BACK, WEEKS_AHEAD = 8, 3
MORNING, AFTERNOON = (dt.time(9), dt.time(12)), (dt.time(13), dt.time(18))
MEETS = (Membership.Role.COUNSELLOR, Membership.Role.CASE_WORKER)


def _nothing(_done: int) -> None:
    return None


def make_meetings(*, seed: int, progress: Callable[[int], Any] = _nothing) -> int:
    """How many appointments were made; none at centres that have rooms, which an earlier run made."""
    centres_reference_load()
    done = 0
    for centres in _chunks():
        with transaction.atomic():
            made = _make(centres, seed)
        done += made
        progress(done)
    return done


def _chunks() -> Iterator[list[Centre]]:
    bare = list(Centre.objects.open().filter(rooms=None).select_related("organisation").order_by("pk"))
    for first in range(0, len(bare), CHUNK):
        yield bare[first : first + CHUNK]


def _make(centres: list[Centre], seed: int) -> int:
    staff = _staff(centres)
    _rooms(centres, staff)
    _profiles(staff)
    _hours(staff)
    now = timezone.now()
    values: dict[str, Any] = {
        "centres": [one.pk for one in centres], "seed": seed, "now": now, "zone": settings.TIME_ZONE,
        "first": timezone.localdate() - dt.timedelta(weeks=WEEKS_BACK), "today": timezone.localdate(),
        "last": timezone.localdate() + dt.timedelta(weeks=WEEKS_AHEAD),
    }  # fmt: skip
    with connection.cursor() as cursor:
        for statement in (sql.SESSIONS, sql.ATTENDEES, sql.TAKEN):
            cursor.execute(statement, values)
        cursor.execute(sql.APPOINTMENTS, values)
        made: int = cursor.rowcount
        for statement in (sql.FIRST_STEPS, sql.LAST_STEPS, sql.TICKETS):
            cursor.execute(statement, values)
    return made


def _staff(centres: list[Centre]) -> list[tuple[Centre, Membership]]:
    """Counsellors of the job centre, and those of the agencies that sit in it."""
    found = []
    for centre in centres:
        agencies = centre.desks.filter(until=None).values_list("agency__organisation", flat=True)
        held = Membership.objects.current().filter(
            organisation__in=[centre.organisation_id, *agencies], role__in=MEETS
        )
        found += [(centre, one) for one in held.order_by("pk")]
    return found


def _rooms(centres: list[Centre], staff: list[tuple[Centre, Membership]]) -> None:
    """Two rooms for three counsellors, the first of them for wheelchairs; one for groups."""
    for centre in centres:
        if centre.rooms.exists():
            continue
        counsellors = sum(one == centre for one, _member in staff)
        rooms = [
            Room(
                centre=centre, name_ko=f"상담실 {n}", name_en=f"Room {n}", seats=3, accessible=n == 1,
                for_video=n == 2,
            )
            for n in range(1, max(2, counsellors * 2 // 3) + 1)
        ]  # fmt: skip
        group = Room(centre=centre, name_ko="모임방", name_en="Group room", seats=16, accessible=True)
        Room.objects.bulk_create([*rooms, group])


def _profiles(staff: list[tuple[Centre, Membership]]) -> None:
    users = [member.user_id for _centre, member in staff]
    known = set(StaffProfile.objects.filter(user__in=users).values_list("user", flat=True))
    StaffProfile.objects.bulk_create(StaffProfile(user_id=one) for one in sorted(set(users) - known))
    for profile in StaffProfile.objects.filter(user__in=users, video_link="").order_by("pk"):
        profile.video_link = f"https://video.example/{profile.user_id:x}"
        profile.save(update_fields=["video_link"])


def _hours(staff: list[tuple[Centre, Membership]]) -> None:
    """Weekdays from nine to six without the hour of lunch; one in six works mornings only."""
    held = set(WorkingHours.objects.values_list("user", flat=True))
    since = timezone.localdate() - dt.timedelta(weeks=WEEKS_BACK)
    rows = []
    for centre, member in staff:
        if member.user_id in held:
            continue
        held.add(member.user_id)
        pieces = [MORNING] if member.pk % 6 == 0 else [MORNING, AFTERNOON]
        rows += [
            WorkingHours(
                user_id=member.user_id, organisation_id=member.organisation_id, centre=centre, weekday=weekday,
                starts=starts, ends=ends, channels=list(Channel.values), valid_from=since,
            )
            for weekday in range(1, 6)
            for starts, ends in pieces
        ]  # fmt: skip
    WorkingHours.objects.bulk_create(rows, batch_size=2000)

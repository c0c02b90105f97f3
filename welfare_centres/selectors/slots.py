"""Free times: what is left of working hours after absences, closings, appointments and group sessions.

One statement. What it gives can be booked, and nothing else can: the booking service asks it again under its locks.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import connection
from django.utils import timezone

from welfare_centres.models import Appointment, AppointmentType, Channel

HORIZON_DAYS = 60  # nobody books further ahead
NOTICE = dt.timedelta(hours=2)  # nobody is surprised by a booking that they did not make themselves
LONGEST_STEP = 30  # minutes between the beginnings offered


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What is looked for. Days count from `first` to `last`, both of them in."""

    type: AppointmentType
    channel: str
    centre_id: int
    first: dt.date
    last: dt.date
    not_before: dt.datetime
    staff_id: int | None = None
    person_id: int | None = None  # whose own time has to be free too
    room_id: int | None = None
    accessible: bool = False
    language: str = ""
    with_id: int | None = None  # a colleague who comes too, and has to be free
    organisation_id: int | None = None  # of whom staff meet
    but_for: int | None = None  # an appointment that will be given up for this one


@dataclass(frozen=True, slots=True)
class Slot:
    staff_id: int
    staff_key: UUID
    staff_name: str
    organisation_id: int
    starts_at: dt.datetime
    ends_at: dt.datetime
    room_id: int | None

    @property
    def day(self) -> dt.date:
        return timezone.localdate(self.starts_at)

    @property
    def key(self) -> str:
        """How a form names the slot."""
        return f"{self.staff_key}@{timezone.localtime(self.starts_at):%Y-%m-%dT%H:%M}"


def free_slots(wish: Wish, *, most: int | None = None) -> list[Slot]:
    """In order of time. Nothing for a channel by which the service is not given."""
    last = min(wish.last, timezone.localdate() + dt.timedelta(days=HORIZON_DAYS))
    if wish.channel not in wish.type.channels or last < wish.first:
        return []
    values: dict[str, Any] = {
        "first": wish.first, "last": last, "zone": settings.TIME_ZONE, "centre": wish.centre_id,
        "channel": wish.channel, "staff": wish.staff_id, "person": wish.person_id, "type": wish.type.pk,
        "competence": wish.type.competence_id, "language": wish.language, "room": wish.room_id,
        "accessible": wish.accessible, "not_before": wish.not_before, "holds": list(Appointment.HOLDS),
        "minutes": wish.type.minutes, "step": min(wish.type.minutes, LONGEST_STEP), "most": most,
        "but_for": wish.but_for, "with": wish.with_id, "organisation": wish.organisation_id,
    }  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute(_IN_A_ROOM if wish.channel == Channel.IN_PERSON else _ANYWHERE, values)
        return [Slot(*row) for row in cursor.fetchall()]


def next_free(wish: Wish, *, most: int = 6) -> list[Slot]:
    """The next free times after one was lost: with the same member of staff first, then with anybody."""
    from_here = replace(wish, last=wish.first + dt.timedelta(days=14))
    found = free_slots(from_here, most=most)
    if len(found) < most and wish.staff_id is not None:
        others = free_slots(replace(from_here, staff_id=None), most=most)
        found += [slot for slot in others if slot.staff_id != wish.staff_id][: most - len(found)]
    return found


def by_day(slots: Iterable[Slot]) -> dict[dt.date, list[Slot]]:
    days: dict[dt.date, list[Slot]] = {}
    for slot in slots:
        days.setdefault(slot.day, []).append(slot)
    return days


def by_time(slots: Iterable[Slot], *, first: int | None = None) -> list[Slot]:
    """One slot a time: the person's own counsellor where they are free, else whoever is."""
    found: dict[dt.datetime, Slot] = {}
    for slot in slots:
        if slot.starts_at not in found or slot.staff_id == first:
            found[slot.starts_at] = slot
    return list(found.values())


# Pieces of working time, cut into slots; a slot that touches what its member of staff or the person has is no slot.
_FREE = """
WITH span AS (
    SELECT tstzrange(%(first)s::date::timestamp AT TIME ZONE %(zone)s,
                     (%(last)s::date + 1)::timestamp AT TIME ZONE %(zone)s) AS during
), piece AS (
    SELECT w.user_id, u.public_id, u.display_name, w.organisation_id,
           (d.day + w.starts) AT TIME ZONE %(zone)s AS starts, (d.day + w.ends) AT TIME ZONE %(zone)s AS ends
    FROM welfare_centres_workinghours w
    JOIN generate_series(%(first)s::date::timestamp, %(last)s::date::timestamp, interval '1 day') AS d(day)
      ON extract(isodow FROM d.day) = w.weekday
     AND d.day::date >= w.valid_from AND (w.valid_to IS NULL OR d.day::date < w.valid_to)
    JOIN accounts_user u ON u.id = w.user_id AND u.is_active
    LEFT JOIN welfare_centres_staffprofile p ON p.user_id = w.user_id
    WHERE w.centre_id = %(centre)s AND %(channel)s = ANY(w.channels)
      AND (%(staff)s::bigint IS NULL OR w.user_id = %(staff)s)
      AND (%(organisation)s::bigint IS NULL OR w.organisation_id = %(organisation)s)
      AND w.user_id IS DISTINCT FROM %(with)s::bigint
      AND EXISTS (SELECT 1 FROM accounts_membership m JOIN accounts_organisation o ON o.id = m.organisation_id
                  WHERE m.user_id = w.user_id AND m.organisation_id = w.organisation_id AND m.until IS NULL
                    AND o.closed_at IS NULL)
      AND NOT EXISTS (SELECT 1 FROM welfare_centres_closing c
                      WHERE c.day = d.day::date AND (c.centre_id IS NULL OR c.centre_id = w.centre_id))
      AND (%(competence)s::bigint IS NULL OR EXISTS (
              SELECT 1 FROM welfare_centres_staffprofile_competences k
              WHERE k.staffprofile_id = p.id AND k.competence_id = %(competence)s))
      AND (%(language)s = '' OR %(language)s = ANY(p.languages))
      AND (%(channel)s <> 'video' OR p.video_link <> '')
      AND (NOT EXISTS (SELECT 1 FROM welfare_centres_workinghours_types t WHERE t.workinghours_id = w.id)
           OR EXISTS (SELECT 1 FROM welfare_centres_workinghours_types t
                      WHERE t.workinghours_id = w.id AND t.appointmenttype_id = %(type)s))
), asked AS (
    SELECT DISTINCT user_id FROM piece UNION SELECT %(with)s::bigint WHERE %(with)s::bigint IS NOT NULL
), busy AS (
    SELECT user_id, range_agg(during) AS taken FROM (
        SELECT a.staff_id AS user_id, a.during FROM welfare_centres_appointment a, span
        WHERE a.state = ANY(%(holds)s) AND a.during && span.during AND a.id IS DISTINCT FROM %(but_for)s::bigint
          AND a.staff_id IN (SELECT user_id FROM asked)
        UNION ALL
        SELECT a.companion_id, a.during FROM welfare_centres_appointment a, span
        WHERE a.state = ANY(%(holds)s) AND a.during && span.during AND a.id IS DISTINCT FROM %(but_for)s::bigint
          AND a.companion_id IN (SELECT user_id FROM asked)
        UNION ALL
        SELECT b.user_id, b.during FROM welfare_centres_absence b, span WHERE b.during && span.during
        UNION ALL
        SELECT g.leader_id, g.during FROM welfare_centres_groupsession g, span
        WHERE g.cancelled_at IS NULL AND g.during && span.during
    ) AS held GROUP BY user_id
), own AS (
    SELECT range_agg(during) AS taken FROM (
        SELECT a.during FROM welfare_centres_appointment a, span
        WHERE a.person_id = %(person)s::bigint AND a.state = ANY(%(holds)s) AND a.during && span.during
          AND a.id IS DISTINCT FROM %(but_for)s::bigint
        UNION ALL
        SELECT g.during FROM welfare_centres_groupsession g
        JOIN welfare_centres_attendee t ON t.session_id = g.id, span
        WHERE t.person_id = %(person)s::bigint AND t.state = 'going' AND g.cancelled_at IS NULL
          AND g.during && span.during
        UNION ALL
        SELECT unnest(busy.taken) FROM busy WHERE busy.user_id = %(with)s::bigint
    ) AS held
), slot AS (
    SELECT piece.user_id, piece.public_id, piece.display_name, piece.organisation_id, s AS starts,
           s + make_interval(mins => %(minutes)s) AS ends
    FROM piece
    CROSS JOIN generate_series(piece.starts, piece.ends - make_interval(mins => %(minutes)s),
                               make_interval(mins => %(step)s)) AS s
    LEFT JOIN busy ON busy.user_id = piece.user_id
    CROSS JOIN own
    WHERE s >= %(not_before)s
      AND NOT coalesce(tstzrange(s, s + make_interval(mins => %(minutes)s)) && busy.taken, false)
      AND NOT coalesce(tstzrange(s, s + make_interval(mins => %(minutes)s)) && own.taken, false)
)"""
_ORDER = "ORDER BY slot.starts, slot.user_id LIMIT %(most)s"
_ANYWHERE = f"""{_FREE}
SELECT slot.user_id, slot.public_id, slot.display_name, slot.organisation_id, slot.starts, slot.ends, NULL::bigint
FROM slot {_ORDER}"""  # noqa: S608 - no value in the text
# A visit needs a room for all of its time: the plainest that does, so that others are left to who needs them.
_IN_A_ROOM = f"""{_FREE}, room AS (
    SELECT r.id, r.for_video, r.accessible, r.seats, (
        SELECT range_agg(held.during) FROM (
            SELECT a.during FROM welfare_centres_appointment a, span
            WHERE a.room_id = r.id AND a.state = ANY(%(holds)s) AND a.during && span.during
              AND a.id IS DISTINCT FROM %(but_for)s::bigint
            UNION ALL
            SELECT g.during FROM welfare_centres_groupsession g, span
            WHERE g.room_id = r.id AND g.cancelled_at IS NULL AND g.during && span.during
        ) AS held) AS taken
    FROM welfare_centres_room r
    WHERE r.centre_id = %(centre)s AND r.closed_at IS NULL AND (r.accessible OR NOT %(accessible)s)
      AND (%(room)s::bigint IS NULL OR r.id = %(room)s)
), time AS (
    SELECT t.starts, (
        SELECT room.id FROM room WHERE NOT coalesce(tstzrange(t.starts, t.ends) && room.taken, false)
        ORDER BY room.for_video, room.accessible, room.seats, room.id LIMIT 1) AS room_id
    FROM (SELECT DISTINCT starts, ends FROM slot) AS t
)
SELECT slot.user_id, slot.public_id, slot.display_name, slot.organisation_id, slot.starts, slot.ends, time.room_id
FROM slot JOIN time ON time.starts = slot.starts AND time.room_id IS NOT NULL {_ORDER}"""  # noqa: S608 - no value in the text

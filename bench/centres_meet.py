"""Free times of a centre beside the naive form, and bookings at once for fewer times.

--quick: 8 members of staff and 800 appointments; 40 bookings for 10 times over 8 connections.
"""

from __future__ import annotations

import datetime as dt
import json
import os
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from bench.platform import database, manage, production, python
from bench.rows import Row, figure

STAFF, APPOINTMENTS, WEEKS = 40, 20_000, 4
BOOKINGS, TIMES, WORKERS = 200, 50, 20
REPEATS = 7


def run(*, quick: bool) -> Iterator[Row]:
    sizes = (8, 800, 40, 10, 8) if quick else (STAFF, APPOINTMENTS, BOOKINGS, TIMES, WORKERS)
    with tempfile.TemporaryDirectory() as var, database("meetings") as url:
        env = production(url, var)
        manage(env, "migrate", "--noinput")
        found = json.loads(python(env, "-m", "bench.centres_meet", *map(str, sizes)))
    yield from finding(found, sizes[0])
    yield from booking(found, *sizes[2:])


def finding(found: dict[str, Any], staff: int) -> Iterator[Row]:
    """Both give the same times; ours in one statement, the naive form in a loop over staff and times."""
    name = f"free times: {staff} staff, {WEEKS} weeks, {found['appointments']:,} appointments"
    ratios = [naive / ours for ours, naive in zip(found["ours"], found["naive"], strict=True)]
    yield figure(f"{name}: times that only one of both gives", [float(found["different"])], "", "≤0")
    yield figure(f"  {found['free']:,} free times in", [one * 1000 for one in found["ours"]], "ms")
    yield figure("  by a loop over staff and times in", [one * 1000 for one in found["naive"]], "ms")
    yield figure("  the loop beside the one statement", ratios, "times", "≥2")


def booking(found: dict[str, Any], bookings: int, times: int, workers: int) -> Iterator[Row]:
    for name, count, target in (
        (f"{bookings} bookings at once for {times} times: booked", found["booked"], f"≥{times}"),
        ("  booked beyond the times", found["booked"] - times, "≤0"),
        ("  staff, rooms or people held twice", found["doubles"], "≤0"),
        ("  refused without another time offered", found["bare"], "≤0"),
        ("  lost", bookings - found["booked"] - found["refused"], "≤0"),
    ):
        yield figure(name, [float(count)], "", target)
    yield figure(f"  over {workers} connections", [bookings / found["seconds"]], "bookings/s")
    yield figure("  slowest tenth answered within", [found["p90"] * 1000], "ms")


# --- what the bench starts in a process of the product's own settings -------------------------------------------


def _setup() -> None:
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "pes_platform.settings")
    django.setup()


def _centre(staff: int) -> tuple[Any, Any, list[Any]]:
    """A centre with a room for each member of staff, who all work five weekdays from nine to six."""
    from accounts.models import Membership, Organisation, User
    from welfare_centres.models import AppointmentType, Centre, Channel, Room, StaffProfile, WorkingHours

    organisation = Organisation.objects.create(kind=Organisation.Kind.CENTRE, name_ko="시험 센터")
    centre = Centre.objects.create(organisation=organisation, type=Centre.Type.PLUS)
    kind = AppointmentType.objects.create(code="bench", name_ko="시험 상담", channels=list(Channel.values))
    Room.objects.bulk_create(Room(centre=centre, name_ko=f"방 {n}") for n in range(staff))
    users = User.objects.bulk_create(User(email=f"staff{n}@bench.example") for n in range(staff))
    StaffProfile.objects.bulk_create(StaffProfile(user=user) for user in users)
    Membership.objects.bulk_create(
        Membership(user=user, organisation=organisation, role=Membership.Role.COUNSELLOR) for user in users
    )
    WorkingHours.objects.bulk_create(
        WorkingHours(
            user=user, organisation=organisation, centre=centre, weekday=weekday, starts=dt.time(9), ends=dt.time(18),
            channels=list(Channel.values), valid_from=dt.date(2020, 1, 1),
        )
        for user in users
        for weekday in range(1, 6)
    )  # fmt: skip
    return centre, kind, users


def _people(count: int, centre: Any, counsellor: Any) -> list[Any]:
    from accounts.models import Assignment, Person, User

    people = Person.objects.bulk_create(Person(name=f"사람 {n}") for n in range(count))
    Assignment.objects.bulk_create(
        Assignment(person=person, organisation=centre.organisation, counsellor=counsellor) for person in people
    )
    return list(User.objects.bulk_create(
        User(email=f"person{n}@bench.example", person=person) for n, person in enumerate(people)
    ))  # fmt: skip


def _appointments(centre: Any, kind: Any, users: list[Any], count: int) -> int:
    """As many as fit of past and coming weekdays, two of three half hours of each working day."""
    from django.db import connection
    from django.utils import timezone

    days = 2 + count // (len(users) * 12) * 7 // 5
    with connection.cursor() as cursor:
        cursor.execute(
            """
            INSERT INTO welfare_centres_appointment
                (public_id, created_at, updated_at, person_id, staff_id, organisation_id, centre_id, type_id, channel,
                 during, state, booked_by_id, booked_how, asked_at, video_link, place, note, reason)
            SELECT gen_random_uuid(), now(), now(), p.id, s.user_id, %(organisation)s, %(centre)s, %(kind)s, 'phone',
                   tstzrange(t, t + interval '30 minutes'), 'booked', s.user_id, 'phone', now(), '', '', '', ''
            FROM (SELECT user_id, row_number() OVER (ORDER BY user_id) AS seat
                  FROM welfare_centres_workinghours WHERE weekday = 1) AS s
            JOIN (SELECT id, row_number() OVER (ORDER BY id) AS seat FROM accounts_person) AS p ON p.seat = s.seat
            CROSS JOIN generate_series(%(last)s::date - %(days)s, %(last)s::date, interval '1 day') AS day
            CROSS JOIN generate_series(0, 17) AS n
            CROSS JOIN LATERAL (SELECT (day + time '09:00' + n * interval '30 minutes')
                                       AT TIME ZONE 'Asia/Seoul' AS t) AS at
            WHERE extract(isodow FROM day) < 6 AND (n + s.seat) %% 3 < 2
            ORDER BY t DESC LIMIT %(count)s""",
            {
                "organisation": centre.organisation_id, "centre": centre.pk, "kind": kind.pk, "days": days,
                "last": timezone.localdate() + dt.timedelta(weeks=WEEKS, days=1), "count": count,
            },
        )  # fmt: skip
        made: int = cursor.rowcount
        cursor.execute("ANALYZE")
    return made


def _naive(wish: Any) -> set[tuple[int, dt.datetime]]:
    """A loop over days, staff and times, as one writes it first: what each has is read once a day."""
    from django.utils import timezone

    from welfare_centres.models import Absence, Appointment, Closing, GroupSession, Room, WorkingHours

    found, length = set(), dt.timedelta(minutes=wish.type.minutes)
    rooms = set(Room.objects.filter(centre=wish.centre_id, closed_at=None).values_list("pk", flat=True))
    for offset in range((wish.last - wish.first).days + 1):
        day = wish.first + dt.timedelta(days=offset)
        if Closing.objects.filter(day=day, centre__in=[wish.centre_id, None]).exists():
            continue
        begins = timezone.make_aware(dt.datetime.combine(day, dt.time()))
        span = (begins, begins + dt.timedelta(days=1))
        booked = list(Appointment.objects.holding().filter(centre=wish.centre_id, during__overlap=span))
        groups = list(GroupSession.objects.filter(centre=wish.centre_id, cancelled_at=None, during__overlap=span))
        for hours in WorkingHours.objects.filter(centre=wish.centre_id, weekday=day.isoweekday()):
            away = list(Absence.objects.filter(user=hours.user_id, during__overlap=span))
            start = timezone.make_aware(dt.datetime.combine(day, hours.starts))
            end = timezone.make_aware(dt.datetime.combine(day, hours.ends))
            while start + length <= end:
                touching = [one for one in booked if one.starts_at < start + length and start < one.ends_at]
                free = start >= wish.not_before and all(one.staff_id != hours.user_id for one in touching)
                free = free and not any(one.starts_at < start + length and start < one.ends_at for one in away)
                free = free and not any(one.starts_at < start + length and start < one.ends_at for one in groups)
                if free and rooms - {one.room_id for one in touching}:
                    found.add((hours.user_id, start))
                start += min(length, dt.timedelta(minutes=30))
    return found


def _find(centre: Any, kind: Any) -> dict[str, Any]:
    from django.utils import timezone

    from welfare_centres.selectors.slots import Wish, free_slots

    first = timezone.localdate() + dt.timedelta(days=1)
    wish = Wish(
        type=kind, channel="in_person", centre_id=centre.pk, first=first, not_before=timezone.now(),
        last=first + dt.timedelta(weeks=WEEKS, days=-1),
    )  # fmt: skip
    ours, naive, slots, slow = [], [], [], set()
    for turn in range(REPEATS + 1):
        began = time.perf_counter()
        slots = free_slots(wish)
        middle = time.perf_counter()
        slow = _naive(wish)
        if turn:  # the first warms caches and plans
            ours.append(middle - began)
            naive.append(time.perf_counter() - middle)
    different = slow ^ {(slot.staff_id, slot.starts_at) for slot in slots}
    return {"ours": ours, "naive": naive, "free": len(slots), "different": len(different)}


def _ask(centre: Any, kind: Any, slot: Any, by: Any) -> str:
    from welfare_centres.services.appointments import appointment_book
    from welfare_centres.services.holding import SlotTaken

    try:
        appointment_book(
            by=by, how="self", person_id=by.person_id, type_id=kind.pk, centre_id=centre.pk,
            staff_id=slot.staff_id, channel="in_person", starts_at=slot.starts_at,
        )  # fmt: skip
    except SlotTaken as exc:
        return "refused" if exc.offers else "bare"
    return "booked"


def _times(centre: Any, kind: Any, count: int) -> list[Any]:
    """The first free ones from the day after tomorrow."""
    from django.utils import timezone

    from welfare_centres.selectors.slots import Wish, free_slots

    day = timezone.localdate() + dt.timedelta(days=2)
    wish = Wish(
        type=kind, channel="in_person", centre_id=centre.pk, first=day, last=day + dt.timedelta(days=20),
        not_before=timezone.now() + dt.timedelta(hours=3),
    )  # fmt: skip
    return free_slots(wish)[:count]


def _book(centre: Any, kind: Any, people: list[Any], times: int, workers: int) -> dict[str, Any]:
    """Each person asks for one of the times, several for each; all let go together."""
    import threading

    from django.db import connection

    slots, gate = _times(centre, kind, times), threading.Barrier(workers)
    took: list[float] = []
    ends: Counter[str] = Counter()

    def work(at: int) -> None:
        gate.wait()
        for n in range(at, len(people), workers):
            began = time.monotonic()
            ends[_ask(centre, kind, slots[n % times], people[n])] += 1
            took.append(time.monotonic() - began)
        connection.close()

    began = time.monotonic()
    with ThreadPoolExecutor(workers) as pool:
        list(pool.map(work, range(workers)))
    seconds = time.monotonic() - began
    return {
        "booked": ends["booked"], "refused": ends["refused"] + ends["bare"], "bare": ends["bare"],
        "doubles": _doubles(), "seconds": seconds, "p90": sorted(took)[len(took) * 9 // 10],
    }  # fmt: skip


def _doubles() -> int:
    """Pairs that hold one member of staff, one room or one person at one time."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(
            """
            SELECT count(*) FROM welfare_centres_appointment a JOIN welfare_centres_appointment b
              ON a.id < b.id AND a.during && b.during
             AND (a.staff_id = b.staff_id OR a.room_id = b.room_id OR a.person_id = b.person_id)
            WHERE a.state IN ('booked', 'arrived', 'done') AND b.state IN ('booked', 'arrived', 'done')
              AND a.room_id IS NOT NULL"""
        )
        found: int = cursor.fetchone()[0]
    return found


def main(staff: int, appointments: int, bookings: int, times: int, workers: int) -> dict[str, Any]:
    centre, kind, users = _centre(staff)
    people = _people(max(bookings, staff) + staff, centre, users[0])
    made = _appointments(centre, kind, users, appointments)
    found = _find(centre, kind)
    return found | {"appointments": made} | _book(centre, kind, people[staff:][:bookings], times, workers)


if __name__ == "__main__":
    _setup()
    print(json.dumps(main(*map(int, sys.argv[1:]))))

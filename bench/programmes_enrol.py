"""Places under load: hundreds apply at once over pooled connections; and the import of course deliveries.

--quick: 60 applicants for 12 places, and the first rows of the deliveries.
"""

from __future__ import annotations

import datetime as dt
import itertools
import json
import os
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from bench.platform import DATA, database, manage, production, python
from bench.rows import Row, figure

APPLICANTS, PLACES, WORKERS = 500, 100, 20
DELIVERIES = (("2024-12-01", "courses/kdt_2024-12.csv"), ("2025-08-01", "courses/kdt_2025-08.csv"))


def run(*, quick: bool) -> Iterator[Row]:
    people, places = (60, 12) if quick else (APPLICANTS, PLACES)
    with tempfile.TemporaryDirectory() as var, database("programmes") as url:
        env = production(url, var)
        manage(env, "migrate", "--noinput")
        manage(env, "load_reference")
        yield from applying(
            json.loads(python(env, "-m", "bench.programmes_enrol", str(people), str(places))), people, places
        )
        if DATA.is_dir():
            yield from importing(env, var, quick=quick)
        else:
            yield Row(f"import of courses: there is no folder {DATA}", "", "", None, "")


def applying(found: dict, people: int, places: int) -> Iterator[Row]:
    """Counts are the targets; the time is only shown."""
    for name, count, target in (
        (f"{people} applications at once: lost", people - found["rows"], "≤0"),
        ("  placed", found["states"].get("placed", 0), f"≥{places}"),
        ("  places counted by the run", found["occupied"], f"≤{places}"),
        ("  waiting", found["states"].get("waiting", 0), f"≥{people - places}"),
        ("  numbers missing, twice or out of order", found["disorder"], "≤0"),
    ):
        yield figure(name, [float(count)], "", target)
    yield figure(f"  over {WORKERS} connections", [people / found["seconds"]], "applications/s")
    yield figure("  processor time of ours", [found["processor"] * 1000 / people], "ms each")
    yield figure("  slowest tenth answered within", [found["p90"] * 1000], "ms")


def importing(env: dict[str, str], var: str, *, quick: bool) -> Iterator[Row]:
    for again in ("", " again"):
        for vintage, name in DELIVERIES:
            path = DATA / name
            if quick:
                with path.open(encoding="utf-8-sig") as file:
                    text = "".join(itertools.islice(file, 400))
                path = Path(var) / path.name
                path.write_text(text, encoding="utf-8")
            found = json.loads(python(env, "-m", "bench.programmes_enrol", str(path), vintage))
            told = f"import of {vintage[:7]}{again}: {found['read']:,} rows, {found['written']:,} written"
            yield figure(told, [found["read"] / found["seconds"]], "rows/s")
            yield figure("  by processor time of ours", [found["read"] / found["processor"]], "rows/s")


# --- what the bench starts in a process of the product's own settings -------------------------------------------


def _setup() -> None:
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "pes_platform.settings")
    django.setup()


def _people(count: int) -> list[int]:
    from accounts.models import Person, User

    people = Person.objects.bulk_create(Person(name=f"신청 {n}") for n in range(count))
    return [user.pk for user in User.objects.bulk_create(
        User(email=f"applicant{n}@bench.example", person=person) for n, person in enumerate(people)
    )]  # fmt: skip


def _run(places: int) -> int:
    from accounts.models import Organisation
    from almp_programmes.importing.running import _programme
    from almp_programmes.models import Course, CourseRun

    provider = Organisation.objects.create(kind=Organisation.Kind.PROVIDER, name_ko="시험 학원")
    course = Course.objects.create(
        programme=_programme("kdt"), provider=provider, title="시험 과정", reference="B1", published=True
    )
    day = dt.date.today() + dt.timedelta(days=30)
    made = CourseRun.objects.create(
        course=course, starts_on=day, ends_on=day + dt.timedelta(days=90), capacity=places, first_come=True
    )
    return int(made.pk)


def _apply(users: list[int], run_id: int, gate: object) -> list[float]:
    """One connection, its share of the applicants one after the other, let go together with the others."""
    from accounts.models import User
    from almp_programmes.models import CourseRun
    from almp_programmes.services.enrolments import enrolment_apply

    people = {user.pk: user for user in User.objects.filter(pk__in=users)}
    programme = CourseRun.objects.values_list("course__programme", flat=True).get(pk=run_id)
    gate.wait()  # type: ignore[attr-defined]
    took = []
    for pk in users:
        began = time.monotonic()
        enrolment_apply(person_id=people[pk].person_id, programme_id=programme, run_id=run_id, by=people[pk])
        took.append(time.monotonic() - began)
    return took


def _all_apply(count: int, places: int) -> dict:
    import threading

    from django.db import connection

    from almp_programmes.models import CourseRun, Enrolment

    users, run_id = _people(count), _run(places)
    gate = threading.Barrier(WORKERS + 1)

    def work(share: list[int]) -> list[float]:
        try:
            return _apply(share, run_id, gate)
        finally:
            connection.close()

    with ThreadPoolExecutor(WORKERS) as pool:
        jobs = [pool.submit(work, users[at::WORKERS]) for at in range(WORKERS)]
        gate.wait()
        began, busy = time.monotonic(), time.process_time()
        took = sorted(itertools.chain.from_iterable(job.result() for job in jobs))
        seconds, busy = time.monotonic() - began, time.process_time() - busy
    waiting = Enrolment.objects.filter(run=run_id, state="waiting").order_by("applied_at")
    numbers = list(waiting.values_list("waiting_number", flat=True))
    return {
        "rows": Enrolment.objects.filter(run=run_id).count(),
        "states": Counter(Enrolment.objects.filter(run=run_id).values_list("state", flat=True)),
        "occupied": CourseRun.objects.get(pk=run_id).occupied,
        "disorder": sum(number != place for place, number in enumerate(numbers, start=1)),
        "seconds": seconds,
        "processor": busy,
        "p90": took[len(took) * 9 // 10],
    }


def _import(path: str, vintage: str) -> dict:
    from almp_programmes.importing import import_courses

    began, busy = time.monotonic(), time.process_time()
    report = import_courses(Path(path), vintage=dt.date.fromisoformat(vintage))
    return {
        "read": report.read,
        "written": report.written,
        "seconds": time.monotonic() - began,
        "processor": time.process_time() - busy,
    }


if __name__ == "__main__":
    _setup()
    first, second = sys.argv[1:]
    print(json.dumps(_all_apply(int(first), int(second)) if first.isdigit() else _import(first, second)))

"""Makes the caseloads of `centres_day` and counts what their homes ask of the database; prints it as JSON."""

from __future__ import annotations

import datetime as dt
import json
import random
import sys

import django

django.setup()

from django.db import connection  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402
from django.utils import timezone  # noqa: E402

from accounts.models import Assignment, Membership, Organisation, Person, User  # noqa: E402
from bench.centres_day import PAGE  # noqa: E402
from bench.sessions import sessions  # noqa: E402
from jobseekers.models import Jobseeker, Plan, PlanAction, Spell  # noqa: E402
from welfare_centres.models import Case, CaseMember, Centre, Entry  # noqa: E402

ROLES = ("counsellor", "caseworker")
ACTIONS, ENTRIES = 6, 20  # of each person


def seekers(count: int, rng: random.Random) -> list[Person]:
    now, today = timezone.now(), timezone.localdate()
    people = Person.objects.bulk_create(
        Person(name=f"김민지{n}", birth_date=dt.date(1990, 1, 1)) for n in range(count)
    )
    rows = Jobseeker.objects.bulk_create(Jobseeker(person=person, registered_at=now) for person in people)
    Spell.objects.bulk_create(
        Spell(jobseeker=row, started_on=today - dt.timedelta(days=rng.randrange(400)), reason="dismissal")
        for row in rows
    )
    return people


def look_after(people: list[Person], counsellor: User, worker: User, rng: random.Random) -> None:
    """Everybody has a counsellor, a case with a worker of an agency, a plan and a history."""
    now, today = timezone.now(), timezone.localdate()
    own = counsellor.memberships.get().organisation
    agency = worker.memberships.get().organisation
    centre, _new = Centre.objects.get_or_create(organisation=own, defaults={"type": Centre.Type.PLUS})
    ago = [now - dt.timedelta(days=rng.randrange(1, 90)) for _person in people]
    Assignment.objects.bulk_create(
        Assignment(person=one, organisation=own, counsellor=counsellor, since=since)
        for one, since in zip(people, ago, strict=True)
    )
    cases = Case.objects.bulk_create(
        Case(person=one, centre=centre, ground="law", law="-", purpose="-", opened_by=counsellor, opened_at=since,
             review_on=today + dt.timedelta(days=rng.randrange(-5, 60)))
        for one, since in zip(people, ago, strict=True)
    )  # fmt: skip
    CaseMember.objects.bulk_create(
        CaseMember(case=case, user=user, organisation=organisation, role=role, since=case.opened_at)
        for case in cases
        for user, organisation, role in ((counsellor, own, "lead"), (worker, agency, "member"))
    )
    Entry.objects.bulk_create(
        Entry(case=case, person_id=case.person_id, kind=rng.choice(("note", "plan", "contact")), scope="notes",
              verb="-", body="-", by=worker, organisation=agency, at=now - dt.timedelta(days=rng.randrange(200)))
        for case in cases
        for _entry in range(ENTRIES)
    )  # fmt: skip
    plans = Plan.objects.bulk_create(
        Plan(person=one, made_by=counsellor, review_on=today + dt.timedelta(days=rng.randrange(-10, 90)))
        for one in people
    )
    PlanAction.objects.bulk_create(
        PlanAction(plan=plan, words="이력서 쓰기", owner=user, organisation=organisation,
                   due_on=today + dt.timedelta(days=rng.randrange(-30, 60)))
        for plan in plans
        for user, organisation in rng.choices(((counsellor, own), (worker, agency)), k=ACTIONS)
    )  # fmt: skip


def staff(number: int, centre: Organisation, agency: Organisation) -> tuple[User, User]:
    """One more counsellor and case worker in the same house."""
    users = [User.objects.create(email=f"{name}{number}@bench.example", display_name=name) for name in ROLES]
    Membership.objects.create(user=users[0], organisation=centre, role=Membership.Role.COUNSELLOR)
    Membership.objects.create(user=users[1], organisation=agency, role=Membership.Role.CASE_WORKER)
    return users[0], users[1]


def main() -> None:
    caseload, others = int(sys.argv[1]), int(sys.argv[2])
    rng = random.Random(7)
    cookies = {role: cookie for role, cookie in sessions().items() if role in ROLES}
    counsellor, worker = (User.objects.get(email=f"{role}@demo.example") for role in ROLES)
    look_after(seekers(caseload - 1, rng), counsellor, worker, rng)  # one more is the demonstration's jobseeker
    centre, agency = (one.memberships.get().organisation for one in (counsellor, worker))
    for number, first in enumerate(range(0, others, caseload)):
        look_after(seekers(min(caseload, others - first), rng), *staff(number, centre, agency), rng)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    queries = {}
    for role, cookie in cookies.items():
        client = Client(HTTP_COOKIE=cookie, SERVER_NAME="127.0.0.1")
        client.get(PAGE)
        with CaptureQueriesContext(connection) as captured:
            answer = client.get(PAGE)
        if answer.status_code != 200:
            raise SystemExit(f"{PAGE} answered {answer.status_code} to the {role}.")
        queries[role] = len(captured)
    print(json.dumps({"cookies": cookies, "queries": queries}))


main()

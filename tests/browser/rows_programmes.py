"""Rows behind the pages of programmes: a provider's course with people in every state, an appeal, money."""

import datetime as dt
from typing import Any

from django.utils import timezone

from accounts.models import Membership
from almp_programmes.models import (
    Appeal,
    Attendance,
    Course,
    CourseRun,
    Enrolment,
    EnrolmentOutcome,
    ImportReject,
    Payment,
    ProgrammeAmount,
    RuleSet,
)
from almp_programmes.selectors.eligibility import standings
from almp_programmes.services import attendance, payments, steps
from almp_programmes.services.money import place_promise
from almp_programmes.services.outcomes import outcomes_register
from tests import factories
from tests.world import World

P = "almp_programmes:"
STATES = ("applied", "documents", "refused", "waiting", "offered", "placed", "started", "completed", "withdrawn")


def _more(state: str) -> dict[str, Any]:
    now = timezone.now()
    return {
        "waiting": {"waiting_number": 3},
        "offered": {"accept_by": now + dt.timedelta(days=1), "waiting_number": 1},
        "refused": {"reason": "훈련을 마친 뒤 6개월이 지나지 않음", "decided_at": now},
        "completed": {"ended_on": timezone.localdate() - dt.timedelta(days=100)},
        "withdrawn": {"ended_on": timezone.localdate(), "reason": "offer_lapsed"},
    }.get(state, {})


def make(world: World) -> None:
    """Each state of the jobseeker's own in a run of its own; the started one with attendance and a paid month."""
    Enrolment.objects.filter(person=world.jobseeker.person).delete()  # what the population made up would overlap
    course = Course.objects.get(provider__memberships__user__email="trainer@demo.example")
    ProgrammeAmount.objects.get_or_create(
        programme=course.programme, key="allowance", valid_from=dt.date(2020, 1, 1),
        defaults={"won": 316_000, "unit": "month", "name_ko": "훈련 수당", "name_en": "Training allowance"},
    )  # fmt: skip
    for number, state in enumerate(STATES, start=1):
        begins = timezone.localdate() + dt.timedelta(days=-40 if state in ("started", "completed") else 10)
        run = factories.CourseRunFactory(
            course=course, number=number, starts_on=begins, capacity=20, region=world.jobseeker.region, fee=900_000
        )
        full_time = state == "started"
        row = factories.EnrolmentFactory(
            run=run, person=world.jobseeker.person, state=state, full_time=full_time, **_more(state)
        )
        row.transitions.create(before="", after=state)
        if state not in Enrolment.OVER:
            steps.share(row)
        factories.EnrolmentFactory.create_batch(2, run=run)
    completed = Enrolment.objects.get(person=world.jobseeker.person, state="completed")
    outcomes_register(rows=[(completed.pk, 3, "employed")], source=EnrolmentOutcome.Source.PLACEMENT)
    started = Enrolment.objects.get(person=world.jobseeker.person, state="started", full_time=True)
    place_promise(started)
    _attend(started)
    _without_course(world)
    made = payments.payment_run_make(until=timezone.localdate(), by=None)
    assert made is not None
    administrator = Membership.objects.current().filter(role=Membership.Role.MINISTRY_ADMIN).latest("pk")
    payments.payment_run_approve(payment_run_id=made.pk, by=administrator.user)
    refused = factories.EnrolmentFactory(run=started.run, **{"state": "refused", **_more("refused")})
    Appeal.objects.create(
        enrolment=refused,
        text="지난 과정은 이틀 만에 그만두었어요.",
        decide_by=timezone.localdate() + dt.timedelta(days=9),
    )
    # One more than real deliveries bring: where these were imported, their own are there too.
    ImportReject.objects.create(
        vintage=dt.date(2026, 8, 1), row=4101, key="AIG202300004557224", code="number",
        detail="취업인원 (3개월): B", cells={"과정명": "자료 분석", "취업인원 (3개월)": "B"},
    )  # fmt: skip


def _without_course(world: World) -> None:
    """What the jobseeker's counsellor decides, with an answer of its rules that leaves all open."""
    today, rules = timezone.localdate(), RuleSet.objects.in_force(timezone.localdate()).latest("pk")
    held = dict.fromkeys((one.key for one in rules.rule.conditions), None)
    row = factories.EnrolmentFactory(
        run=None, programme=rules.programme, person=world.jobseeker.person, starts_on=today, ends_on=today,
        rule_set=rules, answer={"verdict": None, "held": held},
    )  # fmt: skip
    row.transitions.create(before="", after="applied")


def _attend(started: Enrolment) -> None:
    for days in (20, 25, 30, 38):
        session = factories.SessionFactory(run=started.run, days_ago=days)
        state = Attendance.State.EXCUSED if days == 25 else Attendance.State.PRESENT
        Attendance.objects.create(
            enrolment=started, session=session, state=state, reason="병원" if days == 25 else "", source="provider",
            by=started.person.user,
        )  # fmt: skip
    now = timezone.now()
    factories.SessionFactory(run=started.run, starts_at=now - dt.timedelta(minutes=5))


def _started(world: World) -> Any:
    return Enrolment.objects.get(person=world.jobseeker.person, state="started", full_time=True)


def _of_course(world: World) -> Any:
    return [({"public_id": _started(world).run.course.public_id}, "")]


def _of_run(world: World) -> Any:
    return [
        ({"public_id": _started(world).run.public_id}, "?tab=all"),
        ({"public_id": _started(world).run.public_id}, ""),
    ]


def _of_session(world: World) -> Any:
    run: CourseRun = _started(world).run
    return [({"public_id": run.public_id, "session": run.sessions.last().pk}, "")]  # type: ignore[attr-defined]


def _own(world: World) -> Any:
    return [({"public_id": row.public_id}, "") for row in Enrolment.objects.filter(person=world.jobseeker.person)]


def _code(world: World) -> Any:
    return [({"token": attendance.check_in_token(_started(world).run.sessions.last())}, "")]


def _to_apply(world: World) -> Any:
    """A programme of each answer for the jobseeker: open, to be asked, and not for them; and a run."""
    found = {one.state: one.programme for one in standings(world.jobseeker.person_id, timezone.localdate())}
    run = Enrolment.objects.get(person=world.jobseeker.person, state="withdrawn").run
    of_run = ({"public_id": run.course.programme.public_id}, f"?run={run.public_id}")
    return [({"public_id": one.public_id}, "") for one in found.values()] + [of_run]


def _counselled(world: World) -> Any:
    rows = Enrolment.objects.filter(person=world.jobseeker.person, run=None, state="applied")
    return [({"public_id": row.public_id}, "") for row in rows]


REAL: list[tuple[str, str, Any]] = [
    ("portal:home", "trainer", lambda world: [({}, "")]),
    (P + "catalogue", "jobseeker", lambda world: [({}, "")]),
    (P + "apply", "jobseeker", _to_apply),
    (P + "participant", "counsellor", _counselled),
    (P + "programme", "analyst", lambda world: [({"public_id": _started(world).programme.public_id}, "")]),
    (P + "course_list", "anon", lambda world: [({}, "?all=1"), ({}, "?q=zzzz")]),
    (P + "course", "jobseeker", _of_course),
    (P + "enrolment", "jobseeker", _own),
    (P + "check_in", "jobseeker", _code),
    (P + "offered", "trainer", lambda world: [({}, "")]),
    (P + "course_new", "trainer", lambda world: [({}, "")]),
    (P + "offered_course", "trainer", _of_course),
    (P + "course_edit", "trainer", _of_course),
    (P + "run_new", "trainer", _of_course),
    (P + "run_edit", "trainer", _of_run),
    (P + "run_sessions", "trainer", _of_run),
    (P + "applicants", "trainer", _of_run),
    (P + "attendance_file", "trainer", _of_run),
    (P + "attendance", "trainer", _of_session),
    (P + "attendance_code", "trainer", _of_session),
    (P + "participant", "trainer", lambda world: [({"public_id": _started(world).public_id}, "")]),
    (P + "appeal", "admin", lambda world: [({"public_id": Appeal.objects.latest("pk").public_id}, "")]),
    (P + "payment_run", "analyst", lambda world: [({"public_id": Payment.objects.latest("pk").run.public_id}, "")]),
    (P + "payment_runs", "admin", lambda world: [({}, "")]),
]

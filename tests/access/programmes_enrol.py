"""Courses and taking part: the world's jobseeker applied for a run of a provider."""

import datetime as dt
from functools import partial
from typing import Any

from django.utils import timezone

from almp_programmes.models import Enrolment
from almp_programmes.services import appeals, attendance
from almp_programmes.services.enrolments import enrolment_apply
from tests import factories

PUBLIC = {"anon": 200, "jobseeker": 200, "recruiter": 200, "counsellor": 200, "analyst": 200}
OWN = {"anon": 302, "jobseeker": 200, "recruiter": 403, "counsellor": 403, "analyst": 403}
PROVIDER = {"anon": 302, "jobseeker": 403, "recruiter": 403, "counsellor": 403, "analyst": 403, "trainer": 200}
POST_ONLY = {"anon": 302, "jobseeker": 405, "recruiter": 405, "counsellor": 405, "analyst": 405}
MINISTRY = {"anon": 302, "jobseeker": 403, "recruiter": 403, "counsellor": 403, "analyst": 200}
STAFF = {"anon": 302, "jobseeker": 403, "recruiter": 403, "counsellor": 200, "analyst": 200}


def _enrolment(world: Any) -> Enrolment:
    if "enrolment" not in world.more:
        own = {"course__provider": world.trainer.organisation} if world.trainer else {}
        run = factories.CourseRunFactory(region=world.jobseeker.region, **own)
        world.more["enrolment"] = enrolment_apply(
            person_id=world.jobseeker.person_id, programme_id=run.course.programme_id, run_id=run.pk,
            by=world.user("jobseeker"),
        )  # fmt: skip
    enrolment: Enrolment = world.more["enrolment"]
    return enrolment


def _run(world: Any) -> Any:
    run: Any = _enrolment(world).run
    return run


def _session(world: Any) -> Any:
    now = timezone.now()
    return _run(world).sessions.filter(ends_at__gt=now).first() or factories.SessionFactory(
        run=_run(world), starts_at=now - dt.timedelta(minutes=5)
    )


def _appeal(world: Any) -> Any:
    if "appeal" not in world.more:
        trainer = factories.MembershipFactory(trainer=True, organisation=_run(world).course.provider).user
        refused = factories.EnrolmentFactory(
            run=_run(world),
            state="refused",
            reason="요건",
            decided_by=trainer,
            decided_at=_enrolment(world).applied_at,
        )
        world.more["appeal"] = appeals.appeal_make(enrolment_id=refused.pk, by=refused.person.user, text="다시")
    return world.more["appeal"]


P = "almp_programmes:"
ACCESS = {
    P + "course_list": PUBLIC,
    P + "course": PUBLIC,
    P + "apply": OWN,
    P + "enrolments": OWN,
    P + "enrolment": OWN,
    P + "enrolment_accept": POST_ONLY,
    P + "enrolment_withdraw": POST_ONLY,
    P + "enrolment_documents": POST_ONLY,
    P + "enrolment_appeal": POST_ONLY,
    P + "enrolment_leave": POST_ONLY,
    P + "enrolment_outcome": POST_ONLY,
    P + "check_in": OWN,
    P + "offered": PROVIDER,
    P + "course_new": PROVIDER,
    P + "offered_course": PROVIDER,
    P + "course_edit": PROVIDER,
    P + "course_publish": POST_ONLY,
    P + "run_new": PROVIDER,
    P + "run_edit": PROVIDER,
    P + "run_sessions": PROVIDER,
    P + "applicants": PROVIDER,
    P + "run_start": POST_ONLY,
    P + "attendance_csv": PROVIDER,
    P + "attendance_file": PROVIDER,
    P + "attendance": PROVIDER,
    P + "attendance_code": PROVIDER,
    P + "participant": PROVIDER | {"counsellor": 404},  # only those without a course are the counsellor's
    P + "participant_step": POST_ONLY,
    P + "client_enrolments": {"anon": 302, "jobseeker": 403, "recruiter": 403, "counsellor": 200, "analyst": 403},
    P + "appeals": STAFF,
    # Neither a counsellor nor an analyst decides appeals.
    P + "appeal": STAFF | {"counsellor": 404, "analyst": 404},
    P + "import_rejects": MINISTRY,
    P + "import_rejects_csv": MINISTRY,
    P + "payment_runs": MINISTRY,
    P + "payment_run": MINISTRY,
}
API = {"anon": 401, "jobseeker": 200, "recruiter": 200, "counsellor": 200, "analyst": 200}
API_POST = {"anon": 401, "jobseeker": 405, "recruiter": 405, "counsellor": 405, "analyst": 405}
NOT_THERE = {"jobseeker": 404, "recruiter": 404, "counsellor": 404, "analyst": 404}
ACCESS |= {
    "api:course-list": PUBLIC,
    "api:course-detail": PUBLIC,
    "api:course-run-list": PUBLIC,
    "api:course-run-detail": PUBLIC,
    "api:own-enrolment-list": API,
    "api:own-enrolment-detail": API | NOT_THERE | {"jobseeker": 200},
    "api:own-enrolment-accept": API_POST,
    "api:own-enrolment-withdraw": API_POST,
    "api:provider-enrolment-list": API,
    "api:provider-enrolment-detail": API | NOT_THERE | {"trainer": 200},
    "api:provider-enrolment-decide": API_POST,
}
MAKERS = {
    "programme": lambda world: {"public_id": _run(world).course.programme.public_id},
    "course": lambda world: {"public_id": _run(world).course.public_id},
    "run": lambda world: {"public_id": _run(world).public_id},
    "session": lambda world: {"public_id": _run(world).public_id, "session": _session(world).pk},
    "enrolment": lambda world: {"public_id": _enrolment(world).public_id},
    "appeal": lambda world: {"public_id": _appeal(world).public_id},
    "token": lambda world: {"token": attendance.check_in_token(_session(world))},
    "payment": lambda world: {"public_id": _payment_run(world).public_id},
}


def _payment_run(world: Any) -> Any:
    from almp_programmes.models import PaymentRun

    return PaymentRun.objects.first() or PaymentRun.objects.create(until=_enrolment(world).starts_on)


OF = {
    "apply": "programme", "course": "course", "offered_course": "course", "course_edit": "course",
    "course_publish": "course", "run_new": "course", "run_edit": "run", "run_sessions": "run", "applicants": "run",
    "run_start": "run", "attendance_csv": "run", "attendance_file": "run", "attendance": "session",
    "attendance_code": "session", "check_in": "token", "appeal": "appeal", "payment_run": "payment",
    "api:course-detail": "course", "api:course-run-detail": "run",
}  # fmt: skip
BARE = {
    P + name
    for name in (
        "course_list", "enrolments", "offered", "course_new", "client_enrolments", "appeals", "import_rejects",
        "import_rejects_csv", "payment_runs",
    )
}  # fmt: skip


def _args(name: str, world: Any) -> dict[str, Any]:
    version = {"version": "v1"} if name.startswith("api:") else {}
    if name.endswith("-list"):
        return version
    return version | MAKERS[OF.get(name.removeprefix(P), "enrolment")](world)


ARGS = {name: partial(_args, name) for name in ACCESS if name not in BARE}

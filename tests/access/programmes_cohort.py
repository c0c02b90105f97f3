"""The classroom of a run: the world's jobseeker takes part; no role of the table teaches it."""

from typing import Any

from tests.almp_programmes.cohorts import Classroom, classroom

OWN = {"anon": 302, "jobseeker": 200, "recruiter": 404, "counsellor": 404, "analyst": 404}
# The trainer is of another provider.
PROVIDER = {"anon": 302, "jobseeker": 403, "recruiter": 403, "counsellor": 403, "analyst": 403, "trainer": 404}
POST_ONLY = {"anon": 302, "jobseeker": 405, "recruiter": 405, "counsellor": 405, "analyst": 405}
P = "almp_programmes:"


def _room(world: Any) -> Classroom:
    if "classroom" not in world.more:
        world.more["classroom"] = classroom(person=world.jobseeker.person, filled=True)
    room: Classroom = world.more["classroom"]
    return room


def _own(world: Any) -> dict[str, Any]:
    return {"public_id": _room(world).enrolment.public_id}


def _run(world: Any) -> dict[str, Any]:
    return {"public_id": _room(world).run.public_id}


def _work(world: Any) -> dict[str, Any]:
    return {"work": _room(world).work.public_id}


def _material(world: Any) -> Any:
    return _room(world).material.public_id


def _handed(world: Any) -> Any:
    return _room(world).submission.public_id  # type: ignore[union-attr]


ACCESS = {
    P + "cohort": OWN,
    P + "cohort_messages": OWN,
    P + "cohort_coursework": OWN,
    P + "cohort_material": OWN,
    P + "submission_file": OWN,
    P + "run_cohort": PROVIDER,
    P + "session_edit": PROVIDER,
    P + "material_new": PROVIDER,
    P + "material_remove": POST_ONLY,
    P + "announcement_new": PROVIDER,
    P + "coursework_new": PROVIDER,
    P + "run_coursework": PROVIDER,
    P + "coursework_edit": PROVIDER,
    P + "submission": PROVIDER,
    P + "participant_messages": PROVIDER,
}
ARGS = {
    P + "cohort": _own,
    P + "cohort_messages": _own,
    P + "cohort_coursework": lambda world: _own(world) | _work(world),
    P + "cohort_material": lambda world: {"public_id": _material(world)},
    P + "submission_file": lambda world: {"public_id": _handed(world)},
    P + "run_cohort": _run,
    P + "session_edit": lambda world: _run(world) | {"session": _room(world).session.pk},
    P + "material_new": _run,
    P + "material_remove": lambda world: _run(world) | {"material": _material(world)},
    P + "announcement_new": _run,
    P + "coursework_new": _run,
    P + "run_coursework": lambda world: _run(world) | _work(world),
    P + "coursework_edit": lambda world: _run(world) | _work(world),
    P + "submission": lambda world: _run(world) | _work(world) | {"handed": _handed(world)},
    P + "participant_messages": _own,
}

"""Online learning: the world's jobseeker is in a small course and has a certificate of it."""

from typing import Any
from uuid import UUID

from tests.almp_programmes.lessons import small_course

OPEN = {"anon": 200, "jobseeker": 200, "recruiter": 200, "counsellor": 200, "analyst": 200}
OWN = {"anon": 302, "jobseeker": 200, "recruiter": 404, "counsellor": 404, "analyst": 404}
LEARNER = OWN | {"recruiter": 302, "counsellor": 302, "analyst": 302}
POST_ONLY = {"anon": 302, "jobseeker": 405, "recruiter": 405, "counsellor": 405, "analyst": 405}
CONNECTING = {"anon": 302, "jobseeker": 403, "recruiter": 403, "counsellor": 403, "analyst": 200, "trainer": 200}
TOOLS = dict.fromkeys(OPEN, 401)  # another system's token or key, never a person's session
ABSENT = UUID(int=0)


def _world(world: Any) -> Any:
    if "learning" not in world.more:
        world.more["learning"] = small_course(learner=world.user("jobseeker"), finished=True)
    return world.more["learning"]


def _course(world: Any) -> dict[str, Any]:
    return {"public_id": _world(world).course.public_id}


def _unit(world: Any) -> dict[str, Any]:
    return {"public_id": _world(world).units[0].public_id}


def _certificate(world: Any) -> dict[str, Any]:
    return {"public_id": _world(world).certificate.public_id}


ACCESS = {
    "almp_programmes:learn_list": OPEN,
    "almp_programmes:learn_course": OPEN,
    "almp_programmes:learn_start": POST_ONLY,
    "almp_programmes:learn_unit": LEARNER,
    "almp_programmes:learn_answer": POST_ONLY,
    "almp_programmes:learn_captions": dict.fromkeys(OPEN, 404) | {"anon": 302},
    "almp_programmes:certificate": OWN,
    "almp_programmes:certificate_pdf": OWN,
    "almp_programmes:certificate_revoke": {
        "anon": 302, "jobseeker": 403, "recruiter": 403, "counsellor": 403, "analyst": 200,
        "trainer": 404,
    },
    "almp_programmes:certificate_verify": OPEN,
    "almp_programmes:certificate_number": OPEN,
    "almp_programmes:tools": CONNECTING,
    "almp_programmes:activity_providers": CONNECTING,
    "almp_programmes:activity_provider_switch": POST_ONLY,
    "almp_programmes:tool_switch": POST_ONLY,
    "almp_programmes:lti_launch": dict.fromkeys(OPEN, 404) | {"anon": 302},
    "almp_programmes:lti_authorize": dict.fromkeys(OPEN, 400) | {"anon": 302},
    "almp_programmes:lti_keys": OPEN,
    "almp_programmes:lti_token": dict.fromkeys(OPEN, 405),
    "almp_programmes:lti_lineitems": TOOLS,
    "almp_programmes:lti_members": TOOLS,
    "almp_programmes:lti_lineitem": TOOLS,
    "almp_programmes:lti_scores": TOOLS,
    "almp_programmes:lti_results": TOOLS,
    "xapi:about": OPEN,
    "xapi:statements": TOOLS,
}  # fmt: skip

ARGS = {
    "almp_programmes:learn_course": _course,
    "almp_programmes:learn_start": _course,
    "almp_programmes:learn_unit": _unit,
    "almp_programmes:learn_answer": _unit,
    "almp_programmes:learn_captions": lambda world: {"public_id": ABSENT, "language": "ko"},
    "almp_programmes:certificate": _certificate,
    "almp_programmes:certificate_pdf": _certificate,
    "almp_programmes:certificate_revoke": _certificate,
    "almp_programmes:tool_switch": lambda world: {"public_id": ABSENT},
    "almp_programmes:activity_provider_switch": lambda world: {"public_id": ABSENT},
    "almp_programmes:lti_launch": lambda world: {"public_id": ABSENT},
    **{
        f"almp_programmes:lti_{name}": lambda world: {"public_id": ABSENT}
        for name in ("lineitems", "members", "lineitem", "scores", "results")
    },
    "almp_programmes:certificate_number": lambda world: {"number": _world(world).certificate.spoken},
}

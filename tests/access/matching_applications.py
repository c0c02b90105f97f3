"""Applying and hiring: the world's jobseeker applied to the world's vacancy."""

from functools import partial
from typing import Any

from matching.applying.applications import application_submit
from matching.models import Application

OWN = {"anon": 302, "jobseeker": 200, "recruiter": 403, "counsellor": 403, "analyst": 403}
HIRING = {"anon": 302, "jobseeker": 403, "recruiter": 200, "counsellor": 403, "analyst": 403}
POST_ONLY = {"anon": 302, "jobseeker": 405, "recruiter": 405, "counsellor": 405, "analyst": 405}


def _application(world: Any) -> dict[str, Any]:
    if "application" not in world.more:
        world.more["application"] = application_submit(
            jobseeker_id=world.jobseeker.pk, vacancy_id=world.vacancy.pk, by=world.user("jobseeker"), agree=True
        )
    application: Application = world.more["application"]
    return {"public_id": application.public_id}


def _vacancy(world: Any) -> dict[str, Any]:
    return {"public_id": world.vacancy.public_id}


ACCESS = {
    "matching:apply": OWN,
    "matching:applied_elsewhere": OWN,
    "matching:applications": OWN,
    "matching:application": OWN,
    "matching:application_done": OWN,
    "matching:application_withdraw": OWN,
    "matching:application_message": POST_ONLY,
    "matching:interview_choose": POST_ONLY,
    "matching:interview_decline": POST_ONLY,
    "matching:offer_accept": POST_ONLY,
    "matching:offer_decline": POST_ONLY,
    "matching:employer_applications": HIRING,
    "matching:employer_application": HIRING,
    "matching:employer_message": POST_ONLY,
    "matching:employer_interview": POST_ONLY,
    "matching:employer_offer": POST_ONLY,
    "matching:employer_reject": POST_ONLY,
    "matching:placement_end": {"anon": 302, "jobseeker": 403, "recruiter": 403, "counsellor": 404, "analyst": 403},
    "matching:placements": {"anon": 302, "jobseeker": 403, "recruiter": 403, "counsellor": 200, "analyst": 403},
}

API = {"anon": 401, "jobseeker": 200, "recruiter": 200, "counsellor": 200, "analyst": 200}
API_POST = {"anon": 401, "jobseeker": 405, "recruiter": 405, "counsellor": 405, "analyst": 405}
NOT_THERE = {"jobseeker": 404, "recruiter": 404, "counsellor": 404, "analyst": 404}
ACCESS |= {
    "api:own-application-list": API,
    "api:own-application-detail": API | NOT_THERE | {"jobseeker": 200},
    "api:own-application-withdraw": API_POST,
    "api:employer-application-list": API,
    "api:employer-application-detail": API | NOT_THERE | {"recruiter": 200, "trainer": 404, "caseworker": 404},
    "api:employer-application-move": API_POST,
}


def _args(name: str, world: Any) -> dict[str, Any]:
    version = {"version": "v1"} if name.startswith("api:") else {}
    if name.endswith("-list"):
        return version
    return version | (_vacancy(world) if name in OF_VACANCY else _application(world))


OF_VACANCY = ("matching:apply", "matching:applied_elsewhere", "matching:employer_applications")
ARGS = {name: partial(_args, name) for name in ACCESS if name not in ("matching:applications", "matching:placements")}

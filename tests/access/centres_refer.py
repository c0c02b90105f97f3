"""Referrals and the directory: the world's counsellor sent the jobseeker to the world's agency."""

from functools import partial
from typing import Any

from tests import factories
from welfare_centres.models import DirectoryService, Referral, SelfAssessment
from welfare_centres.services.directory import confirm_token
from welfare_centres.services.referrals import Asked, referral_send

PUBLIC = {"anon": 200, "jobseeker": 200, "recruiter": 200, "counsellor": 200, "analyst": 200}
OWN = {"anon": 302, "jobseeker": 200, "recruiter": 403, "counsellor": 403, "analyst": 403}
TEAM = {"anon": 302, "jobseeker": 403, "recruiter": 403, "counsellor": 200, "analyst": 403, "caseworker": 200}
POST_ONLY = {"anon": 302, "jobseeker": 405, "recruiter": 405, "counsellor": 405, "analyst": 405}
NOT_THERE = dict.fromkeys(("anon", "jobseeker", "recruiter", "counsellor", "analyst"), 404)


def _referral(world: Any) -> Referral:
    if "referral" not in world.more:
        agency = world.caseworker or factories.MembershipFactory(caseworker=True)
        world.more["referral"] = referral_send(
            person_id=world.jobseeker.person_id, by=world.user("counsellor"), organisation_id=agency.organisation_id,
            asked=Asked(need="housing", what_for="살 곳", ground="consent", said_yes="paper", parts=("name",)),
        )  # fmt: skip
    referral: Referral = world.more["referral"]
    return referral


def _service(world: Any) -> DirectoryService:
    if "service" not in world.more:
        world.more["service"] = factories.DirectoryServiceFactory()
    service: DirectoryService = world.more["service"]
    return service


def _self_assessment(world: Any) -> SelfAssessment:
    if "self_assessment" not in world.more:
        world.more["self_assessment"], _made = SelfAssessment.objects.get_or_create(
            centre=world.centre, year=2026, defaults={"written_by": world.counsellor.user}
        )
    row: SelfAssessment = world.more["self_assessment"]
    return row


W = "welfare_centres:"
ACCESS: dict[str, dict[str, int | set[int]]] = {
    W + "directory": PUBLIC,
    W + "directory_service": PUBLIC,
    W + "directory_confirm": PUBLIC,
    W + "directory_checked": POST_ONLY,
    # A counsellor and an analyst are of the right side, but only managers and administrators bring files in.
    W + "directory_import": TEAM | {"counsellor": 403, "caseworker": 403},
    W + "cooperation": TEAM | {"analyst": 200},
    W + "cooperation_csv": TEAM | {"analyst": 200},
    W + "cooperation_training": TEAM | {"analyst": 200},
    W + "self_assessments": TEAM | {"analyst": 200},
    W + "self_assessment": TEAM | {"caseworker": 404, "analyst": 200},
    W + "referral_inbox": TEAM,
    W + "referral_sent": TEAM,
    W + "referral_new": TEAM | {"caseworker": 404},
    W + "referral_write": TEAM | {"counsellor": 302, "caseworker": 404},  # without a need: choose one first
    W + "referral": TEAM,
    W + "referral_handover": TEAM | {"counsellor": 302, "caseworker": 302},  # none of a referral that is not warm
    W + "referral_step": POST_ONLY,
    W + "referral_link_again": POST_ONLY,
    W + "referral_own_list": OWN,
    W + "referral_own": OWN,
    W + "referral_no": POST_ONLY,
    W + "referral_link": NOT_THERE,
    W + "referral_link_code": POST_ONLY | {"anon": 405},
    "api:referral-received-list": {"anon": 401}
    | dict.fromkeys(("jobseeker", "recruiter", "counsellor", "analyst"), 200),
    "api:referral-sent-list": {"anon": 401} | dict.fromkeys(("jobseeker", "recruiter", "counsellor", "analyst"), 200),
    "api:referral-received-detail": NOT_THERE | {"anon": 401, "caseworker": 200},
    "api:referral-sent-detail": NOT_THERE | {"anon": 401, "counsellor": 200},
}


def _args(name: str, world: Any) -> dict[str, Any]:
    short = name.removeprefix(W)
    if name.startswith("api:"):
        return {"version": "v1"} | ({} if name.endswith("-list") else {"public_id": _referral(world).public_id})
    if short in ("directory_service", "directory_checked"):
        return {"public_id": _service(world).public_id}
    if short == "directory_confirm":
        return {"token": confirm_token(_service(world))}
    if short in ("referral_link", "referral_link_code"):
        return {"token": "no-such-token"}
    if short == "self_assessment":
        return {"centre": _self_assessment(world).centre.organisation.public_id, "year": 2026}
    person = {"person": world.jobseeker.person.public_id}
    if short == "referral_new":
        return person
    if short == "referral_write":
        return person | {"kind": "service", "target": _service(world).public_id}
    more = {"step": "answer"} if short == "referral_step" else {}
    return more | {"public_id": _referral(world).public_id}


BARE = {
    W + name
    for name in (
        "directory", "directory_import", "referral_inbox", "referral_sent", "referral_own_list", "cooperation",
        "cooperation_csv", "cooperation_training", "self_assessments",
    )
}  # fmt: skip
ARGS = {name: partial(_args, name) for name in ACCESS if name not in BARE}

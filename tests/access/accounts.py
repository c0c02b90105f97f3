"""Accounts' pages."""

from uuid import UUID

SIGNED_IN = {"anon": 302, "jobseeker": 200, "recruiter": 200, "counsellor": 200, "analyst": 200}
PERSON = SIGNED_IN | {"recruiter": {200, 302}, "counsellor": {200, 302}, "analyst": {200, 302}}
POST = {"anon": 302, "jobseeker": 405, "recruiter": 405, "counsellor": 405, "analyst": 405}
MEMBERS = {"anon": 302, "jobseeker": 403, "recruiter": 200, "counsellor": 200, "analyst": 200}
CENTRE = {"anon": 302, "jobseeker": 403, "recruiter": 403, "counsellor": 200, "analyst": 403}
MANAGERS = {"anon": 302, "jobseeker": 403, "recruiter": 403, "counsellor": 403, "analyst": 403}
NOBODY = {"anon": 302, "jobseeker": 404, "recruiter": 404, "counsellor": 404, "analyst": 404}
ABSENT = UUID(int=0)

ACCESS = {
    "accounts:me": SIGNED_IN,
    "accounts:act_as": POST,
    "accounts:consent": POST,
    "accounts:contact": POST,
    "accounts:access_log": SIGNED_IN,
    "accounts:export": POST,
    "accounts:api_key": SIGNED_IN,
    "accounts:stay": POST,
    "accounts:rights": PERSON,
    "accounts:members": MEMBERS | {"trainer": 200, "caseworker": 200},
    "accounts:organisation_members": MEMBERS | dict.fromkeys(("counsellor", "analyst", "trainer", "caseworker"), 404),
    "accounts:centres": MANAGERS,
    "accounts:invitation_withdraw": POST,
    "accounts:leave": {
        "anon": 302,
        "jobseeker": 404,
        "recruiter": 200,
        "counsellor": 404,
        "analyst": 404,
        "trainer": 404,
        "caseworker": 404,
    },
    "accounts:invitation": {"anon": 404, "jobseeker": 404, "recruiter": 404, "counsellor": 404, "analyst": 404},
    "accounts:person_register": CENTRE,
    "accounts:duplicates": MANAGERS,
    "accounts:merge": POST,
    "accounts:merge_undo": POST,
    "accounts:rights_list": MANAGERS,
    "accounts:rights_answer": MANAGERS | {"counsellor": 404, "analyst": 404},
}

ARGS = {
    "accounts:contact": lambda world: {"public_id": ABSENT},
    "accounts:organisation_members": lambda world: {"public_id": world.recruiter.organisation.public_id},
    "accounts:invitation_withdraw": lambda world: {"public_id": ABSENT},
    "accounts:leave": lambda world: {"public_id": world.recruiter.public_id},
    "accounts:invitation": lambda world: {"token": "no-such-token"},
    "accounts:merge_undo": lambda world: {"pk": 0},
    "accounts:rights_answer": lambda world: {"public_id": ABSENT},
}

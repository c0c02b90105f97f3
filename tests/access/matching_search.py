"""Search, saved things, recommendations; and the API beside them."""

from typing import Any

EVERYONE = {"anon": 200, "jobseeker": 200, "recruiter": 200, "counsellor": 200, "analyst": 200}
SIGNED_IN = EVERYONE | {"anon": 302}
POSTED = {"anon": 302, "jobseeker": 405, "recruiter": 405, "counsellor": 405, "analyst": 405}
OWN = {"anon": 302, "jobseeker": 200, "recruiter": 403, "counsellor": 403, "analyst": 403}
FIRM = {"anon": 302, "jobseeker": 403, "recruiter": 200, "counsellor": 403, "analyst": 403}

ACCESS = {
    "matching:search": EVERYONE,
    "matching:suggest": EVERYONE,
    "matching:feed": EVERYONE,
    "matching:feed_json": EVERYONE,
    "matching:vacancy": EVERYONE,
    "matching:save": POSTED,
    "matching:saved": SIGNED_IN,
    "matching:saved_searches": SIGNED_IN,
    "matching:search_save": POSTED,
    "matching:alert_wish": POSTED,
    "matching:saved_search": POSTED,
    "matching:recommended": OWN,
    "matching:feedback": POSTED,
    "matching:candidates": FIRM,
    "matching:candidate": FIRM | {"recruiter": 404},  # nobody in the small world lets employers find them
    "matching:candidate_act": POSTED,
    "api:vacancy-list": EVERYONE,
    "api:vacancy-detail": EVERYONE,
    "api:search-list": EVERYONE,
    "api:recommendation-list": EVERYONE | {"anon": 401},
}


def _vacancy(world: Any) -> dict[str, Any]:
    return {"public_id": world.vacancy.public_id}


def _person(world: Any) -> dict[str, Any]:
    return {"public_id": world.vacancy.public_id, "person": world.jobseeker.public_id}


VERSION = {"version": "v1"}
ARGS = {
    "matching:vacancy": _vacancy,
    "matching:save": _vacancy,
    "matching:saved_search": _vacancy,
    "matching:feedback": _vacancy,
    "matching:candidates": _vacancy,
    "matching:candidate": _person,
    "matching:candidate_act": _person,
    "api:vacancy-list": lambda world: VERSION,
    "api:vacancy-detail": lambda world: VERSION | _vacancy(world),
    "api:search-list": lambda world: VERSION,
    "api:recommendation-list": lambda world: VERSION,
}

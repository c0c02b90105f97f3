"""Employers' and moderators' pages. The vacancy of `world` is the recruiter's own and is published."""

from tests.world import World

ABSENT = "00000000-0000-4000-8000-000000000000"
EMPLOYER = {"anon": 302, "jobseeker": 403, "recruiter": 200, "counsellor": 403, "analyst": 403}
MODERATOR = {"anon": 302, "jobseeker": 403, "recruiter": 403, "counsellor": 200, "analyst": 200}
POST_ONLY = {"anon": {302, 405}, "jobseeker": 405, "recruiter": 405, "counsellor": 405, "analyst": 405}
SIGNED_IN = {"anon": 302, "jobseeker": 200, "recruiter": 200, "counsellor": 200, "analyst": 200}
EVERYONE = SIGNED_IN | {"anon": 200}

ACCESS = {
    "employers:register": SIGNED_IN,
    "employers:vacancy_list": EMPLOYER,
    "employers:vacancy_new": EMPLOYER,
    "employers:vacancy_preview": POST_ONLY,
    "employers:vacancy": EMPLOYER,
    "employers:vacancy_edit": EMPLOYER,
    "employers:vacancy_action": POST_ONLY,
    "employers:company": EMPLOYER,
    "employers:company_edit": EMPLOYER,
    "employers:postings_claim": POST_ONLY,
    "employers:claim_decide": POST_ONLY,
    "employers:company_page": EVERYONE,
    "employers:join": POST_ONLY,
    "employers:vacancy_report": EVERYONE,
    "employers:moderation": MODERATOR,
    "employers:moderation_vacancy": MODERATOR,
    "employers:vacancy_decide": POST_ONLY,
    "employers:report_decide": POST_ONLY,
    "employers:employer_verify": POST_ONLY,
    "employers:employer_arrears": POST_ONLY,
}


def vacancy(world: World) -> dict[str, object]:
    return {"public_id": world.vacancy.public_id}


def firm(world: World) -> dict[str, object]:
    return {"public_id": world.vacancy.employer.public_id}


def absent(world: World) -> dict[str, object]:
    return {"public_id": ABSENT}


ARGS = {
    **dict.fromkeys(
        (
            "employers:vacancy",
            "employers:vacancy_edit",
            "employers:vacancy_action",
            "employers:vacancy_report",
            "employers:moderation_vacancy",
            "employers:vacancy_decide",
        ),
        vacancy,
    ),
    "employers:company_page": firm,
    "employers:join": firm,
    "employers:employer_verify": firm,
    "employers:employer_arrears": firm,
    "employers:postings_claim": absent,
    "employers:claim_decide": absent,
    "employers:report_decide": absent,
}


def _own(world: World) -> dict[str, object]:
    return {"version": "v1", "public_id": world.vacancy.public_id}


ABSENT_TO_OTHERS = {"anon": 401, "jobseeker": 404, "recruiter": 200, "counsellor": 404, "analyst": 404}
ACCESS |= {
    "api:own-vacancy-list": {"anon": 401, "jobseeker": 200, "recruiter": 200, "counsellor": 200, "analyst": 200},
    "api:own-vacancy-detail": ABSENT_TO_OTHERS | {"trainer": 404, "caseworker": 404},
    "api:own-vacancy-findings": ABSENT_TO_OTHERS | {"trainer": 404, "caseworker": 404},
    "api:own-vacancy-submit": {"anon": 401, "jobseeker": 405, "recruiter": 405, "counsellor": 405, "analyst": 405},
}
ARGS |= {
    "api:own-vacancy-list": lambda world: {"version": "v1"},
    **dict.fromkeys(("api:own-vacancy-detail", "api:own-vacancy-findings", "api:own-vacancy-submit"), _own),
}

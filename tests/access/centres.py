"""Pages of centres, their agencies, teams and staff."""

EVERYONE = {"anon": 200, "jobseeker": 200, "recruiter": 200, "counsellor": 200, "analyst": 200}
CENTRE = {"anon": 302, "jobseeker": 403, "recruiter": 403, "counsellor": 200, "analyst": 403}
MANAGER = CENTRE | {"counsellor": 404}
BY_POST = MANAGER | {"counsellor": 405}
UNKNOWN = {"public_id": "00000000-0000-4000-8000-000000000000"}

ACCESS = {
    "welfare_centres:finder": EVERYONE | {"caseworker": 200, "trainer": 200},
    "welfare_centres:centre": dict.fromkeys(EVERYONE, 404),
    "welfare_centres:manage": CENTRE,
    "welfare_centres:desk_new": BY_POST,
    "welfare_centres:desk_end": BY_POST,
    "welfare_centres:team_new": MANAGER,
    "welfare_centres:team": MANAGER,
    "welfare_centres:team_end": BY_POST,
    "welfare_centres:staff": CENTRE | {"caseworker": 404},
}
ARGS = {
    "welfare_centres:centre": lambda world: UNKNOWN,
    "welfare_centres:desk_end": lambda world: UNKNOWN,
    "welfare_centres:team": lambda world: UNKNOWN,
    "welfare_centres:team_end": lambda world: UNKNOWN,
    "welfare_centres:staff": lambda world: {"public_id": world.counsellor.public_id},
}

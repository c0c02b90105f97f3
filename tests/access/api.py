"""The API's own pages; the rooms' routes stand in the rooms' modules."""

EVERYONE = {"anon": 200, "jobseeker": 200, "recruiter": 200, "counsellor": 200, "analyst": 200}

ACCESS = {"api:schema": EVERYONE, "api:docs": EVERYONE}
ARGS = {"api:schema": lambda world: {"version": "v1"}, "api:docs": lambda world: {"version": "v1"}}

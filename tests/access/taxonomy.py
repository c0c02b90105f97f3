"""The taxonomy's look-ups are open to everyone."""

OPEN = {"anon": 200, "jobseeker": 200, "recruiter": 200, "counsellor": 200, "analyst": 200}
ABSENT = dict.fromkeys(OPEN, 404)
LISTS = ("occupation", "skill", "region", "industry")

ACCESS = {
    "taxonomy:occupation_suggest": OPEN,
    "taxonomy:skill_suggest": OPEN,
    "taxonomy:region_suggest": OPEN,
    **{f"api:{name}-list": OPEN for name in LISTS},
    **{f"api:{name}-detail": ABSENT for name in LISTS},
}

ARGS = {
    **{f"api:{name}-list": lambda world: {"version": "v1"} for name in LISTS},
    **{f"api:{name}-detail": lambda world: {"version": "v1", "code": "none"} for name in LISTS},
}

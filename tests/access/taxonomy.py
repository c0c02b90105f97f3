"""The taxonomy's look-ups are open to everyone."""

OPEN = {"anon": 200, "jobseeker": 200, "recruiter": 200, "counsellor": 200, "analyst": 200}

ACCESS = {
    "taxonomy:occupation_suggest": OPEN,
    "taxonomy:skill_suggest": OPEN,
    "taxonomy:region_suggest": OPEN,
}

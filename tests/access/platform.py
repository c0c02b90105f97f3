"""Health checks: open to all, they tell nothing but up or down."""

EVERYONE = {"anon": 200, "jobseeker": 200, "recruiter": 200, "counsellor": 200, "analyst": 200}

ACCESS = {"live": EVERYONE, "ready": EVERYONE}

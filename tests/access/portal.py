"""The portal's pages."""

EVERYONE = {"anon": 200, "jobseeker": 200, "recruiter": 200, "counsellor": 200, "analyst": 200}
SIGNED_IN = EVERYONE | {"anon": 302}
CENTRE = {"anon": 302, "jobseeker": 403, "recruiter": 403, "counsellor": 200, "analyst": 403}
MINISTRY = {"anon": 302, "jobseeker": 403, "recruiter": 403, "counsellor": 403, "analyst": 200}

ACCESS = {
    "set_language": dict.fromkeys(EVERYONE, 405),
    "portal:front": {"anon": 200, "jobseeker": 302, "recruiter": 302, "counsellor": 302, "analyst": 302},
    "portal:home": SIGNED_IN,
    "portal:help": EVERYONE,
    "portal:terms": EVERYONE,
    "portal:privacy": EVERYONE,
    "portal:accessibility": EVERYONE,
    "portal:robots": EVERYONE,
    "portal:sitemap": EVERYONE,
    "portal:sitemap_section": EVERYONE,
    "portal:people": CENTRE,
    "portal:person": CENTRE,
    "portal:occupations": MINISTRY,
    "portal:matching_nights": MINISTRY,
    "portal:ministry_csv": MINISTRY,
}

ARGS = {
    "portal:sitemap_section": lambda world: {"section": "vacancies"},
    "portal:person": lambda world: {"public_id": world.jobseeker.person.public_id},
    "portal:ministry_csv": lambda world: {"block": "occupations"},
}

"""Channels' pages."""

from uuid import UUID

SIGNED_IN = {"anon": 302, "jobseeker": 200, "recruiter": 200, "counsellor": 200, "analyst": 200}
POST = {"anon": 302, "jobseeker": 405, "recruiter": 405, "counsellor": 405, "analyst": 405}
ABSENT = UUID(int=0)

ACCESS = {
    "channels:inbox": SIGNED_IN,
    "channels:read_all": POST,
    "channels:unsure": {"anon": 302, "jobseeker": 403, "recruiter": 403, "counsellor": 403, "analyst": 403},
    "channels:settle": POST,
    "channels:message": {"anon": 302, "jobseeker": 404, "recruiter": 404, "counsellor": 404, "analyst": 404},
}

ARGS = {
    "channels:settle": lambda world: {"public_id": ABSENT},
    "channels:message": lambda world: {"public_id": ABSENT},
}

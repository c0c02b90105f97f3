"""Channels' pages."""

from uuid import UUID

from channels import services
from channels.models import ChannelRules
from tests import factories

SIGNED_IN = {"anon": 302, "jobseeker": 200, "recruiter": 200, "counsellor": 200, "analyst": 200}
POST = {"anon": 302, "jobseeker": 405, "recruiter": 405, "counsellor": 405, "analyst": 405}
OWN = {"anon": 302, "jobseeker": 200, "recruiter": 403, "counsellor": 403, "analyst": 403}
OWN_POST = {"anon": 302, "jobseeker": 405, "recruiter": 403, "counsellor": 403, "analyst": 403}
CENTRE = {"anon": 302, "jobseeker": 403, "recruiter": 403, "counsellor": 200, "analyst": 403}
CENTRE_POST = CENTRE | {"counsellor": 405}
MINISTRY = {"anon": 302, "jobseeker": 403, "recruiter": 403, "counsellor": 403, "analyst": 200}
MINISTRY_POST = MINISTRY | {"analyst": 405}
PUBLIC = dict.fromkeys(("anon", "jobseeker", "recruiter", "counsellor", "analyst", "trainer", "caseworker"), 200)
ABSENT = UUID(int=0)

ACCESS = {
    "channels:inbox": SIGNED_IN,
    "channels:read_all": POST,
    "channels:unsure": {"anon": 302, "jobseeker": 403, "recruiter": 403, "counsellor": 403, "analyst": 403},
    "channels:settle": POST,
    "channels:message": {"anon": 302, "jobseeker": 404, "recruiter": 404, "counsellor": 404, "analyst": 404},
    # a person's own
    "channels:ways": OWN,
    "channels:ask": OWN_POST,
    "channels:ask_withdraw": OWN_POST,
    "channels:check": OWN,
    "channels:readiness": OWN,
    "channels:signals": OWN_POST,
    "channels:reading": OWN,
    "channels:history": OWN,
    "channels:proxies": OWN,
    "channels:proxy_end": POST,
    "channels:proxy_act": POST,
    "channels:behalf_end": POST,
    "channels:behalf_prolong": POST,
    "channels:easy_list": PUBLIC,
    "channels:easy": PUBLIC,
    # staff
    "channels:person": CENTRE,
    "channels:observe": CENTRE_POST,
    "channels:contact": CENTRE_POST,
    "channels:assist": CENTRE_POST,
    "channels:proxy_answer": CENTRE_POST,
    "channels:requests": CENTRE,
    "channels:request_done": CENTRE_POST,
    "channels:letters": CENTRE,
    "channels:letters_file": CENTRE | {"counsellor": 404},
    "channels:letters_settle": CENTRE_POST,
    "channels:letters_returned": CENTRE,
    "channels:missed": CENTRE,
    "channels:exceptions": CENTRE,
    "channels:exception_end": CENTRE_POST,
    # the ministry
    "channels:matrix": MINISTRY,
    "channels:rules": MINISTRY,
    "channels:rules_edit": MINISTRY,
    "channels:rules_decide": MINISTRY_POST,
    "channels:practice": MINISTRY,
    "channels:practice_csv": MINISTRY,
}


def _person(world):
    return {"public_id": world.jobseeker.person.public_id}


def _rules(_world):
    return {"public_id": (ChannelRules.objects.first() or factories.ChannelRulesFactory()).public_id}


def _service(_world):
    return {"code": (ChannelRules.objects.first() or factories.ChannelRulesFactory()).service.code}


def _easy(_world):
    services.channels_load()
    return {"key": "portal:home"}


ARGS = {
    "channels:settle": lambda world: {"public_id": ABSENT},
    "channels:message": lambda world: {"public_id": ABSENT},
    "channels:easy": _easy,
    **dict.fromkeys(("channels:person", "channels:observe", "channels:contact", "channels:assist"), _person),
    **dict.fromkeys(
        (
            "channels:ask_withdraw", "channels:proxy_end", "channels:proxy_act", "channels:proxy_answer",
            "channels:request_done", "channels:letters_file", "channels:letters_settle", "channels:exception_end",
        ),
        lambda world: {"public_id": ABSENT},
    ),
    "channels:rules": _rules,
    "channels:rules_decide": _rules,
    "channels:rules_edit": _service,
}  # fmt: skip

"""The offer is open to all; one's own answers to jobseekers; rule sets and take-up to the ministry."""

from typing import Any

from almp_programmes.models import RuleSet
from tests import factories

ALL = {"anon": 200, "jobseeker": 200, "recruiter": 200, "counsellor": 200, "analyst": 200}
OWN = {"anon": 302, "jobseeker": 200, "recruiter": 403, "counsellor": 403, "analyst": 403}
CENTRE = {"anon": 302, "jobseeker": 403, "recruiter": 403, "counsellor": 200, "analyst": 403}
MINISTRY = {"anon": 302, "jobseeker": 403, "recruiter": 403, "counsellor": 403, "analyst": 200}
POST_ONLY = {"anon": 302, "jobseeker": 405, "recruiter": 405, "counsellor": 405, "analyst": 405}

ACCESS = {
    "almp_programmes:catalogue": ALL,
    "almp_programmes:programme": ALL,
    "almp_programmes:programme_new": MINISTRY,
    "almp_programmes:programme_edit": MINISTRY,
    "almp_programmes:programme_switch": POST_ONLY,
    "almp_programmes:mine": OWN,
    "almp_programmes:tell": OWN | {"jobseeker": 405},
    "almp_programmes:mine_for": CENTRE,
    "almp_programmes:tell_for": CENTRE | {"counsellor": 405},
    "almp_programmes:rule_sets": MINISTRY,
    "almp_programmes:rule_set": MINISTRY,
    "almp_programmes:rule_set_edit": MINISTRY,
    "almp_programmes:rule_set_decide": MINISTRY | {"analyst": 405},
    "almp_programmes:rule_set_preview": MINISTRY | {"analyst": 405},
    "almp_programmes:take_up": MINISTRY,
    "almp_programmes:take_up_programme": MINISTRY,
    "almp_programmes:absent": CENTRE,
}


def _rule_set(world: Any) -> Any:
    """A shipped one where the offer is loaded, else the smallest."""
    if "rule_set" not in world.more:
        shipped = RuleSet.objects.filter(programme__code="nesp-2").first()
        world.more["rule_set"] = shipped or factories.RuleSetFactory()
    return world.more["rule_set"]


def _arguments(name: str) -> Any:
    def make(world: Any) -> dict[str, Any]:
        person = {"person": world.jobseeker.person.public_id} if name.endswith("_for") else {}
        if name.endswith(("mine", "mine_for", "catalogue", "rule_sets", ":take_up", "absent", "programme_new")):
            return person
        row = _rule_set(world)
        own = name.endswith((":rule_set", "rule_set_decide"))
        return person | {"public_id": row.public_id if own else row.programme.public_id}

    return make


ARGS = {name: _arguments(name) for name in ACCESS}

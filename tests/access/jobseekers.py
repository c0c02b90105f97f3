"""The profile's pages: one's own for jobseekers, the same about a person for the centre that helps them."""

from typing import Any
from uuid import UUID

from jobseekers.models import Plan
from jobseekers.services import plan_start

OWN = {"anon": 302, "jobseeker": 200, "recruiter": 403, "counsellor": 403, "analyst": 403}
OTHER = {"anon": 302, "jobseeker": 403, "recruiter": 403, "counsellor": 200, "analyst": 403}
NOBODY = UUID(int=0)

PAGES = (
    "profile",
    "register_done",
    "basics",
    "wishes",
    "limits",
    "circumstances",
    "interests",
    "skills",
    "spell",
    "spell_end",
    "cv",
    "cv_pdf",
)
REGISTERED = ("register", "register_check", "register_step")  # sends one who is registered to the profile
PLAN_PAGES = ("plan", "plan_review", "plan_end", "plan_goal_add", "plan_action_add", "plan_versions")
PLAN_ROWS = {"plan_goal": "goal", "plan_action": "action", "plan_step": "action", "plan_answer": "version"}
PLAN_POSTS = {"plan_start": "", "plan_propose": "", "plan_goal_shift": "goal"}
ROWS = ("work", "study", "licence", "skill")


def _rows() -> dict[str, dict[str, Any]]:
    rows: dict[str, dict[str, Any]] = {}
    for ending, row, role in (("", OWN, "jobseeker"), ("_for", OTHER, "counsellor")):
        rows |= {f"jobseekers:{page}{ending}": row for page in PAGES}
        rows |= {f"jobseekers:{page}{ending}": row | {role: 302} for page in REGISTERED}
        rows |= {f"jobseekers:{name}_add{ending}": row for name in ROWS}
        rows |= {f"jobseekers:{name}_{act}{ending}": row | {role: 404} for name in ROWS for act in ("edit", "delete")}
    rows |= {f"jobseekers:{page}": OWN for page in PLAN_PAGES}
    rows |= {f"jobseekers:{page}": OWN | {"jobseeker": 404} for page in PLAN_ROWS}
    return rows | {f"jobseekers:{page}": OWN | {"jobseeker": 405} for page in PLAN_POSTS}


ACCESS = _rows() | {
    "api:me-profile": {"anon": 401, "jobseeker": 200, "recruiter": 404, "counsellor": 404, "analyst": 404},
    "api:me-plan": {"anon": 401, "jobseeker": 200, "recruiter": 404, "counsellor": 404, "analyst": 404},
    "api:me-plan-answer": {"anon": 401} | dict.fromkeys(("jobseeker", "recruiter", "counsellor", "analyst"), 405),
    "jobseekers:visibility": OWN,
    "jobseekers:visibility_set": OWN | {"jobseeker": 405},
    "jobseekers:hide": OWN | {"jobseeker": 405},
    "jobseekers:unhide": OWN | {"jobseeker": 405},
}


def _plan(world: Any) -> None:
    """The jobseeker has a plan."""
    person = world.jobseeker.person
    if not Plan.objects.current().filter(person=person).exists():
        plan_start(person_id=person.pk, by=world.user("jobseeker"))


def _arguments(name: str) -> Any:
    def make(world: Any) -> dict[str, Any]:
        if ":plan" in name or "me-plan" in name:
            _plan(world)
        if name.startswith("api:"):
            return {"version": "v1"}
        if argument := (PLAN_ROWS | PLAN_POSTS).get(name.removeprefix("jobseekers:")):
            return {argument: NOBODY}
        found: dict[str, Any] = {"person": world.jobseeker.person.public_id} if name.endswith("_for") else {}
        if "register_step" in name:
            found["step"] = "work"
        if "_edit" in name or "_delete" in name:
            found["row"] = NOBODY
        if name in ("jobseekers:hide", "jobseekers:unhide"):
            found["organisation"] = NOBODY
        return found

    return make


ARGS = {name: _arguments(name) for name in ACCESS}

"""The profile's pages: one's own for jobseekers, the same about a person for the centre that helps them."""

from typing import Any
from uuid import UUID

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
ROWS = ("work", "study", "licence", "skill")


def _rows() -> dict[str, dict[str, Any]]:
    rows: dict[str, dict[str, Any]] = {}
    for ending, row, role in (("", OWN, "jobseeker"), ("_for", OTHER, "counsellor")):
        rows |= {f"jobseekers:{page}{ending}": row for page in PAGES}
        rows |= {f"jobseekers:{page}{ending}": row | {role: 302} for page in REGISTERED}
        rows |= {f"jobseekers:{name}_add{ending}": row for name in ROWS}
        rows |= {f"jobseekers:{name}_{act}{ending}": row | {role: 404} for name in ROWS for act in ("edit", "delete")}
    return rows


ACCESS = _rows() | {
    "api:me-profile": {"anon": 401, "jobseeker": 200, "recruiter": 404, "counsellor": 404, "analyst": 404},
    "jobseekers:visibility": OWN,
    "jobseekers:visibility_set": OWN | {"jobseeker": 405},
    "jobseekers:hide": OWN | {"jobseeker": 405},
    "jobseekers:unhide": OWN | {"jobseeker": 405},
}


def _arguments(name: str) -> Any:
    def make(world: Any) -> dict[str, Any]:
        if name == "api:me-profile":
            return {"version": "v1"}
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

"""Plans of people one helps, case conferences, what is done with a whole caseload."""

import datetime as dt
from typing import Any
from uuid import UUID

from django.utils import timezone

from accounts.models import AccessGrant
from accounts.services.grants import grant_give
from jobseekers.models import Plan
from jobseekers.services import plan_start
from tests.welfare_centres.shared import make_centre
from welfare_centres.models import Conference
from welfare_centres.services.conferences import conference_call

P = "welfare_centres:"
BOTH = {"anon": 302, "jobseeker": 403, "recruiter": 403, "counsellor": 200, "analyst": 403, "caseworker": 200}
NO_ROW = BOTH | {"counsellor": 404, "caseworker": 404}
POST_ONLY = BOTH | {"counsellor": 405, "caseworker": 405}
NOBODY = UUID(int=0)

PAGES = ("plan", "plan_review", "plan_end", "plan_goal_add", "plan_action_add", "plan_versions")
PLAN_ROWS = {"plan_goal": "goal", "plan_action": "action", "plan_step": "action", "plan_answer": "version"}
PLAN_POSTS = {"plan_start": "", "plan_propose": "", "plan_goal_shift": "goal"}
OF_CONFERENCE = ("conference", "conference_edit", "conference_print", "conference_calendar", "conference_cancel")
CONFERENCE_POSTS = ("conference_hold", "agenda_add", "participant_add", "participant_answer")

ACCESS = (
    {P + page: BOTH for page in (*PAGES, *OF_CONFERENCE, "conferences", "conference_new")}
    | {P + page: NO_ROW for page in (*PLAN_ROWS, "agenda_item", "case_plan")}
    | {P + page: POST_ONLY for page in (*PLAN_POSTS, *CONFERENCE_POSTS, "bulk", "agenda_remove")}
)


def _plan(world: Any) -> None:
    """The jobseeker has a plan in which the case worker may write."""
    person = world.jobseeker.person
    for scope in (AccessGrant.Scope.PLAN, AccessGrant.Scope.PLAN_WRITE):
        if world.caseworker:
            grant_give(
                person=person, to=world.caseworker.user, scope=scope, ground="consent", purpose="함께 돕기",
                source="test:plan",
            )  # fmt: skip
    if not Plan.objects.current().filter(person=person).exists():
        plan_start(person_id=person.pk, by=world.user("jobseeker"))


def _conference(world: Any) -> Conference:
    if "conference" not in world.more:
        centre = make_centre(world.counsellor)
        at = timezone.now() + dt.timedelta(days=3)
        conference = conference_call(
            centre_id=centre.pk, by=world.counsellor.user, starts_at=at, ends_at=at + dt.timedelta(hours=1),
            place="2층 회의실",
        )  # fmt: skip
        if world.caseworker:
            conference.participants.create(user=world.caseworker.user, organisation=world.caseworker.organisation)
        world.more["conference"] = conference
    found: Conference = world.more["conference"]
    return found


def _arguments(page: str) -> Any:
    def make(world: Any) -> dict[str, Any]:
        if page in (*OF_CONFERENCE, *CONFERENCE_POSTS):
            return {"conference": _conference(world).public_id}
        if page == "case_plan":
            return {"public_id": NOBODY}
        if page.startswith("agenda_"):
            return {"item": NOBODY}
        if not page.startswith("plan"):
            return {}
        _plan(world)
        row = (PLAN_ROWS | PLAN_POSTS).get(page)
        return {"person": world.jobseeker.person.public_id} | ({row: NOBODY} if row else {})

    return make


ARGS = {name: _arguments(name.removeprefix(P)) for name in ACCESS}

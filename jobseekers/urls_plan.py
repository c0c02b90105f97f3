"""The plan's pages, for each door that leads to them."""

from django.urls import URLPattern, path

from accounts.decorators import side_required
from jobseekers.views import plans
from jobseekers.views.plan_page import Find

PAGES = (
    ("", plans.plan, "plan"),
    ("start/", plans.plan_start, "plan_start"),
    ("review/", plans.plan_review, "plan_review"),
    ("end/", plans.plan_end, "plan_end"),
    ("goals/add/", plans.plan_goal, "plan_goal_add"),
    ("goals/<uuid:goal>/", plans.plan_goal, "plan_goal"),
    ("goals/<uuid:goal>/shift/", plans.plan_goal_shift, "plan_goal_shift"),
    ("actions/add/", plans.plan_action, "plan_action_add"),
    ("actions/<uuid:action>/", plans.plan_action, "plan_action"),
    ("actions/<uuid:action>/step/", plans.plan_step, "plan_step"),
    ("propose/", plans.plan_propose, "plan_propose"),
    ("answer/<uuid:version>/", plans.plan_answer, "plan_answer"),
    ("versions/", plans.plan_versions, "plan_versions"),
)


def plan_paths(prefix: str, find: Find, *sides: str) -> list[URLPattern]:
    """`find` says whose plan an address is about and whether the user may see it."""
    return [
        path(prefix + route, side_required(*sides)(view), {"find": find}, name=name) for route, view, name in PAGES
    ]

"""The ministry's money: portfolio, budgets, planner."""

from typing import Any

from almp_programmes.models import Scenario
from tests.almp_programmes.money import MeasureFactory, ProgrammeFactory

MINISTRY = {"anon": 302, "jobseeker": 403, "recruiter": 403, "counsellor": 403, "analyst": 200}
ADMINISTRATOR = MINISTRY | {"analyst": 403}
POST_ONLY = {"anon": 302, "jobseeker": 405, "recruiter": 405, "counsellor": 405, "analyst": 405}

ACCESS = {
    "almp_programmes:portfolio": MINISTRY,
    "almp_programmes:portfolio_category": MINISTRY,
    "almp_programmes:programme_money": MINISTRY,
    "almp_programmes:portfolio_csv": MINISTRY,
    "almp_programmes:budgets": MINISTRY,
    "almp_programmes:budget_new": ADMINISTRATOR,
    "almp_programmes:budget_decide": POST_ONLY,
    "almp_programmes:scenarios": MINISTRY,
    "almp_programmes:scenario_new": MINISTRY,
    "almp_programmes:scenarios_compare": MINISTRY,
    "almp_programmes:scenarios_compare_csv": MINISTRY,
    "almp_programmes:scenario": MINISTRY,
    "almp_programmes:scenario_csv": MINISTRY,
    "almp_programmes:move_remove": POST_ONLY,
    "almp_programmes:scenario_share": POST_ONLY,
    "almp_programmes:scenario_copy": POST_ONLY,
    "almp_programmes:scenario_delete": POST_ONLY,
}
SCENARIO = ("scenario", "scenario_csv", "move_remove", "scenario_share", "scenario_copy", "scenario_delete")


def _programme(world: Any) -> dict[str, Any]:
    known = ProgrammeFactory._meta.model.objects.order_by("pk").first()
    return {"public_id": (known or ProgrammeFactory()).public_id}


def _scenario(world: Any) -> dict[str, Any]:
    one, _made = Scenario.objects.get_or_create(
        name="2027년 훈련 확대", owner=world.user("analyst"), defaults={"base_year": 2025}
    )
    return {"public_id": one.public_id}


ARGS = {
    "almp_programmes:portfolio_category": lambda world: {"category": MeasureFactory(code="2").code},
    "almp_programmes:programme_money": _programme,
    "almp_programmes:portfolio_csv": lambda world: {"block": "categories"},
    "almp_programmes:budget_decide": _programme,
    **{f"almp_programmes:{name}": _scenario for name in SCENARIO},
}

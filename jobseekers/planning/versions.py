"""What a version of a plan holds, and how two versions differ. All values are texts (`planning.texts`)."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from jobseekers.models import Plan, PlanAction, PlanGoal
from jobseekers.planning.texts import text_of

GOAL = ("words", "domain", "state")
ACTION = ("words", "goal", "domain", "service_code", "owner", "due_on", "effort_minutes", "after", "state")
Content = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Difference:
    """Something that one version has and the other has not, or that reads differently."""

    kind: str  # "goals" or "actions"
    change: str  # "added", "gone" or "changed"
    words: str
    fields: tuple[tuple[str, str, str], ...] = ()  # name, before, after


def _rows(rows: Iterable[Any], fields: tuple[str, ...]) -> list[dict[str, str]]:
    return [{"id": str(row.public_id)} | {name: text_of(row, name) for name in fields} for row in rows]


def content_of(goals: Iterable[PlanGoal], actions: Iterable[PlanAction]) -> Content:
    return {"goals": _rows(goals, GOAL), "actions": _rows(actions, ACTION)}


def actions_of(plan: Plan) -> list[PlanAction]:
    """Every action with all that is read of it: two queries."""
    rows = plan.actions.select_related("goal", "owner", "organisation").prefetch_related("after")
    return list(rows.order_by("due_on", "pk"))


def snapshot(plan: Plan) -> Content:
    return content_of(plan.goals.all(), actions_of(plan))


def compare(old: Content, new: Content) -> list[Difference]:
    return [*_compared("goals", old, new, GOAL), *_compared("actions", old, new, ACTION)]


def _compared(kind: str, old: Content, new: Content, names: tuple[str, ...]) -> Iterable[Difference]:
    before = {row["id"]: row for row in old[kind]}
    after = {row["id"]: row for row in new[kind]}
    for key, row in after.items():
        was = before.get(key)
        if was is None:
            yield Difference(kind, "added", row["words"])
        elif fields := tuple((name, was[name], row[name]) for name in names if was[name] != row[name]):
            yield Difference(kind, "changed", row["words"], fields)
    for key, row in before.items():
        if key not in after:
            yield Difference(kind, "gone", row["words"])

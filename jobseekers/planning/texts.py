"""A field of a plan as text: as a form carries it, as `PlanChange` keeps it, as a version holds it."""

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Model
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import Organisation, User
from core import display
from jobseekers.models import Domain, Plan, PlanAction, PlanGoal
from jobseekers.planning.catalogue import service_label

NAMES = {
    "words": gettext_lazy("내용"),
    "domain": gettext_lazy("분야"),
    "state": gettext_lazy("상태"),
    "order": gettext_lazy("차례"),
    "goal": gettext_lazy("어느 목표"),
    "service_code": gettext_lazy("서비스"),
    "owner": gettext_lazy("누가"),
    "due_on": gettext_lazy("언제까지"),
    "effort_minutes": gettext_lazy("드는 시간(분)"),
    "after": gettext_lazy("먼저 마칠 일"),
    "review_on": gettext_lazy("다시 살피는 날"),
}
STATES = dict(PlanGoal.State.choices) | dict(
    PlanAction.State.choices
)  # of either; no word is of both with two meanings


@dataclass(frozen=True, slots=True)
class Helper:
    """A member of staff who does something for the person, and for whom they work."""

    user: User
    organisation: Organisation

    @property
    def text(self) -> str:
        return f"{self.user.public_id}/{self.organisation.public_id}"

    @property
    def label(self) -> str:
        return f"{self.user.display_name} · {self.organisation.label}"


def as_text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, Helper):
        return value.text
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, Model):
        return str(value.public_id)  # type: ignore[attr-defined]
    if isinstance(value, list | tuple):
        return ",".join(sorted(as_text(one) for one in value))
    return str(value)


def text_of(row: Any, field: str) -> str:
    if field == "owner":
        return Helper(row.owner, row.organisation).text if row.owner_id else ""
    if field == "after":
        return as_text(list(row.after.all()))
    return as_text(getattr(row, field))


class Reader:
    """Says a field's text in words; holds the names that ids stand for."""

    def __init__(self, goals: Iterable[PlanGoal], actions: Iterable[PlanAction]) -> None:
        self.goals = {str(goal.public_id): goal.words for goal in goals}
        self.actions = {str(action.public_id): action.words for action in actions}
        self.users: dict[str, str] = {}

    @classmethod
    def of(cls, plan: Plan, owners: Iterable[str] = ()) -> "Reader":
        """For texts of a plan; `owners` are those among them that name a member of staff."""
        reader = cls(plan.goals.all(), plan.actions.all())
        ids = {text.partition("/")[0] for text in owners if text}
        people = User.objects.filter(public_id__in=ids).values_list("public_id", "display_name") if ids else ()
        reader.users = {str(public_id): name for public_id, name in people}
        return reader

    def say(self, field: str, text: str) -> str:
        if field == "owner":
            return self.users.get(text.partition("/")[0], _("직원")) if text else _("본인")
        if not text:
            return _("비어 있음")
        return self._sayings().get(field, str)(text)

    def _sayings(self) -> dict[str, Callable[[str], str]]:
        return {
            "due_on": _day,
            "review_on": _day,
            "after": lambda text: ", ".join(self.actions.get(one, "–") for one in text.split(",")),
            "goal": lambda text: self.goals.get(text, "–"),
            "domain": lambda text: str(Domain(text).label),
            "state": lambda text: str(STATES[text]),
            "service_code": lambda text: service_label(text) or text,
        }


def _day(text: str) -> str:
    return display.date(dt.date.fromisoformat(text))

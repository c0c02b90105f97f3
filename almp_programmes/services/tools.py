"""Registering outside tools, and keeping the grades they send."""

from __future__ import annotations

import datetime as dt
import uuid
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import Organisation
from accounts.policies import has_role
from almp_programmes.models import Learner, Tool, ToolScore, Unit, UnitProgress
from almp_programmes.policies.learning import REGISTERING
from almp_programmes.selectors.learning import closed_by
from almp_programmes.services.learning import unit_done
from core.errors import RuleBroken
from core.events import record

if TYPE_CHECKING:
    from accounts.models import User

URLS = ("login_url", "launch_url", "key_set_url")


@transaction.atomic
def tool_register(*, by: User, organisation: Organisation, name_ko: str, name_en: str = "", **urls: str) -> Tool:
    if not has_role(by, *REGISTERING, organisation=organisation):
        raise PermissionDenied
    for name in URLS:
        if not urls[name].startswith("https://") and not settings.DEMO:
            raise RuleBroken(_("https로 시작하는 주소만 쓸 수 있습니다."), field=name)
    tool = Tool.objects.create(organisation=organisation, registered_by=by, name_ko=name_ko, name_en=name_en, **urls)
    record("tool.registered", actor=by, target=tool)
    return tool


@transaction.atomic
def tool_switch(*, tool_id: int, by: User, on: bool) -> Tool:
    """Off: it is launched no more, and its tokens are worth nothing from this moment."""
    tool = Tool.objects.select_for_update(of=("self",)).get(pk=tool_id)
    if not has_role(by, *REGISTERING, organisation=tool.organisation):
        raise PermissionDenied
    tool.is_active = on
    tool.save(update_fields=["is_active", "updated_at"])
    record("tool.switched", actor=by, target=tool, on=on)
    return tool


@transaction.atomic
def score_record(
    *, unit: Unit, user_id: uuid.UUID, activity: str, grading: str, scored_at: dt.datetime,
    given: Decimal | None = None, maximum: Decimal | None = None, comment: str = "",
) -> ToolScore | None:  # fmt: skip
    """The tool's grade. One older than what we have changes nothing; enough of the maximum makes the unit done."""
    found = Learner.objects.select_for_update(of=("self",), no_key=True).select_related(
        "course__provider", "user__person"
    )
    learner = found.filter(user__public_id=user_id, course=unit.module.course_id).first()
    if learner is None or closed_by(learner, unit.module):
        return None
    score, made = ToolScore.objects.get_or_create(
        learner=learner, unit=unit, defaults={"scored_at": scored_at, "activity": activity, "grading": grading}
    )
    if not made and scored_at < score.scored_at:
        return score
    fields: dict[str, Any] = {
        "given": given, "maximum": maximum, "activity": activity, "grading": grading, "comment": comment[:1000],
        "scored_at": scored_at,
    }  # fmt: skip
    for name, value in fields.items():
        setattr(score, name, value)
    score.save(update_fields=[*fields, "updated_at"])
    record("tool.scored", target=score)
    if _is_enough(score, unit):
        progress, _made = UnitProgress.objects.get_or_create(learner=learner, unit=unit)
        unit_done(learner, progress)
    return score


def _is_enough(score: ToolScore, unit: Unit) -> bool:
    """Completed, graded to the end, and at the module's mark; a tool that gives no points says so by completing."""
    over = score.activity == "Completed" and score.grading == "FullyGraded"
    return over and (score.percent is None or score.percent >= unit.module.pass_mark)

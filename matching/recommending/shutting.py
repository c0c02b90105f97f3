"""What a person who is offered nothing could change: which condition shuts out most vacancies, in words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from core.display import num
from matching.engine import people_columns
from matching.engine.shutting import CONDITIONS, shut_out
from matching.nightly.current import current
from matching.recommending.loading import load_people

TOLD = 3
WISHES, LIMITS, LICENCES = "jobseekers:wishes", "jobseekers:limits", "jobseekers:licences_add"
# What it is called, and the page where it can be changed. A permit to work is no wish: nothing to do about it here.
_CONDITIONS: dict[str, tuple[Any, str]] = {
    "place": (gettext_lazy("바라는 지역과 통근 거리"), WISHES), "pay": (gettext_lazy("희망 급여"), WISHES),
    "hours": (gettext_lazy("바라는 근로시간"), WISHES), "contract": (gettext_lazy("바라는 고용 형태"), WISHES),
    "night": (gettext_lazy("밤 근무를 뺀 조건"), LIMITS), "weekend": (gettext_lazy("주말 근무를 뺀 조건"), LIMITS),
    "shift": (gettext_lazy("교대 근무를 뺀 조건"), LIMITS), "access": (gettext_lazy("필요한 편의"), LIMITS),
    "licence": (gettext_lazy("꼭 필요한 자격증"), LICENCES),
}  # fmt: skip


@dataclass(frozen=True)
class Obstacle:
    text: str
    url: str
    action: str


def obstacles(jobseeker_id: int) -> list[Obstacle]:
    """The conditions that shut out most vacancies, first those that do it alone: giving one up would open these."""
    picture = current().picture
    people = people_columns(load_people([jobseeker_id]), picture.measures.world)
    each = [shut_out(layer, people) for layer in picture.layers if len(layer.ids)] if len(people.ids) else []
    if not each:
        return []
    out, alone = np.sum([one.out for one in each], axis=0), np.sum([one.alone for one in each], axis=0)
    order = np.lexsort((-out, -alone)).tolist()
    told = [
        (CONDITIONS[at], int(alone[at]), int(out[at])) for at in order if out[at] and CONDITIONS[at] in _CONDITIONS
    ]
    return [_obstacle(*one) for one in told[:TOLD]]


def _obstacle(condition: str, alone: int, out: int) -> Obstacle:
    name, page = _CONDITIONS[condition]
    if alone:
        text = ngettext(
            "%(what)s만 아니면 %(count)s건이 더 있어요", "%(what)s만 아니면 %(count)s건이 더 있어요", alone
        )
    else:
        text = ngettext("%(what)s 때문에 %(count)s건이 빠졌어요", "%(what)s 때문에 %(count)s건이 빠졌어요", out)
    action = {WISHES: _("희망 조건 고치기"), LIMITS: _("어려운 조건 고치기"), LICENCES: _("가진 자격증 적기")}[page]
    return Obstacle(text % {"what": name, "count": num(alone or out)}, reverse(page), action)

from typing import Any

from django.utils.translation import gettext_noop as _

SAYS: dict[str, Any] = {
    "plan.started": _("계획을 시작함"),
    "plan.review_set": _("계획을 다시 살피는 날을 정함: %(day)s"),
    "plan.ended": _("계획을 끝냄"),
    "plan.goal_added": _("계획에 목표를 더함"),
    "plan.goal_changed": _("계획의 목표를 고침"),
    "plan.action_added": _("계획에 할 일을 더함"),
    "plan.action_changed": _("계획의 할 일을 고침"),
    "plan.action_todo": _("할 일을 다시 하기로 함"),
    "plan.action_doing": _("할 일을 시작함"),
    "plan.action_done": _("할 일을 마침"),
    "plan.action_dropped": _("할 일을 하지 않기로 함"),
    "plan.proposed": _("계획 %(number)s판을 본인에게 보냄"),
    "plan.agreed": _("본인이 계획 %(number)s판에 동의함"),
    "plan.objected": _("본인이 계획 %(number)s판을 다르게 하고 싶어 함"),
    "plan.agreed_told": _("본인이 계획 %(number)s판에 동의한다고 들음"),
    "plan.objected_told": _("본인이 계획 %(number)s판을 다르게 하고 싶다고 들음"),
    "conference.on_agenda": _("사례 회의 안건에 올림: %(day)s"),
    "conference.off_agenda": _("사례 회의 안건에서 뺌: %(day)s"),
    "conference.held": _("사례 회의를 엶: %(day)s"),
    "conference.decided": _("사례 회의에서 할 일을 정함: %(day)s"),
    "conference.minutes": _("사례 회의록을 적음: %(day)s"),
}

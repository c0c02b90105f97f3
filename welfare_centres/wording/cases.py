from typing import Any

from django.utils.translation import gettext_noop as _

SAYS: dict[str, Any] = {
    "case.opened": _("함께 돕기를 시작함"),
    "case.reopened": _("앞선 사례에 이어 다시 돕기 시작함"),
    "case.paused": _("%(day)s까지 쉬기로 함"),
    "case.resumed": _("다시 함께 돕기 시작함"),
    "case.reviewed": _("다시 살펴봄. 다음은 %(day)s"),
    "case.transferred": _("%(agency)s 담당자가 책임을 이어받음"),
    "case.lead_left": _("책임자가 기관을 떠나 %(agency)s의 다른 담당자가 이어받음"),
    "case.closed": _("함께 돕기를 마침"),
    "case.consent_gone": _("본인이 동의를 거두어 함께 돕기를 마침"),
    "case.ground_gone": _("함께 도울 근거가 끝나 사례를 마침"),
    "member.added": _("%(agency)s 담당자가 함께함"),
    "member.changed": _("%(agency)s 담당자의 역할이 바뀜"),
    "member.ended": _("%(agency)s 담당자가 빠짐"),
    "member.without_ground": _("볼 수 있는 것이 없어져 %(agency)s 담당자가 빠짐"),
    "sharing.chosen": _("%(agency)s에서 볼 수 있는 것을 본인이 정함"),
    "sharing.chosen_beside": _("%(agency)s에서 볼 수 있는 것을 본인이 담당자 앞에서 정함"),
    "sharing.withdrawn": _("본인이 나누기 동의를 거둠"),
    "assessment.made": _("생활과 일 %(n)d가지를 살펴봄"),
    "assessment.answered": _("살펴본 것에 본인이 말을 더함"),
}

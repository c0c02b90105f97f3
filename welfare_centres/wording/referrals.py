from typing import Any

from django.utils.translation import gettext_noop as _

SAYS: dict[str, Any] = {
    "referral.sent": _("%(to)s에 의뢰함. %(answer_by)s까지 답해야 함"),
    "referral.seen": _("%(to)s에서 의뢰를 열어 봄"),
    "referral.accepted": _("%(to)s에서 의뢰를 받아들임. %(contact_by)s까지 연락하기로 함"),
    "referral.declined": _("%(to)s에서 의뢰를 받지 못함"),
    "referral.returned": _("%(to)s에서 의뢰를 돌려보냄"),
    "referral.contacted": _("%(to)s에서 %(day)s에 처음 연락함"),
    "referral.started": _("%(to)s에서 돕기 시작함"),
    "referral.finished": _("%(to)s에서 돕기를 마침"),
    "referral.withdrawn": _("%(to)s에 보낸 의뢰를 거두어들임"),
    "referral.refused": _("본인이 %(to)s에 의뢰하는 것을 원하지 않음"),
    "referral.consent_ended": _("본인이 동의를 거두어 %(to)s에 보낸 의뢰가 끝남"),
}

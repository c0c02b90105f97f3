"""Reasons of a score in words."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from channels.models import Readiness

WORDS = {
    "abandoned": gettext_lazy("신청서를 쓰다가 멈춘 일 %(count)s번"),
    "sign_in": gettext_lazy("로그인하지 못한 일 %(count)s번"),
    "reset": gettext_lazy("비밀번호를 다시 정한 일 %(count)s번"),
    "help": gettext_lazy("도움을 청한 일 %(count)s번"),
    "slow": gettext_lazy("신청서 하나에 30분 넘게 걸림"),
}


def reason_text(reason: Mapping[str, Any]) -> str:
    code = reason["code"]
    if code in WORDS:
        return str(WORDS[code]) % {"count": reason.get("count", 1)}
    if code in Readiness.Source.values:
        return str(Readiness.Source(code).label)
    return str(reason.get("text", "") or _("그 밖의 까닭"))

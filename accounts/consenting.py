"""The texts of consents, and who else must know when one is given or withdrawn.

A room above registers a listener in `AppConfig.ready()`; it runs in the same transaction as the consent's change.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from accounts.models import Consent, Person

TEXT_VERSION = "2026-11"
Listener = Callable[[Person, str, bool], None]
_listeners: list[Listener] = []


@dataclass(frozen=True, slots=True)
class ConsentText:
    """What PIPA article 15(2) wants said: purpose, items, how long, and what follows from a no."""

    title: Any
    purpose: Any
    items: Any
    period: Any
    refusal: Any
    required: bool = False


TEXTS: dict[str, ConsentText] = {
    Consent.Purpose.TERMS: ConsentText(
        _("이용 약관에 동의해요"),
        _("고용이음을 함께 쓰는 데 필요한 약속이에요."),
        _("없음"),
        _("탈퇴할 때까지"),
        _("동의하지 않으면 가입할 수 없어요."),
        required=True,
    ),
    Consent.Purpose.COLLECT: ConsentText(
        _("개인정보 수집·이용에 동의해요"),
        _("가입, 본인 확인, 일자리 찾기와 상담에 써요."),
        _("이름, 이메일이나 휴대전화, 구직 정보"),
        _("탈퇴할 때까지. 쓰지 않은 지 3년이 지나면 지워요."),
        _("동의하지 않으면 가입할 수 없어요."),
        required=True,
    ),
    Consent.Purpose.SENSITIVE: ConsentText(
        _("건강·장애 정보 처리에 동의해요"),
        _("일할 때 필요한 배려를 찾는 데 써요."),
        _("건강 상태, 장애, 필요한 배려"),
        _("철회할 때까지"),
        _("동의하지 않아도 다른 서비스는 그대로 쓸 수 있어요."),
    ),
    Consent.Purpose.EMPLOYER_SEARCH: ConsentText(
        _("기업이 내 구직 정보를 볼 수 있어요"),
        _("기업이 사람을 찾을 때 내 이력서를 보여 줘요."),
        _("희망 직종, 경력, 역량, 사는 지역(시·군·구). 연락처는 지원하거나 수락할 때만"),
        _("철회할 때까지"),
        _("동의하지 않아도 일자리를 찾고 지원할 수 있어요."),
    ),
    Consent.Purpose.SHARE_AGENCY: ConsentText(
        _("협력 기관과 내 정보를 나눠요"),
        _("훈련·복지 기관이 함께 도울 때 써요."),
        _("구직 정보와 지원 계획"),
        _("철회할 때까지"),
        _("동의하지 않아도 상담은 그대로 받을 수 있어요."),
    ),
    Consent.Purpose.MARKETING: ConsentText(
        _("채용 행사와 제도 소식을 받아요"),
        _("행사와 새 제도를 알려 드려요."),
        _("이메일이나 휴대전화"),
        _("철회할 때까지"),
        _("동의하지 않아도 꼭 필요한 알림은 받아요."),
    ),
}


def register_listener(listener: Listener) -> None:
    if listener not in _listeners:
        _listeners.append(listener)


def consent_changed(person: Person, purpose: str, given: bool) -> None:
    for listener in _listeners:
        listener(person, purpose, given)

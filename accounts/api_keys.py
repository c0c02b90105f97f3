"""How a request to the API proves who sends it, when not by a session."""

from typing import Any

from django.utils.translation import gettext as _
from rest_framework.authentication import TokenAuthentication
from rest_framework.exceptions import AuthenticationFailed

from accounts.policies import can_hold_api_key


class KeyAuthentication(TokenAuthentication):
    """A key issued before its holder became staff opens nothing."""

    def authenticate_credentials(self, key: str) -> tuple[Any, Any]:
        user, token = super().authenticate_credentials(key)
        if not can_hold_api_key(user):
            raise AuthenticationFailed(_("이 계정의 열쇠는 쓸 수 없어요. 2단계 인증으로 로그인해 주세요."))
        return user, token

"""API keys: one a user, shown once, none for staff, whose rights need a second factor that a key cannot give."""

from django.db import transaction
from django.utils.translation import gettext as _
from rest_framework.authtoken.models import Token

from accounts.models import User
from accounts.policies import can_hold_api_key
from core.errors import RuleBroken
from core.events import record


@transaction.atomic
def token_issue(*, user: User) -> str:
    """A new key; the one before it stops working at once."""
    User.objects.select_for_update().get(pk=user.pk)
    if not can_hold_api_key(user):
        raise RuleBroken(_("상담사와 부처 담당자는 API 열쇠를 쓸 수 없어요. 2단계 인증으로 로그인해 주세요."))
    Token.objects.filter(user=user).delete()
    token: Token = Token.objects.create(user=user)
    record("token.issued", actor=user)
    return str(token.key)


@transaction.atomic
def token_revoke(*, user: User) -> None:
    if Token.objects.filter(user=user).delete()[0]:
        record("token.revoked", actor=user)

"""Signing in is allauth's; only the look-up of who is signed in, once a page, is by a prepared query."""

from typing import Any

from allauth.account.auth_backends import AuthenticationBackend
from django.contrib.auth import get_user_model

from core.prepared import Prepared

_users = Prepared(lambda pk: get_user_model()._default_manager.filter(pk=pk), pk=int)


class Backend(AuthenticationBackend):
    def get_user(self, user_id: Any) -> Any:
        user = _users.first(pk=int(user_id))
        return user if user is not None and self.user_can_authenticate(user) else None

"""The role a request is made in, and the language it is answered in."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from allauth.account.internal.flows.login import get_authentication_records
from allauth.mfa.utils import is_mfa_enabled
from django.apps import apps
from django.conf import settings
from django.contrib.auth import REDIRECT_FIELD_NAME
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from rest_framework.exceptions import PermissionDenied

from core.api import is_for_api, refusal
from core.prepared import Prepared

if TYPE_CHECKING:
    from accounts.models import Membership, Organisation, User

memberships_of = Prepared(
    lambda user: (
        apps.get_model("accounts.Membership")
        .objects.current()
        .filter(user=user)
        .select_related("organisation")
        .order_by("pk")
    ),
    user=int,
)
OWN_PAGES = ("account_", "mfa_", "socialaccount_", "set_language")
Handler = Callable[[HttpRequest], HttpResponse]


@dataclass
class Acting:
    """Who the signed-in user is at this moment: a jobseeker, or a member of one organisation in one role."""

    user: User
    chosen: str | None

    @cached_property
    def memberships(self) -> list[Membership]:
        return memberships_of(user=self.user.pk)

    @cached_property
    def membership(self) -> Membership | None:
        """The one chosen; else the only side there is: staff and recruiters without a person act as members."""
        for membership in self.memberships:
            if str(membership.public_id) == self.chosen:
                return membership
        if self.chosen == "person" and self.user.person_id:
            return None
        return self.memberships[0] if self.memberships else None

    @property
    def role(self) -> str:
        return self.membership.role if self.membership else "jobseeker"

    @property
    def organisation(self) -> Organisation | None:
        return self.membership.organisation if self.membership else None

    @property
    def side(self) -> str:
        """jobseeker, employer, centre, agency, provider or ministry."""
        return self.membership.organisation.kind if self.membership else "jobseeker"

    @property
    def label(self) -> str:
        if self.membership is None:
            return ""
        return f"{self.membership.organisation.label} · {self.membership.get_role_display()}"


class ActingMiddleware:
    """`request.acting`: read lazily, so a public page for a visitor costs no query."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.user.is_authenticated:
            request.acting = Acting(request.user, request.session.get("acting"))  # type: ignore[attr-defined]
        else:
            request.acting = None  # type: ignore[attr-defined]
        return self.get_response(request)


class MFARequired:
    """Staff see nobody's data before a second factor: without one they are sent to set it up, then to give it."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., HttpResponse], args: list[Any], kwargs: dict[str, Any]
    ) -> HttpResponse | None:
        if not request.user.is_authenticated or self._is_open(request, view) or gave_second_factor(request):
            return None
        acting: Acting = request.acting  # type: ignore[attr-defined]
        if not any(membership.is_staff_role for membership in acting.memberships):
            return None
        if is_for_api(request):
            return refusal(PermissionDenied(_("2단계 인증을 마친 뒤에 쓸 수 있어요. 사이트에서 먼저 인증해 주세요.")))
        query = urlencode({REDIRECT_FIELD_NAME: request.get_full_path()}) if request.method == "GET" else ""
        page = "mfa_reauthenticate" if is_mfa_enabled(request.user) else "mfa_index"
        return redirect(f"{reverse(page)}?{query}" if query else reverse(page))

    @staticmethod
    def _is_open(request: HttpRequest, view: Callable[..., HttpResponse]) -> bool:
        """Pages of signing in and of one's own account, and pages open to every visitor."""
        match = request.resolver_match
        if match is not None and (match.url_name or "").startswith(OWN_PAGES) and not match.namespaces:
            return True
        is_api = hasattr(view, "cls")  # the API's views are public to Django and decide for themselves
        return not getattr(view, "login_required", True) and not is_api


def gave_second_factor(request: HttpRequest) -> bool:
    """In this session, by authenticator app, passkey or recovery code."""
    return any(one.get("method") == "mfa" for one in get_authentication_records(request, request.user))


class LanguageMiddleware:
    """Korean unless the reader chose English, by the switch on every page (a cookie) or a link with `?lang=`.

    The browser's own wish is not a choice: most browsers in Korea that ask for English belong to readers of Korean.
    """

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        known = dict(settings.LANGUAGES)
        wanted = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME) or request.GET.get("lang")
        language = wanted if wanted in known else settings.LANGUAGE_CODE
        with translation.override(language):
            request.LANGUAGE_CODE = language
            response = self.get_response(request)
        response.headers.setdefault("Content-Language", language)
        return response

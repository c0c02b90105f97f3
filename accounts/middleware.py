"""The role a request is made in, and the language it is answered in."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import translation

if TYPE_CHECKING:
    from accounts.models import Membership, Organisation, User

Handler = Callable[[HttpRequest], HttpResponse]


@dataclass
class Acting:
    """Who the signed-in user is at this moment: a jobseeker, or a member of one organisation in one role."""

    user: User
    chosen: str | None

    @cached_property
    def memberships(self) -> list[Membership]:
        return list(self.user.memberships.current().select_related("organisation").order_by("pk"))

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
        """jobseeker, employer, centre, provider or ministry."""
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


class LanguageMiddleware:
    """Korean unless the reader chose English: by `?lang=`, by cookie. The browser's own wish is not a choice."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        known = dict(settings.LANGUAGES)
        wanted = request.GET.get("lang") or request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME)
        language = wanted if wanted in known else settings.LANGUAGE_CODE
        with translation.override(language):
            request.LANGUAGE_CODE = language
            response = self.get_response(request)
        response.headers.setdefault("Content-Language", language)
        return response

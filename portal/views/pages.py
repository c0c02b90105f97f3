"""Public pages: the front door, help, terms, privacy, accessibility; and the health check for machines."""

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.core.cache import cache
from django.db import connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language

from portal import selectors


@login_not_required
def front(request: HttpRequest) -> HttpResponse:
    if request.user.is_authenticated:
        return redirect("portal:home")
    return render(request, "portal/front.html", {"newest": selectors.front.newest(), "size": selectors.front.size()})


@login_not_required
def help_page(request: HttpRequest) -> HttpResponse:
    return render(request, "portal/help.html")


def _legal(request: HttpRequest, name: str) -> HttpResponse:
    language = (get_language() or settings.LANGUAGE_CODE)[:2]
    return render(request, "portal/legal.html", {"name": name, "text": f"portal/legal/{name}_{language}.html"})


@login_not_required
def terms(request: HttpRequest) -> HttpResponse:
    return _legal(request, "terms")


@login_not_required
def privacy(request: HttpRequest) -> HttpResponse:
    return _legal(request, "privacy")


@login_not_required
def accessibility(request: HttpRequest) -> HttpResponse:
    return _legal(request, "accessibility")


@login_not_required
def health(request: HttpRequest) -> HttpResponse:
    """200 when the database and the broker answer, 503 naming the one that does not."""
    state = {"database": _answers(_ask_database), "cache": _answers(_ask_cache)}
    return JsonResponse(state, status=200 if all(state.values()) else 503)


def _answers(ask: object) -> bool:
    try:
        ask()  # type: ignore[operator]
    except Exception:
        return False
    return True


def _ask_database() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")


def _ask_cache() -> None:
    cache.set("health", 1, 5)

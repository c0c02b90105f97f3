"""Suggestions while a person types: JSON, or a list of options for htmx. Public, the same for everyone."""

from collections.abc import Callable
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.cache import patch_vary_headers
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from taxonomy import selectors

MOST = 20
DEFAULT = 8
LONGEST_QUERY = 100
SECONDS_FRESH = 300


def _limit(request: HttpRequest) -> int:
    asked = request.GET.get("limit", "")
    return min(max(int(asked), 1), MOST) if asked.isdecimal() and len(asked) < 6 else DEFAULT


def _answer(request: HttpRequest, suggest: Callable[[str, int], list[dict[str, Any]]]) -> HttpResponse:
    query = request.GET.get("q", "").replace("\x00", "").strip()[:LONGEST_QUERY]
    found = suggest(query, _limit(request)) if query else []
    response: HttpResponse
    if request.headers.get("HX-Request"):
        response = render(request, "taxonomy/suggestions.html", {"found": found, "query": query})
    else:
        response = JsonResponse({"query": query, "language": get_language(), "results": found})
    response["Cache-Control"] = f"private, max-age={SECONDS_FRESH}"
    patch_vary_headers(response, ["HX-Request", "Accept-Language", "Cookie"])
    return response


@login_not_required
@require_safe
def occupation_suggest(request: HttpRequest) -> HttpResponse:
    def suggest(query: str, limit: int) -> list[dict[str, Any]]:
        return [
            {
                "id": found.occupation.pk, "code": found.occupation.code, "label": found.occupation.label,
                "hint": found.evidence, "score": round(found.score, 3),
            }
            for found in selectors.occupation_suggest(query, limit)
        ]  # fmt: skip

    return _answer(request, suggest)


@login_not_required
@require_safe
def skill_suggest(request: HttpRequest) -> HttpResponse:
    def suggest(query: str, limit: int) -> list[dict[str, Any]]:
        return [
            {"id": skill.pk, "code": skill.code, "label": skill.label, "hint": skill.get_kind_display()}
            for skill in selectors.skill_suggest(query, limit)
        ]

    return _answer(request, suggest)


@login_not_required
@require_safe
def region_suggest(request: HttpRequest) -> HttpResponse:
    def suggest(query: str, limit: int) -> list[dict[str, Any]]:
        return [
            {"id": region.pk, "code": region.code, "label": region.full_label, "hint": region.get_level_display()}
            for region in selectors.region_suggest(query, limit)
        ]

    return _answer(request, suggest)

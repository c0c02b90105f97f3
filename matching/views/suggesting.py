"""Suggestions under the search field: a list of links, swapped in while a person types."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from matching.search.criteria import Criteria
from matching.search.suggesting import suggestions


@login_not_required
@require_safe
@cache_control(max_age=30, public=True)
def suggest(request: HttpRequest) -> HttpResponse:
    asked = Criteria.of(request.GET)
    found = suggestions(asked.q, timezone.localdate())
    return render(request, "matching/_suggestions.html", {"found": found, "asked": asked})

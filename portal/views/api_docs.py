"""The page by which programmers read the API; the machine's copy of it is the schema."""

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from core.api import PROBLEM_SCHEMA, PROBLEM_TYPE
from portal.selectors.api_reference import VERSION, api_reference


@login_not_required
def api_docs(request: HttpRequest, version: str) -> HttpResponse:
    if version != VERSION:
        raise Http404
    context = {
        "resources": api_reference(),
        "version": version,
        "rates": settings.REST_FRAMEWORK["DEFAULT_THROTTLE_RATES"],
        "problem_type": PROBLEM_TYPE,
        "problem_fields": list(PROBLEM_SCHEMA["properties"]),
    }
    return render(request, "portal/api_docs.html", context)

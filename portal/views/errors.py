"""Pages for refusals; the API's addresses are refused in the API's own shape."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from rest_framework import exceptions

from core import api


def forbidden(request: HttpRequest, exception: Any = None) -> HttpResponse:
    return render(request, "403.html", status=403)


def not_found(request: HttpRequest, exception: Any = None) -> HttpResponse:
    if api.is_for_api(request):
        return api.refusal(exceptions.NotFound())
    return render(request, "404.html", status=404)


def server_error(request: HttpRequest) -> HttpResponse:
    if api.is_for_api(request):
        return api.refusal(exceptions.APIException())
    return render(request, "500.html", status=500)

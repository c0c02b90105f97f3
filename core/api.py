"""What every API answer shares: page size and the one shape of a problem (RFC 9457)."""

from http import HTTPStatus
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404
from rest_framework import exceptions
from rest_framework.pagination import PageNumberPagination
from rest_framework.response import Response
from rest_framework.views import exception_handler, set_rollback

from core.errors import RuleBroken


class Pages(PageNumberPagination):
    page_size = 20
    page_size_query_param = "page_size"
    max_page_size = 100


def _errors(detail: Any, path: str = "") -> list[dict[str, str]]:
    """Flatten DRF's nested error detail to a list of {field, message}."""
    if isinstance(detail, dict):
        return [e for key, value in detail.items() for e in _errors(value, f"{path}.{key}" if path else str(key))]
    if isinstance(detail, list):
        return [e for value in detail for e in _errors(value, path)]
    return [{"field": path, "message": str(detail)}]


def problem(exc: Exception, context: dict[str, Any]) -> Response | None:
    """DRF's exception handler: every refusal is `application/problem+json` with these five members."""
    if isinstance(exc, RuleBroken):
        set_rollback()
        answer = Response(status=HTTPStatus.CONFLICT)
        detail, errors = str(exc), [{"field": exc.field or "", "message": str(exc)}]
    else:
        handled = exception_handler(exc, context)
        if handled is None:
            return None
        answer = handled
        if isinstance(exc, Http404 | PermissionDenied):
            exc = exceptions.NotFound() if isinstance(exc, Http404) else exceptions.PermissionDenied()
        errors = _errors(exc.detail) if isinstance(exc, exceptions.APIException) else []
        detail = errors[0]["message"] if errors else ""
    status = HTTPStatus(answer.status_code)
    answer.data = {
        "type": f"about:blank#{status.phrase.lower().replace(' ', '-')}",
        "title": status.phrase,
        "status": status.value,
        "detail": detail,
        "errors": errors,
    }
    answer.content_type = "application/problem+json"
    return answer

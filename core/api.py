"""What every API answer shares: page size and the one shape of a problem (RFC 9457), which the schema describes."""

from http import HTTPStatus
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, JsonResponse
from django.utils.translation import gettext_lazy as _
from rest_framework import exceptions
from rest_framework.pagination import PageNumberPagination
from rest_framework.response import Response
from rest_framework.views import exception_handler, set_rollback

from core.errors import RuleBroken

ROOT = "/api/"
PROBLEM_TYPE = "application/problem+json"
PROBLEM_SCHEMA: dict[str, Any] = {
    "type": "object",
    "description": "Every refusal and failure (RFC 9457). `errors` says for each field what is wrong with it.",
    "required": ["type", "title", "status", "detail", "errors"],
    "properties": {
        "type": {"type": "string"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "detail": {"type": "string"},
        "errors": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["field", "message"],
                "properties": {"field": {"type": "string"}, "message": {"type": "string"}},
            },
        },
    },
}


class Pages(PageNumberPagination):
    page_query_description = _("몇 번째 쪽인지")
    page_size_query_description = _("한 번에 받는 수")
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
    answer.data = _members(HTTPStatus(answer.status_code), detail, errors)
    answer.content_type = PROBLEM_TYPE
    return answer


def _members(status: HTTPStatus, detail: str, errors: list[dict[str, str]]) -> dict[str, Any]:
    return {
        "type": f"about:blank#{status.phrase.lower().replace(' ', '-')}",
        "title": status.phrase,
        "status": status.value,
        "detail": detail,
        "errors": errors,
    }


def is_for_api(request: HttpRequest) -> bool:
    return request.path.startswith(ROOT)


def refusal(exc: exceptions.APIException) -> JsonResponse:
    """The same shape where no view of the API answers: an unknown address, a failure, a missing second factor."""
    status, detail = HTTPStatus(exc.status_code), str(exc.detail)
    members = _members(status, detail, [{"field": "", "message": detail}])
    return JsonResponse(members, status=status, content_type=PROBLEM_TYPE)


def describe_problems(result: dict[str, Any], **_kwargs: Any) -> dict[str, Any]:
    """drf-spectacular's hook: each operation names the shape of its refusals."""
    result.setdefault("components", {}).setdefault("schemas", {})["Problem"] = PROBLEM_SCHEMA
    content = {PROBLEM_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}}
    for path in result["paths"].values():
        for operation in path.values():
            operation["responses"]["default"] = {"description": "Problem", "content": content}
    return result

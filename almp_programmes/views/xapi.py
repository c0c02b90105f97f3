"""The statements resource of xAPI over HTTP. Every answer carries the version; a refusal says what is wrong."""

import base64
import binascii
import json
import uuid
from collections.abc import Callable
from functools import wraps
from typing import Any
from urllib.parse import urlencode

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.crypto import constant_time_compare
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from almp_programmes.models import ActivityProvider, Statement
from almp_programmes.models.statements import digest
from almp_programmes.services.statements import Conflict, statements_store
from almp_programmes.xapi.validating import Invalid, identifier, moment
from core.errors import RuleBroken

VERSION = "1.0.3"
PAGE, MOST = 100, 500
ASKED = {"statementId", "agent", "verb", "activity", "since", "until", "limit", "ascending", "after", "format"}


def _resource(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Basic auth of an activity provider, the version header, and refusals as the specification numbers them."""

    @csrf_exempt
    @login_not_required
    @wraps(view)
    def inner(request: HttpRequest) -> HttpResponse:
        provider = _provider(request.headers.get("Authorization", ""))
        if provider is None:
            response = _refused(401, "Basic authentication of an activity provider is needed.")
            response["WWW-Authenticate"] = 'Basic realm="xAPI"'
        elif not request.headers.get("X-Experience-API-Version", "").startswith("1.0"):
            response = _refused(400, "X-Experience-API-Version must be 1.0.x.")
        else:
            response = _answer(view, request, provider)
        response["X-Experience-API-Version"] = VERSION
        return response

    return inner


def _answer(view: Callable[..., HttpResponse], request: HttpRequest, provider: ActivityProvider) -> HttpResponse:
    try:
        return view(request, provider)
    except Conflict as exc:
        return _refused(409, str(exc))
    except RecursionError:
        return _refused(400, "The statement is nested too deeply.")
    except (Invalid, RuleBroken) as exc:
        return _refused(400, str(exc))


def _refused(status: int, why: str) -> HttpResponse:
    return JsonResponse({"error": why}, status=status)


def _provider(header: str) -> ActivityProvider | None:
    kind, _space, coded = header.partition(" ")
    try:
        key, _colon, secret = base64.b64decode(coded, validate=True).decode().partition(":")
    except (binascii.Error, UnicodeDecodeError):
        return None
    found = ActivityProvider.objects.select_related("organisation").filter(key=key, is_active=True).first()
    good = found is not None and constant_time_compare(found.secret_digest, digest(secret))
    return found if kind.lower() == "basic" and good else None


@login_not_required
@require_safe
def about(request: HttpRequest) -> HttpResponse:
    return JsonResponse({"version": [VERSION]}, headers={"X-Experience-API-Version": VERSION})


@require_http_methods(["GET", "POST", "PUT"])
@_resource
def statements(request: HttpRequest, provider: ActivityProvider) -> HttpResponse:
    if request.method == "GET":
        return _find(request, provider)
    said = _json(request.body.decode(errors="replace"))
    if request.method == "POST":
        stored = statements_store(provider=provider, said=said if isinstance(said, list) else [said])
        return JsonResponse([str(one) for one in stored], safe=False)
    number = request.GET.get("statementId", "")
    if not isinstance(said, dict) or said.get("id", number) != number:
        raise Invalid("The statement's id is not the one of the address.")
    statements_store(provider=provider, said=[{**said, "id": number}])
    return HttpResponse(status=204)


def _json(text: str) -> Any:
    if "\\u0000" in text:  # legal in JSON, and nothing that the database can keep
        raise Invalid("Text cannot hold the character U+0000.")
    try:
        return json.loads(text)
    except ValueError:
        raise Invalid("This is no JSON.") from None


def _find(request: HttpRequest, provider: ActivityProvider) -> HttpResponse:
    if unknown := set(request.GET) - ASKED:
        raise Invalid(f"Unknown parameters: {', '.join(sorted(unknown))}.")
    rows = Statement.objects.filter(organisation=provider.organisation)
    if number := request.GET.get("statementId"):
        found = rows.filter(statement_id=_number(number)).first()
        return JsonResponse(found.body) if found else _refused(404, "There is no such statement.")
    ascending = request.GET.get("ascending") == "true"
    limit = _limit(request.GET.get("limit", "0"))
    page = list(_narrowed(rows, request.GET, ascending)[: limit + 1])
    more = ""
    if len(page) > limit:
        kept = {name: value for name, value in request.GET.items() if name != "after"}
        more = f"{reverse('xapi:statements')}?{urlencode(kept | {'after': page[limit - 1].pk})}"
    body = {"statements": [one.body for one in page[:limit]], "more": more}
    return JsonResponse(body, headers={"X-Experience-API-Consistent-Through": timezone.now().isoformat()})


def _narrowed(rows: Any, asked: Any, ascending: bool) -> Any:
    if agent := asked.get("agent"):
        rows = rows.filter(agent=identifier(_json(agent)))
    for name in ("verb", "activity"):
        if value := asked.get(name):
            rows = rows.filter(**{name: value})
    if since := asked.get("since"):
        rows = rows.filter(stored_at__gt=moment(since))
    if until := asked.get("until"):
        rows = rows.filter(stored_at__lte=moment(until))
    if after := asked.get("after"):
        rows = rows.filter(**{"pk__gt" if ascending else "pk__lt": _limit(after, most=2**62)})
    return rows.order_by("pk" if ascending else "-pk")


def _limit(text: str, most: int = MOST) -> int:
    """0 asks for as many as we like to give."""
    if not text.isascii() or not text.isdigit():
        raise Invalid("A limit is a whole number.")
    return min(int(text) or PAGE, most)


def _number(text: str) -> uuid.UUID:
    try:
        return uuid.UUID(text)
    except ValueError:
        raise Invalid("statementId is no UUID.") from None

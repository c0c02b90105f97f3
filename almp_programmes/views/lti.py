"""LTI 1.3 over HTTP: launching for people, keys, tokens, grades and members for tools."""

import json
import uuid
from collections.abc import Callable
from decimal import Decimal, InvalidOperation
from functools import wraps
from typing import Any
from urllib.parse import urlsplit

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.dateparse import parse_datetime
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from almp_programmes.lti import keys, launching, tokens
from almp_programmes.models import Learner, Tool, Unit
from almp_programmes.selectors.learning import closed_by
from almp_programmes.services.tools import score_record
from core.errors import RuleBroken

LINEITEM = "application/vnd.ims.lis.v2.lineitem+json"
LINEITEMS = "application/vnd.ims.lis.v2.lineitemcontainer+json"
RESULTS = "application/vnd.ims.lis.v2.resultcontainer+json"
MEMBERS = "application/vnd.ims.lti-nrps.v2.membershipcontainer+json"
ACTIVITIES = ("Initialized", "Started", "InProgress", "Submitted", "Completed")
GRADINGS = ("FullyGraded", "Pending", "PendingManual", "Failed", "NotReady")


# --- for people


@require_safe
@never_cache
def launch(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    found = Unit.objects.visible_to(request.user).select_related("module__course", "tool")
    unit = get_object_or_404(found, public_id=public_id, tool__is_active=True)
    learner = Learner.objects.select_related("user").filter(user=request.user, course=unit.module.course_id).first()
    if learner is None or closed_by(learner, unit.module):
        return redirect("almp_programmes:learn_course", unit.module.course.public_id)
    return redirect(launching.login_address(learner, unit))


@csrf_exempt  # the tool sends the browser here; what it may ask is in the hint that we signed
@never_cache
def authorize(request: HttpRequest) -> HttpResponse:
    try:
        tool, fields = launching.answer(request.POST if request.method == "POST" else request.GET, request.user)
    except RuleBroken as exc:
        return render(request, "almp_programmes/lti_refused.html", {"why": str(exc)}, status=400)
    response = render(request, "almp_programmes/lti_post.html", {"tool": tool, "fields": fields})
    address = urlsplit(tool.launch_url)
    response._csp_update = {"form-action": [f"{address.scheme}://{address.netloc}"]}  # type: ignore[attr-defined]
    return response


# --- for tools


@login_not_required
@require_safe
def key_set(request: HttpRequest) -> HttpResponse:
    return JsonResponse({"keys": [keys.public_jwk()]})


@csrf_exempt
@login_not_required
@require_POST
def token(request: HttpRequest) -> HttpResponse:
    try:
        return JsonResponse(tokens.token_give(request.POST), headers={"Cache-Control": "no-store"})
    except tokens.Refused as exc:
        return JsonResponse({"error": str(exc)}, status=401 if str(exc) == "invalid_client" else 400)


def _service(scope: str) -> Callable[[Callable[..., HttpResponse]], Callable[..., HttpResponse]]:
    """Open to the holder of an access token with this scope; the view gets the tool."""

    def decorate(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
        @csrf_exempt
        @login_not_required
        @wraps(view)
        def inner(request: HttpRequest, **kwargs: Any) -> HttpResponse:
            try:
                tool = tokens.tool_with(request.headers.get("Authorization", ""), scope)
            except tokens.Refused as exc:
                status = 403 if str(exc) == "insufficient_scope" else 401
                return JsonResponse({"error": str(exc)}, status=status)
            return view(request, tool, **kwargs)

        return inner

    return decorate


def _unit(tool: Tool, public_id: uuid.UUID) -> Unit:
    return get_object_or_404(Unit.objects.select_related("module__course"), tool=tool, public_id=public_id)


def _lineitem(unit: Unit) -> dict[str, Any]:
    return {
        "id": launching.address("lti_lineitem", unit.public_id), "scoreMaximum": 100, "label": unit.name_ko,
        "resourceLinkId": str(unit.public_id),
    }  # fmt: skip


@_service(f"{launching.AGS}scope/lineitem.readonly")
@require_safe
def lineitems(request: HttpRequest, tool: Tool, public_id: uuid.UUID) -> HttpResponse:
    units = Unit.objects.filter(tool=tool, module__course__public_id=public_id).order_by("module__number", "number")
    if link := request.GET.get("resource_link_id"):
        units = [unit for unit in units if str(unit.public_id) == link]
    return JsonResponse([_lineitem(unit) for unit in units], safe=False, content_type=LINEITEMS)


@_service(f"{launching.AGS}scope/lineitem.readonly")
@require_safe
def lineitem(request: HttpRequest, tool: Tool, public_id: uuid.UUID) -> HttpResponse:
    return JsonResponse(_lineitem(_unit(tool, public_id)), content_type=LINEITEM)


@_service(f"{launching.AGS}scope/score")
@require_POST
def scores(request: HttpRequest, tool: Tool, public_id: uuid.UUID) -> HttpResponse:
    unit = _unit(tool, public_id)
    try:
        kept = score_record(unit=unit, **_score(json.loads(request.body)))
    except (ValueError, KeyError, TypeError, AttributeError, InvalidOperation):
        return JsonResponse({"error": "invalid_score"}, status=400)
    return HttpResponse(status=204) if kept else JsonResponse({"error": "unknown_user"}, status=404)


def _score(said: dict[str, Any]) -> dict[str, Any]:
    """What AGS asks for; a wrong value is a ValueError."""
    at = parse_datetime(said["timestamp"])
    given, maximum = (None if said.get(name) is None else Decimal(str(said[name])) for name in
                      ("scoreGiven", "scoreMaximum"))  # fmt: skip
    limit = Decimal(10) ** 5
    is_number = given is None or (maximum is not None and 0 <= given < limit and 0 < maximum < limit)
    known = said["activityProgress"] in ACTIVITIES and said["gradingProgress"] in GRADINGS
    if at is None or at.tzinfo is None or not is_number or not known:
        raise ValueError
    return {
        "user_id": uuid.UUID(said["userId"]), "activity": said["activityProgress"], "grading": said["gradingProgress"],
        "scored_at": at, "given": given, "maximum": maximum if given is not None else None,
        "comment": str(said.get("comment") or ""),
    }  # fmt: skip


@_service(f"{launching.AGS}scope/result.readonly")
@require_safe
def results(request: HttpRequest, tool: Tool, public_id: uuid.UUID) -> HttpResponse:
    unit = _unit(tool, public_id)
    here = launching.address("lti_lineitem", unit.public_id)
    found = unit.scores.select_related("learner__user").exclude(given=None).order_by("pk")
    if user := request.GET.get("user_id"):
        found = [score for score in found if str(score.learner.user.public_id) == user]
    shown = [
        {
            "id": f"{here}results/{score.learner.user.public_id}", "scoreOf": here, "comment": score.comment,
            "userId": str(score.learner.user.public_id), "resultScore": float(score.given),
            "resultMaximum": float(score.maximum),
        }
        for score in found
    ]  # fmt: skip
    return JsonResponse(shown, safe=False, content_type=RESULTS)


@_service(f"{launching.NRPS}scope/contextmembership.readonly")
@require_safe
def members(request: HttpRequest, tool: Tool, public_id: uuid.UUID) -> HttpResponse:
    """Who learns in a course that uses the tool: pseudonyms and no names."""
    unit = Unit.objects.select_related("module__course").filter(tool=tool, module__course__public_id=public_id).first()
    if unit is None:
        return JsonResponse({"error": "unknown_context"}, status=404)
    course = unit.module.course
    users = Learner.objects.filter(course=course, user__is_active=True).order_by("pk").values_list("user__public_id")
    shown = [{"status": "Active", "user_id": str(user), "roles": ["Learner"]} for (user,) in users]
    context = {"id": str(course.public_id), "title": course.title}
    return JsonResponse(
        {"id": request.build_absolute_uri(), "context": context, "members": shown}, content_type=MEMBERS
    )

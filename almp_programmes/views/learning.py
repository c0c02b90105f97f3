"""Learning online: the list of courses, a course, and one screen after the other."""

import datetime as dt
import uuid
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from almp_programmes.models import Course, Learner, Question, Unit
from almp_programmes.selectors import learning as selectors
from almp_programmes.services import learning as services
from core.errors import RuleBroken

JSON = "application/json"


def _course(request: HttpRequest, public_id: uuid.UUID) -> Course:
    online = Course.objects.filter(mode=Course.Mode.SELF_PACED).select_related("provider", "programme")
    shown = online.visible_to(request.user) if request.user.is_authenticated else online.filter(published=True)
    return get_object_or_404(shown, public_id=public_id)


@login_not_required
@require_safe
def learn_list(request: HttpRequest) -> HttpResponse:
    certificates = selectors.certificates_own(request.user) if request.user.is_authenticated else []
    context = {"courses": selectors.courses_online(request.user), "certificates": certificates}
    return render(request, "almp_programmes/learn_list.html", context)


@login_not_required
@require_safe
def learn_course(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    seen = selectors.course_seen(_course(request, public_id), request.user)
    return render(request, "almp_programmes/learn_course.html", {"seen": seen, "course": seen.course})


@require_POST
def learn_start(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    course = _course(request, public_id)
    services.learner_start(course_id=course.pk, by=request.user)
    unit = selectors.course_seen(course, request.user).next_unit
    return redirect("almp_programmes:learn_unit", unit.public_id) if unit else redirect(_address(course))


@never_cache  # going back draws the page anew, with a new key and what was saved meanwhile
def learn_unit(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    unit, learner = _unit(request, public_id)
    if learner is None:
        return redirect(_address(unit.module.course))
    seen = selectors.unit_seen(unit, request.user)
    if not seen.here.is_open:
        return _closed(request, seen)
    missing: list[Any] = []
    if request.method == "POST":
        try:
            progress = services.unit_finish(
                learner_id=learner.pk, unit=unit, by=request.user, picks=_picks(request, unit), key=_key(request)
            )
        except RuleBroken as exc:
            messages.error(request, str(exc))
            return redirect(request.path)
        seen = selectors.unit_seen(unit, request.user)
        missing = [one for one in seen.questions if not one.picked]
        if not missing:
            return _onward(request, seen, checked=progress.checked_at is not None)
    context = {"seen": seen, "unit": unit, "course": seen.seen.course, "key": uuid.uuid4(), "missing": missing}
    response = render(request, "almp_programmes/learn_unit.html", context, status=422 if missing else 200)
    if unit.kind == Unit.Kind.VIDEO:
        response._csp_update = {"media-src": ["/".join(unit.video_url.split("/")[:3])]}  # type: ignore[attr-defined]
    return response


@require_POST
def learn_answer(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    """One answer, as soon as it is picked; sent again after a lost connection, with the same key."""
    unit, learner = _unit(request, public_id)
    if learner is None:
        return JsonResponse({"saved": False}, status=404)
    question = get_object_or_404(unit.questions.prefetch_related("choices"), pk=_number(request.POST.get("question")))
    try:
        services.answer_save(
            learner_id=learner.pk, question=question, by=request.user, key=_key(request),
            picked=_numbers(request.POST.getlist("picked")), answered_at=_moment(request.POST.get("at")),
        )  # fmt: skip
    except RuleBroken as exc:
        return JsonResponse({"saved": False, "why": str(exc)}, status=400 if exc.field else 409)
    return JsonResponse({"saved": True})


@require_safe
def learn_captions(request: HttpRequest, public_id: uuid.UUID, language: str) -> HttpResponse:
    unit = get_object_or_404(Unit.objects.visible_to(request.user), public_id=public_id, kind=Unit.Kind.VIDEO)
    text = unit.captions_en if language == "en" and unit.captions_en else unit.captions_ko
    return HttpResponse(text, content_type="text/vtt; charset=utf-8")


def _unit(request: HttpRequest, public_id: uuid.UUID) -> tuple[Unit, Learner | None]:
    found = Unit.objects.visible_to(request.user).select_related("module__course__provider", "tool")
    unit = get_object_or_404(found, public_id=public_id)
    return unit, Learner.objects.filter(user=request.user, course=unit.module.course_id).first()


def _closed(request: HttpRequest, seen: selectors.SeenUnit) -> HttpResponse:
    """A screen whose turn has not come. A script that sends it again later is told so; people go to the course."""
    said = _("앞 단원을 먼저 마치면 열려요.")
    if _wants_json(request):
        return JsonResponse({"saved": False, "why": said}, status=409)
    messages.error(request, said)
    return redirect(_address(seen.seen.course))


def _onward(request: HttpRequest, seen: selectors.SeenUnit, *, checked: bool) -> HttpResponse:
    """After questions the same screen, with what was right; else the next one, and at the end the course."""
    if checked:
        address = reverse("almp_programmes:learn_unit", args=[seen.unit.public_id])
    elif seen.after is not None:
        address = reverse("almp_programmes:learn_unit", args=[seen.after.public_id])
    else:
        address = _address(seen.seen.course)
    return JsonResponse({"saved": True, "next": address}) if _wants_json(request) else redirect(address)


def _address(course: Course) -> str:
    return reverse("almp_programmes:learn_course", args=[course.public_id])


def _wants_json(request: HttpRequest) -> bool:
    return request.headers.get("Accept") == JSON


def _picks(request: HttpRequest, unit: Unit) -> dict[Question, list[int]]:
    questions = selectors.questions_of(unit) if unit.kind == Unit.Kind.QUESTIONS else []
    return {one: _numbers(request.POST.getlist(f"q{one.pk}")) for one in questions}


def _key(request: HttpRequest) -> uuid.UUID:
    try:
        return uuid.UUID(request.POST.get("key", ""))
    except ValueError:
        return uuid.uuid4()


def _numbers(typed: list[str]) -> list[int]:
    return [number for number in map(_number, typed) if number]


def _number(typed: str | None) -> int:
    return int(typed) if typed and typed.isascii() and typed.isdigit() and len(typed) < 10 else 0


def _moment(typed: str | None) -> dt.datetime | None:
    """Milliseconds since 1970, as the browser counts."""
    if not typed or not typed.isascii() or not typed.isdigit() or len(typed) > 14:
        return None
    return dt.datetime.fromtimestamp(int(typed) / 1000, tz=dt.UTC)

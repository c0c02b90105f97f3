"""Courses for everybody: find one, read it, apply for a run."""

from uuid import UUID

from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from almp_programmes.forms.courses import ACCESSIBILITY
from almp_programmes.models import Course
from almp_programmes.selectors import courses as selectors
from almp_programmes.selectors.courses import Wanted

PAGE = 20


@login_not_required
def course_list(request: HttpRequest) -> HttpResponse:
    asked = request.GET
    wanted = Wanted(
        q=asked.get("q", "").strip()[:100], province=asked.get("province", "")[:2],
        mode=asked.get("mode", "") if asked.get("mode") in Course.Mode.values else "",
        open_only=asked.get("all") != "1",
    )  # fmt: skip
    page = Paginator(selectors.found(request.user, wanted), PAGE).get_page(asked.get("page"))  # type: ignore[arg-type]
    context = {"page": page, "wanted": wanted, "provinces": selectors.provinces(), "modes": Course.Mode.choices}
    return render(request, "almp_programmes/course_list.html", context)


@login_not_required
def course(request: HttpRequest, public_id: UUID) -> HttpResponse:
    rows = Course.objects.filter(published=True)
    if request.user.is_authenticated:
        rows = Course.objects.visible_to(request.user)
    one = get_object_or_404(rows.select_related("provider", "programme"), public_id=public_id)
    words = dict(ACCESSIBILITY)
    context = {
        "course": one,
        "runs": selectors.upcoming(one, request.user),
        "record": selectors.record_of(one),
        "skills": selectors.skills_of(one),
        "accessibility": [words[code] for code in one.accessibility if code in words],
        "fewest": selectors.FEWEST,
    }
    return render(request, "almp_programmes/course.html", context)

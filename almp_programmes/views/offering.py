"""The provider's courses: written, published, held."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from accounts.decorators import side_required
from almp_programmes.forms.courses import CourseForm, RunForm, SessionsForm
from almp_programmes.models import Course, CourseRun
from almp_programmes.selectors import courses as selectors
from almp_programmes.services import courses as services
from almp_programmes.views.forms import refuse
from core.errors import RuleBroken
from employers.forms.places import districts

PAGE = 30


def _course(request: HttpRequest, public_id: UUID) -> Course:
    rows = Course.objects.visible_to(request.user).filter(provider=request.acting.organisation)  # type: ignore[arg-type, attr-defined]
    row: Course = get_object_or_404(rows.select_related("programme", "provider"), public_id=public_id)
    return row


def own_run(request: HttpRequest, public_id: UUID) -> CourseRun:
    rows = CourseRun.objects.of_providers(request.user).filter(course__provider=request.acting.organisation)  # type: ignore[arg-type, attr-defined]
    row: CourseRun = get_object_or_404(
        rows.select_related("course__programme", "course__provider", "region__parent"), public_id=public_id
    )
    return row


@side_required("provider")
def offered(request: HttpRequest) -> HttpResponse:
    page = Paginator(selectors.offered(request.acting.organisation), PAGE).get_page(request.GET.get("page"))  # type: ignore[attr-defined]
    return render(request, "almp_programmes/offered.html", {"page": page})


@side_required("provider")
def offered_course(request: HttpRequest, public_id: UUID) -> HttpResponse:
    course = _course(request, public_id)
    page = Paginator(selectors.runs_of(course), PAGE).get_page(request.GET.get("page"))
    context = {"course": course, "page": page, "skills": selectors.skills_of(course)}
    return render(request, "almp_programmes/offered_course.html", context)


@side_required("provider")
def course_new(request: HttpRequest) -> HttpResponse:
    return _edit_course(request, None)


@side_required("provider")
def course_edit(request: HttpRequest, public_id: UUID) -> HttpResponse:
    return _edit_course(request, _course(request, public_id))


def _edit_course(request: HttpRequest, course: Course | None) -> HttpResponse:
    form = CourseForm(request.POST or None, instance=course)
    if request.method == "POST" and form.is_valid():
        given = dict(form.cleaned_data)
        try:
            row = services.course_save(
                by=request.user,  # type: ignore[arg-type]
                provider=request.acting.organisation,  # type: ignore[attr-defined]
                given=given,
                skills=given.pop("taught"),
                course=course,
            )
        except RuleBroken as exc:
            refuse(form, exc)
        else:
            messages.success(request, _("과정을 저장함"))
            return redirect("almp_programmes:offered_course", row.public_id)
    context = {"form": form, "course": course}
    return render(request, "almp_programmes/course_form.html", context, status=422 if form.errors else 200)


@require_POST
@side_required("provider")
def course_publish(request: HttpRequest, public_id: UUID) -> HttpResponse:
    course, by = _course(request, public_id), request.user
    try:
        row = services.course_publish(course_id=course.pk, by=by, published=request.POST.get("published") == "1")  # type: ignore[arg-type]
        messages.success(request, _("과정을 공개함") if row.published else _("과정을 숨김"))
    except RuleBroken as exc:
        messages.error(request, str(exc))
    return redirect("almp_programmes:offered_course", public_id)


@side_required("provider")
def run_new(request: HttpRequest, public_id: UUID) -> HttpResponse:
    return _edit_run(request, _course(request, public_id), None)


@side_required("provider")
def run_edit(request: HttpRequest, public_id: UUID) -> HttpResponse:
    run = own_run(request, public_id)
    return _edit_run(request, run.course, run)


def _edit_run(request: HttpRequest, course: Course, run: CourseRun | None) -> HttpResponse:
    form = RunForm(request.POST or None, instance=run)
    if request.method == "POST" and form.is_valid():
        given = dict(form.cleaned_data)
        try:
            row = services.run_save(
                by=request.user,  # type: ignore[arg-type]
                course_id=course.pk,
                capacity=given.pop("capacity"),
                given=given,
                run_id=run.pk if run else None,
            )
        except RuleBroken as exc:
            refuse(form, exc)
        else:
            messages.success(request, _("회차를 저장함"))
            return redirect("almp_programmes:applicants" if run else "almp_programmes:run_sessions", row.public_id)
    context = {"form": form, "course": course, "run": run, "places": [name for _pk, name in districts()]}
    return render(request, "almp_programmes/run_form.html", context, status=422 if form.errors else 200)


@side_required("provider")
def run_sessions(request: HttpRequest, public_id: UUID) -> HttpResponse:
    run, by = own_run(request, public_id), request.user
    if request.method == "POST" and request.POST.get("cancel", "").isdigit():
        session = get_object_or_404(run.sessions, pk=int(request.POST["cancel"]))
        try:
            services.session_cancel(session_id=session.pk, by=by)  # type: ignore[arg-type]
            messages.success(request, _("수업을 지움"))
        except RuleBroken as exc:
            messages.error(request, str(exc))
        return redirect("almp_programmes:run_sessions", public_id)
    form = SessionsForm(
        request.POST or None, initial={"weekdays": [0, 1, 2, 3, 4], "begins": "09:00", "ends": "18:00"}
    )
    if request.method == "POST" and form.is_valid():
        try:
            count = services.sessions_plan(run_id=run.pk, by=by, **form.cleaned_data)  # type: ignore[arg-type]
        except RuleBroken as exc:
            refuse(form, exc)
        else:
            said: Any = ngettext("수업 %(count)s번을 만듦", "수업 %(count)s번을 만듦", count) % {"count": count}
            messages.success(request, said)
            return redirect("almp_programmes:run_sessions", public_id)
    page = Paginator(run.sessions.all(), 60).get_page(request.GET.get("page"))
    context = {"run": run, "course": run.course, "form": form, "page": page}
    return render(request, "almp_programmes/run_sessions.html", context, status=422 if form.errors else 200)

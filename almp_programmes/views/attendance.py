"""Attendance: a session's table, the code on the wall, a file."""

from typing import Any
from uuid import UUID

import segno
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.decorators import side_required
from almp_programmes.forms.enrolments import FileForm
from almp_programmes.models import Attendance, CourseRun, RunSession
from almp_programmes.services import attendance as services
from almp_programmes.services import attendance_files as files
from almp_programmes.views.forms import refuse
from almp_programmes.views.offering import own_run
from core.errors import RuleBroken

State = Attendance.State


def _session(request: HttpRequest, public_id: UUID, session: int) -> tuple[CourseRun, RunSession]:
    run = own_run(request, public_id)
    return run, get_object_or_404(run.sessions, pk=session)


def _table(run: CourseRun, session: RunSession, typed: Any) -> list[dict[str, Any]]:
    """Everyone attending, with what is written or was typed; who has nothing yet is taken to be there."""
    known = {row.enrolment_id: row for row in session.attendance.all()}  # type: ignore[attr-defined]
    rows = []
    for pk, enrolment in services.attending(run.pk).items():
        row = known.get(pk)
        away = enrolment.state == "suspended"
        rows.append({
            "enrolment": enrolment, "pk": pk, "source": row.get_source_display() if row else "",
            "state": typed.get(f"state_{pk}") or (row.state if row else State.EXCUSED if away else State.PRESENT),
            "reason": typed.get(f"reason_{pk}", row.reason if row else _("참여를 멈춤") if away else ""),
            "known": row is not None,
        })  # fmt: skip
    return sorted(rows, key=lambda row: (row["enrolment"].person.name, row["pk"]))


@side_required("provider")
def attendance(request: HttpRequest, public_id: UUID, session: int) -> HttpResponse:
    run, one = _session(request, public_id, session)
    rows = _table(run, one, request.POST)
    problem, wrong = "", ""
    if request.method == "POST":
        marks = {row["pk"]: (row["state"], row["reason"]) for row in rows}
        try:
            count = services.attendance_save(session_id=one.pk, by=request.user, marks=marks)  # type: ignore[arg-type]
        except RuleBroken as exc:
            problem, wrong = str(exc), exc.field or ""
        else:
            said = ngettext("%(count)s명의 출석을 저장함", "%(count)s명의 출석을 저장함", count) % {"count": count}
            messages.success(request, said)
            return redirect("almp_programmes:attendance", public_id, session)
    around = run.sessions
    context = {
        "run": run, "course": run.course, "session": one, "rows": rows, "states": State.choices, "problem": problem,
        "wrong": wrong, "now": timezone.now(), "is_on": services.is_on(one, timezone.now()),
        "before": around.filter(starts_at__lt=one.starts_at).last(),
        "after": around.filter(starts_at__gt=one.starts_at).first(),
    }  # fmt: skip
    return render(request, "almp_programmes/attendance.html", context, status=422 if problem else 200)


@side_required("provider")
def attendance_code(request: HttpRequest, public_id: UUID, session: int) -> HttpResponse:
    """The code to show on the wall, new at each look."""
    run, one = _session(request, public_id, session)
    context: dict[str, Any] = {"run": run, "course": run.course, "session": one}
    if services.is_on(one, timezone.now()):
        path = reverse("almp_programmes:check_in", args=[services.check_in_token(one)])
        code = segno.make(request.build_absolute_uri(path), error="m")
        drawn = code.svg_inline(scale=8, omitsize=True, title=_("출석 코드"))
        context |= {"code": mark_safe(drawn), "seconds": services.CODE_SECONDS}  # noqa: S308 – drawn by segno, no text of anybody
    name = "_attendance_code.html" if request.headers.get("HX-Request") else "attendance_code.html"
    return render(request, f"almp_programmes/{name}", context)


@side_required("provider")
def attendance_csv(request: HttpRequest, public_id: UUID) -> HttpResponse:
    run = own_run(request, public_id)
    answer = HttpResponse("\ufeff" + files.attendance_csv(run), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="attendance-{run.starts_on}-{run.number}.csv"'
    return answer


@side_required("provider")
def attendance_file(request: HttpRequest, public_id: UUID) -> HttpResponse:
    run, report = own_run(request, public_id), None
    form = FileForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            report = files.attendance_import(run_id=run.pk, raw=file.read(), name=file.name, by=request.user)  # type: ignore[arg-type]
        except RuleBroken as exc:
            refuse(form, exc)
    context = {"run": run, "course": run.course, "form": form, "report": report}
    return render(request, "almp_programmes/attendance_file.html", context, status=422 if form.errors else 200)

"""The classroom of a run as its instructor sees it."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.decorators import side_required
from accounts.services import person_open
from almp_programmes.forms.cohort import AnswerForm, CourseworkForm, MaterialForm, MessageForm, SessionForm
from almp_programmes.models import CourseRun, Enrolment, Submission
from almp_programmes.policies.cohort import is_taking_part
from almp_programmes.policies.taking_part import is_shared
from almp_programmes.selectors import cohort as selectors
from almp_programmes.services import cohort as services
from almp_programmes.services import coursework
from almp_programmes.views.cohort import submission_open
from almp_programmes.views.forms import taken
from almp_programmes.views.offering import own_run
from core.display import date


@dataclass(frozen=True, slots=True)
class Words:
    title: str
    button: str
    said: str  # when it is done


def _write(
    request: HttpRequest, run: CourseRun, form: Form, words: Words, act: Callable[..., Any], *, back: str = ""
) -> HttpResponse:
    """One form on a page of its own."""
    back = back or reverse("almp_programmes:run_cohort", args=[run.public_id])
    if taken(request, form, act):
        messages.success(request, words.said)
        return redirect(back)
    context = {"run": run, "course": run.course, "form": form, "words": words, "back": back}
    return render(request, "almp_programmes/run_write.html", context, status=422 if form.errors else 200)


def _coursework(run: CourseRun, work: UUID) -> str:
    return reverse("almp_programmes:run_coursework", args=[run.public_id, work])


@require_safe
@side_required("provider")
def run_cohort(request: HttpRequest, public_id: UUID) -> HttpResponse:
    run = own_run(request, public_id)
    announced = run.messages.filter(enrolment=None).order_by("-at")[: selectors.SHOWN]
    context = {
        "run": run, "course": run.course, "sessions": selectors.sessions_ahead(run),
        "works": selectors.works_taught(run),
        "materials": run.materials.all(), "participants": selectors.participants(run), "announced": announced,
    }  # fmt: skip
    return render(request, "almp_programmes/run_cohort.html", context)


@side_required("provider")
def session_edit(request: HttpRequest, public_id: UUID, session: int) -> HttpResponse:
    run = own_run(request, public_id)
    one = get_object_or_404(run.sessions, pk=session)

    act = partial(services.session_save, session_id=one.pk)
    form = SessionForm(request.POST or None, initial={"place": one.place, "live_link": one.live_link})
    words = Words(_("%(day)s 수업") % {"day": date(one.starts_at)}, _("저장하기"), _("수업을 저장함"))
    return _write(request, run, form, words, act)


@side_required("provider")
def material_new(request: HttpRequest, public_id: UUID) -> HttpResponse:
    run = own_run(request, public_id)

    act = partial(services.material_add, run_id=run.pk)
    form = MaterialForm(request.POST or None, request.FILES or None)
    words = Words(_("자료 올리기"), _("올리기"), _("자료를 올림"))
    return _write(request, run, form, words, act)


@require_POST
@side_required("provider")
def material_remove(request: HttpRequest, public_id: UUID, material: UUID) -> HttpResponse:
    run = own_run(request, public_id)
    services.material_remove(material_id=get_object_or_404(run.materials, public_id=material).pk, by=request.user)
    messages.success(request, _("자료를 지움"))
    return redirect("almp_programmes:run_cohort", public_id)


@side_required("provider")
def announcement_new(request: HttpRequest, public_id: UUID) -> HttpResponse:
    run = own_run(request, public_id)

    act = partial(services.announcement_send, run_id=run.pk)
    words = Words(_("모두에게 알리기"), _("보내기"), _("모든 참여자에게 보냄"))
    return _write(request, run, MessageForm(request.POST or None), words, act)


@side_required("provider")
def coursework_new(request: HttpRequest, public_id: UUID) -> HttpResponse:
    run = own_run(request, public_id)

    act = partial(coursework.coursework_save, run_id=run.pk)
    words = Words(_("과제 만들기"), _("과제 만들기"), _("과제를 만들고 참여자에게 알림"))
    return _write(request, run, CourseworkForm(request.POST or None), words, act)


@side_required("provider")
def coursework_edit(request: HttpRequest, public_id: UUID, work: UUID) -> HttpResponse:
    run = own_run(request, public_id)
    one = get_object_or_404(run.coursework, public_id=work)

    act = partial(coursework.coursework_save, run_id=run.pk, coursework_id=one.pk)
    initial = {"title": one.title, "text": one.text, "due_at": one.due_at}
    form = CourseworkForm(request.POST or None, initial=initial)
    words = Words(_("과제 고치기"), _("저장하기"), _("과제를 저장함"))
    return _write(request, run, form, words, act, back=_coursework(run, work))


@require_safe
@side_required("provider")
def run_coursework(request: HttpRequest, public_id: UUID, work: UUID) -> HttpResponse:
    run = own_run(request, public_id)
    one = get_object_or_404(run.coursework, public_id=work)
    context = {"run": run, "course": run.course, "work": one, "rows": selectors.handed(one), "tone": selectors.tone}
    return render(request, "almp_programmes/run_coursework.html", context)


@side_required("provider")
def submission(request: HttpRequest, public_id: UUID, work: UUID, handed: UUID) -> HttpResponse:
    """What one participant handed in, and the answer to it."""
    run = own_run(request, public_id)
    rows = Submission.objects.filter(coursework__run=run, coursework__public_id=work)
    one = get_object_or_404(rows.select_related("coursework", "enrolment__person"), public_id=handed)
    submission_open(request, one)
    form = AnswerForm(request.POST or None, submission=one)
    if taken(request, form, partial(coursework.submission_answer, submission_id=one.pk)):
        messages.success(request, _("참여자에게 알림"))
        return redirect(_coursework(run, work))
    context = {"run": run, "course": run.course, "one": one, "form": form, "tone": selectors.tone}
    return render(request, "almp_programmes/submission.html", context, status=422 if form.errors else 200)


@side_required("provider")
def participant_messages(request: HttpRequest, public_id: UUID) -> HttpResponse:
    rows = Enrolment.objects.in_cohort().of_providers(request.user).select_related("run__course__provider", "person")
    row = get_object_or_404(rows.filter(run__course__provider=request.acting.organisation), public_id=public_id)
    if is_shared(row):
        person_open(request=request, person=row.person, what="messages", purpose="training")
    form = MessageForm(request.POST or None)
    if taken(request, form, partial(services.message_send, enrolment_id=row.pk)):
        messages.success(request, _("참여자에게 보냄"))
        return redirect(request.path)
    context = {
        "run": row.run, "course": row.run.course, "enrolment": row, "form": form, "said": selectors.thread(row),
        "may": is_taking_part(row),
    }  # fmt: skip
    return render(request, "almp_programmes/participant_messages.html", context, status=422 if form.errors else 200)

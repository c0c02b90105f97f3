"""The classroom of a run as its participants see it. Who takes no part finds nothing here."""

from functools import partial
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.services import person_open
from almp_programmes.forms.cohort import HandInForm, MessageForm
from almp_programmes.models import Enrolment, Material, Submission
from almp_programmes.policies.cohort import is_taking_part
from almp_programmes.policies.taking_part import is_participant, is_shared
from almp_programmes.selectors import cohort as selectors
from almp_programmes.services import cohort as services
from almp_programmes.services import coursework
from almp_programmes.views.forms import taken


def _own(request: HttpRequest, public_id: UUID) -> Enrolment:
    row = selectors.enrolment_in_cohort(request.user, public_id)
    if row is None:
        raise Http404
    return row


def _context(enrolment: Enrolment, **more: Any) -> dict[str, Any]:
    run = enrolment.run
    return {"enrolment": enrolment, "run": run, "course": run.course, "may": is_taking_part(enrolment), **more}


@require_safe
def cohort(request: HttpRequest, public_id: UUID) -> HttpResponse:
    enrolment = _own(request, public_id)
    context = _context(enrolment, cohort=selectors.cohort_of(enrolment), tone=selectors.tone)
    return render(request, "almp_programmes/cohort.html", context)


def cohort_coursework(request: HttpRequest, public_id: UUID, work: UUID) -> HttpResponse:
    enrolment = _own(request, public_id)
    one = next((found for found in selectors.works_of(enrolment) if found.work.public_id == work), None)
    if one is None:
        raise Http404
    form = HandInForm(request.POST or None, request.FILES or None, initial={"text": one.own.text if one.own else ""})
    hand = partial(coursework.submission_hand, coursework_id=one.work.pk, enrolment_id=enrolment.pk)
    if taken(request, form, hand):
        messages.success(request, _("과제를 냈어요. 강사가 보고 의견을 남기면 알려 드려요."))
        return redirect(request.path)
    context = _context(enrolment, one=one, form=form, tone=selectors.tone)
    return render(request, "almp_programmes/cohort_coursework.html", context, status=422 if form.errors else 200)


def cohort_messages(request: HttpRequest, public_id: UUID) -> HttpResponse:
    enrolment = _own(request, public_id)
    form = MessageForm(request.POST or None)
    if taken(request, form, partial(services.message_send, enrolment_id=enrolment.pk)):
        messages.success(request, _("강사에게 보냈어요."))
        return redirect(request.path)
    context = _context(enrolment, said=selectors.thread(enrolment), form=form)
    return render(request, "almp_programmes/cohort_messages.html", context, status=422 if form.errors else 200)


@require_safe
def cohort_material(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """To both sides."""
    rows = Material.objects.visible_to(request.user).exclude(file="")
    return get_object_or_404(rows, public_id=public_id).download()


@require_safe
def submission_file(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """To who handed it in, and to the instructor, whose look is logged."""
    rows = Submission.objects.visible_to(request.user).exclude(file="").select_related("enrolment__person")
    submission = get_object_or_404(rows, public_id=public_id)
    submission_open(request, submission)
    return submission.download()


def submission_open(request: HttpRequest, submission: Submission) -> None:
    """A line in the log of whose work it is, while the provider may see the person."""
    enrolment = submission.enrolment
    if is_shared(enrolment) and not is_participant(request.user, enrolment):
        person_open(request=request, person=enrolment.person, what="coursework", purpose="training")

"""Applying to a programme or to a run of a course: at once, or after what the rules still ask."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.decorators import side_required
from accounts.models import Consent
from accounts.services import has_consent
from almp_programmes.models import CourseRun, Enrolment, Programme
from almp_programmes.selectors.eligibility import Standing, decision_on
from almp_programmes.services.enrolments import enrolment_apply
from almp_programmes.services.entitlement import NotEntitled
from almp_programmes.views.forms import refuse
from almp_programmes.views.telling import keep_told, questions_of
from channels.selectors import channels_for
from core.errors import RuleBroken
from jobseekers.selectors import jobseeker_of


@require_http_methods(["GET", "HEAD", "POST"])
@side_required("jobseeker")
def apply(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """To a programme, or to the run that is named. What the rules miss is asked here and sent with the application."""
    by: Any = request.user
    if by.person_id is None:
        return redirect("jobseekers:register")
    programme = get_object_or_404(Programme.objects.visible_to(by), public_id=public_id)
    run = _run(request)
    standing = decision_on(by.person_id, programme, timezone.localdate())
    form, refused = questions_of(standing, request.POST or None), ""
    if request.method == "POST" and (form is None or form.is_valid()):
        try:
            enrolment = _applied(by, programme, run, form)
        except NotEntitled as exc:
            standing, form = exc.standing, questions_of(exc.standing)
        except RuleBroken as exc:
            if form is not None and exc.field in form.fields:
                refuse(form, exc)
            else:
                refused = str(exc)
        else:
            messages.success(request, _("신청했어요."))
            return redirect("almp_programmes:enrolment", enrolment.public_id)
    return _page(request, programme, run, standing, form=form, refused=refused)


def _run(request: HttpRequest) -> CourseRun | None:
    named = request.POST.get("run") or request.GET.get("run")
    if not named:
        return None
    try:
        wanted = UUID(named)
    except ValueError:
        raise Http404 from None
    rows = CourseRun.objects.visible_to(request.user).select_related("course__provider", "region__parent")  # type: ignore[arg-type]
    found: CourseRun = get_object_or_404(rows, public_id=wanted)
    return found


def _applied(by: Any, programme: Programme, run: CourseRun | None, form: Any) -> Enrolment:
    jobseeker = jobseeker_of(by.person_id)
    if form is not None and jobseeker is not None:
        keep_told(form, jobseeker, by=by, own=True)
    return enrolment_apply(person_id=by.person_id, programme_id=programme.pk, run_id=run.pk if run else None, by=by)


def _page(
    request: HttpRequest, programme: Programme, run: CourseRun | None, standing: Standing | None, **more: Any
) -> HttpResponse:
    person: Any = request.user.person  # type: ignore[union-attr]
    context = {
        "programme": programme, "run": run, "standing": standing, "registered": jobseeker_of(person.pk) is not None,
        "agreed": has_consent(person, Consent.Purpose.SENSITIVE),
        "offer": channels_for(person, "course_enrol" if run else "programme_apply"),
    }  # fmt: skip
    status = 422 if request.method == "POST" else 200
    return render(request, "almp_programmes/apply.html", context | more, status=status)

"""The CV as a page and as a PDF, and who may find it."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.models import Organisation
from jobseekers import services
from jobseekers.cv import cv_of, cv_pdf
from jobseekers.selectors import hidden_organisations
from jobseekers.views.subject import jobseeker_for, page, profile_for, subject_of

FOUND = 10


@require_safe
def cv(request: HttpRequest, person: UUID | None = None) -> HttpResponse:
    subject = subject_of(request, person, what="cv")
    return page(request, subject, "cv", cv=cv_of(profile_for(subject), contacts=True), back=subject.url("profile"))


@require_safe
def cv_as_pdf(request: HttpRequest, person: UUID | None = None) -> HttpResponse:
    subject = subject_of(request, person, what="cv")
    pdf = cv_pdf(cv_of(profile_for(subject), contacts=True))
    name = "resume.pdf"
    return HttpResponse(
        pdf, content_type="application/pdf", headers={"Content-Disposition": f'attachment; filename="{name}"'}
    )


@require_safe
def visibility(request: HttpRequest) -> HttpResponse:
    subject = subject_of(request, None)
    jobseeker = jobseeker_for(subject)
    wanted = request.GET.get("q", "").strip()[:100]
    hidden = hidden_organisations(jobseeker)
    found: list[Organisation] = []
    if wanted:
        employers = Organisation.objects.filter(kind=Organisation.Kind.EMPLOYER, closed_at=None)
        found = list(
            employers.filter(name_ko__icontains=wanted)
            .exclude(pk__in=[one.organisation_id for one in hidden])
            .order_by("name_ko")[:FOUND]
        )
    return page(
        request,
        subject,
        "visibility",
        jobseeker=jobseeker,
        hidden=hidden,
        found=found,
        wanted=wanted,
        back=subject.url("profile"),
    )


@require_POST
def visibility_set(request: HttpRequest) -> HttpResponse:
    jobseeker = jobseeker_for(subject_of(request, None))
    on = request.POST.get("on") == "1"
    services.searchable_set(jobseeker_id=jobseeker.pk, on=on, by=request.user)  # type: ignore[arg-type]
    words = _("이제 기업이 나를 찾을 수 있어요.") if on else _("이제 기업이 나를 찾을 수 없어요.")
    messages.success(request, words)
    return redirect("jobseekers:visibility")


def _organisation(public_id: UUID) -> Organisation:
    found: Organisation = get_object_or_404(Organisation, public_id=public_id, kind=Organisation.Kind.EMPLOYER)
    return found


@require_POST
def hide(request: HttpRequest, organisation: UUID) -> HttpResponse:
    jobseeker = jobseeker_for(subject_of(request, None))
    employer = _organisation(organisation)
    services.employer_hide(jobseeker_id=jobseeker.pk, organisation=employer, by=request.user)  # type: ignore[arg-type]
    messages.success(request, _("%(name)s에는 보이지 않아요.") % {"name": employer.label})
    return redirect("jobseekers:visibility")


@require_POST
def unhide(request: HttpRequest, organisation: UUID) -> HttpResponse:
    jobseeker = jobseeker_for(subject_of(request, None))
    employer = _organisation(organisation)
    services.employer_unhide(jobseeker_id=jobseeker.pk, organisation=employer, by=request.user)  # type: ignore[arg-type]
    messages.success(request, _("%(name)s에 다시 보여요.") % {"name": employer.label})
    return redirect("jobseekers:visibility")

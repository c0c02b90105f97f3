"""Recommended vacancies for a jobseeker; recommended candidates for an employer."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.decorators import side_required
from accounts.services import person_open
from core.errors import RuleBroken
from employers.models import Vacancy
from employers.selectors.view import with_all
from jobseekers.models import Jobseeker
from matching.recommending import candidates as finding
from matching.recommending.answering import recommendation_answer
from matching.selectors import recommendations as selectors


@side_required("jobseeker")
@require_safe
def recommended(request: HttpRequest) -> HttpResponse:
    jobseeker = selectors.own_jobseeker(request.user)  # type: ignore[arg-type]
    if jobseeker is None:
        return redirect("jobseekers:register")
    return render(request, "matching/recommended.html", {"advice": selectors.advice_for(jobseeker)})


@require_POST
@side_required("jobseeker")
def feedback(request: HttpRequest, public_id: UUID) -> HttpResponse:
    rows = Jobseeker.objects.select_related("person__user")
    jobseeker = get_object_or_404(rows, person_id=request.user.person_id)  # type: ignore[union-attr]
    vacancy = get_object_or_404(Vacancy.objects.public(), public_id=public_id)
    suits = request.POST.get("suits") == "yes"
    recommendation_answer(jobseeker=jobseeker, vacancy=vacancy, suits=suits)
    messages.success(
        request, _("알려 주셔서 고마워요.") if suits else _("알려 주셔서 고마워요. 이 일자리는 이제 권하지 않을게요.")
    )
    if request.POST.get("from") == "vacancy":
        return redirect("matching:vacancy", public_id)
    return redirect("matching:recommended")


def _own_vacancy(request: HttpRequest, public_id: UUID) -> Vacancy:
    organisation = request.acting.organisation  # type: ignore[attr-defined]
    rows = with_all(Vacancy.objects.own()).select_related("search_row")
    return get_object_or_404(rows.filter(employer__organisation=organisation), public_id=public_id)


@side_required("employer")
@require_safe
def candidates(request: HttpRequest, public_id: UUID) -> HttpResponse:
    vacancy = _own_vacancy(request, public_id)
    ready = vacancy.is_open() and hasattr(vacancy, "search_row")
    found = finding.candidates(vacancy, request.acting.organisation) if ready else []  # type: ignore[attr-defined]
    return render(request, "matching/candidates.html", {"vacancy": vacancy, "candidates": found})


@side_required("employer")
@require_safe
def candidate(request: HttpRequest, public_id: UUID, person: UUID) -> HttpResponse:
    """A candidate's profile without name or contact; each opening is in the person's log."""
    vacancy = _own_vacancy(request, public_id)
    organisation = request.acting.organisation  # type: ignore[attr-defined]
    rows = Jobseeker.objects.searchable_by(organisation).select_related("person", "region__parent__parent")
    jobseeker = get_object_or_404(
        rows.prefetch_related("work_history", "competencies__skill", "licences__licence", "studies"), public_id=person
    )
    person_open(request=request, person=jobseeker.person, what="candidate_profile", purpose="searching")
    skills = [one for one in jobseeker.competencies.all() if one.confirmed_at]
    return render(request, "matching/candidate.html", {"vacancy": vacancy, "jobseeker": jobseeker, "skills": skills})


@require_POST
@side_required("employer")
def candidate_act(request: HttpRequest, public_id: UUID, person: UUID) -> HttpResponse:
    """Open the profile (`act=open`) or invite to apply."""
    vacancy = _own_vacancy(request, public_id)
    organisation = request.acting.organisation  # type: ignore[attr-defined]
    jobseeker = get_object_or_404(Jobseeker.objects.searchable_by(organisation), public_id=person)
    try:
        if request.POST.get("act") == "open":
            finding.candidate_grant(jobseeker_id=jobseeker.pk, by=request.user, organisation=organisation)  # type: ignore[arg-type]
            return redirect("matching:candidate", public_id, person)
        finding.candidate_invite(
            vacancy_id=vacancy.pk,
            jobseeker_id=jobseeker.pk,
            by=request.user,
            organisation=organisation,  # type: ignore[arg-type]
        )
        messages.success(request, _("지원을 권했습니다. 본인이 지원하면 이름과 이력서를 볼 수 있습니다."))
    except RuleBroken as exc:
        messages.error(request, str(exc))
    return redirect("matching:candidates", public_id)

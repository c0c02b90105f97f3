"""Life and work field by field: compared over time, and asked anew."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from accounts.decorators import side_required
from core.errors import RuleBroken
from welfare_centres.forms.cases import AssessmentForm
from welfare_centres.policies import cases as policies
from welfare_centres.selectors import cases as selectors
from welfare_centres.services import assessments as services
from welfare_centres.views.case_pages import SIDES, case_page, opened_case, refuse, worked_case


@side_required(*SIDES)
def case_assessments(request: HttpRequest, public_id: UUID) -> HttpResponse:
    case = opened_case(request, public_id)
    found = selectors.compared(request.user, case)
    hidden = len(selectors.Domain.values) - len(services.domains_open_to(request.user, case))
    return case_page(
        request, case, "case_assessments", "case_assessments", found=found, chart=selectors.drawn(found),
        hidden=hidden, level_words=selectors.level_words,
    )  # fmt: skip


@side_required(*SIDES)
def case_assess(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """The first is the intake; each later one is a review, with the day of the next."""
    case = worked_case(request, public_id)
    domains = services.domains_open_to(request.user, case)
    if not domains or not policies.has_place(request.user, case, *policies.WRITERS):
        raise Http404
    review = case.assessments.exists()
    form = AssessmentForm(request.POST or None, domains=domains, review=review)
    if request.method == "POST" and form.is_valid():
        try:
            if review:
                services.case_review(
                    case_id=case.pk, by=request.user, rows=form.rows(), review_on=form.cleaned_data["review_on"]
                )
            else:
                services.assessment_make(case_id=case.pk, by=request.user, rows=form.rows())
        except PermissionDenied:  # a consent was withdrawn while the form was filled in
            raise Http404 from None
        except RuleBroken as exc:
            refuse(form, exc)
        else:
            messages.success(request, _("살펴본 것을 저장함"))
            return redirect("welfare_centres:case_assessments", public_id)
    return case_page(request, case, "case_assessments", "case_assess", form=form, review=review)

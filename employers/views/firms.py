"""A firm registers, keeps its profile, answers those who wish to join; and its public page."""

import uuid
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.decorators import side_required
from core.errors import RuleBroken
from employers import business_number as numbers
from employers import policies, selectors, services
from employers.forms import CompanyForm, JoinForm, RegistrationForm
from employers.forms.places import districts
from employers.models import Claim, Employer, Vacancy
from employers.services import AlreadyRegistered, Registration
from employers.views.vacancies import acting_employer


def _places() -> list[str]:
    return [name for _pk, name in districts()]


def register(request: HttpRequest) -> HttpResponse:
    form = RegistrationForm(request.POST or None)
    if request.method != "POST":
        return render(request, "employers/register.html", {"form": form, "places": _places()})
    if not form.is_valid():
        return render(request, "employers/register.html", {"form": form, "places": _places()}, status=422)
    firm = Registration(
        business_number=form.cleaned_data["business_number"],
        profile=form.profile_values(),
        **form.organisation_values(),
    )
    try:
        employer = services.employer_register(by=request.user, firm=firm)  # type: ignore[arg-type]
    except AlreadyRegistered as exc:
        form.add_error("business_number", str(exc))
        context = {"form": form, "places": _places(), "known": exc.employer, "join": JoinForm(prefix="join")}
        return render(request, "employers/register.html", context, status=422)
    except RuleBroken as exc:
        form.add_error(exc.field if exc.field in form.fields else None, str(exc))
        return render(request, "employers/register.html", {"form": form, "places": _places()}, status=422)
    _act_for(request, employer)
    messages.success(request, _("기업을 등록했어요. 이제 공고를 쓸 수 있어요."))
    return redirect("employers:vacancy_new")


def _act_for(request: HttpRequest, employer: Employer) -> None:
    membership = request.user.memberships.current().filter(organisation=employer.organisation_id).first()  # type: ignore[union-attr]
    if membership:
        request.session["acting"] = str(membership.public_id)


@require_POST
def join(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    """Anyone signed in may ask; the firm's existence is public, its people are not."""
    employer = get_object_or_404(Employer.objects.public(), public_id=public_id)
    form = JoinForm(request.POST, prefix="join")
    form.is_valid()
    try:
        services.claim_join(employer_id=employer.pk, by=request.user, text=form.cleaned_data.get("text", ""))  # type: ignore[arg-type]
        messages.success(request, _("합류를 신청했어요. 기업 관리자나 고용센터가 확인하면 알려 드릴게요."))
    except RuleBroken as exc:
        messages.error(request, str(exc))
    return redirect("employers:company_page", public_id=public_id)


@side_required("employer")
def company(request: HttpRequest) -> HttpResponse:
    employer = acting_employer(request)
    if employer is None:
        return redirect("employers:register")
    claims = list(
        Claim.objects.visible_to(request.user)  # type: ignore[arg-type]
        .filter(employer=employer, kind=Claim.Kind.JOIN, state=Claim.State.OPEN)
        .select_related("user")
    )
    context = {
        "employer": employer,
        "number": numbers.show(employer.business_number),
        "claims": claims,
        "claimable": list(selectors.claimable(employer)),
        "asked": set(employer.claims_made.filter(state=Claim.State.OPEN).values_list("employer_id", flat=True)),
        "is_owner": policies.is_owner(request.user, employer),  # type: ignore[arg-type]
    }
    return render(request, "employers/company.html", context)


@side_required("employer")
def company_edit(request: HttpRequest) -> HttpResponse:
    employer = acting_employer(request)
    if employer is None:
        return redirect("employers:register")
    form = CompanyForm(request.POST or None, initial=CompanyForm.initial_of(employer))
    context: dict[str, Any] = {"form": form, "employer": employer, "places": _places()}
    if request.method != "POST":
        return render(request, "employers/company_edit.html", context)
    if not form.is_valid():
        return render(request, "employers/company_edit.html", context, status=422)
    services.employer_update(
        employer_id=employer.pk, by=request.user, organisation=form.organisation_values(),  # type: ignore[arg-type]
        profile=form.profile_values(),
    )  # fmt: skip
    messages.success(request, _("기업 정보를 저장했어요."))
    return redirect("employers:company")


@require_POST
@side_required("employer")
def postings_claim(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    employer = acting_employer(request)
    if employer is None:
        return redirect("employers:register")
    outside = get_object_or_404(selectors.claimable(employer), public_id=public_id)
    try:
        services.claim_postings(outside_id=outside.pk, claimant_id=employer.pk, by=request.user)  # type: ignore[arg-type]
        messages.success(request, _("공고 가져오기를 신청했어요. 고용센터가 확인하면 알려 드릴게요."))
    except RuleBroken as exc:
        messages.error(request, str(exc))
    return redirect("employers:company")


@require_POST
def claim_decide(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    """For the firm's manager (who joins) and for staff (both kinds)."""
    claim = get_object_or_404(Claim.objects.visible_to(request.user), public_id=public_id)  # type: ignore[arg-type]
    accepted = request.POST.get("answer") == "accept"
    try:
        services.claim_decide(
            claim_id=claim.pk,
            by=request.user,
            accepted=accepted,
            why=request.POST.get("why", ""),  # type: ignore[arg-type]
        )
        messages.success(request, _("신청을 받아들였어요.") if accepted else _("신청을 받아들이지 않았어요."))
    except RuleBroken as exc:
        messages.error(request, str(exc))
    if request.acting.side == "employer":  # type: ignore[attr-defined]
        return redirect("employers:company")
    from django.urls import reverse

    return redirect(f"{reverse('employers:moderation')}?tab=claims")


@login_not_required
def company_page(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    rows = Employer.objects.select_related("organisation", "industry", "region__parent__parent", "claimed_by")
    employer = get_object_or_404(rows.filter(organisation__closed_at=None), public_id=public_id)
    if employer.claimed_by is not None:
        return redirect("employers:company_page", public_id=employer.claimed_by.public_id)
    found = (
        Vacancy.objects.open()
        .filter(employer=employer)
        .select_related("region__parent__parent", "occupation", "employer__organisation")
        .order_by("deadline", "-published_at")
    )
    page = Paginator(found, 20).get_page(request.GET.get("page"))
    rows_shown = [
        {
            "vacancy": one,
            "pay": selectors.pay_of(one) or _("급여를 적지 않았어요"),
            "place": selectors.place_of(one.region),
            "hours": selectors.hours_of(one),
        }
        for one in page
    ]
    context = {"employer": employer, "page": page, "rows": rows_shown, "place": selectors.place_of(employer.region)}
    return render(request, "employers/company_page.html", context)

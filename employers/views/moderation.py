"""Staff: postings handed in, reports, firms to verify, claims. And the form by which anyone reports."""

import datetime as dt
import uuid
from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.decorators import side_required
from core.errors import RuleBroken
from employers import business_number as numbers
from employers import selectors, services
from employers.checking import findings_of
from employers.forms import ReportForm
from employers.models import Employer, Vacancy, VacancyReport
from employers.views.findings import flags_of

TABS = ("postings", "reports", "employers", "claims", "arrears")


def _queue(tab: str, user: Any, sought: str) -> Any:
    return {
        "postings": lambda: selectors.to_moderate(user),
        "reports": selectors.open_reports,
        "employers": selectors.employers_to_verify,
        "claims": selectors.open_claims,
        "arrears": lambda: selectors.in_arrears(sought),
    }[tab]()


@side_required("centre", "ministry")
def moderation(request: HttpRequest) -> HttpResponse:
    tab = request.GET.get("tab", "postings")
    tab = tab if tab in TABS else "postings"
    sought = request.GET.get("q", "")
    page = Paginator(_queue(tab, request.user, sought), 20).get_page(request.GET.get("page"))
    context = {
        "tab": tab,
        "page": page,
        "sought": sought,
        "today": timezone.localdate(),
        "counts": selectors.queue_counts(),
        "may_decide": request.acting.role != "analyst",  # type: ignore[attr-defined]
        "show_number": numbers.show,
    }
    return render(request, "employers/moderation.html", context)


def _seen(request: HttpRequest, public_id: uuid.UUID) -> Vacancy:
    rows = selectors.with_all(Vacancy.objects.visible_to(request.user))  # type: ignore[arg-type]
    found: Vacancy = get_object_or_404(rows, public_id=public_id)
    return found


@side_required("centre", "ministry")
def moderation_vacancy(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    found = _seen(request, public_id)
    findings = findings_of(found)
    context = {
        "vacancy": found,
        "v": selectors.vacancy_view(found),
        "flags": flags_of(found, findings, found.acknowledged),
        "findings": findings,
        "steps": list(found.transitions.select_related("by")),
        "state_names": dict(Vacancy.State.choices),
        "may_decide": request.acting.role != "analyst",  # type: ignore[attr-defined]
        "reports": list(found.reports.filter(state=VacancyReport.State.OPEN)),
        "spread": selectors.pay_spread(
            occupation=found.occupation, region=found.region, period=found.pay_period, pay=found.pay_min
        ),
        "number": numbers.show(found.employer.business_number) if found.employer else "",
    }
    return render(request, "employers/moderation_vacancy.html", context)


def _answer(request: HttpRequest, deed: Callable[[], object], said: str, back: str) -> HttpResponse:
    try:
        deed()
        messages.success(request, said)
    except RuleBroken as exc:
        messages.error(request, str(exc))
    return redirect(back)


@require_POST
@side_required("centre", "ministry")
def vacancy_decide(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    found = _seen(request, public_id)
    by: Any = request.user
    here = reverse("employers:moderation_vacancy", args=[public_id])
    try:
        if request.POST.get("answer") == "approve":
            services.vacancy_approve(vacancy_id=found.pk, by=by)
            messages.success(request, _("공고를 실었습니다."))
        else:
            services.vacancy_return(vacancy_id=found.pk, by=by, why=request.POST.get("why", ""))
            messages.success(request, _("공고를 돌려보냈습니다."))
    except RuleBroken as exc:
        messages.error(request, str(exc))
        return redirect(here)
    return redirect("employers:moderation")


@require_POST
@side_required("centre", "ministry")
def report_decide(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    report = get_object_or_404(
        VacancyReport.objects.filter(vacancy__in=Vacancy.objects.visible_to(request.user)),
        public_id=public_id,  # type: ignore[arg-type]
    )
    upheld = request.POST.get("answer") == "uphold"
    by: Any = request.user
    return _answer(
        request,
        lambda: services.report_decide(report_id=report.pk, by=by, upheld=upheld, why=request.POST.get("why", "")),
        _("공고를 내렸습니다.") if upheld else _("문제 없음으로 처리했습니다."),
        f"{reverse('employers:moderation')}?tab=reports",
    )


@require_POST
@side_required("centre", "ministry")
def employer_verify(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    employer = get_object_or_404(Employer.objects.visible_to(request.user), public_id=public_id)  # type: ignore[arg-type]
    by: Any = request.user
    waiting = {str(one) for one in employer.vacancies.filter(state="submitted").values_list("public_id", flat=True)}
    posting = request.POST.get("posting", "")
    return _answer(
        request,
        lambda: services.employer_verify(employer_id=employer.pk, by=by),
        _("기업을 확인했습니다."),
        reverse("employers:moderation_vacancy", args=[posting])
        if posting in waiting
        else f"{reverse('employers:moderation')}?tab=employers",
    )


@require_POST
@side_required("centre", "ministry")
def employer_arrears(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    """Mark a firm as publicly listed for wage arrears, or take the mark away once all is paid."""
    employer = get_object_or_404(Employer.objects.visible_to(request.user), public_id=public_id)  # type: ignore[arg-type]
    by: Any = request.user
    back = {"tab": "arrears", "q": request.POST.get("q", "")}
    day = None
    if request.POST.get("answer") == "mark" and (day := _day(request.POST.get("listed_on", ""))) is None:
        messages.error(request, _("명단에 공개된 날을 2026-10-01처럼 적으세요."))
        return redirect(f"{reverse('employers:moderation')}?{urlencode(back)}")
    return _answer(
        request,
        lambda: services.employer_mark_arrears(employer_id=employer.pk, by=by, listed_on=day),
        _("임금 체불 기업으로 표시했습니다. 이 기업의 공고마다 함께 보입니다.")
        if day
        else _("임금 체불 표시를 지웠습니다."),
        f"{reverse('employers:moderation')}?{urlencode(back)}",
    )


def _day(typed: str) -> dt.date | None:
    try:
        return parse_date(typed)
    except ValueError:
        return None


@login_not_required
def vacancy_report(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    """Anyone may report an advertisement; nobody is told who did."""
    found = get_object_or_404(Vacancy.objects.public().select_related("employer__organisation"), public_id=public_id)
    form = ReportForm(request.POST or None)
    context = {"form": form, "vacancy": found}
    if request.method != "POST":
        return render(request, "employers/report.html", context)
    if not form.is_valid():
        return render(request, "employers/report.html", context, status=422)
    by = request.user if request.user.is_authenticated else None
    try:
        services.vacancy_report(
            vacancy_id=found.pk, by=by, address=request.META.get("REMOTE_ADDR", ""), **form.cleaned_data
        )
    except RuleBroken as exc:
        form.add_error(exc.field if exc.field in form.fields else None, str(exc))
        return render(request, "employers/report.html", context, status=422)
    return render(request, "employers/report_done.html", context)

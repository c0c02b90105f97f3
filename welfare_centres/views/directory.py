"""The directory: everybody searches it, staff say that an entry holds, its body confirms by a link."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from allauth.core.internal.ratelimit import consume_or_429
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.decorators import side_required
from core.errors import RuleBroken
from welfare_centres.forms.referrals import CheckServiceForm, HsdsFileForm
from welfare_centres.importing import import_hsds_upload
from welfare_centres.models import DirectoryService
from welfare_centres.policies import referrals as policies
from welfare_centres.selectors import directory as selectors
from welfare_centres.services import directory as services

PAGE = 20
RATES = {"directory_confirm": "30/m/ip"}


def _staff(request: HttpRequest) -> bool:
    return request.user.is_authenticated and policies.can_keep_directory(request.user)


@login_not_required
@require_safe
def directory(request: HttpRequest) -> HttpResponse:
    asked = selectors.wanted(request.GET)
    page = Paginator(selectors.services(asked), PAGE).get_page(request.GET.get("page"))
    context = {
        "asked": asked, "page": page, "needs": selectors.needs_counted(), "places": selectors.places_words,
        "freshness": selectors.freshness_words,
        "may_import": request.user.is_authenticated and policies.can_import_directory(request.user),
    }  # fmt: skip
    return render(request, "welfare_centres/directory.html", context)


@login_not_required
@require_safe
def directory_service(request: HttpRequest, public_id: UUID) -> HttpResponse:
    rows = DirectoryService.objects.select_related("organisation").prefetch_related(
        "phones", "schedules", "organisation__phones", "at_locations__location__region__parent__parent"
    )
    row = get_object_or_404(rows, public_id=public_id)
    form = CheckServiceForm(initial={"state": row.state, "places": row.places, "free": row.free})
    return _service_page(request, row, form)


def _service_page(request: HttpRequest, row: DirectoryService, form: Any, status: int = 200) -> HttpResponse:
    context = {
        "service": row, "places": selectors.places_words(row), "freshness": selectors.freshness_words(row),
        "form": form, "may_check": _staff(request),
    }  # fmt: skip
    return render(request, "welfare_centres/directory_service.html", context, status=status)


def _checked(form: CheckServiceForm, row: DirectoryService, by: Any) -> bool:
    if not form.is_valid():
        return False
    try:
        services.service_check(service_id=row.pk, by=by, **form.cleaned_data)
    except RuleBroken as exc:
        form.add_error(exc.field if exc.field in form.fields else None, str(exc))
        return False
    return True


@require_POST
@side_required("centre", "agency", "ministry")
def directory_checked(request: HttpRequest, public_id: UUID) -> HttpResponse:
    row = get_object_or_404(DirectoryService.objects.select_related("organisation"), public_id=public_id)
    form = CheckServiceForm(request.POST)
    if _checked(form, row, request.user):
        messages.success(request, _("오늘 확인한 것으로 적음"))
        return redirect("welfare_centres:directory_service", public_id)
    return _service_page(request, row, form, status=422)


@login_not_required
@require_http_methods(["GET", "POST"])
def directory_confirm(request: HttpRequest, token: str) -> HttpResponse:
    """The body itself, by the link sent to its registered address: only what is public anyway stands here."""
    refused = consume_or_429(request, app="welfare_centres", action="directory_confirm", config=RATES, limit_get=True)
    if refused is not None:
        return refused
    row = services.service_of_token(token)
    if row is None:
        return render(request, "welfare_centres/directory_confirm.html", {"service": None}, status=410)
    form = CheckServiceForm(request.POST or None, initial={"state": row.state, "places": row.places, "free": row.free})
    done = request.method == "POST" and _checked(form, row, None)
    response = render(
        request, "welfare_centres/directory_confirm.html", {"service": row, "form": form, "done": done},
        status=422 if form.errors else 200,
    )  # fmt: skip
    response["Referrer-Policy"], response["X-Robots-Tag"] = "no-referrer", "noindex, nofollow"
    return response


@side_required("centre", "ministry")
def directory_import(request: HttpRequest) -> HttpResponse:
    """A file of another directory. What could not be taken is shown by file, line and column."""
    if not policies.can_import_directory(request.user):
        raise PermissionDenied
    form, report = HsdsFileForm(request.POST or None, request.FILES or None), None
    if request.method == "POST" and form.is_valid():
        try:
            report = import_hsds_upload(form.cleaned_data["file"], by=request.user)
        except RuleBroken as exc:
            form.add_error("file", str(exc))
    context = {"form": form, "report": report}
    return render(request, "welfare_centres/directory_import.html", context, status=422 if form.errors else 200)

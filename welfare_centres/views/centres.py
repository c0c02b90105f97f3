"""Centres: where they are and who is in them; and for who runs one, its agencies, teams and staff."""

import uuid
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.decorators import side_required
from accounts.models import Membership
from core.errors import RuleBroken
from welfare_centres.forms.centres import LANGUAGES, CentreForm, DeskForm, StaffForm, TeamForm
from welfare_centres.models import Centre, Desk, StaffProfile, Team
from welfare_centres.policies.centres import can_run_centre
from welfare_centres.selectors import centres as selectors
from welfare_centres.services.desks import centre_set, desk_close, desk_open, staff_profile_set
from welfare_centres.services.teams import team_close, team_open, team_set

FIRST_PROVINCE = "11"


@login_not_required
def finder(request: HttpRequest) -> HttpResponse:
    """Centres of a province, with the agencies under each roof."""
    provinces = selectors.provinces()
    chosen = request.GET.get("province", "")
    if chosen not in {code for code, _name, _n in provinces}:
        chosen = FIRST_PROVINCE
    page = Paginator(selectors.centres_of(chosen), 20).get_page(request.GET.get("page"))
    context = {
        "page": page, "chosen": next((name for code, name, _n in provinces if code == chosen), ""),
        "provinces": [(f"{name} {n}", f"?province={code}", code == chosen) for code, name, n in provinces if n],
    }  # fmt: skip
    return render(request, "welfare_centres/finder.html", context)


@login_not_required
def centre(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    found = selectors.centre_page(public_id)
    if found is None:
        raise Http404
    return render(request, "welfare_centres/centre.html", {"centre": found, "served": selectors.served(found)})


def _own(request: HttpRequest) -> Centre:
    """The centre acted for; not yet described, it is what a new one is."""
    organisation = request.acting.organisation
    found = Centre.objects.filter(organisation=organisation).select_related("organisation", "region").first()
    return found or Centre(organisation=organisation, type=Centre.Type.EMPLOYMENT)


@side_required("centre")
def manage(request: HttpRequest) -> HttpResponse:
    """What is under the roof; its manager changes it on the same page."""
    own, may = _own(request), False
    may = can_run_centre(request.user, own)
    form = CentreForm(request.POST or None, instance=own)
    if request.method == "POST":
        if not may:
            raise PermissionDenied
        if form.is_valid():
            centre_set(centre=form.instance, by=request.user)
            messages.success(request, _("저장함"))
            return redirect("welfare_centres:manage")
    context: dict[str, Any] = {
        "centre": own, "may": may, "form": form, "languages": dict(LANGUAGES),
        "colleagues": selectors.colleagues(own.organisation),
    }  # fmt: skip
    if own.pk:
        context |= {
            "teams": selectors.teams(request.user, own), "desk_form": DeskForm(centre=own),
            "desks": own.desks.filter(until=None).select_related("agency__organisation", "agency__kind"),
        }  # fmt: skip
    return render(request, "welfare_centres/manage.html", context, status=422 if form.is_bound else 200)


@side_required("centre")
@require_POST
def desk_new(request: HttpRequest) -> HttpResponse:
    own = _run(request)
    form = DeskForm(request.POST, centre=own)
    if not form.is_valid():
        messages.error(request, " ".join(line for lines in form.errors.values() for line in lines))
        return redirect("welfare_centres:manage")
    return _told(request, lambda: desk_open(centre=own, by=request.user, **form.cleaned_data), _("기관을 더함"))


@side_required("centre")
@require_POST
def desk_end(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    desk = get_object_or_404(Desk, public_id=public_id, centre=_run(request))
    return _told(request, lambda: desk_close(desk=desk, by=request.user), _("오늘까지 있는 것으로 함"))


def _run(request: HttpRequest) -> Centre:
    own = _own(request)
    if own.pk is None or not can_run_centre(request.user, own):
        raise Http404
    return own


def _told(request: HttpRequest, deed: Any, words: str) -> HttpResponse:
    try:
        deed()
        messages.success(request, words)
    except RuleBroken as exc:
        messages.error(request, str(exc))
    return redirect("welfare_centres:manage")


@side_required("centre")
def team_new(request: HttpRequest) -> HttpResponse:
    own = _run(request)
    form = TeamForm(request.POST or None, centre=own)
    if request.method == "POST" and form.is_valid():
        try:
            team_open(centre=own, by=request.user, **form.cleaned_data)
            messages.success(request, _("팀을 만듦"))
            return redirect("welfare_centres:manage")
        except RuleBroken as exc:
            form.add_error(exc.field, str(exc))
    context = {"form": form, "team": None}
    return render(request, "welfare_centres/team.html", context, status=422 if form.is_bound else 200)


@side_required("centre")
def team(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    own = _run(request)
    found = get_object_or_404(
        Team.objects.visible_to(request.user).filter(closed_at=None), public_id=public_id, centre=own
    )
    form = TeamForm(request.POST or None, centre=own, team=found)
    if request.method == "POST" and form.is_valid():
        try:
            team_set(team=found, by=request.user, **form.cleaned_data)
            messages.success(request, _("팀원을 저장함"))
            return redirect("welfare_centres:manage")
        except RuleBroken as exc:
            form.add_error(exc.field, str(exc))
    context = {"form": form, "team": found}
    return render(request, "welfare_centres/team.html", context, status=422 if form.is_bound else 200)


@side_required("centre")
@require_POST
def team_end(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    rows = Team.objects.visible_to(request.user).filter(centre=_run(request))
    found = get_object_or_404(rows, public_id=public_id)
    return _told(request, lambda: team_close(team=found, by=request.user), _("팀을 끝냄"))


@side_required("centre", "agency")
def staff(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    """What a colleague, or oneself, brings."""
    rows = Membership.objects.current().filter(organisation=request.acting.organisation).select_related("user")
    member = get_object_or_404(rows, public_id=public_id)
    profile = StaffProfile.objects.filter(user=member.user).prefetch_related("competences").first()
    form = StaffForm(request.POST or None, profile=profile)
    if request.method == "POST" and form.is_valid():
        try:
            staff_profile_set(user=member.user, by=request.user, **form.cleaned_data)
            messages.success(request, _("저장함"))
            return redirect("welfare_centres:manage" if request.acting.side == "centre" else "portal:home")
        except RuleBroken as exc:
            form.add_error(exc.field, str(exc))
    context = {"form": form, "member": member}
    return render(request, "welfare_centres/staff.html", context, status=422 if form.is_bound else 200)

"""Working hours and absences of a member of staff: one's own, or those of somebody whose organisation one manages."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from accounts.decorators import side_required
from accounts.models import User
from core.errors import RuleBroken
from welfare_centres.forms.meetings import AbsenceForm, HoursForm, VideoLinkForm
from welfare_centres.models import Absence, Appointment, StaffProfile, WorkingHours
from welfare_centres.policies import meetings as policies
from welfare_centres.selectors import meetings as selectors
from welfare_centres.services import meeting_hours as services
from welfare_centres.views.telling import refuse


def _whose(request: HttpRequest) -> User:
    """Oneself, or the colleague named in the address, for who manages the organisation one acts for."""
    by: Any = request.user
    named = request.GET.get("of", "")
    if not named:
        return by  # type: ignore[no-any-return]
    colleagues = {str(one.user.public_id): one.user for one in selectors.staff_of(request.acting.organisation)}  # type: ignore[attr-defined]
    if named not in colleagues or not policies.can_set_hours(by, colleagues[named], request.acting.organisation):  # type: ignore[attr-defined]
        raise Http404
    return colleagues[named]


def _back(request: HttpRequest, page: str) -> HttpResponse:
    named = request.GET.get("of", "")
    return redirect(reverse(f"welfare_centres:{page}") + (f"?of={named}" if named else ""))


def to_move(request: HttpRequest, rows: list[Appointment], said: str) -> None:
    """What was done, and how many appointments must now be moved with their people."""
    messages.success(request, said)
    if rows:
        n = len(rows)
        words = ngettext("옮겨야 할 예약이 %(n)s건 있음: %(list)s", "옮겨야 할 예약이 %(n)s건 있음: %(list)s", n)
        when = ", ".join(f"{timezone.localtime(row.starts_at):%m.%d. %H:%M}" for row in rows[:8])
        messages.warning(request, words % {"n": n, "list": when})


def _context(request: HttpRequest, whose: User, **more: Any) -> dict[str, Any]:
    organisation = request.acting.organisation  # type: ignore[attr-defined]
    manages = policies.has_role(request.user, *policies.MANAGE, organisation=organisation)  # type: ignore[arg-type]
    colleagues = [one.user for one in selectors.staff_of(organisation)] if manages else []
    people = [(one.display_name, f"?of={one.public_id}", one == whose) for one in colleagues]
    return {"whose": whose, "colleagues": people, "of": request.GET.get("of", ""), **more}


@side_required("centre", "agency")
def hours(request: HttpRequest) -> HttpResponse:
    whose = _whose(request)
    centres = policies.centres_of(whose).select_related("organisation")
    form = HoursForm(request.POST or None, centres=centres)
    if request.method == "POST" and form.is_valid():
        try:
            services.hours_add(
                by=request.user,
                user=whose,
                organisation=request.acting.organisation,
                **form.cleaned_data,  # type: ignore[arg-type, attr-defined]
            )
        except RuleBroken as exc:
            refuse(form, exc)
        else:
            messages.success(request, _("근무 시간을 더함"))
            return _back(request, "hours")
    profile = StaffProfile.objects.filter(user=whose).first()
    video = VideoLinkForm(initial={"link": profile.video_link if profile else ""})
    context = _context(request, whose, form=form, rows=selectors.hours_of(whose), video=video)
    return render(request, "welfare_centres/hours.html", context, status=422 if form.errors else 200)


@side_required("centre", "agency")
@require_POST
def hours_end(request: HttpRequest, public_id: UUID) -> HttpResponse:
    row = get_object_or_404(WorkingHours, public_id=public_id)
    left = services.hours_end(hours_id=row.pk, by=request.user, last=timezone.localdate())  # type: ignore[arg-type]
    to_move(request, left, _("오늘까지로 끝냄"))
    return _back(request, "hours")


@side_required("centre", "agency")
@require_POST
def video_link(request: HttpRequest) -> HttpResponse:
    form = VideoLinkForm(request.POST)
    if form.is_valid():
        services.video_link_set(by=request.user, link=form.cleaned_data["link"])  # type: ignore[arg-type]
        messages.success(request, _("화상 주소를 저장함"))
    else:
        messages.error(request, " ".join(str(one) for one in form.errors["link"]))
    return redirect("welfare_centres:hours")


@side_required("centre", "agency")
def absences(request: HttpRequest) -> HttpResponse:
    whose = _whose(request)
    form = AbsenceForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            left = services.absence_add(by=request.user, user=whose, **form.cleaned_data)  # type: ignore[arg-type]
        except RuleBroken as exc:
            refuse(form, exc)
        else:
            to_move(request, left, _("부재를 적음"))
            return _back(request, "absences")
    rows = Absence.objects.filter(user=whose, during__endswith__gt=timezone.now())
    context = _context(request, whose, form=form, rows=rows)
    return render(request, "welfare_centres/absences.html", context, status=422 if form.errors else 200)


@side_required("centre", "agency")
@require_POST
def absence_remove(request: HttpRequest, public_id: UUID) -> HttpResponse:
    row = get_object_or_404(Absence, public_id=public_id)
    services.absence_remove(absence_id=row.pk, by=request.user)  # type: ignore[arg-type]
    messages.success(request, _("부재를 지움"))
    return _back(request, "absences")

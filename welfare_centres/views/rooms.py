"""Rooms and closed days of a centre, for its manager."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.decorators import side_required
from core.errors import RuleBroken
from welfare_centres.forms.meetings import ClosingForm, RoomForm
from welfare_centres.models import Centre, Closing, Room
from welfare_centres.policies import meetings as policies
from welfare_centres.services import meeting_hours as services
from welfare_centres.views.hours import to_move
from welfare_centres.views.telling import refuse


def _centre(request: HttpRequest) -> Centre:
    """The centre whose organisation one acts for, if one manages it."""
    centre = Centre.objects.filter(organisation=request.acting.organisation).select_related("organisation").first()  # type: ignore[attr-defined]
    if centre is None or not policies.can_manage_centre(request.user, centre):  # type: ignore[arg-type]
        raise PermissionDenied
    return centre  # type: ignore[no-any-return]


@side_required("centre")
def rooms(request: HttpRequest) -> HttpResponse:
    centre = _centre(request)
    return _room_form(request, centre, Room(centre=centre))


@side_required("centre")
def room(request: HttpRequest, public_id: UUID) -> HttpResponse:
    centre = _centre(request)
    return _room_form(request, centre, get_object_or_404(centre.rooms.filter(closed_at=None), public_id=public_id))


def _room_form(request: HttpRequest, centre: Centre, one: Room) -> HttpResponse:
    form = RoomForm(request.POST or None, instance=one)
    if request.method == "POST" and form.is_valid():
        try:
            services.room_save(by=request.user, centre=centre, room=form.save(commit=False))  # type: ignore[arg-type]
        except RuleBroken as exc:
            refuse(form, exc)
        else:
            messages.success(request, _("방을 저장함"))
            return redirect("welfare_centres:rooms")
    rows = centre.rooms.filter(closed_at=None)
    context: dict[str, Any] = {"centre": centre, "rows": rows, "form": form, "one": one if one.pk else None}
    return render(request, "welfare_centres/rooms.html", context, status=422 if form.errors else 200)


@side_required("centre")
@require_POST
def room_close(request: HttpRequest, public_id: UUID) -> HttpResponse:
    row = get_object_or_404(_centre(request).rooms.filter(closed_at=None), public_id=public_id)
    to_move(request, services.room_close(room_id=row.pk, by=request.user), _("방을 더 쓰지 않음"))  # type: ignore[arg-type]
    return redirect("welfare_centres:rooms")


@side_required("centre")
def closings(request: HttpRequest) -> HttpResponse:
    centre = _centre(request)
    form = ClosingForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            left = services.closing_add(by=request.user, centre=centre, **form.cleaned_data)  # type: ignore[arg-type]
        except RuleBroken as exc:
            refuse(form, exc)
        else:
            to_move(request, left, _("쉬는 날을 더함"))
            return redirect("welfare_centres:closings")
    ahead = Closing.objects.filter(day__gte=timezone.localdate())
    rows = (ahead.filter(centre=centre) | ahead.filter(centre=None)).order_by("day")
    context = {"centre": centre, "rows": rows, "form": form}
    return render(request, "welfare_centres/closings.html", context, status=422 if form.errors else 200)


@side_required("centre")
@require_POST
def closing_remove(request: HttpRequest, public_id: UUID) -> HttpResponse:
    row = get_object_or_404(_centre(request).closings, public_id=public_id)
    services.closing_remove(closing_id=row.pk, by=request.user)  # type: ignore[arg-type]
    messages.success(request, _("쉬는 날을 지움"))
    return redirect("welfare_centres:closings")

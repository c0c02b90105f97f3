"""One's own appointments, one of them, moving and cancelling it, and its calendar file."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.decorators import side_required
from accounts.models import User
from accounts.services import access_note
from core.calendar import CalendarEvent
from core.downloads import calendar_response
from core.errors import RuleBroken
from welfare_centres.forms.booking import BookForm, ReasonForm, slot_of
from welfare_centres.models import Appointment, CalendarFeed
from welfare_centres.policies import meetings as policies
from welfare_centres.selectors import meetings as selectors
from welfare_centres.services import appointments as services
from welfare_centres.services import calendar_feeds
from welfare_centres.views import booking


def _found(request: HttpRequest, public_id: UUID) -> Appointment:
    """The user's own, or one of their organisation's, whose opening is logged."""
    user: Any = request.user
    row: Appointment = get_object_or_404(
        selectors.appointments().filter(pk__in=Appointment.objects.visible_to(user)), public_id=public_id
    )
    if not policies.is_own(user, row):
        access_note(
            actor=user, organisation=request.acting.organisation, person=row.person,  # type: ignore[attr-defined]
            what="appointment", purpose="counselling",
        )  # fmt: skip
    return row


def _context(request: HttpRequest, row: Appointment, **more: Any) -> dict[str, Any]:
    own = policies.is_own(request.user, row)  # type: ignore[arg-type]
    return {"row": row, "own": own, "shell": "base.html" if own else "staff.html", "tones": selectors.TONES,
            "labels": dict(Appointment.State.choices), **more}  # fmt: skip


@side_required("jobseeker")
@require_safe
def appointments(request: HttpRequest) -> HttpResponse:
    user: Any = request.user
    context = {"own": selectors.of_person(user), "tones": selectors.TONES, "token": request.session.pop("feed", "")}
    context["feed"] = CalendarFeed.objects.filter(user=user).first()
    return render(request, "welfare_centres/appointments.html", context)


@require_safe
def appointment(request: HttpRequest, public_id: UUID) -> HttpResponse:
    row = _found(request, public_id)
    acts = [] if policies.is_own(request.user, row) else _acts(row)  # type: ignore[arg-type]
    context = _context(
        request, row, booked="booked" in request.GET, acts=acts, log=row.transitions.select_related("by")
    )
    return render(request, "welfare_centres/appointment.html", context)


def _acts(row: Appointment) -> list[tuple[str, str]]:
    """What staff may note of it now, the likeliest first."""
    State = Appointment.State
    words = {State.ARRIVED: _("도착함"), State.DONE: _("마침"), State.NO_SHOW: _("오지 않음")}
    return [(str(state), word) for state, word in words.items() if row.can_move(state)]


def appointment_cancel(request: HttpRequest, public_id: UUID) -> HttpResponse:
    row = _found(request, public_id)
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            services.appointment_cancel(appointment_id=row.pk, by=request.user, **form.cleaned_data)  # type: ignore[arg-type]
        except RuleBroken as exc:
            form.add_error(None, str(exc))
        else:
            messages.success(request, _("예약을 취소했어요."))
            return redirect("welfare_centres:appointment", row.public_id)
    context = _context(request, row, form=form)
    return render(request, "welfare_centres/appointment_cancel.html", context, status=422 if form.errors else 200)


def appointment_excuse(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Staff note that somebody could not come, for a good reason."""
    row = _found(request, public_id)
    if not policies.can_hold(request.user, row):  # type: ignore[arg-type]
        raise PermissionDenied
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and _noted(request, row, "excused", form):
        return redirect("welfare_centres:appointment", row.public_id)
    context = _context(request, row, form=form)
    return render(request, "welfare_centres/appointment_excuse.html", context, status=422 if form.errors else 200)


@require_POST
def appointment_note(request: HttpRequest, public_id: UUID) -> HttpResponse:
    row = _found(request, public_id)
    try:
        services.appointment_note(appointment_id=row.pk, by=request.user, state=request.POST.get("state", ""))  # type: ignore[arg-type]
        messages.success(request, _("적음"))
    except RuleBroken as exc:
        messages.error(request, str(exc))
    return redirect("welfare_centres:appointment", row.public_id)


def _noted(request: HttpRequest, row: Appointment, state: str, form: ReasonForm) -> bool:
    try:
        services.appointment_note(appointment_id=row.pk, by=request.user, state=state, **form.cleaned_data)  # type: ignore[arg-type]
    except RuleBroken as exc:
        form.add_error(None, str(exc))
        return False
    messages.success(request, _("적음"))
    return True


def appointment_rebook(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """The same meeting at another time: the free times, then the check."""
    row = _found(request, public_id)
    own = policies.is_own(request.user, row)  # type: ignore[arg-type]
    try:
        services.check_way_kept(row, own=own)
    except RuleBroken as exc:
        messages.error(request, str(exc))
        return redirect("welfare_centres:appointment", row.public_id)
    address = reverse("welfare_centres:appointment_rebook", args=[row.public_id])
    booker = booking.Booker(request.user, row.person, row.centre, address)  # type: ignore[arg-type]
    asked = request.GET
    if slot_of(asked.get("slot", "")) is None:
        wish = booking.wish_of(asked, booker, row.type, row.channel, but_for=row.pk)
        wish = replace(wish, **services.handover_wish(row))
        times = booking.times(request, booker, wish)
        return booking.page(request, booker, "when", kind=row.type, channel=row.channel, moved=row, **times)

    def rebook(staff: User, at: dt.datetime, given: dict[str, Any]) -> Appointment:
        return services.appointment_rebook(
            appointment_id=row.pk,
            by=request.user,
            staff_id=staff.pk,
            starts_at=at,
            how=given["how"],  # type: ignore[arg-type]
        )

    form = BookForm(request.POST or None, slot=asked["slot"], own=own, visits_home=False, noted=False)
    form.allow(request.POST.get("slot", asked["slot"]))
    if request.method == "POST" and form.is_valid() and (new := booking.attempt(form, rebook)):
        messages.success(request, _("예약을 옮겼어요."))
        return redirect(f"{reverse('welfare_centres:appointment', args=[new.public_id])}?booked=1")
    context = {"kind": row.type, "channel": row.channel, "moved": row, "form": form}
    context["chosen"] = booking.chosen(request.POST.get("slot", asked["slot"]))
    return booking.page(request, booker, "check", status=422 if form.errors else 200, **context)


# --- calendars ----------------------------------------------------------------------------------------------------


def event_of(row: Appointment) -> CalendarEvent:
    """Others see calendars too: no name, no reason; the page behind the address tells the rest."""
    place = row.centre.organisation.label if row.room_id else row.get_channel_display()
    path = reverse("welfare_centres:appointment", args=[row.public_id])
    return CalendarEvent(
        uid=row.public_id, starts_at=row.starts_at, ends_at=row.ends_at, summary=_("상담 예약"), location=place,
        url=f"{settings.SITE_ORIGIN}{path}", cancelled=row.state not in Appointment.HOLDS,
    )  # fmt: skip


@require_safe
def appointment_ics(request: HttpRequest, public_id: UUID) -> HttpResponse:
    return calendar_response("appointment", [event_of(_found(request, public_id))])


@require_POST
def feed_make(request: HttpRequest) -> HttpResponse:
    """The address is shown once, on the page that follows."""
    user: Any = request.user
    if "end" in request.POST:
        calendar_feeds.feed_end(user=user)
    else:
        address = reverse("welfare_centres:feed", args=[calendar_feeds.feed_make(user=user)])
        request.session["feed"] = f"{settings.SITE_ORIGIN}{address}"
    side = request.acting.side  # type: ignore[attr-defined]
    return redirect("welfare_centres:appointments" if side == "jobseeker" else "welfare_centres:my_calendar")


@login_not_required
@require_safe
def feed(request: HttpRequest, token: str) -> HttpResponse:
    """What a calendar reads by itself: whoever has the address sees times, and no names."""
    owner = get_object_or_404(CalendarFeed.objects.select_related("user"), digest=calendar_feeds.digest_of(token)).user
    rows = selectors.appointments().filter(selectors.held_by(owner)).holding().order_by("-during")[:300]  # type: ignore[attr-defined]
    return calendar_response("appointments", map(event_of, rows))

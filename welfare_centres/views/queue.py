"""The walk-in queue: the clerk's desk, the counter's tablet, and the screen in the hall. Numbers only, no names."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.decorators import side_required
from core.errors import RuleBroken
from welfare_centres.forms.meetings import DeskForm
from welfare_centres.models import AppointmentType, Centre, QueueTicket
from welfare_centres.policies import meetings as policies
from welfare_centres.selectors import tickets as selectors
from welfare_centres.selectors.waiting import estimate
from welfare_centres.services import tickets as services


def _centre(request: HttpRequest) -> Centre:
    """The centre whose organisation one acts for, or the first under whose roof one's agency sits."""
    centres = policies.centres_of(request.user).select_related("organisation")  # type: ignore[arg-type]
    centre = centres.filter(organisation=request.acting.organisation).first() or centres.first()  # type: ignore[attr-defined]
    if centre is None:
        raise PermissionDenied
    return centre  # type: ignore[no-any-return]


@side_required("centre", "agency")
@require_safe
def queue(request: HttpRequest) -> HttpResponse:
    centre = _centre(request)
    kept = {"desk": request.session.get("desk", ""), "type": request.session.get("desk_type")}
    context = {
        "centre": centre, "queue": selectors.queue_of(centre, request.user), "form": DeskForm(initial=kept),  # type: ignore[arg-type]
        "kinds": _kinds(),
    }  # fmt: skip
    return render(request, "welfare_centres/queue.html", context)


def _kinds() -> list[AppointmentType]:
    return list(AppointmentType.objects.filter(walk_in=True))


@side_required("centre", "agency")
@require_POST
def queue_call(request: HttpRequest) -> HttpResponse:
    form = DeskForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("어느 창구로 부를지 적어 주세요."))
        return redirect("welfare_centres:queue")
    kind = form.cleaned_data["type"]
    request.session["desk"], request.session["desk_type"] = form.cleaned_data["desk"], kind.pk if kind else None
    row = services.ticket_call_next(
        centre_id=_centre(request).pk, by=request.user, desk=form.cleaned_data["desk"],  # type: ignore[arg-type]
        type_id=kind.pk if kind else None,
    )  # fmt: skip
    if row is None:
        messages.info(request, _("기다리는 사람이 없음"))
    return redirect("welfare_centres:queue")


@side_required("centre", "agency")
@require_POST
def queue_note(request: HttpRequest, public_id: UUID) -> HttpResponse:
    row = get_object_or_404(QueueTicket.objects.today(_centre(request)), public_id=public_id)
    try:
        services.ticket_note(ticket_id=row.pk, by=request.user, state=request.POST.get("state", ""))  # type: ignore[arg-type]
    except RuleBroken as exc:
        messages.error(request, str(exc))
    return redirect("welfare_centres:queue")


@side_required("centre", "agency")
def queue_draw(request: HttpRequest) -> HttpResponse:
    """The counter's tablet: one touch a number. The page after it shows the number and goes back by a touch."""
    centre = _centre(request)
    if request.method == "POST":
        kind = get_object_or_404(AppointmentType, code=request.POST.get("type", ""), walk_in=True)
        row = services.ticket_draw(centre_id=centre.pk, type_id=kind.pk, by=request.user)  # type: ignore[arg-type]
        return redirect("welfare_centres:queue_ticket", row.public_id)
    return render(request, "welfare_centres/queue_draw.html", {"centre": centre, "kinds": _kinds()})


@side_required("centre", "agency")
@require_safe
def queue_ticket(request: HttpRequest, public_id: UUID) -> HttpResponse:
    centre = _centre(request)
    row = get_object_or_404(QueueTicket.objects.today(centre).select_related("type"), public_id=public_id)
    context = {"centre": centre, "row": row, "expected": estimate(centre, row.ahead)}
    return render(request, "welfare_centres/queue_ticket.html", context)


@side_required("centre", "agency")
@require_safe
def queue_screen(request: HttpRequest) -> HttpResponse:
    """Asked for again every few seconds by the page itself; then only its middle is sent."""
    centre = _centre(request)
    context = {"centre": centre, "screen": selectors.screen_of(centre)}
    part = "_queue_numbers" if request.headers.get("HX-Request") else "queue_screen"
    return render(request, f"welfare_centres/{part}.html", context)

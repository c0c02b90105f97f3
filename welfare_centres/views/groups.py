"""Group sessions: for people to join, for staff to open, fill and hold."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.decorators import side_required
from accounts.services import access_note
from core.errors import RuleBroken
from welfare_centres.forms.booking import ReasonForm
from welfare_centres.forms.meetings import GroupForm
from welfare_centres.models import Attendee, GroupSession, How, Room
from welfare_centres.policies import meetings as policies
from welfare_centres.selectors import meetings as selectors
from welfare_centres.services import groups as services
from welfare_centres.views.telling import refuse

WITH = ("centre__organisation", "organisation", "room", "leader")


@side_required("jobseeker")
@require_safe
def groups(request: HttpRequest) -> HttpResponse:
    user: Any = request.user
    centre = selectors.centre_of(user.person)
    mine = set(Attendee.objects.live().filter(person__user=user).values_list("session", flat=True))
    context = {"rows": selectors.groups_open(centre), "mine": mine, "centre": centre}
    return render(request, "welfare_centres/groups.html", context)


@side_required("jobseeker")
@require_safe
def group(request: HttpRequest, public_id: UUID) -> HttpResponse:
    row = get_object_or_404(GroupSession.objects.select_related(*WITH), public_id=public_id)
    place = Attendee.objects.live().filter(person__user=request.user, session=row).first()  # type: ignore[misc]
    ahead = 0
    if place is not None and place.state == Attendee.State.WAITING:
        ahead = row.attendees.filter(state=Attendee.State.WAITING, pk__lt=place.pk).count()
    context = {"row": row, "place": place, "ahead": ahead, "tones": selectors.TONES}
    return render(request, "welfare_centres/group.html", context)


@side_required("jobseeker")
@require_POST
def group_join(request: HttpRequest, public_id: UUID) -> HttpResponse:
    user: Any = request.user
    row = get_object_or_404(GroupSession, public_id=public_id)
    try:
        place = services.place_take(session_id=row.pk, person_id=user.person_id, by=user, how=How.SELF)
        waits = place.state == Attendee.State.WAITING
        messages.success(request, _("자리가 나면 알려 드려요.") if waits else _("자리를 잡았어요."))
    except RuleBroken as exc:
        messages.error(request, str(exc))
    return redirect("welfare_centres:group", row.public_id)


@side_required("jobseeker")
@require_POST
def group_leave(request: HttpRequest, public_id: UUID) -> HttpResponse:
    place = get_object_or_404(
        Attendee.objects.live().filter(person__user=request.user),  # type: ignore[misc]
        session__public_id=public_id,
    )
    try:
        services.place_leave(attendee_id=place.pk, by=request.user)  # type: ignore[arg-type]
        messages.success(request, _("신청을 취소했어요."))
    except RuleBroken as exc:
        messages.error(request, str(exc))
    return redirect("welfare_centres:group", public_id)


# --- for staff ----------------------------------------------------------------------------------------------------


@side_required("centre", "agency")
@require_safe
def group_list(request: HttpRequest) -> HttpResponse:
    rows = GroupSession.objects.run_by(request.user).select_related(*WITH).order_by("-during")[:100]  # type: ignore[arg-type]
    return render(request, "welfare_centres/group_list.html", {"rows": rows})


@side_required("centre", "agency")
def group_new(request: HttpRequest) -> HttpResponse:
    user: Any = request.user
    centre = policies.centres_of(user).select_related("organisation").first()
    rooms = Room.objects.filter(centre=centre, closed_at=None)
    form = GroupForm(request.POST or None, rooms=rooms)
    if request.method == "POST" and form.is_valid() and centre is not None:
        try:
            row = services.session_open(
                by=user,
                organisation=request.acting.organisation,
                centre=centre,
                **form.given,  # type: ignore[attr-defined]
            )
        except RuleBroken as exc:
            refuse(form, exc)
        else:
            messages.success(request, _("모임을 열었음"))
            return redirect("welfare_centres:group_run", row.public_id)
    context = {"form": form, "centre": centre}
    return render(request, "welfare_centres/group_new.html", context, status=422 if form.errors else 200)


def _run(request: HttpRequest, public_id: UUID) -> GroupSession:
    rows = GroupSession.objects.run_by(request.user).select_related(*WITH)  # type: ignore[arg-type]
    row: GroupSession = get_object_or_404(rows, public_id=public_id)
    return row


@side_required("centre", "agency")
def group_run(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Who comes and who waits; each name shown is logged for its owner."""
    row = _run(request, public_id)
    attendees = list(row.attendees.live().select_related("person"))
    for one in attendees:
        access_note(
            actor=request.user, organisation=request.acting.organisation, person=one.person,  # type: ignore[arg-type, attr-defined]
            what="appointment", purpose="counselling",
        )  # fmt: skip
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            services.session_cancel(session_id=row.pk, by=request.user, why=form.cleaned_data["reason"])  # type: ignore[arg-type]
        except RuleBroken as exc:
            refuse(form, exc)
        else:
            messages.success(request, _("모임을 취소하고 신청한 사람에게 알림"))
            return redirect("welfare_centres:group_run", row.public_id)
    context = {"row": row, "attendees": attendees, "form": form, "tones": selectors.TONES}
    return render(request, "welfare_centres/group_run.html", context, status=422 if form.errors else 200)


@side_required("centre", "agency")
@require_POST
def group_attendance(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """One name, as `state@public id` of the place."""
    row = _run(request, public_id)
    state, _at, key = request.POST.get("note", "").partition("@")
    place = next((one for one in row.attendees.live() if str(one.public_id) == key), None)
    try:
        if place is not None and state == "leave":
            services.place_leave(attendee_id=place.pk, by=request.user)  # type: ignore[arg-type]
        elif place is not None:
            services.attendance_note(attendee_id=place.pk, by=request.user, state=state)  # type: ignore[arg-type]
    except RuleBroken as exc:
        messages.error(request, str(exc))
    return redirect("welfare_centres:group_run", row.public_id)


@side_required("centre", "agency")
@require_POST
def group_add(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Somebody named by staff, who is beside them or on the telephone."""
    row = _run(request, public_id)
    people = policies.bookable_people(request.user).filter(name=request.POST.get("name", "").strip())[:2]  # type: ignore[arg-type]
    found = list(people)
    if len(found) != 1:
        messages.error(request, _("이 이름으로 한 사람을 찾지 못함. ‘예약 잡기’에서 사람을 먼저 찾기"))
        return redirect("welfare_centres:group_run", row.public_id)
    try:
        services.place_take(session_id=row.pk, person_id=found[0].pk, by=request.user, how=How.PHONE)  # type: ignore[arg-type]
        messages.success(request, _("신청함. 본인에게 알림을 보냄"))
    except RuleBroken as exc:
        messages.error(request, str(exc))
    return redirect("welfare_centres:group_run", row.public_id)

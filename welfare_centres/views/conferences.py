"""Case conferences: the list, one with its agenda and people, minutes and decisions, on paper, as a calendar file."""

from collections.abc import Callable
from functools import partial
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.models import Person
from accounts.services.people import access_note
from core.downloads import calendar_response
from core.errors import RuleBroken
from jobseekers.planning.merging import Conflict
from jobseekers.planning.reading import helpers_of, unique_helpers
from jobseekers.planning.texts import Reader
from jobseekers.policies import can_plan
from welfare_centres.forms.conferences import ConferenceForm, DecisionForm, MinutesForm, WhyForm
from welfare_centres.models import AgendaItem, Case, Centre, Conference, Participant
from welfare_centres.policies.conferences import can_run
from welfare_centres.selectors import conferences as selectors
from welfare_centres.services import conferences as services
from welfare_centres.services import minutes

GET_POST = require_http_methods(["GET", "HEAD", "POST"])


def _found(request: HttpRequest, conference: UUID) -> Conference:
    rows = Conference.objects.visible_to(request.user).select_related("centre__organisation", "called_by")
    return get_object_or_404(rows.distinct(), public_id=conference)


def _centres(request: HttpRequest) -> list[Centre]:
    """Where one may call a conference: one's centre, or those at which one's agency has a desk."""
    mine = request.acting.organisation
    rows = Centre.objects.open().filter(
        Q(organisation=mine) | Q(desks__agency__organisation=mine, desks__until=None)
    )  # fmt: skip
    return list(rows.select_related("organisation").distinct().order_by("organisation__name_ko"))


@require_safe
def conferences(request: HttpRequest) -> HttpResponse:
    rows = Conference.objects.visible_to(request.user).select_related("centre__organisation").distinct()
    counted = rows.annotate(
        cases=Count("items", distinct=True), people=Count("participants", distinct=True)
    ).order_by("-starts_at")  # fmt: skip
    page = Paginator(counted, 20).get_page(request.GET.get("page"))
    return render(request, "welfare_centres/conferences.html", {"page": page, "can_call": bool(_centres(request))})


@GET_POST
def conference_edit(request: HttpRequest, conference: UUID | None = None) -> HttpResponse:
    row = _found(request, conference) if conference else None
    centres = _centres(request)
    form = ConferenceForm(request.POST if request.method == "POST" else None, centres=centres, row=row)
    if form.is_bound and form.is_valid():
        values = {**form.cleaned_data}
        chosen = values.pop("centre", "")
        try:
            if row is None:
                centre = next(one for one in centres if str(one.organisation.public_id) == chosen)
                row = services.conference_call(centre_id=centre.pk, by=request.user, **values)
            else:
                services.conference_change(conference_id=row.pk, by=request.user, **values)
            messages.success(request, _("저장함"))
            return redirect("welfare_centres:conference", conference=row.public_id)
        except RuleBroken as exc:
            form.add_error(exc.field if exc.field in form.fields else None, str(exc))
    back = (
        reverse("welfare_centres:conference", args=[row.public_id]) if row else reverse("welfare_centres:conferences")
    )
    context = {"form": form, "title": _("회의 고치기") if row else _("회의 잡기"), "back": back}
    return render(request, "welfare_centres/staff_form.html", context, status=422 if form.is_bound else 200)


@require_safe
def conference(request: HttpRequest, conference: UUID) -> HttpResponse:
    row = _found(request, conference)
    participants = selectors.participants_of(row)
    runs = can_run(request.user, row) and row.state == Conference.State.PLANNED
    context = {
        "conference": row, "participants": participants, "runs": runs, "answers": Participant.Answer.choices,
        "items": selectors.agenda(row, request.user, participants),
        "own": next((one for one in participants if one.user_id == request.user.pk), None),
        "candidates": selectors.agenda_candidates(row, request.user) if runs else [],
        "to_ask": selectors.to_ask(row) if runs else [],
    }  # fmt: skip
    return render(request, "welfare_centres/conference.html", context)


def _note(request: HttpRequest, person: Person) -> None:
    access_note(
        actor=request.user, organisation=request.acting.organisation, person=person, what="conference",
        purpose="conference",
    )  # fmt: skip


@require_safe
def conference_print(request: HttpRequest, conference: UUID) -> HttpResponse:
    """Agenda, minutes and decisions on paper: of the cases that the reader may see."""
    row = _found(request, conference)
    participants = selectors.participants_of(row)
    items = selectors.agenda(row, request.user, participants)
    for item in items:
        if item.row is not None:
            _note(request, item.row.case.person)
    context = {"conference": row, "participants": participants, "items": items}
    return render(request, "welfare_centres/conference_print.html", context)


@require_safe
def conference_calendar(request: HttpRequest, conference: UUID) -> HttpResponse:
    row = _found(request, conference)
    url = request.build_absolute_uri(reverse("welfare_centres:conference", args=[row.public_id]))
    return calendar_response("conference", [selectors.calendar_event(row, url)])


def _done(request: HttpRequest, row: Conference, deed: Callable[[], object], said: str) -> HttpResponse:
    try:
        deed()
        messages.success(request, said)
    except RuleBroken as exc:
        messages.error(request, str(exc))
    return redirect("welfare_centres:conference", conference=row.public_id)


@require_POST
def conference_hold(request: HttpRequest, conference: UUID) -> HttpResponse:
    row = _found(request, conference)
    hold = partial(services.conference_hold, conference_id=row.pk, by=request.user)
    return _done(request, row, hold, _("회의를 연 것으로 적음"))


@GET_POST
def conference_cancel(request: HttpRequest, conference: UUID) -> HttpResponse:
    row = _found(request, conference)
    form = WhyForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        try:
            services.conference_cancel(conference_id=row.pk, by=request.user, why=form.cleaned_data["why"])
            messages.success(request, _("회의를 취소하고 모두에게 알림"))
            return redirect("welfare_centres:conference", conference=row.public_id)
        except RuleBroken as exc:
            form.add_error(exc.field, str(exc))
    back = reverse("welfare_centres:conference", args=[row.public_id])
    context = {"form": form, "title": _("회의 취소하기"), "back": back, "submit": _("회의 취소하기")}
    return render(request, "welfare_centres/staff_form.html", context, status=422 if form.is_bound else 200)


@require_POST
def agenda_add(request: HttpRequest, conference: UUID) -> HttpResponse:
    """The ticked cases, each with the reasons for which it was offered."""
    row = _found(request, conference)
    ticked = set(request.POST.getlist("case"))
    offered = [one for one in selectors.agenda_candidates(row, request.user) if str(one.case.public_id) in ticked]

    def deed() -> None:
        for one in offered:
            services.agenda_add(conference_id=row.pk, case_id=one.case.pk, by=request.user, reasons=one.reasons)

    return _done(request, row, deed, _("안건 %(n)d건을 올림") % {"n": len(offered)})


@require_POST
def agenda_remove(request: HttpRequest, item: UUID) -> HttpResponse:
    row = get_object_or_404(AgendaItem.objects.readable_by(request.user), public_id=item)
    remove = partial(services.agenda_remove, item_id=row.pk, by=request.user)
    return _done(request, row.conference, remove, _("안건에서 뺌"))


@require_POST
def participant_add(request: HttpRequest, conference: UUID) -> HttpResponse:
    row = _found(request, conference)
    chosen = next((one for one in selectors.to_ask(row) if one.text == request.POST.get("who", "")), None)

    def deed() -> None:
        if chosen is None:
            raise RuleBroken(_("부를 사람을 목록에서 골라 주세요."))
        services.participant_add(
            conference_id=row.pk, user=chosen.user, organisation=chosen.organisation, by=request.user
        )

    return _done(request, row, deed, _("회의에 부름"))


@require_POST
def participant_answer(request: HttpRequest, conference: UUID) -> HttpResponse:
    row = _found(request, conference)
    answer, why = request.POST.get("answer", ""), request.POST.get("why", "")[:200]

    def deed() -> None:
        if answer not in (Participant.Answer.ATTENDING, Participant.Answer.EXCUSED):
            raise RuleBroken(_("올지 오지 못할지 골라 주세요."))
        services.participant_answer(conference_id=row.pk, by=request.user, answer=answer, why=why)

    return _done(request, row, deed, _("답을 적음"))


@GET_POST
def agenda_item(request: HttpRequest, item: UUID) -> HttpResponse:
    """One case: what the last conference decided and how it stands, the minutes, today's decisions."""
    rows = AgendaItem.objects.readable_by(request.user).select_related("case__person", "conference__centre")
    cases = Case.objects.worked_on_by(request.user)
    row = get_object_or_404(rows.distinct(), public_id=item)
    _note(request, row.case.person)
    posted, what = request.POST, request.POST.get("what", "") if request.method == "POST" else ""
    writing = MinutesForm(posted if what == "minutes" else None, row=row)
    helpers = unique_helpers([*selectors.helpers_of_case(row.case), *helpers_of(row.case.person)])
    deciding = DecisionForm(posted if what == "decision" else None, helpers=helpers)
    form = {"minutes": writing, "decision": deciding}.get(what)
    if form is not None and form.is_valid() and _item_saved(request, row, form):
        return redirect("welfare_centres:agenda_item", item=row.public_id)
    (found,) = [one for one in selectors.agenda(row.conference, request.user, []) if one.row and one.row.pk == row.pk]
    context = {
        "item": found, "conference": row.conference, "case": row.case, "form": form, "writing": writing,
        "deciding": deciding, "can_plan": can_plan(request.user, row.case.person),
        "works": cases.filter(pk=row.case_id).exists(), "reader": Reader((), ()),
    }  # fmt: skip
    return render(request, "welfare_centres/agenda_item.html", context, status=422 if form is not None else 200)


def _item_saved(request: HttpRequest, row: AgendaItem, form: MinutesForm | DecisionForm) -> bool:
    try:
        if isinstance(form, MinutesForm):
            said = form.cleaned_data["minutes"].replace("\r\n", "\n")
            minutes.minutes_write(item_id=row.pk, by=request.user, minutes=said, seen=form.seen())
            messages.success(request, _("회의록을 적음"))
        else:
            minutes.decision_make(item_id=row.pk, by=request.user, **form.values())
            messages.success(request, _("계획에 할 일로 더함"))
        return True
    except Conflict as exc:
        form.show(exc)
    except RuleBroken as exc:
        form.add_error(exc.field if exc.field in form.fields else None, str(exc))
    return False

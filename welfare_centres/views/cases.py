"""One's cases, opening one, and its timeline: read, written, taken along as a file."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.decorators import side_required
from accounts.models import Organisation, Person
from core.display import datetime
from core.downloads import csv_response
from core.errors import RuleBroken
from welfare_centres.forms.cases import CaseOpenForm, NoteForm, WordsForm
from welfare_centres.models import Case, Centre, Entry, Team
from welfare_centres.policies import cases as policies
from welfare_centres.selectors import cases as selectors
from welfare_centres.services import cases as services
from welfare_centres.services import notes
from welfare_centres.services.sharing import consent_to, needs_of
from welfare_centres.views.case_pages import SIDES, case_page, opened_case, refuse, worked_case
from welfare_centres.wording import sentence

PAGE = 30


@side_required(*SIDES)
def case_list(request: HttpRequest) -> HttpResponse:
    state = request.GET.get("state", "open")
    page = Paginator(selectors.caseload(request.user, state), PAGE).get_page(request.GET.get("page"))
    address = reverse("welfare_centres:case_list")
    chips = [(label, f"{address}?state={value}", state == value) for value, label in Case.State.choices]
    rows = selectors.with_places(page.object_list, request.user)
    return render(request, "welfare_centres/case_list.html", {"page": page, "rows": rows, "chips": chips})


def _centre_of(organisation: Organisation) -> Centre:
    """Where the agency has its people: its own centre, or the one under whose roof it sits."""
    centre = Centre.objects.filter(organisation=organisation).first()
    if centre is None:
        centre = (
            Centre.objects.filter(desks__agency__organisation=organisation, desks__until=None).order_by("pk").first()
        )
    if centre is None:
        raise Http404
    return centre


@side_required(*SIDES)
def case_open(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """From a person's file; or, with `?follows=`, again from a closed case."""
    organisation = request.acting.organisation
    person, follows = _to_open(request, public_id, organisation)
    centre = follows.centre if follows else _centre_of(organisation)
    live = Case.objects.live().filter(person=person).first()
    consent = consent_to(person, organisation)
    teams = Team.objects.filter(centre=centre, closed_at=None)
    form = CaseOpenForm(
        request.POST or None, needs=needs_of(organisation), teams=teams,
        initial={"scopes": list(consent.shared_scopes.values_list("scope", flat=True)) if consent else []},
    )  # fmt: skip
    if request.method == "POST" and form.is_valid():
        try:
            case = services.case_open(
                person=person, centre=centre, organisation=organisation, by=request.user, follows=follows,
                **form.cleaned_data,
            )  # fmt: skip
        except RuleBroken as exc:
            refuse(form, exc)
        else:
            messages.success(request, _("함께 돕기를 시작함. 이제 함께할 사람을 더할 수 있음"))
            return redirect("welfare_centres:case", case.public_id)
    context = {"form": form, "person": person, "live": live, "centre": centre, "follows": follows}
    return render(request, "welfare_centres/case_open.html", context, status=422 if form.errors else 200)


def _to_open(request: HttpRequest, public_id: UUID, organisation: Organisation) -> tuple[Person, Case | None]:
    given = request.GET.get("follows") or request.POST.get("follows")
    if given:
        case = worked_case(request, _uuid(given))
        if case.person.public_id != public_id or case.state != Case.State.CLOSED:
            raise Http404
        return case.person, case
    person = get_object_or_404(Person.objects.visible_to(request.user), public_id=public_id)
    if not policies.can_open(request.user, person, organisation):
        raise Http404
    return person, None


def _uuid(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        raise Http404 from None


def _record(request: HttpRequest, case: Case, form: NoteForm) -> HttpResponse:
    kind, everything = request.GET.get("kind", ""), bool(request.GET.get("all"))
    rows = selectors.timeline(request.user, case, kind=kind, everything=everything)
    page = Paginator(rows, PAGE).get_page(request.GET.get("page"))
    address = reverse("welfare_centres:case", args=[case.public_id])
    chips = [(_("모두"), address, not kind)]
    chips += [(label, f"{address}?kind={value}", kind == value) for value, label in Entry.Kind.choices]
    return case_page(
        request, case, "case", "case_record", form=form, page=page, chips=chips, says=sentence,
        people=selectors.members(case),
    )  # fmt: skip


@side_required(*SIDES)
def case(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """The record: what was done, newest first, and a place to write."""
    found = opened_case(request, public_id)
    return _record(request, found, NoteForm(scopes=notes.note_scopes(request.user, found)))


@require_POST
@side_required(*SIDES)
def case_note(request: HttpRequest, public_id: UUID) -> HttpResponse:
    found = worked_case(request, public_id)
    form = NoteForm(request.POST, scopes=notes.note_scopes(request.user, found))
    if form.is_valid():
        try:
            notes.note_write(case_id=found.pk, by=request.user, **form.cleaned_data)
        except RuleBroken as exc:
            refuse(form, exc)
        else:
            messages.success(request, _("메모를 남김"))
            return redirect("welfare_centres:case", public_id)
    return _record(request, found, form)


@side_required(*SIDES)
def case_note_amend(request: HttpRequest, public_id: UUID, note_id: UUID) -> HttpResponse:
    found = worked_case(request, public_id)
    rows = Entry.objects.visible_to(request.user).filter(case=found, kind=Entry.Kind.NOTE, by=request.user)
    note = get_object_or_404(rows, public_id=note_id)
    form = WordsForm(request.POST or None, initial={"body": note.body})
    if request.method == "POST" and form.is_valid():
        try:
            notes.note_amend(entry_id=note.pk, by=request.user, body=form.cleaned_data["body"])
        except RuleBroken as exc:
            refuse(form, exc)
        else:
            messages.success(request, _("고친 메모를 남김. 앞선 글도 그대로 남음"))
            return redirect("welfare_centres:case", public_id)
    return case_page(request, found, "case", "case_note_amend", form=form, note=note)


@side_required(*SIDES)
def case_csv(request: HttpRequest, public_id: UUID) -> HttpResponse:
    found = opened_case(request, public_id, "case_file")
    head = [_("언제"), _("갈래"), _("누가"), _("기관"), _("무엇에 관한 것"), _("내용")]
    return csv_response("case-record", head, map(_line, selectors.timeline(request.user, found, everything=True)))


def _line(entry: Entry) -> list[Any]:
    return [
        datetime(entry.at, "staff"), entry.get_kind_display(), entry.by.display_name if entry.by else "",
        entry.organisation.label if entry.organisation else "", entry.get_scope_display(), sentence(entry),
    ]  # fmt: skip

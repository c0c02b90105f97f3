"""The person's own page: who helps, what they see and why, what was done, who looked; and each choice in one press."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import F
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.decorators import side_required
from accounts.models import Organisation
from core.errors import RuleBroken
from welfare_centres.forms.cases import ScopesForm, WordsForm
from welfare_centres.models import Assessment, Case
from welfare_centres.selectors import cases as selectors
from welfare_centres.selectors.sharing import agencies_to_share_with, who_sees_what
from welfare_centres.services import notes, sharing
from welfare_centres.services.assessments import assessment_answer
from welfare_centres.views.case_pages import refuse
from welfare_centres.wording import sentence

LINES, OPENINGS = 20, 10


def _own(request: HttpRequest) -> Case | None:
    """The live case; else the last one."""
    own = Case.objects.visible_to(request.user).filter(person__user=request.user)
    return own.select_related("centre__organisation", "person").order_by(F("closed_at").desc(nulls_first=True)).first()


def _page(request: HttpRequest, *, form: Any = None) -> HttpResponse:
    case, person = _own(request), request.user.person
    context: dict[str, Any] = {"case": case, "form": form, "words": form or WordsForm(), "says": sentence}
    if case is not None:
        found = selectors.compared(request.user, case)
        rows = selectors.timeline(request.user, case)
        context |= {
            "page": Paginator(rows, LINES).get_page(request.GET.get("page")), "found": found,
            "people": selectors.members(case) if case.state != "closed" else [],
            "chart": selectors.drawn(found), "level_words": selectors.level_words,
        }  # fmt: skip
    if person is not None:
        context["openings"] = list(selectors.openings(person)[:OPENINGS])
    return render(request, "welfare_centres/mine.html", context, status=422 if form and form.errors else 200)


@side_required("jobseeker")
def mine(request: HttpRequest) -> HttpResponse:
    return _page(request)


@require_POST
@side_required("jobseeker")
def mine_write(request: HttpRequest) -> HttpResponse:
    """The person's own line, for all who help."""
    case, form = _own(request), WordsForm(request.POST)
    if case is not None and form.is_valid():
        try:
            notes.note_write(case_id=case.pk, by=request.user, body=form.cleaned_data["body"])
        except RuleBroken as exc:
            refuse(form, exc)
        else:
            messages.success(request, _("남겼어요. 함께 돕는 사람들이 읽어요."))
            return redirect("welfare_centres:mine")
    return _page(request, form=form)


@require_POST
@side_required("jobseeker")
def mine_answer(request: HttpRequest, assessment_id: UUID) -> HttpResponse:
    own = Assessment.objects.filter(person__user=request.user)
    assessment = get_object_or_404(own, public_id=assessment_id)
    try:
        assessment_answer(assessment_id=assessment.pk, by=request.user, words=request.POST.get("words", ""))
        messages.success(request, _("남겼어요. 살펴본 사람들이 읽어요."))
    except RuleBroken as exc:
        messages.error(request, str(exc))
    return redirect("welfare_centres:mine")


@side_required("jobseeker")
def mine_sharing(request: HttpRequest) -> HttpResponse:
    """Every agency with what it sees, why, and what the person could let it see."""
    case, person = _own(request), request.user.person
    live = case if case is not None and case.state != Case.State.CLOSED else None
    rows = who_sees_what(person, None) if person else []
    more = agencies_to_share_with(live.centre, [row.organisation.pk for row in rows]) if live else []
    return render(request, "welfare_centres/mine_sharing.html", {"rows": rows, "more": more, "case": live})


@side_required("jobseeker")
def mine_share(request: HttpRequest, agency: UUID) -> HttpResponse:
    person = request.user.person
    organisation = get_object_or_404(Organisation.objects.filter(agency__isnull=False), public_id=agency)
    if person is None:
        return redirect("welfare_centres:mine")
    consent = sharing.consent_to(person, organisation)
    given = list(consent.shared_scopes.values_list("scope", flat=True)) if consent else []
    form = ScopesForm(request.POST or None, needs=sharing.needs_of(organisation), initial={"scopes": given})
    if request.method == "POST" and form.is_valid():
        try:
            if request.POST.get("withdraw"):
                sharing.sharing_withdraw(person=person, recipient=organisation, by=request.user)
                messages.success(request, _("동의를 거두었어요. 이 기관은 이제 볼 수 없어요."))
            else:
                chosen = form.cleaned_data["scopes"]
                sharing.sharing_choose(person=person, recipient=organisation, scopes=chosen, by=request.user)
                messages.success(request, _("고른 것만 볼 수 있게 했어요. 언제든 바꿀 수 있어요."))
        except RuleBroken as exc:
            refuse(form, exc)
        else:
            return redirect("welfare_centres:mine_sharing")
    case = Case.objects.live().filter(person=person, consent=consent).first() if consent else None
    context = {
        "form": form,
        "agency": organisation,
        "consent": consent,
        "rests": case,
    }
    return render(request, "welfare_centres/mine_share.html", context, status=422 if form.errors else 200)

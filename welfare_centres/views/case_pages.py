"""What every page of a case shares: the case one works on or 404, its opening logged, its head and tabs."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _

from accounts.models import AccessGrant, Person, User
from accounts.services import access_note
from core.errors import RuleBroken
from welfare_centres.models import Case
from welfare_centres.policies import cases as policies
from welfare_centres.services.case_steps import lead_of

SIDES = ("centre", "agency")
P = "welfare_centres:"


def worked_case(request: HttpRequest, public_id: UUID) -> Case:
    rows = Case.objects.worked_on_by(request.user).select_related("person__user", "centre__organisation", "team")
    return get_object_or_404(rows, public_id=public_id)


def opened_case(request: HttpRequest, public_id: UUID, what: str = "case") -> Case:
    """For a page that shows what is in it: a line in the log with the case's purpose, which the person reads."""
    case = worked_case(request, public_id)
    access_note(
        actor=request.user, organisation=request.acting.organisation, person=case.person, what=what,
        purpose=case.purpose[:200],
    )  # fmt: skip
    return case


def tabs(case: Case, current: str) -> list[tuple[str, str, bool]]:
    """Sections as pages; one whose room is not there is left out."""
    pages = [
        ("case_plan", _("계획")), ("case", _("기록")), ("case_assessments", _("살피기")),
        ("case_sharing", _("누가 무엇을 보나")), ("case_members", _("함께하는 사람")),
    ]  # fmt: skip
    found = []
    for name, label in pages:
        try:
            found.append((label, reverse(P + name, args=[case.public_id]), name == current))
        except NoReverseMatch:
            continue
    return found


def _opens_file(user: User, case: Case) -> bool:
    return Person.objects.visible_to(user, AccessGrant.Scope.FILE).filter(pk=case.person_id).exists()


def case_page(request: HttpRequest, case: Case, tab: str, template: str, **context: Any) -> HttpResponse:
    form = context.get("form")
    place = policies.place_of(request.user, case)
    own = {
        "case": case, "person": case.person, "tabs": tabs(case, tab), "lead": lead_of(case), "place": place,
        "leads": place is not None and place.role == "lead" and case.state != "closed",
        "opens_file": request.acting.side == "centre" and _opens_file(request.user, case),
        "writes": place is not None and place.role in policies.WRITERS and case.state != "closed",
    }  # fmt: skip
    refused = form is not None and form.is_bound and form.errors
    return render(request, f"welfare_centres/{template}.html", own | context, status=422 if refused else 200)


def refuse(form: BaseForm, exc: RuleBroken) -> None:
    form.add_error(exc.field if exc.field in form.fields else None, str(exc))

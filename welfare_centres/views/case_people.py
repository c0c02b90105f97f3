"""Who works on a case, and what each may see of it, changed with the person beside one."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.decorators import side_required
from accounts.models import Organisation
from core.errors import RuleBroken
from welfare_centres.forms.cases import MemberForm, RoleForm, ScopesForm
from welfare_centres.models import Case, CaseMember
from welfare_centres.policies import cases as policies
from welfare_centres.selectors import cases as selectors
from welfare_centres.selectors.sharing import agencies_to_share_with, who_sees_what
from welfare_centres.services import members as services
from welfare_centres.services import sharing
from welfare_centres.views.case_pages import SIDES, case_page, opened_case, refuse, worked_case


def _members(request: HttpRequest, case: Case, form: MemberForm) -> HttpResponse:
    return case_page(
        request, case, "case_members", "case_members", form=form, members=selectors.members(case),
        ended=selectors.members(case, ended=True), roles=RoleForm(),
    )  # fmt: skip


@side_required(*SIDES)
def case_members(request: HttpRequest, public_id: UUID) -> HttpResponse:
    case = opened_case(request, public_id) if request.method == "GET" else worked_case(request, public_id)
    if request.method == "POST" and not policies.has_place(request.user, case, "lead"):
        raise Http404
    form = MemberForm(request.POST or None, people=selectors.candidates(case))
    if request.method == "POST" and form.is_valid():
        given = dict(form.cleaned_data)
        who = given.pop("user")
        try:
            services.member_add(
                case_id=case.pk, by=request.user, user=who.user, organisation=who.organisation, **given
            )
        except RuleBroken as exc:
            refuse(form, exc)
        else:
            messages.success(request, _("함께하는 사람을 더함"))
            return redirect("welfare_centres:case_members", public_id)
    return _members(request, case, form)


@require_POST
@side_required(*SIDES)
def case_member(request: HttpRequest, public_id: UUID, member_id: UUID) -> HttpResponse:
    """Change a role, or end a place."""
    case = worked_case(request, public_id)
    places = CaseMember.objects.current().filter(case=case)
    if not policies.has_place(request.user, case, "lead"):
        places = places.filter(user=request.user)
    member = get_object_or_404(places, public_id=member_id)
    form = RoleForm(request.POST)
    try:
        if request.POST.get("end"):
            services.member_end(member_id=member.pk, by=request.user)
        elif form.is_valid():
            services.member_change(member_id=member.pk, by=request.user, **form.cleaned_data)
        messages.success(request, _("바꿈"))
    except RuleBroken as exc:
        messages.error(request, str(exc))
    if policies.place_of(request.user, case) is None:
        return redirect("welfare_centres:case_list")
    return redirect("welfare_centres:case_members", public_id)


@side_required(*SIDES)
def case_sharing(request: HttpRequest, public_id: UUID) -> HttpResponse:
    case = opened_case(request, public_id)
    rows = who_sees_what(case.person, case)
    more = agencies_to_share_with(case.centre, [row.organisation.pk for row in rows])
    return case_page(request, case, "case_sharing", "case_sharing", rows=rows, more=more)


@side_required(*SIDES)
def case_share(request: HttpRequest, public_id: UUID, agency: UUID) -> HttpResponse:
    """The person, beside one, chooses what an agency may see."""
    case = worked_case(request, public_id)
    if not policies.has_place(request.user, case, *policies.WRITERS):
        raise Http404
    organisation = get_object_or_404(Organisation.objects.filter(agency__isnull=False), public_id=agency)
    consent = sharing.consent_to(case.person, organisation)
    given = list(consent.shared_scopes.values_list("scope", flat=True)) if consent else []
    form = ScopesForm(request.POST or None, needs=sharing.needs_of(organisation), initial={"scopes": given})
    if request.method == "POST" and form.is_valid():
        try:
            if request.POST.get("withdraw"):
                sharing.sharing_withdraw(person=case.person, recipient=organisation, by=request.user)
            else:
                sharing.sharing_choose(
                    person=case.person, recipient=organisation, scopes=form.cleaned_data["scopes"], by=request.user
                )
        except RuleBroken as exc:
            refuse(form, exc)
        else:
            messages.success(request, _("본인이 고른 대로 바꿈"))
            if policies.place_of(request.user, case) is None:
                return redirect("welfare_centres:case_list")
            return redirect("welfare_centres:case_sharing", public_id)
    return case_page(
        request, case, "case_sharing", "case_share", form=form, agency=organisation, consent=consent,
    )  # fmt: skip

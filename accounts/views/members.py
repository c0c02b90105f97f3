"""Members of an organisation, invitations to it, and leaving it."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts import selectors, services
from accounts.decorators import side_required
from accounts.forms.staff import CentreForm, InviteForm, LeaveForm
from accounts.models import Invitation, Membership, Organisation
from accounts.policies import can_manage_members
from core.errors import RuleBroken

SIDES = ("employer", "centre", "provider", "agency", "ministry")


def _organisation(request: HttpRequest, public_id: str | None) -> Organisation:
    """The one acted for, or another that the user may manage; 404 for the rest."""
    own: Organisation = request.acting.organisation
    if public_id is None or str(own.public_id) == str(public_id):
        return own
    organisation = get_object_or_404(Organisation, public_id=public_id)
    if not can_manage_members(request.user, organisation):
        raise Http404
    return organisation


@side_required(*SIDES)
def members(request: HttpRequest, public_id: str | None = None) -> HttpResponse:
    organisation = _organisation(request, public_id)
    may_manage = can_manage_members(request.user, organisation)
    form = InviteForm(request.POST or None, organisation=organisation)
    if request.method == "POST":
        if not may_manage:
            raise PermissionDenied
        if form.is_valid():
            try:
                services.invitation_send(organisation=organisation, by=request.user, **form.cleaned_data)
                messages.success(request, _("초대를 보냈어요. 14일 동안 쓸 수 있어요."))
                return redirect(request.path)
            except RuleBroken as exc:
                form.add_error(exc.field, str(exc))
    context = {
        "organisation": organisation,
        "may_manage": may_manage,
        "form": form,
        "members": selectors.members(organisation),
        "invitations": selectors.open_invitations(organisation) if may_manage else [],
    }
    return render(request, "accounts/members.html", context, status=422 if form.is_bound else 200)


@side_required("ministry")
def centres(request: HttpRequest) -> HttpResponse:
    """Every centre, for a ministry administrator to keep its managers, and to open another."""
    if request.acting.role != Membership.Role.MINISTRY_ADMIN:
        raise PermissionDenied
    form = CentreForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            centre = services.centre_open(by=request.user, **form.cleaned_data)
            messages.success(request, _("%(name)s 등록함. 이제 센터 관리자를 초대하기") % {"name": centre.label})
            return redirect("accounts:organisation_members", public_id=centre.public_id)
        except RuleBroken as exc:
            form.add_error(exc.field, str(exc))
    context = {"centres": selectors.centres(), "form": form}
    return render(request, "accounts/centres.html", context, status=422 if form.is_bound else 200)


@require_POST
def invitation_withdraw(request: HttpRequest, public_id: str) -> HttpResponse:
    invitation = get_object_or_404(Invitation.objects.select_related("organisation"), public_id=public_id)
    if not can_manage_members(request.user, invitation.organisation):
        raise Http404
    try:
        services.invitation_withdraw(invitation=invitation, by=request.user)
        messages.success(request, _("초대를 거두었어요."))
    except RuleBroken as exc:
        messages.error(request, str(exc))
    return redirect("accounts:organisation_members", public_id=invitation.organisation.public_id)


def leave(request: HttpRequest, public_id: str) -> HttpResponse:
    """Asks who takes over; then the membership ends."""
    membership = get_object_or_404(
        Membership.objects.current().select_related("organisation", "user"), public_id=public_id
    )
    own = membership.user_id == request.user.pk
    if not own and not can_manage_members(request.user, membership.organisation):
        raise Http404
    form = LeaveForm(request.POST or None, colleagues=selectors.colleagues(membership))
    if request.method == "POST" and form.is_valid():
        try:
            services.membership_end(membership=membership, by=request.user, hand_over_to=form.cleaned_data["to"])
            messages.success(request, _("기관에서 나왔어요.") if own else _("구성원에서 뺐어요."))
            if own:
                request.session.pop("acting", None)
                return redirect("accounts:me")
            return redirect("accounts:organisation_members", public_id=membership.organisation.public_id)
        except RuleBroken as exc:
            form.add_error(exc.field, str(exc))
    context = {
        "membership": membership, "own": own, "form": form,
        "caseload": selectors.of_centre(membership.organisation).filter(counsellor=membership.user).count(),
    }  # fmt: skip
    return render(request, "accounts/leave.html", context, status=422 if form.is_bound else 200)


@login_not_required
def invitation(request: HttpRequest, token: str) -> HttpResponse:
    """The page behind the mailed link: sign in or up, then accept."""
    found = services.invitation_find(token)
    if request.method == "POST" and request.user.is_authenticated:
        try:
            membership = services.invitation_accept(token=token, user=request.user)
            request.session["acting"] = str(membership.public_id)
            messages.success(request, _("%(name)s에서 함께 일하게 됐어요.") % {"name": found.organisation.label})
            return redirect("portal:home")
        except RuleBroken as exc:
            messages.error(request, str(exc))
            return redirect(request.path)
    return render(request, "accounts/invitation.html", {"invitation": found}, status=200 if found else 404)

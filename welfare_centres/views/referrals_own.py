"""The person: each referral about them, what was told, and a no at any time."""

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.decorators import side_required
from core.errors import RuleBroken
from welfare_centres.models import Referral
from welfare_centres.selectors import referrals as selectors
from welfare_centres.services import referrals as services

PAGE = 20


@require_safe
@side_required("jobseeker")
def referral_own_list(request: HttpRequest) -> HttpResponse:
    page = Paginator(selectors.of_person(request.user), PAGE).get_page(request.GET.get("page"))
    return render(request, "welfare_centres/referral_own_list.html", {"page": page, "tone": selectors.tone})


@require_safe
@side_required("jobseeker")
def referral_own(request: HttpRequest, public_id: UUID) -> HttpResponse:
    rows = Referral.objects.of_person(request.user).select_related(*selectors.WITH)
    row = get_object_or_404(rows, public_id=public_id)
    context = {
        "row": row, "told": selectors.told_lines(row), "tone": selectors.tone,
        "may_refuse": row.can_move(Referral.State.WITHDRAWN), "handover": selectors.handover_of(row),
    }  # fmt: skip
    return render(request, "welfare_centres/referral_own.html", context)


@require_POST
@side_required("jobseeker")
def referral_no(request: HttpRequest, public_id: UUID) -> HttpResponse:
    row = get_object_or_404(Referral.objects.of_person(request.user), public_id=public_id)
    try:
        services.referral_refuse(referral_id=row.pk, by=request.user)
        messages.success(request, _("의뢰를 그만두었어요. 이제 그곳에서는 내 정보를 볼 수 없어요."))
    except RuleBroken as exc:
        messages.error(request, str(exc))
    return redirect("welfare_centres:referral_own", public_id)

"""The ministry's budgets: a year's amounts, a new amount, and the second person's answer."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.decorators import side_required
from almp_programmes.forms.money import BudgetForm
from almp_programmes.models import Budget
from almp_programmes.policies import money as policies
from almp_programmes.selectors import portfolio as reading
from almp_programmes.services import budgets as services
from core.errors import RuleBroken

State = Budget.State


@side_required("ministry")
def budgets(request: HttpRequest) -> HttpResponse:
    user: Any = request.user
    rows = Budget.objects.visible_to(user).exclude(state=State.REPLACED)
    known = sorted(set(rows.order_by().values_list("year", flat=True)) | {timezone.localdate().year}, reverse=True)
    asked = request.GET.get("year", "")
    year = int(asked) if asked.isdecimal() and int(asked) in known else known[0]
    joined = rows.select_related("programme__measure", "target_group", "proposed_by", "decided_by")
    listed = joined.filter(year=year).prefetch_related("transitions")
    context = {
        "year": year,
        "years": known,
        "provinces": reading.provinces(),
        "waiting": [row for row in listed if row.state == State.PROPOSED],
        "approved": [row for row in listed if row.state == State.APPROVED],
        "returned": [row for row in listed if row.state == State.RETURNED],
        "may_decide": policies.can_decide_budget(user),
    }
    return render(request, "almp_programmes/budgets.html", context)


@side_required("ministry")
def budget_new(request: HttpRequest) -> HttpResponse:
    user: Any = request.user
    if not policies.can_propose_budget(user):
        raise PermissionDenied
    initial = {
        "year": request.GET.get("year") or timezone.localdate().year + 1,
        "province": request.GET.get("province", ""),
        "programme": request.GET.get("programme"),
        "target_group": request.GET.get("target_group"),
    }
    form = BudgetForm(request.POST or None, user=user, provinces=reading.provinces(), initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            made = services.budget_propose(**form.cleaned_data, by=user)
        except RuleBroken as exc:
            form.add_error(exc.field, str(exc))
        else:
            messages.success(request, _("예산을 냈어요. 다른 부처 관리자가 승인하면 집계에 들어가요."))
            return redirect(f"{reverse('almp_programmes:budgets')}?year={made.year}")
    status = 422 if form.errors else 200
    return render(request, "almp_programmes/budget_new.html", {"form": form}, status=status)


@require_POST
@side_required("ministry")
def budget_decide(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    user: Any = request.user
    budget = get_object_or_404(Budget.objects.visible_to(user), public_id=public_id)
    try:
        if request.POST.get("answer") == "approve":
            services.budget_approve(budget_id=budget.pk, by=user)
            messages.success(request, _("승인했어요. 이제 집계에 들어가요."))
        else:
            services.budget_return(budget_id=budget.pk, by=user, why=request.POST.get("why", ""))
            messages.success(request, _("돌려보냈어요. 낸 사람이 까닭을 읽을 수 있어요."))
    except RuleBroken as exc:
        messages.error(request, str(exc))
    return redirect(f"{reverse('almp_programmes:budgets')}?year={budget.year}")

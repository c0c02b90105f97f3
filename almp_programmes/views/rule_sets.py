"""The ministry's pages of rule sets: the list, the editor with its preview on real counts, the second look."""

import datetime as dt
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.decorators import side_required
from almp_programmes import services
from almp_programmes.forms.rules import RowSet, RuleSetForm, next_month, rows_of
from almp_programmes.models import Programme, RuleSet
from almp_programmes.policies.rules import can_decide_rules
from almp_programmes.selectors.catalogue import clauses_by_role, rule_set_of
from almp_programmes.selectors.opening import Opening, opening
from core.errors import RuleBroken
from core.rules import RuleRefused


@side_required("ministry")
@require_safe
def rule_sets(request: HttpRequest) -> HttpResponse:
    today = timezone.localdate()
    live = {one.programme_id: one for one in RuleSet.objects.in_force(today)}
    waiting = {one.programme_id: one for one in RuleSet.objects.exclude(state__in=RuleSet.APPROVED)}
    programmes = Programme.objects.visible_to(request.user).select_related("measure")
    rows: list[dict[str, Any]] = [
        {"programme": one, "live": live.get(one.pk), "next": waiting.get(one.pk)} for one in programmes
    ]
    rows.sort(key=lambda row: row["next"] is None)
    return render(request, "almp_programmes/rule_sets.html", {"rows": rows, "waiting": len(waiting)})


def _programme(request: HttpRequest, public_id: UUID) -> Programme:
    return get_object_or_404(Programme.objects.visible_to(request.user), public_id=public_id)


def _begin(programme: Programme, today: dt.date) -> tuple[RuleSetForm, Any]:
    """The version being written, or the one in force to begin from."""
    writing = programme.rule_sets.exclude(state__in=RuleSet.APPROVED).first()
    source = writing or programme.rule_sets.first()
    initial = {"valid_from": next_month(today)}
    if writing:
        initial = {"valid_from": writing.valid_from, "why": writing.why}
    return RuleSetForm(initial=initial), RowSet(initial=rows_of(source.rules) if source else [], prefix="row")


def _counted(rows: Any, programme: Programme, today: dt.date) -> Opening | None:
    """Who the rows would open the programme to; None, with the places marked, where they cannot be read."""
    tree, places = rows.tree()
    try:
        rule = services.rule_read(tree)
    except RuleRefused as refused:
        rows.mark(refused.problems, places)
        return None
    live = rule_set_of(programme, today)
    return opening(rule, live.rule if live else None, today)


def _saved(request: HttpRequest, programme: Programme, form: RuleSetForm, rows: Any) -> RuleSet | None:
    tree, places = rows.tree()
    try:
        row = services.rule_set_write(programme_id=programme.pk, rules=tree, by=request.user, **form.cleaned_data)
        if request.POST.get("action") == "propose":
            services.rule_set_propose(rule_set_id=row.pk, by=request.user)
    except RuleRefused as refused:
        rows.mark(refused.problems, places)
        return None
    except RuleBroken as exc:
        form.add_error(exc.field if exc.field in form.fields else None, str(exc))
        return None
    return row


@side_required("ministry")
@require_http_methods(["GET", "HEAD", "POST"])
def rule_set_edit(request: HttpRequest, public_id: UUID) -> HttpResponse:
    programme, today = _programme(request, public_id), timezone.localdate()
    form, rows = _begin(programme, today)
    found, status, action = None, 200, request.POST.get("action", "")
    if request.method == "POST":
        form, rows = RuleSetForm(request.POST), RowSet(request.POST, prefix="row")
        status = 422
        if action == "add":
            status, rows = 200, _with_more(request)
            form = RuleSetForm(initial=request.POST.dict())
        elif rows.is_valid() and action == "preview":
            found = _counted(rows, programme, today)
            status, form = (422 if found is None else 200), RuleSetForm(initial=request.POST.dict())
        elif all([form.is_valid(), rows.is_valid()]) and (row := _saved(request, programme, form, rows)):
            messages.success(request, _("승인을 부탁했습니다.") if action == "propose" else _("저장했습니다."))
            return redirect("almp_programmes:rule_set", row.public_id)
    context = {"programme": programme, "form": form, "rows": rows, "opening": found}
    return render(request, "almp_programmes/rule_set_edit.html", context, status=status)


def _with_more(request: HttpRequest) -> Any:
    """The same rows with a few empty ones below."""
    data = request.POST.copy()
    now = data.get("row-TOTAL_FORMS", "")
    data["row-TOTAL_FORMS"] = str(min(int(now) + 3, 80) if now.isdecimal() else 3)
    rows = RowSet(data, prefix="row")
    rows.is_valid()
    return rows


@side_required("ministry")
@require_POST
def rule_set_preview(request: HttpRequest, public_id: UUID) -> HttpResponse:
    programme = _programme(request, public_id)
    rows = RowSet(request.POST, prefix="row")
    found = _counted(rows, programme, timezone.localdate()) if rows.is_valid() else None
    return render(request, "almp_programmes/_rule_preview.html", {"opening": found, "rows": rows})


@side_required("ministry")
@require_safe
def rule_set(request: HttpRequest, public_id: UUID) -> HttpResponse:
    rows = RuleSet.objects.visible_to(request.user).select_related("programme", "written_by", "approved_by")
    row = get_object_or_404(rows, public_id=public_id)
    live = rule_set_of(row.programme, timezone.localdate())
    before = live.rule if live and live.pk != row.pk else None
    context = {
        "row": row,
        "clauses": clauses_by_role(row.rule),
        "opening": opening(row.rule, before, timezone.localdate()),
        "may_decide": row.state == RuleSet.State.PROPOSED and can_decide_rules(request.user, row),
        "steps": row.transitions.select_related("by"),
        "versions": row.programme.rule_sets.visible_to(request.user),
        "names": dict(RuleSet.State.choices),
    }
    return render(request, "almp_programmes/rule_set.html", context)


@side_required("ministry")
@require_POST
def rule_set_decide(request: HttpRequest, public_id: UUID) -> HttpResponse:
    row = get_object_or_404(RuleSet.objects.visible_to(request.user), public_id=public_id)
    action = request.POST.get("action")
    try:
        if action == "propose":
            services.rule_set_propose(rule_set_id=row.pk, by=request.user)
            messages.success(request, _("승인을 부탁했습니다."))
        elif action == "approve":
            services.rule_set_approve(rule_set_id=row.pk, by=request.user)
            messages.success(request, _("승인했습니다. 시행일부터 이 규칙으로 판정합니다."))
        else:
            services.rule_set_reject(rule_set_id=row.pk, why=request.POST.get("why", ""), by=request.user)
            messages.success(request, _("되돌려 보냈습니다."))
    except RuleBroken as exc:
        messages.error(request, str(exc))
    return redirect("almp_programmes:rule_set", public_id)

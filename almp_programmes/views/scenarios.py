"""The planner: scenarios that move a year's money between categories and groups."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.decorators import side_required
from almp_programmes import scenario_words as words
from almp_programmes.forms.money import MoveForm, ScenarioForm
from almp_programmes.models import Scenario
from almp_programmes.policies.money import can_change_scenario
from almp_programmes.selectors.effects import HORIZON, effects_known
from almp_programmes.selectors.portfolio import references
from almp_programmes.selectors.scenarios import plan_of, years_to_plan_from
from almp_programmes.services import scenarios as services
from core.downloads import csv_response
from core.errors import RuleBroken

COMPARED = 3


def _seen(request: HttpRequest, public_id: uuid.UUID) -> Scenario:
    user: Any = request.user
    rows = Scenario.objects.visible_to(user).prefetch_related("moves").select_related("owner")
    found: Scenario = get_object_or_404(rows, public_id=public_id)
    return found


@side_required("ministry")
def scenarios(request: HttpRequest) -> HttpResponse:
    user: Any = request.user
    listed = Scenario.objects.visible_to(user).select_related("owner").order_by("-updated_at")
    return render(request, "almp_programmes/scenarios.html", {"scenarios": listed, "most": COMPARED})


@side_required("ministry")
def scenario_new(request: HttpRequest) -> HttpResponse:
    user: Any = request.user
    form = ScenarioForm(request.POST or None, years=years_to_plan_from())
    if request.method == "POST" and form.is_valid():
        base, year = form.start()
        try:
            made = services.scenario_create(
                name=form.cleaned_data["name"], note=form.cleaned_data["note"], base=base, base_year=year, by=user
            )
        except RuleBroken as exc:
            form.add_error(exc.field, str(exc))
        else:
            return redirect("almp_programmes:scenario", made.public_id)
    status = 422 if form.errors else 200
    return render(request, "almp_programmes/scenario_new.html", {"form": form}, status=status)


@side_required("ministry")
def scenario(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    """The page, and the form on it that adds a move."""
    user: Any = request.user
    found = _seen(request, public_id)
    may_change = can_change_scenario(user, found)
    plan = plan_of(found, effects_known())
    labels = words.Labels.read(found.base)
    form = MoveForm(
        request.POST or None if may_change else None,
        sources=words.sources(plan, labels), targets=words.targets(labels),
    )  # fmt: skip
    if request.method == "POST" and form.is_valid():
        try:
            services.move_add(
                scenario_id=found.pk, source=form.key("source"), target=form.key("target"),
                won=form.cleaned_data["won"], by=user,
            )  # fmt: skip
        except RuleBroken as exc:
            form.add_error(exc.field, str(exc))
        else:
            return redirect("almp_programmes:scenario", public_id)
    context = {
        "scenario": found,
        "may_change": may_change,
        "form": form,
        "plan": plan,
        "rows": words.rows(plan, labels),
        "moves": words.moves(found, labels),
        "places": words.change(plan.places_change),
        "entries": words.change(plan.entries_change),
        "losers": [(labels.group(group), count) for group, count in plan.losers()],
        "jobs": words.jobs(plan.jobs) if plan.moved else "0",
        "horizon": HORIZON,
        "known": words.published(found, plan, references()),
        "eok": words.eok,
    }
    return render(request, "almp_programmes/scenario.html", context, status=422 if form.errors else 200)


def _deed(request: HttpRequest, public_id: uuid.UUID, name: str, **values: Any) -> Any:
    """Run a service on the scenario; a rule that forbids it is said on the page."""
    found = _seen(request, public_id)
    try:
        return getattr(services, name)(scenario_id=found.pk, by=request.user, **values)
    except RuleBroken as exc:
        messages.error(request, str(exc))
        return None


@require_POST
@side_required("ministry")
def move_remove(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    asked = request.POST.get("move", "")
    if asked.isdecimal():
        _deed(request, public_id, "move_remove", move_id=int(asked))
    return redirect("almp_programmes:scenario", public_id)


@require_POST
@side_required("ministry")
def scenario_share(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    _deed(request, public_id, "scenario_share", shared=request.POST.get("shared") == "1")
    return redirect("almp_programmes:scenario", public_id)


@require_POST
@side_required("ministry")
def scenario_copy(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    copy = _deed(request, public_id, "scenario_copy")
    if copy:
        messages.success(request, _("복사했어요. 이제 마음껏 고칠 수 있어요."))
    return redirect("almp_programmes:scenario", copy.public_id if copy else public_id)


@require_POST
@side_required("ministry")
def scenario_delete(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    _deed(request, public_id, "scenario_delete")
    messages.success(request, _("시나리오를 지웠어요."))
    return redirect("almp_programmes:scenarios")


@side_required("ministry")
def scenario_csv(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    found = _seen(request, public_id)
    plan = plan_of(found, effects_known())
    return csv_response("scenario", words.csv_head(), words.csv_rows(found, plan, words.Labels.read(found.base)))


def _compared(request: HttpRequest) -> list[Scenario]:
    user: Any = request.user
    asked = []
    for one in request.GET.getlist("s")[:COMPARED]:
        try:
            asked.append(uuid.UUID(one))
        except ValueError:
            continue
    rows = Scenario.objects.visible_to(user).filter(public_id__in=asked).prefetch_related("moves")
    return sorted(rows, key=lambda one: asked.index(one.public_id))


@side_required("ministry")
def scenarios_compare(request: HttpRequest) -> HttpResponse:
    chosen, effects = _compared(request), effects_known()
    plans = [(one, plan_of(one, effects)) for one in chosen]
    context = {
        "chosen": chosen,
        "table": words.comparison(plans, words.Labels.read()),
        "jobs": [words.jobs(plan.jobs) for _one, plan in plans],
        "years": {(one.base, one.base_year) for one in chosen},
        "horizon": HORIZON,
    }
    return render(request, "almp_programmes/scenarios_compare.html", context)


@side_required("ministry")
def scenarios_compare_csv(request: HttpRequest) -> HttpResponse:
    effects, labels = effects_known(), words.Labels.read()
    rows = [row for one in _compared(request) for row in words.csv_rows(one, plan_of(one, effects), labels)]
    return csv_response("scenarios", words.csv_head(), rows)

"""The plan's pages. The same for the person and for staff: `find` says whose plan it is and who looks."""

from collections.abc import Callable
from functools import partial
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from core.errors import RuleBroken
from jobseekers import services
from jobseekers.forms.plans import ActionForm, AnswerForm, EndForm, GoalForm, ReviewForm, SharedForm, StepForm
from jobseekers.models import Plan, PlanAction
from jobseekers.planning.merging import Conflict
from jobseekers.planning.reading import current_plan, plan_view, reader_of
from jobseekers.planning.texts import Reader
from jobseekers.planning.versions import compare
from jobseekers.views.plan_page import Find, PlanPage

GET_POST = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
def plan(request: HttpRequest, find: Find, person: UUID | None = None) -> HttpResponse:
    page = find(request, person)
    return render(request, "jobseekers/plan.html", plan_context(page))


def plan_context(page: PlanPage) -> dict[str, Any]:
    """What `jobseekers/_plan.html` shows, for every page that includes it."""
    found = current_plan(page.person)
    ended = Plan.objects.filter(person=page.person, ended_at__isnull=False).order_by("-ended_at")
    context: dict[str, Any] = {"page": page, "planned": plan_view(found) if found else None, "ended": list(ended)}
    if found:
        context["reader"] = reader_of(found, context["planned"].since_agreed)
    return context


def _saved(request: HttpRequest, page: PlanPage, save: Callable[[], object], said: str) -> HttpResponse:
    """One button's deed, back on the plan."""
    try:
        save()
        messages.success(request, said)
    except RuleBroken as exc:
        messages.error(request, str(exc))
    return redirect(page.url("plan"))


def _form_page(
    request: HttpRequest, page: PlanPage, form: forms.Form, save: Callable[[Any], object], **context: Any
) -> HttpResponse:
    """Shows a form, saves what it says; two texts of one field are shown side by side, with all that was typed."""
    if form.is_bound and form.is_valid():
        try:
            save(form)
            messages.success(request, _("저장했어요."))
            return redirect(page.url("plan"))
        except Conflict as exc:
            assert isinstance(form, SharedForm)
            form.show(exc)
            found = current_plan(page.person)
            texts = [text for clash in exc.clashes for text in (clash.mine, clash.theirs) if clash.field == "owner"]
            context["reader"] = Reader.of(found, texts) if found else None
        except RuleBroken as exc:
            form.add_error(exc.field if exc.field in form.fields else None, str(exc))
    context |= {"form": form, "page": page, "back": page.url("plan")}
    return render(request, "jobseekers/plan_form.html", context, status=422 if form.is_bound else 200)


def _posted(request: HttpRequest) -> Any:
    return request.POST if request.method == "POST" else None


@require_POST
def plan_start(request: HttpRequest, find: Find, person: UUID | None = None) -> HttpResponse:
    page = find(request, person)
    start = partial(services.plan_start, person_id=page.person.pk, by=page.user)
    return _saved(request, page, start, _("계획을 시작했어요. 이루고 싶은 것부터 적어 보세요."))


@GET_POST
def plan_review(request: HttpRequest, find: Find, person: UUID | None = None) -> HttpResponse:
    page = find(request, person)
    found = page.plan()

    def save(form: ReviewForm) -> None:
        day = form.cleaned_data["review_on"]
        services.plan_change(plan_id=found.pk, by=page.user, review_on=day, seen=form.seen())

    form = ReviewForm(_posted(request), row=found, own=page.own)
    return _form_page(request, page, form, save, title=_("다시 살피는 날"))


@GET_POST
def plan_end(request: HttpRequest, find: Find, person: UUID | None = None) -> HttpResponse:
    page = find(request, person)
    found = page.plan()

    def save(form: EndForm) -> None:
        services.plan_end(plan_id=found.pk, by=page.user, words=form.cleaned_data["words"])

    about = _("남은 할 일이 있어도 끝낼 수 있어요. 끝난 계획은 그대로 남고, 새 계획을 시작할 수 있어요.")
    return _form_page(
        request, page, EndForm(_posted(request)), save, title=_("계획 끝내기"), about=about, submit=_("끝내기")
    )


@GET_POST
def plan_goal(request: HttpRequest, find: Find, goal: UUID | None = None, person: UUID | None = None) -> HttpResponse:
    page = find(request, person)
    found = page.plan()
    row = get_object_or_404(found.goals, public_id=goal) if goal else None

    def save(form: GoalForm) -> None:
        if row is None:
            services.goal_add(plan_id=found.pk, by=page.user, **form.values())
        else:
            services.goal_change(goal_id=row.pk, by=page.user, values=form.values(), seen=form.seen())

    form = GoalForm(_posted(request), row=row, own=page.own)
    return _form_page(request, page, form, save, title=_("목표 고치기") if row else _("목표 더하기"))


@require_POST
def plan_goal_shift(request: HttpRequest, find: Find, goal: UUID, person: UUID | None = None) -> HttpResponse:
    page = find(request, person)
    row = get_object_or_404(page.plan().goals, public_id=goal)
    up = request.POST.get("to") == "up"
    services.goal_shift(goal_id=row.pk, by=page.user, up=up)
    return redirect(page.url("plan"))


def _action(found: Plan, action: UUID) -> PlanAction:
    rows = found.actions.select_related("owner", "organisation", "goal").prefetch_related("after")
    row: PlanAction = get_object_or_404(rows, public_id=action)
    return row


@GET_POST
def plan_action(
    request: HttpRequest, find: Find, action: UUID | None = None, person: UUID | None = None
) -> HttpResponse:
    page = find(request, person)
    found = page.plan()
    row = _action(found, action) if action else None

    def save(form: ActionForm) -> None:
        if row is None:
            services.action_add(plan_id=found.pk, by=page.user, values=form.values())
        else:
            services.action_change(action_id=row.pk, by=page.user, values=form.values(), seen=form.seen())

    form = ActionForm(_posted(request), row=row, own=page.own, plan=found, helpers=page.helpers())
    return _form_page(request, page, form, save, title=_("할 일 고치기") if row else _("할 일 더하기"))


@GET_POST
def plan_step(request: HttpRequest, find: Find, action: UUID, person: UUID | None = None) -> HttpResponse:
    """What became of an action; the row's button says it is done."""
    page = find(request, person)
    row = _action(page.plan(), action)
    waits = [one.words for one in row.after.all() if one.state in (PlanAction.State.TODO, PlanAction.State.DOING)]

    def save(form: StepForm) -> None:
        services.action_move(action_id=row.pk, by=page.user, **form.cleaned_data)
        if waits and form.cleaned_data["state"] == PlanAction.State.DONE:
            said = _("마쳤어요. 먼저 마치기로 한 일이 아직 남아 있어요: %(words)s")
            messages.warning(request, said % {"words": ", ".join(waits)})

    form = StepForm(_posted(request), row=row)
    return _form_page(request, page, form, save, title=_("어떻게 되었나요?"), about=row.words, waits=waits)


@require_POST
def plan_propose(request: HttpRequest, find: Find, person: UUID | None = None) -> HttpResponse:
    page = find(request, person)
    found = page.plan()
    propose = partial(services.version_propose, plan_id=found.pk, by=page.user)
    return _saved(request, page, propose, _("본인에게 계획을 보냄"))


@GET_POST
def plan_answer(request: HttpRequest, find: Find, version: UUID, person: UUID | None = None) -> HttpResponse:
    page = find(request, person)
    found = page.plan()
    row = get_object_or_404(found.versions, public_id=version)

    def save(form: AnswerForm) -> None:
        said = form.cleaned_data
        how = said.get("how") or "site"
        services.version_answer(
            version_id=row.pk, by=page.user, agreed=said["agreed"] == "yes", words=said["words"], how=how
        )

    title = _("계획에 답하기") if page.own else _("본인이 한 답 적기")
    return _form_page(request, page, AnswerForm(_posted(request), own=page.own), save, title=title)


@require_safe
def plan_versions(request: HttpRequest, find: Find, person: UUID | None = None) -> HttpResponse:
    """Every version, and what two of them differ in: the last two unless others are named."""
    page = find(request, person)
    found = page.plan()
    versions = list(found.versions.select_related("proposed_by", "answered_by"))
    by_number = {str(one.number): one for one in versions}
    last = versions[0] if versions else None
    new = by_number.get(request.GET.get("to", ""), last)
    old = by_number.get(request.GET.get("from", ""), by_number.get(str(new.number - 1)) if new else None)
    differences = compare(old.content, new.content) if old and new else []
    context = {
        "page": page, "versions": versions, "old": old, "new": new, "differences": differences,
        "reader": reader_of(found, differences),
    }  # fmt: skip
    return render(request, "jobseekers/plan_versions.html", context)

"""Applicants and participants: many of a run at once, and one; without a course it is the counsellor who keeps it."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from accounts.decorators import side_required
from accounts.services import person_open
from almp_programmes.forms.enrolments import BulkForm, StepForm
from almp_programmes.models import Enrolment
from almp_programmes.policies import taking_part as policies
from almp_programmes.selectors import enrolments as selectors
from almp_programmes.selectors.eligibility import ruled_of
from almp_programmes.services import enrolments as services
from almp_programmes.services import participation
from almp_programmes.views.forms import refuse
from almp_programmes.views.offering import own_run
from core.errors import RuleBroken

PAGE = 50


@side_required("provider")
def applicants(request: HttpRequest, public_id: UUID) -> HttpResponse:
    run, by = own_run(request, public_id), request.user
    tab = request.GET.get("tab", "to_decide")
    tab = tab if tab in selectors.TABS else "all"
    counts = selectors.tab_counts(run)
    page = Paginator(selectors.applicants(run, tab), PAGE).get_page(request.GET.get("page"))
    rows = list(page)
    decidable = {str(row.public_id): row.pk for row in rows if row.state == Enrolment.State.APPLIED}
    form = BulkForm(request.POST or None, rows=decidable)
    if request.method == "POST" and form.is_valid():
        try:
            count = services.enrolments_decide(
                run_id=run.pk,
                enrolment_ids=form.ids(),
                by=by,  # type: ignore[arg-type]
                approve=form.cleaned_data["decision"] == "approve",
                reason=form.cleaned_data["reason"],
            )
        except RuleBroken as exc:
            refuse(form, exc)
        else:
            said = ngettext("%(count)s명에게 결정을 알림", "%(count)s명에게 결정을 알림", count) % {"count": count}
            messages.success(request, said)
            return redirect(request.get_full_path())
    context = {
        "run": run, "course": run.course, "page": page, "rows": rows, "tab": tab, "counts": counts, "form": form,
        "tone": selectors.tone, "can_decide": bool(decidable), "ticked": request.POST.getlist("enrolment"),
    }  # fmt: skip
    return render(request, "almp_programmes/applicants.html", context, status=422 if form.errors else 200)


@require_POST
@side_required("provider")
def run_start(request: HttpRequest, public_id: UUID) -> HttpResponse:
    run = own_run(request, public_id)
    try:
        count = participation.run_start(run_id=run.pk, by=request.user)  # type: ignore[arg-type]
        messages.success(request, ngettext("%(count)s명이 시작함", "%(count)s명이 시작함", count) % {"count": count})
    except RuleBroken as exc:
        messages.error(request, str(exc))
    return redirect("almp_programmes:applicants", public_id)


def _rows(request: HttpRequest) -> Any:
    """Those in the courses of the provider one acts for; a counsellor's, those without a course."""
    if request.acting.side == "centre":  # type: ignore[attr-defined]
        return selectors.kept_by(request.user)  # type: ignore[arg-type]
    return Enrolment.objects.of_providers(request.user).filter(  # type: ignore[arg-type]
        run__course__provider=request.acting.organisation  # type: ignore[attr-defined]
    )


def _page(request: HttpRequest, public_id: UUID, *, form: StepForm | None = None) -> HttpResponse:
    """One person's participation; opening it is logged while whoever keeps it may see the person."""
    detail = selectors.detail_of(_rows(request), public_id)
    if detail is None:
        raise Http404
    if policies.is_shared(detail.enrolment):
        purpose = "training" if detail.enrolment.run else "counselling"
        person_open(request=request, person=detail.enrolment.person, what="enrolment", purpose=purpose)
    context = {
        "detail": detail, "enrolment": detail.enrolment, "run": detail.enrolment.run, "tone": selectors.tone,
        "ruled": ruled_of(detail.enrolment), "words": selectors.state_words,
        "step_form": form or StepForm(enrolment=detail.enrolment), "form": form,
    }  # fmt: skip
    return render(request, "almp_programmes/participant.html", context, status=422 if form else 200)


@side_required("provider", "centre")
def participant(request: HttpRequest, public_id: UUID) -> HttpResponse:
    return _page(request, public_id)


STEPS: dict[str, Callable[..., Any]] = {
    "approve": lambda given, **who: services.enrolment_approve(**who),
    "refuse": lambda given, **who: services.enrolment_refuse(reason=given["text"], **who),
    "documents": lambda given, **who: services.documents_ask(what=given["text"], **who),
    "start": lambda given, **who: participation.enrolment_start(**who),
    "suspend": lambda given, **who: participation.enrolment_suspend(until=given["until"], reason=given["text"], **who),
    "resume": lambda given, **who: participation.enrolment_resume(**who),
    "extend": lambda given, **who: participation.enrolment_extend(days=given["days"], reason=given["text"], **who),
}  # the rest are the ways to end
FIELDS = {"reason": "text", "what": "text", "why": "text", "state": "step"}


@require_POST
@side_required("provider", "centre")
def participant_step(request: HttpRequest, public_id: UUID) -> HttpResponse:
    row = get_object_or_404(_rows(request), public_id=public_id)
    form = StepForm(request.POST, enrolment=row)
    if form.is_valid():
        step, who = form.cleaned_data["step"], {"enrolment_id": row.pk, "by": request.user}
        try:
            if step in STEPS:
                STEPS[step](form.cleaned_data, **who)
            else:
                participation.enrolment_end(state=step, why=form.cleaned_data["text"], **who)  # type: ignore[arg-type]
        except RuleBroken as exc:
            refuse(form, RuleBroken(str(exc), field=FIELDS.get(exc.field or "", exc.field)))
        else:
            messages.success(request, _("다음 단계로 옮기고 본인에게 알림"))
            return redirect("almp_programmes:participant", public_id)
    return _page(request, public_id, form=form)

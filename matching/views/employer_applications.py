"""The employer's side: applicants of a vacancy, one applicant, and every answer."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from accounts.decorators import side_required
from accounts.services import person_open
from core.errors import RuleBroken
from matching import policies
from matching.applying import applications as applying
from matching.applying import interviews, offers
from matching.forms import BulkRejectForm, InterviewForm, MessageForm, OfferForm, RejectForm
from matching.models import Application, ApplicationMessage
from matching.selectors import applications as selectors
from matching.selectors.cv import career, shown
from matching.views.forms import refuse


def _rows(request: HttpRequest) -> Any:
    """Those of the employer the user acts for at this moment, not of another the user also works for."""
    return Application.objects.of_employers(request.user).filter(  # type: ignore[arg-type]
        vacancy__employer__organisation=request.acting.organisation  # type: ignore[attr-defined]
    )


def _one(request: HttpRequest, public_id: UUID) -> Application:
    row: Application = get_object_or_404(_rows(request), public_id=public_id)
    return row


@side_required("employer")
def employer_applications(request: HttpRequest, public_id: UUID) -> HttpResponse:
    vacancy = selectors.vacancy_with_applicants(request.acting.organisation, public_id)  # type: ignore[attr-defined]
    if vacancy is None:
        raise Http404
    tab = request.GET.get("tab", "to_answer")
    tab = tab if tab in selectors.TABS else "all"
    counts = selectors.tab_counts(request.user, vacancy)  # type: ignore[arg-type]
    page = selectors.tab_page(request.user, vacancy, tab, counts[tab], request.GET.get("page"))  # type: ignore[arg-type]
    rows = list(page)
    form = BulkRejectForm(
        request.POST or None, rows={str(row.public_id): row.pk for row in rows if policies.can_reject(row)}
    )
    if request.method == "POST" and form.is_valid():
        try:
            count = applying.applications_reject(
                application_ids=form.ids(),
                by=request.user,  # type: ignore[arg-type]
                reason=form.cleaned_data["reason"],
                text=form.cleaned_data["text"],
            )
        except RuleBroken as exc:
            refuse(form, exc)
        else:
            messages.success(
                request,
                ngettext("%(count)s명에게 결과를 알림", "%(count)s명에게 결과를 알림", count) % {"count": count},
            )
            return redirect(request.get_full_path())
    ticked = request.POST.getlist("application")
    context = {
        "vacancy": vacancy,
        "page": page,
        "tone": selectors.tone,
        "career": career,
        "tab": tab,
        "counts": counts,
        "form": form,
        "can_reject": bool(form.rows),
        "applicants": [selectors.Applicant(one, str(one.public_id) in ticked) for one in rows],
    }
    return render(request, "matching/employer_applications.html", context, status=422 if form.errors else 200)


def _page(request: HttpRequest, public_id: UUID, *, status: int = 200, **forms: Any) -> HttpResponse:
    """The applicant's CV, what happened, and the answers possible now. Opening it is seen and logged."""
    application = get_object_or_404(selectors.with_detail(_rows(request)), public_id=public_id)
    detail = selectors.detail_of(application, employer_reads=True)
    if detail.cv is not None:
        person_open(request=request, person=application.jobseeker.person, what="application", purpose="hiring")
    if application.state == Application.State.APPLIED:
        application.state = applying.application_view(application_id=application.pk, by=request.user).state  # type: ignore[arg-type]
    if detail.unread:
        applying.messages_seen(application=application, side=ApplicationMessage.Side.EMPLOYER)
    vacancy = application.vacancy
    context = {
        "detail": detail,
        "cv": shown(detail.cv) if detail.cv else None,
        "application": application,
        "vacancy": vacancy,
        "tone": selectors.tone(application),
        "message_form": MessageForm(),
        "interview_form": InterviewForm(initial={"mode": "onsite", "place": vacancy.address}),
        "offer_form": OfferForm(initial={"pay_period": vacancy.pay_period or "month", "pay": vacancy.pay_min}),
        "reject_form": RejectForm(),
        "can_talk": policies.can_talk(application),
        "can_offer": policies.can_offer(application),
        "can_reject": policies.can_reject(application),
        "can_interview": application.is_employers_turn,
        "full": vacancy.filled >= vacancy.openings,
    } | forms
    return render(request, "matching/employer_application.html", context, status=status)


@side_required("employer")
def employer_application(request: HttpRequest, public_id: UUID) -> HttpResponse:
    return _page(request, public_id)


@require_POST
@side_required("employer")
def employer_message(request: HttpRequest, public_id: UUID) -> HttpResponse:
    row, form = _one(request, public_id), MessageForm(request.POST)
    if form.is_valid():
        try:
            applying.application_message_send(application_id=row.pk, by=request.user, **form.cleaned_data)  # type: ignore[arg-type]
        except RuleBroken as exc:
            refuse(form, exc)
        else:
            messages.success(request, _("메시지를 보냄"))
            return redirect("matching:employer_application", public_id)
    return _page(request, public_id, status=422, message_form=form, form=form)


@require_POST
@side_required("employer")
def employer_interview(request: HttpRequest, public_id: UUID) -> HttpResponse:
    row, form = _one(request, public_id), InterviewForm(request.POST)
    if form.is_valid():
        given = {key: form.cleaned_data[key] for key in ("mode", "place", "minutes", "note")}
        try:
            interviews.interview_propose(application_id=row.pk, by=request.user, times=form.times(), **given)  # type: ignore[arg-type]
        except RuleBroken as exc:
            refuse(form, exc)
        else:
            messages.success(request, _("면접을 제안함. 지원자가 시간을 고르면 알림이 옴"))
            return redirect("matching:employer_application", public_id)
    return _page(request, public_id, status=422, interview_form=form, form=form)


@require_POST
@side_required("employer")
def employer_offer(request: HttpRequest, public_id: UUID) -> HttpResponse:
    row, form = _one(request, public_id), OfferForm(request.POST)
    if form.is_valid():
        try:
            offers.offer_make(application_id=row.pk, by=request.user, **form.cleaned_data)  # type: ignore[arg-type]
        except RuleBroken as exc:
            refuse(form, exc)
        else:
            messages.success(request, _("채용을 제안함. 지원자가 답하면 알림이 옴"))
            return redirect("matching:employer_application", public_id)
    return _page(request, public_id, status=422, offer_form=form, form=form)


@require_POST
@side_required("employer")
def employer_reject(request: HttpRequest, public_id: UUID) -> HttpResponse:
    row, form = _one(request, public_id), RejectForm(request.POST)
    if form.is_valid():
        try:
            applying.application_reject(application_id=row.pk, by=request.user, **form.cleaned_data)  # type: ignore[arg-type]
        except RuleBroken as exc:
            refuse(form, exc)
        else:
            messages.success(request, _("지원자에게 결과를 알림"))
            return redirect("matching:employer_application", public_id)
    return _page(request, public_id, status=422, reject_form=form, form=form)

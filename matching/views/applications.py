"""The jobseeker's side: apply, follow, answer."""

from typing import Any, TypeVar
from uuid import UUID

from django.contrib import messages
from django.db.models import Model
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.decorators import side_required
from channels.selectors import channels_for
from core.errors import RuleBroken
from employers.models import Vacancy
from matching import policies
from matching.applying import applications as applying
from matching.applying import elsewhere, interviews, offers
from matching.applying.snapshot import cv_of
from matching.forms import (
    AcceptForm,
    ApplyForm,
    ChooseTimeForm,
    DeclineOfferForm,
    DeclineTimeForm,
    ElsewhereForm,
    MessageForm,
    WithdrawForm,
)
from matching.models import Application, ApplicationMessage, Interview, Offer
from matching.selectors import applications as selectors
from matching.selectors.cv import shown
from matching.views.forms import refuse

P = TypeVar("P", bound=Model)


def _own(request: HttpRequest, public_id: UUID) -> Application:
    rows = Application.objects.of_person(request.user)  # type: ignore[arg-type]
    return get_object_or_404(rows, public_id=public_id)


def _part(request: HttpRequest, application: Application, model: type[P], name: str) -> P:
    """The application's interview or offer that the form names."""
    try:
        wanted = UUID(request.POST.get(name, ""))
    except ValueError:
        raise Http404 from None
    return get_object_or_404(model, application=application, public_id=wanted)


def _page(request: HttpRequest, public_id: UUID, *, status: int = 200, **forms: Any) -> HttpResponse:
    """The application with every answer the person can give now; `forms` are those refused, as typed."""
    rows = selectors.with_detail(Application.objects.of_person(request.user))  # type: ignore[arg-type]
    application = get_object_or_404(rows, public_id=public_id)
    detail = selectors.detail_of(application, employer_reads=False)
    if detail.unread:
        applying.messages_seen(application=application, side=ApplicationMessage.Side.JOBSEEKER)
    context = {
        "detail": detail,
        "cv": shown(application.cv) if application.cv else None,
        "application": application,
        "vacancy": application.vacancy,
        "tone": selectors.tone(application),
        "message_form": MessageForm(),
        "accept_form": AcceptForm(),
        "decline_offer_form": DeclineOfferForm(),
        "decline_time_form": DeclineTimeForm(),
        "time_form": ChooseTimeForm(interview=detail.proposed) if detail.proposed else None,
        "can_talk": policies.can_talk(application),
    } | forms
    return render(request, "matching/application.html", context, status=status)


@side_required("jobseeker")
def apply(request: HttpRequest, public_id: UUID) -> HttpResponse:
    found = Vacancy.objects.public().select_related("employer__organisation", "region__parent__parent")
    vacancy = get_object_or_404(found, public_id=public_id)
    jobseeker = selectors.applicant_for(request.user, vacancy)  # type: ignore[arg-type]
    if jobseeker is None:
        messages.info(request, _("지원하려면 구직 등록을 먼저 해 주세요. 2분이면 돼요."))
        return redirect("jobseekers:register")
    if not vacancy.is_own:
        return redirect("matching:applied_elsewhere", vacancy.public_id)
    hidden = jobseeker.hides  # type: ignore[attr-defined]
    form = ApplyForm(request.POST or None, hidden=hidden)
    if request.method == "POST" and form.is_valid():
        try:
            application = applying.application_submit(
                jobseeker_id=jobseeker.pk,
                vacancy_id=vacancy.pk,
                by=request.user,  # type: ignore[arg-type]
                **form.cleaned_data,
            )
        except RuleBroken as exc:
            refuse(form, exc)
        else:
            return redirect("matching:application_done", application.public_id)
    context = {
        "form": form,
        "vacancy": vacancy,
        "cv": shown(cv_of(jobseeker.pk)),
        "already": jobseeker.live_application,  # type: ignore[attr-defined]
        "is_open": policies.can_apply_to(vacancy, timezone.localdate()),
        "hidden": hidden,
        "offer": channels_for(jobseeker.person, "job_apply"),
        "answer_days": jobseeker.answer_days,  # type: ignore[attr-defined]
    }
    return render(request, "matching/apply.html", context, status=422 if form.errors else 200)


@side_required("jobseeker")
def application_done(request: HttpRequest, public_id: UUID) -> HttpResponse:
    rows = Application.objects.of_person(request.user).select_related("vacancy__employer__organisation")  # type: ignore[arg-type]
    application = get_object_or_404(rows, public_id=public_id)
    return render(
        request, "matching/application_done.html", {"application": application, "vacancy": application.vacancy}
    )


@side_required("jobseeker")
def applications(request: HttpRequest) -> HttpResponse:
    page = selectors.own_page(request.user, request.GET.get("page"))  # type: ignore[arg-type]
    context = {"page": page, "tone": selectors.tone, "elsewhere": selectors.own_elsewhere(request.user)}  # type: ignore[arg-type]
    return render(request, "matching/applications.html", context)


@side_required("jobseeker")
def application(request: HttpRequest, public_id: UUID) -> HttpResponse:
    return _page(request, public_id)


@require_POST
@side_required("jobseeker")
def application_message(request: HttpRequest, public_id: UUID) -> HttpResponse:
    row, form = _own(request, public_id), MessageForm(request.POST)
    if form.is_valid():
        try:
            applying.application_message_send(application_id=row.pk, by=request.user, **form.cleaned_data)  # type: ignore[arg-type]
        except RuleBroken as exc:
            refuse(form, exc)
        else:
            messages.success(request, _("메시지를 보냈어요."))
            return redirect("matching:application", public_id)
    return _page(request, public_id, status=422, message_form=form, form=form)


@side_required("jobseeker")
def application_withdraw(request: HttpRequest, public_id: UUID) -> HttpResponse:
    row = get_object_or_404(
        Application.objects.of_person(request.user).select_related("vacancy__employer__organisation"),  # type: ignore[arg-type]
        public_id=public_id,
    )
    form = WithdrawForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            applying.application_withdraw(application_id=row.pk, by=request.user, **form.cleaned_data)  # type: ignore[arg-type]
        except RuleBroken as exc:
            refuse(form, exc)
        else:
            messages.success(request, _("지원을 취소했어요. 기업은 이제 이력서를 볼 수 없어요."))
            return redirect("matching:application", public_id)
    return render(
        request,
        "matching/application_withdraw.html",
        {"form": form, "application": row, "vacancy": row.vacancy},
        status=422 if form.errors else 200,
    )


@require_POST
@side_required("jobseeker")
def interview_choose(request: HttpRequest, public_id: UUID) -> HttpResponse:
    row = _own(request, public_id)
    interview = _part(request, row, Interview, "interview")
    form = ChooseTimeForm(request.POST, interview=interview)
    if form.is_valid():
        try:
            interviews.interview_choose(interview_id=interview.pk, by=request.user, **form.cleaned_data)  # type: ignore[arg-type]
        except RuleBroken as exc:
            refuse(form, exc)
        else:
            messages.success(request, _("면접 시간을 정했어요. 기업에 알렸어요."))
            return redirect("matching:application", public_id)
    return _page(request, public_id, status=422, time_form=form, form=form)


@require_POST
@side_required("jobseeker")
def interview_decline(request: HttpRequest, public_id: UUID) -> HttpResponse:
    row = _own(request, public_id)
    interview = _part(request, row, Interview, "interview")
    form = DeclineTimeForm(request.POST)
    if form.is_valid():
        try:
            interviews.interview_decline(interview_id=interview.pk, by=request.user, **form.cleaned_data)  # type: ignore[arg-type]
        except RuleBroken as exc:
            refuse(form, exc)
        else:
            messages.success(request, _("맞는 시간이 없다고 기업에 알렸어요."))
            return redirect("matching:application", public_id)
    return _page(request, public_id, status=422, decline_time_form=form, form=form)


@require_POST
@side_required("jobseeker")
def offer_accept(request: HttpRequest, public_id: UUID) -> HttpResponse:
    row = _own(request, public_id)
    offer = _part(request, row, Offer, "offer")
    form = AcceptForm(request.POST)
    if form.is_valid():
        try:
            offers.offer_accept(offer_id=offer.pk, by=request.user, **form.cleaned_data)  # type: ignore[arg-type]
        except RuleBroken as exc:
            refuse(form, exc)
        else:
            messages.success(request, _("축하해요! 채용이 정해졌어요."))
            return redirect("matching:application", public_id)
    return _page(request, public_id, status=422, accept_form=form, form=form)


@require_POST
@side_required("jobseeker")
def offer_decline(request: HttpRequest, public_id: UUID) -> HttpResponse:
    row = _own(request, public_id)
    offer = _part(request, row, Offer, "offer")
    form = DeclineOfferForm(request.POST)
    if form.is_valid():
        try:
            offers.offer_decline(offer_id=offer.pk, by=request.user, **form.cleaned_data)  # type: ignore[arg-type]
        except RuleBroken as exc:
            refuse(form, exc)
        else:
            messages.success(request, _("제안을 사양했어요. 기업에 알렸어요."))
            return redirect("matching:application", public_id)
    return _page(request, public_id, status=422, decline_offer_form=form, form=form)


@side_required("jobseeker")
def applied_elsewhere(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """A note for oneself about an application on another site."""
    vacancy = get_object_or_404(Vacancy.objects.public().select_related("employer__organisation"), public_id=public_id)
    jobseeker = selectors.jobseeker_of(request.user)  # type: ignore[arg-type]
    if jobseeker is None:
        return redirect("jobseekers:register")
    note = selectors.elsewhere_note(request.user, vacancy)  # type: ignore[arg-type]
    if request.method == "POST" and request.POST.get("remove"):
        elsewhere.elsewhere_remove(jobseeker=jobseeker, vacancy=vacancy)
        messages.success(request, _("기록을 지웠어요."))
        return redirect("matching:applications")
    form = ElsewhereForm(request.POST or None, instance=note, initial={"applied_on": timezone.localdate()})
    if request.method == "POST" and form.is_valid():
        elsewhere.elsewhere_save(jobseeker=jobseeker, vacancy=vacancy, **form.cleaned_data)
        messages.success(request, _("기록했어요."))
        return redirect("matching:applications")
    context = {"form": form, "vacancy": vacancy, "note": note}
    return render(request, "matching/applied_elsewhere.html", context, status=422 if form.errors else 200)

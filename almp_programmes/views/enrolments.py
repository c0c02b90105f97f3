"""The person's side: apply, follow, answer, check in."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.decorators import side_required
from almp_programmes.forms.enrolments import AppealForm, DocumentsForm, LeaveForm, OutcomeForm, WithdrawForm
from almp_programmes.models import Enrolment
from almp_programmes.selectors import enrolments as selectors
from almp_programmes.services import appeals, attendance, outcomes, participation, places
from almp_programmes.services import enrolments as services
from almp_programmes.views.forms import refuse
from core.errors import RuleBroken

PAGE = 20


def _own(request: HttpRequest, public_id: UUID) -> Enrolment:
    row: Enrolment = get_object_or_404(Enrolment.objects.of_person(request.user), public_id=public_id)  # type: ignore[arg-type]
    return row


def _page(request: HttpRequest, public_id: UUID, *, status: int = 200, **refused: Any) -> HttpResponse:
    """The participation with every answer the person can give now; `refused` are the forms refused, as typed."""
    detail = selectors.detail_of(Enrolment.objects.of_person(request.user), public_id)  # type: ignore[arg-type]
    if detail is None:
        raise Http404
    context = {
        "detail": detail,
        "enrolment": detail.enrolment,
        "tone": selectors.tone,
        "words": selectors.state_words,
        "withdraw_form": WithdrawForm(),
        "documents_form": DocumentsForm(),
        "appeal_form": AppealForm(),
        "leave_form": LeaveForm(),
        "outcome_form": OutcomeForm(initial={"months": detail.months_due[0]}) if detail.months_due else None,
    }
    return render(request, "almp_programmes/enrolment.html", context | refused, status=status)


def _answer(
    request: HttpRequest,
    public_id: UUID,
    form: Any,
    *,
    name: str,
    act: Callable[[int, dict[str, Any]], Any],
    said: str,
) -> HttpResponse:
    """One answer of the person: done and said, or the page again with the refused form."""
    row = _own(request, public_id)
    if form.is_valid():
        try:
            act(row.pk, form.cleaned_data)
        except RuleBroken as exc:
            refuse(form, exc)
        else:
            messages.success(request, said)
            return redirect("almp_programmes:enrolment", public_id)
    return _page(request, public_id, status=422, **{name: form, "form": form})


@side_required("jobseeker")
def enrolments(request: HttpRequest) -> HttpResponse:
    page = Paginator(selectors.of_person(request.user), PAGE).get_page(request.GET.get("page"))  # type: ignore[arg-type]
    return render(request, "almp_programmes/enrolments.html", {"page": page, "tone": selectors.tone})


@side_required("jobseeker")
def enrolment(request: HttpRequest, public_id: UUID) -> HttpResponse:
    return _page(request, public_id)


@require_POST
@side_required("jobseeker")
def enrolment_accept(request: HttpRequest, public_id: UUID) -> HttpResponse:
    row, by = _own(request, public_id), request.user
    try:
        places.place_accept(enrolment_id=row.pk, by=by)  # type: ignore[arg-type]
        messages.success(request, _("자리를 받았어요. 시작일에 만나요."))
    except RuleBroken as exc:
        messages.error(request, str(exc))
    return redirect("almp_programmes:enrolment", public_id)


@require_POST
@side_required("jobseeker")
def enrolment_withdraw(request: HttpRequest, public_id: UUID) -> HttpResponse:
    def act(pk: int, given: dict[str, Any]) -> None:
        places.enrolment_withdraw(enrolment_id=pk, by=request.user, **given)  # type: ignore[arg-type]

    form = WithdrawForm(request.POST)
    return _answer(request, public_id, form, name="withdraw_form", act=act, said=_("신청을 취소했어요."))


@require_POST
@side_required("jobseeker")
def enrolment_documents(request: HttpRequest, public_id: UUID) -> HttpResponse:
    def act(pk: int, given: dict[str, Any]) -> None:
        services.documents_hand(enrolment_id=pk, by=request.user, **given)  # type: ignore[arg-type]

    form = DocumentsForm(request.POST)
    return _answer(request, public_id, form, name="documents_form", act=act, said=_("서류를 냈다고 기관에 알렸어요."))


@require_POST
@side_required("jobseeker")
def enrolment_appeal(request: HttpRequest, public_id: UUID) -> HttpResponse:
    def act(pk: int, given: dict[str, Any]) -> None:
        appeals.appeal_make(enrolment_id=pk, by=request.user, **given)  # type: ignore[arg-type]

    form = AppealForm(request.POST)
    return _answer(
        request,
        public_id,
        form,
        name="appeal_form",
        act=act,
        said=_("이의신청을 받았어요. 다른 담당자가 다시 살펴봐요."),
    )


@require_POST
@side_required("jobseeker")
def enrolment_leave(request: HttpRequest, public_id: UUID) -> HttpResponse:
    def act(pk: int, given: dict[str, Any]) -> None:
        participation.enrolment_leave(enrolment_id=pk, by=request.user, **given)  # type: ignore[arg-type]

    form = LeaveForm(request.POST)
    return _answer(request, public_id, form, name="leave_form", act=act, said=_("그만둔다고 기관에 알렸어요."))


@require_POST
@side_required("jobseeker")
def enrolment_outcome(request: HttpRequest, public_id: UUID) -> HttpResponse:
    def act(pk: int, given: dict[str, Any]) -> None:
        outcomes.outcome_tell(enrolment_id=pk, by=request.user, **given)  # type: ignore[arg-type]

    form = OutcomeForm(request.POST)
    return _answer(request, public_id, form, name="outcome_form", act=act, said=_("알려 주셔서 고마워요."))


@side_required("jobseeker")
def check_in(request: HttpRequest, token: str) -> HttpResponse:
    """Opened from the code on the wall; the presence is written when the person says so."""
    try:
        if request.method == "POST":
            row = attendance.check_in(token=token, by=request.user)  # type: ignore[arg-type]
            context: dict[str, Any] = {"session": row.session, "attendance": row}
        else:
            context = {"session": attendance.check_in_session(token)}
    except RuleBroken as exc:
        return render(request, "almp_programmes/check_in.html", {"refused": str(exc)}, status=422)
    return render(request, "almp_programmes/check_in.html", context)

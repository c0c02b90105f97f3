"""Staff: send a person on, answer what comes in, follow what went out."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.decorators import side_required
from accounts.models import Organisation, Person
from accounts.services import access_note
from core.errors import RuleBroken
from jobseekers.models import Domain
from welfare_centres import telling
from welfare_centres.forms.referrals import AnswerForm, ContactForm, FinishForm, ReturnForm, SendForm
from welfare_centres.models import Case, DirectoryService, Referral
from welfare_centres.policies import referrals as policies
from welfare_centres.selectors import directory
from welfare_centres.selectors import referrals as selectors
from welfare_centres.services import referral_links as links
from welfare_centres.services import referrals as services

PAGE = 50
PURPOSE = "referral"


@require_safe
@side_required("centre", "agency")
def referral_inbox(request: HttpRequest) -> HttpResponse:
    """What came in, unanswered first."""
    user, queue, ours = request.user, request.GET.get("queue", ""), request.acting.organisation
    page = Paginator(selectors.inbox(user, ours, queue), PAGE).get_page(request.GET.get("page"))
    page.object_list = [selectors.received(row) for row in page.object_list]
    context = {"page": page, "counts": selectors.inbox_counts(user, ours), "queue": queue, "tone": selectors.tone}
    return render(request, "welfare_centres/referral_inbox.html", context)


@require_safe
@side_required("centre", "agency")
def referral_sent(request: HttpRequest) -> HttpResponse:
    page = Paginator(selectors.outgoing(request.user), PAGE).get_page(request.GET.get("page"))
    return render(
        request,
        "welfare_centres/referral_sent.html",
        {"page": page, "tone": selectors.tone, "today": timezone.localdate()},
    )


def note(request: HttpRequest, person: Person) -> None:
    access_note(
        actor=request.user, organisation=request.acting.organisation, person=person, what="referral", purpose=PURPOSE
    )


def find(request: HttpRequest, public_id: UUID) -> tuple[Referral, bool]:
    """The referral, and whether it is read as the one who sent it."""
    rows = Referral.objects.select_related(*selectors.WITH, "person")
    mine = rows.sent_by(request.user).filter(public_id=public_id).first()
    if mine is not None:
        return mine, True
    return get_object_or_404(rows.received_by(request.user), public_id=public_id), False


@require_safe
@side_required("centre", "agency")
def referral(request: HttpRequest, public_id: UUID) -> HttpResponse:
    row, is_sender = find(request, public_id)
    if not is_sender and row.state == Referral.State.SENT:
        services.referral_see(referral_id=row.pk, by=request.user)
        row.refresh_from_db()
    note(request, row.person)
    return _page(request, row, is_sender)


def _page(request: HttpRequest, row: Referral, is_sender: bool, *, status: int = 200, **refused: Any) -> HttpResponse:
    context = {
        "row": selectors.received(row), "tone": selectors.tone, "is_sender": is_sender, "receiver": row.receiver,
        "is_outside": row.is_outside, "log": row.transitions.select_related("by") if is_sender else [],
        "states": dict(Referral.State.choices), "may_act": policies.can_take_steps(request.user, row),
        "person": row.person if is_sender else None, "ground": row.get_ground_display(), "law": row.law,
        "said_yes": row.get_said_yes_display(), "handover": selectors.handover_of(row),
        "may_hand_over": not policies.handover_hindrance(row) and selectors.handover_centre(row) is not None,
        "link": row.links.order_by("-made_at").first() if is_sender and row.is_outside else None,
        "refused_by_person": row.refused_by_person, "today": timezone.localdate(),
        "answer_form": AnswerForm(initial={"seen_state": row.state}), "return_form": ReturnForm(),
        "contact_form": ContactForm(initial={"on": timezone.localdate()}), "finish_form": FinishForm(),
    }  # fmt: skip
    return render(request, "welfare_centres/referral.html", context | refused, status=status)


# step → (the form it takes, its name in the page, what does it, what is said then)
STEPS: dict[str, tuple[Any, str, Callable[..., Any], Any]] = {
    "answer": (AnswerForm, "answer_form", services.referral_answer, lambda: _("답을 전함")),
    "return": (
        ReturnForm, "return_form",
        lambda **given: services.referral_answer(state=Referral.State.RETURNED, **given), lambda: _("돌려보냄"),
    ),
    "contact": (ContactForm, "contact_form", services.referral_contacted, lambda: _("처음 연락한 날을 적음")),
    "start": (None, "", services.referral_start, lambda: _("시작한 것으로 적음")),
    "finish": (FinishForm, "finish_form", services.referral_finish, lambda: _("마친 것으로 적음")),
    "withdraw": (None, "", services.referral_withdraw, lambda: _("의뢰를 거두어들임")),
}  # fmt: skip


@require_POST
@side_required("centre", "agency")
def referral_step(request: HttpRequest, public_id: UUID, step: str) -> HttpResponse:
    row, is_sender = find(request, public_id)
    if step not in STEPS:
        raise Http404
    kind, name, act, said = STEPS[step]
    form = kind(request.POST) if kind else None
    if form is None or form.is_valid():
        try:
            act(referral_id=row.pk, by=request.user, **(form.cleaned_data if form else {}))
        except RuleBroken as exc:
            if form is None:
                messages.error(request, str(exc))
                return redirect("welfare_centres:referral", public_id)
            form.add_error(exc.field if exc.field in form.fields else None, str(exc))
            row.refresh_from_db()
        else:
            messages.success(request, said())
            return redirect("welfare_centres:referral", public_id)
    return _page(request, row, is_sender, status=422, **{name: form, "form": form})


@require_POST
@side_required("centre", "agency")
def referral_link_again(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """A new link to the body, by the sender."""
    row = get_object_or_404(Referral.objects.sent_by(request.user), public_id=public_id)
    try:
        links.link_send(referral=row)
        messages.success(request, _("등록된 주소로 새 링크를 보냄"))
    except RuleBroken as exc:
        messages.error(request, str(exc))
    return redirect("welfare_centres:referral", public_id)


def _sending(request: HttpRequest, person: UUID) -> tuple[Person, Case | None, Organisation]:
    """The person, the case it is for, and the body one sends for; somebody else's is not there."""
    found = get_object_or_404(Person.objects.live(), public_id=person)
    case = None
    if given := request.GET.get("case") or request.POST.get("case"):
        try:
            case = Case.objects.visible_to(request.user).filter(person=found, public_id=UUID(given)).first()
        except ValueError:
            raise Http404 from None
    sender = policies.sends_for(request.user, found, case)
    if sender is None:
        raise Http404
    return found, case, sender


@require_safe
@side_required("centre", "agency")
def referral_new(request: HttpRequest, person: UUID) -> HttpResponse:
    """First the need, then the services that fit, with why."""
    found, case, sender = _sending(request, person)
    note(request, found)
    need = request.GET.get("need", "")
    need = need if need in Domain.values else ""
    context = {
        "person": found, "case": case, "need": need, "need_label": Domain(need).label if need else "",
        "needs": Domain.choices, "fitting": directory.fitting(found, need) if need else [],
        "agencies": selectors.agencies_for(found, sender) if need else [],
    }  # fmt: skip
    return render(request, "welfare_centres/referral_new.html", context)


@side_required("centre", "agency")
def referral_write(request: HttpRequest, person: UUID, kind: str, target: UUID) -> HttpResponse:
    """What is asked, what is told, and on which ground."""
    found, case, sender = _sending(request, person)
    need = request.GET.get("need", "")
    if need not in Domain.values:
        return redirect("welfare_centres:referral_new", person)
    if kind == "service":
        to = get_object_or_404(DirectoryService.objects.open().select_related("organisation"), public_id=target)
        goes = {"service_id": to.pk}
    else:
        to = get_object_or_404(selectors.agencies_for(found, sender), organisation__public_id=target).organisation
        goes = {"organisation_id": to.pk}
    form = SendForm(request.POST or None, tellable=telling.tellable(found, request.user))
    if request.method == "POST" and form.is_valid():
        try:
            row = services.referral_send(
                person_id=found.pk, by=request.user, case_id=case.pk if case else None,
                asked=services.Asked(need=need, **form.cleaned_data), **goes,
            )  # fmt: skip
        except RuleBroken as exc:
            form.add_error(exc.field if exc.field in form.fields else None, str(exc))
        else:
            messages.success(request, _("의뢰를 보냄"))
            return redirect("welfare_centres:referral", row.public_id)
    context = {
        "person": found, "case": case, "form": form, "to": to, "need": need, "need_label": Domain(need).label,
        "service": to if kind == "service" else None,
        "hints": {part: selectors.part_words(part, words) for part, words in form.tellable.items()},
    }  # fmt: skip
    return render(request, "welfare_centres/referral_write.html", context, status=422 if form.errors else 200)

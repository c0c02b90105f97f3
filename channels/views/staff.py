"""Staff's pages: one person's channels, the queue of requests, letters to print, who is missed, exceptions."""

import datetime as dt
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.decorators import side_required
from accounts.models import Membership, Person
from accounts.services import person_open
from channels import services
from channels.forms import AssistedForm, ContactForm, ExceptionForm, ObserveForm
from channels.letter_pdf import letters_pdf
from channels.models import Contact, HelpRequest, LetterBatch, LocalException, ReadingNeeds
from channels.policies import can_except, looks_after
from channels.selectors.letters import letters_in, letters_of
from channels.selectors.missed import measure, missed_at, missed_by
from channels.selectors.offers import offers_for
from channels.wording import reason_text
from core.errors import RuleBroken

PROMISED = dt.timedelta(days=2)  # as the person was told


def _person(request: HttpRequest, public_id: UUID) -> Person:
    return get_object_or_404(Person.objects.visible_to(request.user), public_id=public_id)


@side_required("centre")
@require_safe
def person(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """How one person is best reached, and what has been tried."""
    found = _person(request, public_id)
    person_open(request=request, person=found, what="channels", purpose=_("알맞은 길로 돕기"))
    now = found.readiness.current().first()
    offers = [one for one in offers_for(found) if not one.service.for_firms]
    contacts = Contact.objects.visible_to(request.user).filter(person=found)
    context = {
        "person": found,
        "now": now,
        "reasons": [(reason_text(one), one["points"]) for one in now.reasons] if now else [],
        "needs": ReadingNeeds.objects.filter(person=found).first(),
        "offers": offers,
        "page": Paginator(contacts.select_related("service", "by"), 15).get_page(request.GET.get("page")),
        "requests": HelpRequest.objects.open().filter(person=found).select_related("service"),
        "proxies": found.proxies.select_related("proxy"),
        "observe": ObserveForm(auto_id="observe_%s"),
        "contact": ContactForm(auto_id="contact_%s"),
        "assisted": AssistedForm(auto_id="assisted_%s"),
        "may_act": looks_after(request.user, found),
    }
    return render(request, "channels/person.html", context)


@side_required("centre")
@require_POST
def observe(request: HttpRequest, public_id: UUID) -> HttpResponse:
    found = _person(request, public_id)
    form = ObserveForm(request.POST)
    try:
        services.readiness_observe(person=found, seen=form.data.get("seen", ""), by=request.user)
        messages.success(request, _("적었습니다."))
    except RuleBroken as exc:
        messages.error(request, str(exc))
    return redirect("channels:person", public_id)


@side_required("centre")
@require_POST
def contact(request: HttpRequest, public_id: UUID) -> HttpResponse:
    found, form = _person(request, public_id), ContactForm(request.POST)
    if form.is_valid():
        services.contact_write(
            person=found, by=request.user, organisation=request.acting.organisation, **form.cleaned_data
        )
        messages.success(request, _("연락을 적었습니다."))
    else:
        messages.error(request, _("어떻게, 누가, 무엇을 연락했는지 골라 주세요."))
    return redirect("channels:person", public_id)


@side_required("centre")
@require_safe
def requests(request: HttpRequest) -> HttpResponse:
    rows = HelpRequest.objects.visible_to(request.user).open().select_related("person", "service", "organisation")
    kind = request.GET.get("kind", "")
    shown = rows.filter(kind=kind) if kind in HelpRequest.Kind.values else rows
    context = {
        "page": Paginator(shown, 30).get_page(request.GET.get("page")),
        "total": rows.count(),
        "kinds": [(value, label, rows.filter(kind=value).count()) for value, label in HelpRequest.Kind.choices],
        "kind": kind,
        "late": timezone.now() - PROMISED,
    }
    return render(request, "channels/requests.html", context)


@side_required("centre")
@require_POST
def request_done(request: HttpRequest, public_id: UUID) -> HttpResponse:
    row = get_object_or_404(HelpRequest.objects.visible_to(request.user), public_id=public_id)
    minutes = request.POST.get("minutes", "")
    try:
        services.help_done(
            request_id=row.pk, by=request.user, answer=request.POST.get("answer", ""),
            minutes=min(int(minutes), 600) if minutes.isdecimal() else None,
        )  # fmt: skip
        messages.success(request, _("마쳤습니다."))
    except RuleBroken as exc:
        messages.error(request, str(exc))
    return redirect("channels:requests")


# --- letters ---


@side_required("centre")
@require_http_methods(["GET", "HEAD", "POST"])
def letters(request: HttpRequest) -> HttpResponse:
    centre = request.acting.organisation
    if request.method == "POST":
        try:
            batch = services.letters_print(organisation=centre, by=request.user)
            messages.success(
                request, _("%(count)s통을 묶었습니다. 뽑아서 부친 뒤 ‘부쳤음’을 누르세요.") % {"count": batch.count}
            )
        except RuleBroken as exc:
            messages.error(request, str(exc))
        return redirect("channels:letters")
    context = {
        "waiting": letters_of(centre).count(),
        "page": Paginator(centre.letter_batches.select_related("printed_by", "posted_by"), 20).get_page(
            request.GET.get("page")
        ),
    }
    return render(request, "channels/letters.html", context)


def _batch(request: HttpRequest, public_id: UUID) -> LetterBatch:
    return get_object_or_404(request.acting.organisation.letter_batches, public_id=public_id)


@side_required("centre")
@require_safe
def letters_file(request: HttpRequest, public_id: UUID) -> HttpResponse:
    batch = _batch(request, public_id)
    if not batch.is_open:
        raise PermissionDenied
    response = HttpResponse(letters_pdf(letters_in(batch)), content_type="application/pdf")
    response["Content-Disposition"] = f'attachment; filename="letters-{batch.printed_at:%Y%m%d-%H%M}.pdf"'
    return response


@side_required("centre")
@require_POST
def letters_settle(request: HttpRequest, public_id: UUID) -> HttpResponse:
    batch = _batch(request, public_id)
    posted = request.POST.get("action") == "posted"
    try:
        (services.letters_posted if posted else services.letters_given_back)(batch_id=batch.pk, by=request.user)
        messages.success(request, _("부쳤다고 적었습니다.") if posted else _("되돌렸습니다. 다시 뽑을 수 있습니다."))
    except RuleBroken as exc:
        messages.error(request, str(exc))
    return redirect("channels:letters")


# --- who is missed, and a centre's exceptions ---


@side_required("centre")
@require_safe
def missed(request: HttpRequest) -> HttpResponse:
    """The counsellor's own people; a manager's, all of the centre's."""
    is_manager = request.acting.role == Membership.Role.CENTRE_MANAGER
    rows = missed_at(request.acting.organisation) if is_manager else missed_by(request.user)
    context: dict[str, Any] = {
        "page": Paginator(rows, 30).get_page(request.GET.get("page")),
        "measure": measure(
            Person.objects.filter(
                **{"assignments__until": None},
                **(
                    {"assignments__organisation": request.acting.organisation}
                    if is_manager else {"assignments__counsellor": request.user}
                ),
            )
        ),
        "is_manager": is_manager,
    }  # fmt: skip
    return render(request, "channels/missed.html", context)


@side_required("centre")
@require_http_methods(["GET", "HEAD", "POST"])
def exceptions(request: HttpRequest) -> HttpResponse:
    centre = request.acting.organisation
    may = can_except(request.user, centre)
    form, status = ExceptionForm(request.POST or None), 200
    if request.method == "POST":
        if not may:
            raise PermissionDenied
        status = 422
        if form.is_valid():
            said = dict(form.cleaned_data)
            try:
                services.exception_make(
                    service_id=said.pop("service").pk, organisation=centre, by=request.user, **said
                )
                messages.success(request, _("예외를 두었습니다. 이 센터 사람들에게 바로 보입니다."))
                return redirect("channels:exceptions")
            except RuleBroken as exc:
                form.add_error(exc.field if exc.field in form.fields else None, str(exc))
    rows = LocalException.objects.filter(organisation=centre).select_related("service", "by")
    return render(request, "channels/exceptions.html", {"form": form, "rows": rows[:50], "may": may}, status=status)


@side_required("centre")
@require_POST
def exception_end(request: HttpRequest, public_id: UUID) -> HttpResponse:
    row = get_object_or_404(LocalException, organisation=request.acting.organisation, public_id=public_id)
    services.exception_end(exception_id=row.pk, by=request.user)
    messages.success(request, _("예외를 끝냈습니다."))
    return redirect("channels:exceptions")

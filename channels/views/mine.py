"""A person's own pages: how to get each service, the self-check, how to be told things, who acted for one."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.decorators import side_required
from accounts.models import Assignment, ContactPoint, Person
from channels import services
from channels.forms import CheckForm, ProxyForm, ReadingForm
from channels.models import EasyText, HelpRequest, Proxy, ReadingNeeds, Service
from channels.selectors.offers import offers_for
from channels.services.asking import BY_CHANNEL
from channels.services.assisted import proxy_ask, proxy_decide, proxy_end
from channels.wording import reason_text
from core.errors import RuleBroken


def person_of(request: HttpRequest) -> Person:
    person = request.user.person
    if person is None:
        raise Http404
    return person


def helper_of(person: Person) -> Assignment | None:
    """The named helper: the counsellor who looks after the person."""
    return Assignment.objects.filter(person=person, until=None).select_related("counsellor", "organisation").first()


@side_required("jobseeker")
@require_safe
def ways(request: HttpRequest) -> HttpResponse:
    person = person_of(request)
    offers = [one for one in offers_for(person) if not one.service.for_firms]
    groups = [
        (label, [one for one in offers if one.service.objective == value])
        for value, label in Service.Objective.choices
    ]
    context = {
        "groups": [one for one in groups if one[1]],
        "helper": helper_of(person),
        "asked": HelpRequest.objects.open().filter(person=person).select_related("service"),
        "readiness": person.readiness.current().first(),
    }
    return render(request, "channels/ways.html", context)


@side_required("jobseeker")
@require_POST
def ask(request: HttpRequest) -> HttpResponse:
    """ "Another way, please": from any page that shows how a service can be had."""
    person = person_of(request)
    channel = request.POST.get("channel", "")
    kind = str(BY_CHANNEL.get(channel, request.POST.get("kind", "")))
    service = Service.objects.filter(code=request.POST.get("service", "")).first()
    try:
        services.help_ask(
            person=person, kind=kind, service=service, language=request.POST.get("language", ""),
            note=request.POST.get("note", ""), by=request.user,
        )  # fmt: skip
        messages.success(request, _("부탁을 받았어요. 상담사가 이틀 안에 연락해요. 급하면 1350에 전화해 주세요."))
    except RuleBroken as exc:
        messages.error(request, str(exc))
    return redirect(_back(request, "channels:ways"))


def _back(request: HttpRequest, other: str) -> str:
    wanted = request.POST.get("next", "")
    inside = url_has_allowed_host_and_scheme(wanted, allowed_hosts={request.get_host()})
    return wanted if wanted.startswith("/") and inside else other


@side_required("jobseeker")
@require_POST
def ask_withdraw(request: HttpRequest, public_id: UUID) -> HttpResponse:
    row = get_object_or_404(HelpRequest.objects.open(), public_id=public_id, person=person_of(request))
    services.help_withdraw(request_id=row.pk, by=request.user)
    messages.success(request, _("부탁을 거뒀어요."))
    return redirect("channels:ways")


@side_required("jobseeker")
@require_http_methods(["GET", "HEAD", "POST"])
def check(request: HttpRequest) -> HttpResponse:
    """The two-minute self-check."""
    form = CheckForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        services.readiness_self_check(person=person_of(request), answers=form.answers, by=request.user)
        return redirect("channels:readiness")
    status = 422 if request.method == "POST" else 200
    return render(request, "channels/check.html", {"form": form}, status=status)


@side_required("jobseeker")
@require_safe
def readiness(request: HttpRequest) -> HttpResponse:
    """The result with its reasons; below the threshold, at once, whom to turn to and how."""
    person = person_of(request)
    rows = list(person.readiness.all()[:12])
    now = next((one for one in rows if one.is_current), None)
    context = {
        "now": now,
        "reasons": [(reason_text(one), one["points"]) for one in now.reasons] if now else [],
        "rows": rows,
        "helper": helper_of(person),
        "offer": next(iter(offers_for(person, "help_request")), None),
        "needs": ReadingNeeds.objects.filter(person=person).first(),
        "signals": person.signals.count(),
    }
    return render(request, "channels/readiness.html", context)


@side_required("jobseeker")
@require_POST
def signals(request: HttpRequest) -> HttpResponse:
    off = request.POST.get("off") == "1"
    services.signals_switch(person=person_of(request), off=off)
    messages.success(request, _("모으지 않아요. 모아 둔 것은 지웠어요.") if off else _("다시 모아요."))
    return redirect("channels:readiness")


@side_required("jobseeker")
@require_http_methods(["GET", "HEAD", "POST"])
def reading(request: HttpRequest) -> HttpResponse:
    person = person_of(request)
    needs = ReadingNeeds.objects.filter(person=person).first() or ReadingNeeds(person=person)
    point = ContactPoint.objects.filter(person=person, kind=ContactPoint.Kind.POST).order_by("-is_primary").first()
    initial = {name: getattr(needs, name) for name in ("medium", "easy", "sign", "spoken")}
    doubtful = point is not None and point.doubtful_at is not None
    known = "" if point is None or doubtful else point.value
    form = ReadingForm(request.POST or None, initial=initial | {"address": known})
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                services.reading_keep(person=person, by=request.user, **form.cleaned_data)
                messages.success(request, _("저장했어요. 다음 소식부터 그렇게 알려 드려요."))
                return redirect("channels:reading")
            except RuleBroken as exc:
                form.add_error(exc.field if exc.field in form.fields else None, str(exc))
    context = {"form": form, "needs": needs, "doubtful": doubtful}
    return render(request, "channels/reading.html", context, status=status)


@side_required("jobseeker")
@require_safe
def history(request: HttpRequest) -> HttpResponse:
    """Every contact, whatever the channel, and every deed done on one's behalf."""
    person = person_of(request)
    rows = person.contacts.select_related("service", "by", "organisation")
    context = {
        "page": Paginator(rows, 20).get_page(request.GET.get("page")),
        "acts": person.behalf_acts.select_related("by", "session", "proxy")[:20],
        "sessions": person.assisted_sessions.select_related("staff", "organisation")[:20],
    }
    return render(request, "channels/history.html", context)


@login_not_required
@require_safe
def easy_list(request: HttpRequest) -> HttpResponse:
    return render(request, "channels/easy_list.html", {"texts": EasyText.objects.all()})


@login_not_required
@require_safe
def easy(request: HttpRequest, key: str) -> HttpResponse:
    return render(request, "channels/easy.html", {"text": get_object_or_404(EasyText, key=key)})


# --- a proxy: asked for by the person, approved by staff, taken up by the proxy ---


@side_required("jobseeker")
@require_http_methods(["GET", "HEAD", "POST"])
def proxies(request: HttpRequest) -> HttpResponse:
    person = person_of(request)
    form, status = ProxyForm(request.POST or None), 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                proxy_ask(person=person, by=request.user, **form.cleaned_data)
                messages.success(request, _("적어 두었어요. 센터에서 서류를 확인하면 시작돼요."))
                return redirect("channels:proxies")
            except RuleBroken as exc:
                form.add_error(exc.field if exc.field in form.fields else None, str(exc))
    context = {
        "form": form,
        "mine": Proxy.objects.filter(person=person).select_related("proxy"),
        "others": Proxy.objects.running().filter(proxy=request.user).select_related("person"),
    }
    return render(request, "channels/proxies.html", context, status=status)


@require_POST
def proxy_stop(request: HttpRequest, public_id: UUID) -> HttpResponse:
    row = get_object_or_404(Proxy.objects.visible_to(request.user), public_id=public_id)
    proxy_end(proxy_id=row.pk, by=request.user)
    messages.success(request, _("대신하기를 끝냈어요."))
    return redirect("channels:proxies")


@side_required("centre")
@require_POST
def proxy_answer(request: HttpRequest, public_id: UUID) -> HttpResponse:
    people = Person.objects.visible_to(request.user)
    row = get_object_or_404(Proxy.objects.filter(person__in=people).select_related("person"), public_id=public_id)
    try:
        approve = request.POST.get("action") == "approve"
        proxy_decide(proxy_id=row.pk, approve=approve, proof=request.POST.get("proof", ""), by=request.user)
        messages.success(request, _("확인했음"))
    except RuleBroken as exc:
        messages.error(request, str(exc))
    return redirect("channels:person", row.person.public_id)

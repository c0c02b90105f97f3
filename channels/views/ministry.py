"""The ministry's pages: the matrix, a service's rules with their preview and second look, practice in figures."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.decorators import side_required
from channels import services
from channels.codes import Channel
from channels.forms import LineSet, MatrixForm, VersionForm, rows_of
from channels.lines import says
from channels.models import ChannelRules, LocalException, Service
from channels.policies import can_decide_channel_rules
from channels.selectors.indicators import costs_now, indicators
from channels.selectors.matrix import Preview, matrix, preview
from channels.selectors.missed import measure, measure_by_age
from channels.services.rules import lines_read
from core import charts
from core.downloads import csv_response
from core.errors import RuleBroken


@side_required("ministry")
@require_safe
def matrix_page(request: HttpRequest) -> HttpResponse:
    form = MatrixForm(request.GET)
    form.is_valid()
    context = {
        "form": form,
        "matrix": matrix(**{name: form.cleaned_data.get(name) or "" for name in ("objective", "kind", "channel")},
                         departing=bool(form.cleaned_data.get("departing"))),
        "exceptions": LocalException.objects.in_force(timezone.localdate()).select_related("service", "organisation"),
    }  # fmt: skip
    return render(request, "channels/matrix.html", context)


@side_required("ministry")
@require_safe
def rules(request: HttpRequest, public_id: UUID) -> HttpResponse:
    rows = ChannelRules.objects.visible_to(request.user).select_related("service", "written_by", "approved_by")
    row = get_object_or_404(rows, public_id=public_id)
    live = row.siblings().in_force(timezone.localdate()).first()
    context = {
        "row": row,
        "lines": _shown(row),
        "preview": preview(row.read, live.read, timezone.localdate()) if live and live.pk != row.pk else None,
        "may_decide": row.state == ChannelRules.State.PROPOSED and can_decide_channel_rules(request.user, row),
        "steps": row.transitions.select_related("by"),
        "versions": row.siblings().visible_to(request.user),
        "names": dict(ChannelRules.State.choices),
    }
    return render(request, "channels/rules.html", context)


def _shown(row: ChannelRules) -> list[dict[str, Any]]:
    return [
        {
            "who": says(line), "recommended": Channel(line.recommended).label,
            "fallback": Channel(line.fallback).label, "why": line.why, "law": line.law,
            "allowed": [Channel(one).label for one in line.allowed],
        }
        for line in row.read
    ]  # fmt: skip


def _begin(service: Service) -> tuple[VersionForm, Any]:
    """The version being written, or the one in force to begin from."""
    writing = service.channel_rules.exclude(state__in=ChannelRules.APPROVED).first()
    source = writing or service.channel_rules.first()
    initial = {"valid_from": writing.valid_from, "why": writing.why} if writing else {}
    return VersionForm(initial=initial or None), LineSet(
        initial=rows_of(source.lines) if source else [], prefix="line"
    )


def _counted(service: Service, lines: Any, form: VersionForm) -> Preview | None:
    try:
        _written, read = lines_read(lines.lines())
    except RuleBroken as exc:
        lines.non_form_errors().append(str(exc))
        return None
    live = service.channel_rules.in_force(timezone.localdate()).first()
    return preview(read, live.read if live else read, timezone.localdate())


def _saved(request: HttpRequest, service: Service, form: VersionForm, lines: Any) -> ChannelRules | None:
    try:
        row = services.channel_rules_write(
            service_id=service.pk, lines=lines.lines(), by=request.user, **form.cleaned_data
        )
        if request.POST.get("action") == "propose":
            services.channel_rules_propose(channel_rules_id=row.pk, by=request.user)
        return row
    except RuleBroken as exc:
        if exc.field in form.fields:
            form.add_error(exc.field, str(exc))
        else:
            lines.non_form_errors().append(str(exc))
        return None


@side_required("ministry")
@require_http_methods(["GET", "HEAD", "POST"])
def rules_edit(request: HttpRequest, code: str) -> HttpResponse:
    service = get_object_or_404(Service, code=code)
    form, lines = _begin(service)
    found, status, action = None, 200, request.POST.get("action", "")
    if request.method == "POST":
        form, lines, status = VersionForm(request.POST), LineSet(request.POST, prefix="line"), 422
        if lines.is_valid() and action == "preview":
            found = _counted(service, lines, form)
            status, form = (422 if found is None else 200), VersionForm(initial=request.POST.dict())
        elif all([form.is_valid(), lines.is_valid()]) and (row := _saved(request, service, form, lines)):
            messages.success(request, _("승인을 부탁했습니다.") if action == "propose" else _("저장했습니다."))
            return redirect("channels:rules", row.public_id)
    context = {"service": service, "form": form, "lines": lines, "preview": found}
    return render(request, "channels/rules_edit.html", context, status=status)


@side_required("ministry")
@require_POST
def rules_decide(request: HttpRequest, public_id: UUID) -> HttpResponse:
    row = get_object_or_404(ChannelRules.objects.visible_to(request.user), public_id=public_id)
    action = request.POST.get("action")
    try:
        if action == "propose":
            services.channel_rules_propose(channel_rules_id=row.pk, by=request.user)
            messages.success(request, _("승인을 부탁했습니다."))
        elif action == "approve":
            services.channel_rules_approve(channel_rules_id=row.pk, by=request.user)
            messages.success(request, _("승인했습니다. 시행일부터 모든 화면이 이 규칙을 따릅니다."))
        else:
            services.channel_rules_reject(channel_rules_id=row.pk, why=request.POST.get("why", ""), by=request.user)
            messages.success(request, _("되돌려 보냈습니다."))
    except RuleBroken as exc:
        messages.error(request, str(exc))
    return redirect("channels:rules", public_id)


@side_required("ministry")
@require_safe
def practice(request: HttpRequest) -> HttpResponse:
    """Contacts by channel and group, what they cost, and who is missed."""
    found, gone = indicators(), measure()
    shares = [(row.label, row.digital_share) for row in found.rows if row.digital_share is not None]
    said = ", ".join(_("%(group)s %(share)s%%") % {"group": label, "share": round(share)} for label, share in shares)
    context = {
        "found": found,
        "costs": costs_now(),
        "missed": gone,
        "missed_by_age": measure_by_age(),
        "chart": charts.bars(
            [charts.Estimate(label, round(share, 1)) for label, share in shares],
            label=_("집단마다 디지털 연락의 몫: %(said)s") % {"said": said}, unit="%",
        )
        if shares
        else "",
        "names": dict(Channel.choices),
    }  # fmt: skip
    return render(request, "channels/practice.html", context)


@side_required("ministry")
@require_safe
def practice_csv(request: HttpRequest) -> HttpResponse:
    found = indicators()
    head = [
        _("집단"),
        *(label for _code, label in found.channels),
        _("모두"),
        _("디지털 몫(%)"),
        _("한 번에 드는 돈(원)"),
    ]
    rows = [
        [
            row.label, *(row.contacts.get(code, 0) for code, _label in found.channels), row.total,
            "" if row.digital_share is None else round(row.digital_share, 1),
            "" if row.cost_each is None else round(row.cost_each),
        ]
        for row in (*found.rows, found.total)
    ]  # fmt: skip
    return csv_response("channels", head, rows)

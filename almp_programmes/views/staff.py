"""Counsellors, and the ministry: their people's participations, appeals, rejected rows, payments."""

import csv
import json
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import Count, Sum
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.decorators import side_required
from accounts.services import access_note
from almp_programmes.forms.enrolments import AppealDecisionForm, PaymentRunForm
from almp_programmes.importing.reasons import WORDS
from almp_programmes.models import Appeal, ImportReject, PaymentRun
from almp_programmes.policies import taking_part as policies
from almp_programmes.selectors import enrolments as selectors
from almp_programmes.services import appeals as deciding
from almp_programmes.services import payments
from almp_programmes.services.attendance_files import safe
from almp_programmes.views.forms import refuse
from core.errors import RuleBroken

PAGE = 50


@side_required("centre")
def client_enrolments(request: HttpRequest) -> HttpResponse:
    page = Paginator(selectors.of_clients(request.user), PAGE).get_page(request.GET.get("page"))  # type: ignore[arg-type]
    return render(request, "almp_programmes/client_enrolments.html", {"page": page, "tone": selectors.tone})


@side_required("centre", "ministry")
def appeals(request: HttpRequest) -> HttpResponse:
    rows = Appeal.objects.decidable_by(request.user).open()  # type: ignore[arg-type]
    rows = rows.select_related("enrolment__person", "enrolment__programme", "enrolment__run__course__provider")
    page = Paginator(rows, PAGE).get_page(request.GET.get("page"))
    return render(request, "almp_programmes/appeals.html", {"page": page})


@side_required("centre", "ministry")
def appeal(request: HttpRequest, public_id: UUID) -> HttpResponse:
    by: Any = request.user
    rows = Appeal.objects.decidable_by(by).select_related(
        "enrolment__person", "enrolment__programme", "enrolment__run__course__provider"
    )
    row = get_object_or_404(rows, public_id=public_id)
    form = AppealDecisionForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            deciding.appeal_decide(appeal_id=row.pk, by=by, **form.cleaned_data)
        except RuleBroken as exc:
            refuse(form, exc)
        else:
            messages.success(request, _("결정을 본인에게 알림"))
            return redirect("almp_programmes:appeals")
    if request.method == "GET":
        access_note(
            actor=by,
            organisation=request.acting.organisation,  # type: ignore[attr-defined]
            person=row.enrolment.person,
            what="appeal",
            purpose="training",
        )
    log = row.enrolment.transitions.select_related("by")
    context = {"appeal": row, "enrolment": row.enrolment, "form": form, "log": log, "words": selectors.state_words}
    return render(request, "almp_programmes/appeal.html", context, status=422 if form.errors else 200)


def _rejects(request: HttpRequest) -> Any:
    rows = ImportReject.objects.all()
    code = request.GET.get("code", "")
    return rows.filter(code=code) if code in WORDS else rows


@side_required("ministry")
def import_rejects(request: HttpRequest) -> HttpResponse:
    page = Paginator(_rejects(request), PAGE).get_page(request.GET.get("page"))
    counts = ImportReject.objects.values_list("code").annotate(n=Count("pk")).order_by("-n")
    context = {"page": page, "counts": list(counts), "reasons": WORDS, "code": request.GET.get("code", "")}
    return render(request, "almp_programmes/import_rejects.html", context)


@side_required("ministry")
def import_rejects_csv(request: HttpRequest) -> HttpResponse:
    answer = HttpResponse("\ufeff", content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="import-rejects.csv"'
    write = csv.writer(answer)
    write.writerow([_("자료 기준"), _("행"), _("고유값"), _("이유"), _("자세히"), _("행의 내용")])
    for row in _rejects(request).iterator():
        cells = json.dumps(row.cells, ensure_ascii=False)
        write.writerow([row.vintage, row.row, safe(row.key), WORDS.get(row.code, row.code), safe(row.detail), cells])
    return answer


@side_required("ministry")
def payment_runs(request: HttpRequest) -> HttpResponse:
    by: Any = request.user
    form = PaymentRunForm(request.POST or None, initial={"until": timezone.localdate()})
    if request.method == "POST":
        if not policies.is_ministry_admin(by):
            raise PermissionDenied
        if form.is_valid():
            try:
                made = payments.payment_run_make(until=form.cleaned_data["until"], by=by)
            except RuleBroken as exc:
                refuse(form, exc)
            else:
                if made is not None:
                    return redirect("almp_programmes:payment_run", made.public_id)
                messages.info(request, _("새로 지급할 것이 없음"))
                return redirect("almp_programmes:payment_runs")
    rows = (
        PaymentRun.objects.visible_to(by)
        .annotate(people=Count("payments__enrolment", distinct=True), won=Sum("payments__won"))
        .order_by("-until", "-pk")
    )
    context = {
        "page": Paginator(rows, PAGE).get_page(request.GET.get("page")), "form": form,
        "may_make": policies.is_ministry_admin(by),
    }  # fmt: skip
    return render(request, "almp_programmes/payment_runs.html", context, status=422 if form.errors else 200)


@side_required("ministry")
def payment_run(request: HttpRequest, public_id: UUID) -> HttpResponse:
    by: Any = request.user
    run = get_object_or_404(
        PaymentRun.objects.visible_to(by).select_related("made_by", "approved_by"), public_id=public_id
    )
    if request.method == "POST":
        try:
            payments.payment_run_approve(payment_run_id=run.pk, by=by)
            messages.success(request, _("지급을 승인함"))
        except RuleBroken as exc:
            messages.error(request, str(exc))
        return redirect("almp_programmes:payment_run", public_id)
    rows = run.payments.select_related("enrolment__run__course__provider").order_by("enrolment", "period", "sequence")
    context = {
        "run": run, "page": Paginator(rows, PAGE).get_page(request.GET.get("page")),
        "total": run.payments.aggregate(won=Sum("won"))["won"] or 0,
        "can_approve": policies.can_approve(by, run),
    }  # fmt: skip
    return render(request, "almp_programmes/payment_run.html", context)

"""Pages of co-operation for centres, their agencies and the ministry: figures, learning, the yearly look."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.decorators import side_required
from almp_programmes.models import Course
from core.downloads import csv_response
from core.errors import RuleBroken
from welfare_centres.forms.cooperation import SelfAssessmentForm
from welfare_centres.models import Centre, CooperationComparison, SelfAssessment
from welfare_centres.selectors import cooperation as selectors
from welfare_centres.services import self_assessments as services
from welfare_centres.statements import areas

Indicator = CooperationComparison.Indicator


def _chosen(request: HttpRequest, centres: list[Centre]) -> Centre | None:
    """The one centre that is read: the reader's only one, or the one asked for. None: all of them together."""
    asked = request.GET.get("centre", "")
    found = next((one for one in centres if str(one.organisation.public_id) == asked), None)
    return found or (centres[0] if len(centres) == 1 else None)


@require_safe
@side_required("centre", "agency", "ministry")
def cooperation(request: HttpRequest) -> HttpResponse:
    centres = list(selectors.centres_seen(request.user))
    centre = _chosen(request, centres)
    provinces = selectors.areas_of(centres)
    indicator = request.GET.get("indicator", Indicator.IN_TIME)
    indicator = indicator if indicator in Indicator.values else Indicator.IN_TIME
    area = request.GET.get("area", "") or (provinces[0][0] if len(centres) > 30 and provinces else "")
    one = {"centre": centre} if centre else {"indicator": indicator, "area": area}
    rows = selectors.comparisons(request.user, **one)
    months = selectors.months_of(request.user, centre)
    context = {
        "centre": centre, "centres": centres, "provinces": provinces, "area": area, "indicator": indicator,
        "indicators": Indicator.choices, "rows": rows, "words": selectors.says_words(), "months": months,
        "now": months[-1] if months else None, "chart": selectors.months_chart(months),
        "compared": selectors.comparison_chart(rows, by_indicator=centre is not None),
        "hidden": sum(row.says == "hidden" for row in rows),
    }  # fmt: skip
    return render(request, "welfare_centres/cooperation.html", context)


@require_safe
@side_required("centre", "agency", "ministry")
def cooperation_csv(request: HttpRequest) -> HttpResponse:
    """Everything that the page compares, whatever part of it was looked at. What is hidden there is empty here."""
    words = selectors.says_words()
    head = [
        _("센터"), _("지표"), _("사람"), _("실제"), _("예상"), _("실제÷예상"), _("95% 아래"), _("95% 위"), _("뜻"),
    ]  # fmt: skip
    rows = (
        [
            row.centre.organisation.label, row.indicator_label, *_figures(row), words[row.says],
        ]
        for row in selectors.comparisons(request.user)
    )  # fmt: skip
    return csv_response("cooperation", head, rows)


def _figures(row: selectors.Compared) -> list[object]:
    if row.ratio is None or row.low is None or row.high is None:
        return [""] * 6
    return [
        row.people, row.observed, round(row.expected, 1), round(row.ratio, 3), round(row.low, 3), round(row.high, 3),
    ]  # fmt: skip


@require_safe
@side_required("centre", "agency", "ministry")
def cooperation_training(request: HttpRequest) -> HttpResponse:
    rows = selectors.training(request.user)
    course = Course.objects.visible_to(request.user).filter(reference=selectors.COURSE).first()
    context = {
        "rows": rows, "course": course, "staff": sum(row.staff for row in rows),
        "done": sum(row.staff_done for row in rows), "partners": sum(row.partners for row in rows),
        "partners_done": sum(row.partners_done for row in rows),
    }  # fmt: skip
    return render(request, "welfare_centres/cooperation_training.html", context)


def _year(request: HttpRequest) -> int:
    given = request.GET.get("year", "")
    return int(given) if given.isdecimal() and 2020 <= int(given) <= 2100 else timezone.localdate().year


@require_safe
@side_required("centre", "agency", "ministry")
def self_assessments(request: HttpRequest) -> HttpResponse:
    year = _year(request)
    rows = [
        (centre, row, selectors.self_compared(row, None) if row else [])
        for centre, row in selectors.self_assessments(request.user, year)
    ]
    given = sum(row is not None for _centre, row, _levels in rows)
    context = {"year": year, "rows": rows, "given": given, "areas": [one.name.label for one in areas()]}
    return render(request, "welfare_centres/self_assessments.html", context)


@side_required("centre", "agency", "ministry")
def self_assessment(request: HttpRequest, centre: UUID, year: int) -> HttpResponse:
    """A year's, to be written by the centre's manager until it is handed in; read by whoever sees the centre."""
    found = get_object_or_404(selectors.centres_seen(request.user), organisation__public_id=centre)
    if not 2020 <= year <= 2100:
        raise Http404
    row = selectors.self_assessment_of(request.user, found, year)
    may_write = services.can_write(request.user, found) and not (row and row.is_locked)
    if row is None and not may_write:
        raise Http404
    form = SelfAssessmentForm(request.POST or None, initial=_initial(row))
    if request.method == "POST" and may_write and form.is_valid():
        try:
            services.self_assessment_write(
                centre_id=found.pk, year=year, by=request.user, submit="submit" in request.POST, **form.given()
            )
        except RuleBroken as exc:
            form.add_error(exc.field if exc.field in form.fields else None, str(exc))
        else:
            messages.success(request, _("자기 점검을 냄") if "submit" in request.POST else _("저장함"))
            return redirect("welfare_centres:self_assessment", centre, year)
    before = selectors.self_assessment_of(request.user, found, year - 1)
    context = {
        "centre": found, "year": year, "row": row, "form": form, "may_write": may_write, "before": before,
        "compared": selectors.self_compared(row, before if before and before.is_locked else None),
    }  # fmt: skip
    return render(request, "welfare_centres/self_assessment.html", context, status=422 if form.errors else 200)


def _initial(row: SelfAssessment | None) -> dict[str, Any]:
    if row is None:
        return {}
    return row.levels | {f"{code}_evidence": words for code, words in row.evidence.items()}

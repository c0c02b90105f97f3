"""The ministry's portfolio: all categories, one category's programmes, one programme's money; each as a file too."""

from __future__ import annotations

import uuid
from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.decorators import side_required
from almp_programmes import portfolio_blocks as drawing
from almp_programmes.models import Budget, MoneyEntry, Programme
from almp_programmes.policies.money import can_propose_budget
from almp_programmes.selectors import portfolio as reading
from almp_programmes.selectors.portfolio import Filter, Portfolio
from core.downloads import csv_response

LINES_SHOWN = 50


def _year(request: HttpRequest, years: list[int]) -> int:
    """The year asked for if it is there, else the latest that is not ahead."""
    asked, today = request.GET.get("year", ""), timezone.localdate().year
    if asked.isdecimal() and int(asked) in years:
        return int(asked)
    return next((year for year in years if year <= today), years[0] if years else today)


def _province(request: HttpRequest, names: dict[str, str]) -> str:
    asked = request.GET.get("province", "")
    return asked if asked in names else ""


def _shared(request: HttpRequest) -> dict[str, Any]:
    years, names = reading.years_known(request.user), reading.provinces()  # type: ignore[arg-type]
    return {"years": years, "provinces": names, "filter": Filter(_year(request, years), _province(request, names))}


def _address(name: str, of: object, chosen: Filter) -> str:
    query = {"year": chosen.year, **({"province": chosen.province} if chosen.province else {})}
    return f"{reverse(f'almp_programmes:{name}', args=[of])}?{urlencode(query)}"


def _found(request: HttpRequest, places: dict[str, str]) -> Portfolio:
    user: Any = request.user
    return reading.portfolio(user, _province(request, places), lambda years: _year(request, years))


@side_required("ministry")
def portfolio(request: HttpRequest) -> HttpResponse:
    places = reading.provinces()
    found = _found(request, places)
    names, figures = reading.categories(), reading.references()
    blocks = drawing.blocks(found, names, reading.groups(), reading.gdp_of(figures))
    links = [_address("portfolio_category", code, found.filter) for code in drawing.ordered(found)] + [""]
    context = {
        "years": found.years[::-1],
        "provinces": places,
        "filter": found.filter,
        "found": found,
        "blocks": blocks,
        "linked_rows": list(zip(links, blocks["categories"].rows, strict=True)) if blocks else [],
        "reference": drawing.reference_block(figures, names),
        "eok": drawing.eok,
        "eok_unit": drawing.eok_unit(),
    }
    return render(request, "almp_programmes/portfolio.html", context)


@side_required("ministry")
def portfolio_category(request: HttpRequest, category: str) -> HttpResponse:
    names = reading.categories()
    if category not in names:
        raise Http404
    shared, user = _shared(request), request.user
    rows = reading.programmes_of(user, category, shared["filter"])  # type: ignore[arg-type]
    block = drawing.programmes_block(rows, names[category], reading.counted_at()) if rows else None
    links = [_address("programme_money", programme.public_id, shared["filter"]) for programme, _amounts in rows]
    context = {
        **shared,
        "category": category,
        "name": names[category],
        "block": block,
        "linked_rows": list(zip(links, block.rows, strict=True)) if block else [],
    }
    return render(request, "almp_programmes/portfolio_category.html", context)


@side_required("ministry")
def programme_money(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    user: Any = request.user
    programme = get_object_or_404(Programme.objects.visible_to(user).select_related("measure"), public_id=public_id)
    shared = _shared(request)
    year = shared["filter"].year
    found = reading.programme_money(user, programme, year)
    budgets = Budget.objects.visible_to(user).filter(programme=programme, year=year)
    lines = MoneyEntry.objects.visible_to(user).filter(programme=programme, year=year).select_related("target_group")
    context = {
        **shared,
        "programme": programme,
        "block": drawing.programme_block(found, reading.counted_at()),
        "tables": drawing.programme_tables(found, shared["provinces"], reading.groups()),
        "budgets": budgets.select_related("target_group", "proposed_by", "decided_by"),
        "lines": lines[:LINES_SHOWN],
        "line_count": lines.count(),
        "may_propose": can_propose_budget(user),
    }
    return render(request, "almp_programmes/programme_money.html", context)


@side_required("ministry")
def portfolio_csv(request: HttpRequest, block: str) -> HttpResponse:
    """Whole won and plain counts, with the page's year and province."""
    user: Any = request.user
    shared, names = _shared(request), reading.categories()
    here: Filter = shared["filter"]
    if block == "reference":
        found = drawing.reference_block(reading.references(), names)
        return csv_response(block, found.head if found else [], found.rows if found else [])
    if block == "programmes":
        listed = reading.programmes_of(user, request.GET.get("category", "")[:1], here)
        rows = [((here.year, one.code, one.label), amounts) for one, amounts in listed]
        return csv_response(block, [_("연도"), _("코드"), _("프로그램"), *reading.RAW], reading.raw_rows(rows))
    found_all = _found(request, shared["provinces"])
    if block == "groups":
        groups = reading.groups()
        rows_of = [((here.year, groups.get(key, "")), one) for key, one in found_all.by_group.items()]
        return csv_response(block, [_("연도"), _("대상 집단"), *reading.RAW], reading.raw_rows(rows_of))
    if block != "categories":
        raise Http404
    by = [
        ((year, code, names.get(code, "")), one)
        for year in found_all.years
        for code, one in sorted(found_all.by_year[year].items())
    ]
    return csv_response(block, [_("연도"), _("코드"), _("정책 유형"), *reading.RAW], reading.raw_rows(by))

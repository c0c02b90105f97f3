"""The ministry's pages: the dashboard (which is its home), tightness by occupation, and every block as CSV."""

from hashlib import sha256
from typing import Any

from django.core.cache import cache
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.safestring import mark_safe
from django.utils.translation import get_language

from accounts.decorators import side_required
from core.downloads import csv_response
from portal import figures
from portal.selectors import ministry

DAY = 60 * 60 * 24


def dashboard(request: HttpRequest) -> HttpResponse:
    """Called by the home page for the ministry's side. Counted once a night, so drawn once a night and language."""
    key = f"portal.ministry:{get_language()}:{sha256(ministry.counted().encode()).hexdigest()}"
    drawn = cache.get(key)
    if drawn is None:
        found = ministry.dashboard(timezone.localdate())
        context = {"board": found, "keys": figures.keys(found), "blocks": figures.blocks(found)}
        drawn = render_to_string("portal/_ministry.html", context)
        cache.set(key, drawn, DAY)
    return render(request, "portal/home_ministry.html", {"drawn": mark_safe(drawn)})  # noqa: S308 - our own template


@side_required("ministry")
def occupations(request: HttpRequest) -> HttpResponse:
    names = ministry.provinces()
    province = request.GET.get("province", "")
    province = province if province in names else ""
    month, rows = ministry.tightness_by_occupation(province)
    until, hired = ministry.hiring_by_occupation(timezone.localdate(), province)
    context: dict[str, Any] = {
        "month": month, "block": figures.occupation_block(rows, month) if rows else None,
        "placements": figures.placements_block(hired, until) if hired else None,
        "provinces": names, "province": province,
    }  # fmt: skip
    return render(request, "portal/occupations.html", context)


@side_required("ministry")
def block_csv(request: HttpRequest, block: str) -> HttpResponse:
    if block == "occupations":
        month, rows = ministry.tightness_by_occupation(request.GET.get("province", ""))
        found = {"occupations": figures.occupation_block(rows, month)}
    elif block == "placements":
        until, hired = ministry.hiring_by_occupation(timezone.localdate(), request.GET.get("province", ""))
        found = {"placements": figures.placements_block(hired, until)} if hired else {}
    else:
        found = figures.blocks(ministry.dashboard(timezone.localdate()))
    if block not in found:
        raise Http404
    return csv_response(block, found[block].head, found[block].rows)

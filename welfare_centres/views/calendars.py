"""A member of staff's day and week, and finding whom to book for."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from accounts.decorators import side_required
from welfare_centres.models import CalendarFeed
from welfare_centres.policies import meetings as policies
from welfare_centres.selectors import meetings as selectors
from welfare_centres.views.booking import day_of

MOST = 30


@side_required("centre", "agency")
def my_calendar(request: HttpRequest) -> HttpResponse:
    user: Any = request.user
    day, week = day_of(request.GET.get("day", ""), past=True), request.GET.get("view") == "week"
    first = day - dt.timedelta(days=day.weekday()) if week else day
    days = 7 if week else 1
    context = {
        "days": selectors.calendar_of(user, first, days), "day": day, "week": week, "tones": selectors.TONES,
        "before": day - dt.timedelta(days=days), "after": day + dt.timedelta(days=days),
        "today": timezone.localdate(), "feed": CalendarFeed.objects.filter(user=user).first(),
        "token": request.session.pop("feed", ""), "manages": _manages(user),
    }  # fmt: skip
    return render(request, "welfare_centres/my_calendar.html", context)


def _manages(user: Any) -> bool:
    return any(policies.can_manage_centre(user, centre) for centre in policies.centres_of(user))


@side_required("centre", "agency")
def book_find(request: HttpRequest) -> HttpResponse:
    """Whom to book for, by name: asked by POST, since a name belongs in no address."""
    name = request.POST.get("q", "").strip()
    found: list[Any] = []
    if name:
        found = list(policies.bookable_people(request.user).filter(name__contains=name).order_by("name", "pk")[:MOST])  # type: ignore[arg-type]
    return render(request, "welfare_centres/book_find.html", {"q": name, "found": found})

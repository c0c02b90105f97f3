"""How long people wait for an appointment and in the queue, and how many do not come."""

import datetime as dt
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.decorators import side_required
from core.downloads import csv_response
from welfare_centres.models import Centre
from welfare_centres.policies import meetings as policies
from welfare_centres.selectors import waiting as selectors

WEEKS = 8


@side_required("centre", "agency", "ministry")
@require_safe
def waiting(request: HttpRequest) -> HttpResponse:
    """One's own centres by service and channel; the ministry sees a line a centre, the longest waits first."""
    user: Any = request.user
    ministry = request.acting.side == "ministry"  # type: ignore[attr-defined]
    centres = list((Centre.objects.open() if ministry else policies.centres_of(user)).select_related("organisation"))
    last = timezone.localdate()
    first = last - dt.timedelta(weeks=WEEKS) + dt.timedelta(days=1)
    whole = ministry and request.GET.get("format") != "csv"
    days = selectors.days_waited(centres, first, last, whole=whole)
    minutes = selectors.minutes_waited(centres, first, last, whole=whole)
    if whole:
        days.sort(key=lambda line: -line.median)
        minutes.sort(key=lambda line: -line.median)
    if request.GET.get("format") == "csv":
        head = [
            _("센터"),
            _("상담"),
            _("방법"),
            _("단위"),
            _("건수"),
            _("4분의 1"),
            _("중앙값"),
            _("4분의 3"),
            _("오지 않음"),
        ]
        lines = [(one, _("일")) for one in days] + [(one, _("분")) for one in minutes]
        return csv_response("waiting", head, [[*one[:3], unit, *one[3:]] for one, unit in lines])
    context = {
        "days": days,
        "minutes": minutes,
        "first": first,
        "last": last,
        "many": len(centres) > 1,
        "whole": whole,
    }
    return render(request, "welfare_centres/waiting.html", context)

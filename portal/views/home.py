"""Everyone's home: one address, a page for the side one acts for."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from almp_programmes.selectors.courses import provider_today
from matching.selectors import applications
from portal.selectors import counsellor
from portal.selectors import home as selectors
from portal.views import ministry
from portal.views.people import queue_strip
from welfare_centres.selectors.day import day_of
from welfare_centres.selectors.meetings import next_appointment


def home(request: HttpRequest) -> HttpResponse:
    pages = {
        "employer": _employer, "centre": _centre, "agency": _agency, "ministry": ministry.dashboard,
        "provider": _provider,
    }  # fmt: skip
    return pages.get(request.acting.side, _jobseeker)(request)  # type: ignore[attr-defined]


def _jobseeker(request: HttpRequest) -> HttpResponse:
    found = selectors.jobseeker(request.user)
    context = {"home": found, "jobs": selectors.recommended(request.user), "tones": applications.TONES,
               "appointment": next_appointment(request.user)}  # fmt: skip
    return render(request, "portal/home_jobseeker.html", context)


def _employer(request: HttpRequest) -> HttpResponse:
    organisation = request.acting.organisation  # type: ignore[attr-defined]
    return render(request, "portal/home_employer.html", {"home": selectors.employer(request.user, organisation)})


def _centre(request: HttpRequest) -> HttpResponse:
    today = timezone.localdate()
    clients = counsellor.clients(request.user, today)
    needing = [client for client in clients if client.needs][:25]
    context = {"today": today, "total": len(clients), "needing": needing, "queues": queue_strip(clients, "")}
    return render(request, "portal/home_centre.html", context | {"day": day_of(request.user, today)})


def _agency(request: HttpRequest) -> HttpResponse:
    day = day_of(request.user, timezone.localdate())
    return render(request, "portal/home_agency.html", {"today": day.today, "day": day})


def _provider(request: HttpRequest) -> HttpResponse:
    organisation = request.acting.organisation  # type: ignore[attr-defined]
    return render(request, "portal/home_provider.html", {"home": provider_today(organisation)})

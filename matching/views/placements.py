"""Placements of the people a counsellor looks after."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from accounts.decorators import side_required
from matching.selectors.placements import placements_of_counsellor

PAGE = 50


@side_required("centre")
def placements(request: HttpRequest) -> HttpResponse:
    page = Paginator(placements_of_counsellor(request.user), PAGE).get_page(request.GET.get("page"))  # type: ignore[arg-type]
    return render(request, "matching/placements.html", {"page": page})

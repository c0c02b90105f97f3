"""Placements of the people a counsellor looks after, and the day one of them ended."""

import uuid
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from accounts.decorators import side_required
from core.errors import RuleBroken
from matching.applying.placements import placement_end as end_it
from matching.forms import PlacementEndForm
from matching.selectors.placements import placements_of_counsellor

PAGE = 50


@side_required("centre")
def placements(request: HttpRequest) -> HttpResponse:
    page = Paginator(placements_of_counsellor(request.user), PAGE).get_page(request.GET.get("page"))  # type: ignore[arg-type]
    return render(request, "matching/placements.html", {"page": page})


@side_required("centre")
def placement_end(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    by: Any = request.user
    placement = get_object_or_404(placements_of_counsellor(by), public_id=public_id)
    form = PlacementEndForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            end_it(placement_id=placement.pk, by=by, on=form.cleaned_data["on"])
            messages.success(request, _("끝난 날을 적었습니다."))
            return redirect("matching:placements")
        except RuleBroken as exc:
            form.add_error(exc.field or None, str(exc))
    status = 422 if request.method == "POST" else 200
    return render(request, "matching/placement_end.html", {"form": form, "placement": placement}, status=status)

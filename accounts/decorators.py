"""Doors of pages that belong to one side."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

View = Callable[..., HttpResponse]


def side_required(*sides: str) -> Callable[[View], View]:
    """`@side_required("centre")`: acting for another side gets a 403 page that offers to switch."""

    def decorate(view: View) -> View:
        @wraps(view)
        def inner(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if request.acting.side in sides:  # type: ignore[attr-defined]
                return view(request, *args, **kwargs)
            return wrong_side(request, sides)

        return inner

    return decorate


def wrong_side(request: HttpRequest, sides: tuple[str, ...]) -> HttpResponse:
    acting = request.acting  # type: ignore[attr-defined]
    fitting = [one for one in acting.memberships if one.organisation.kind in sides]
    as_person = "jobseeker" in sides and acting.user.person_id is not None
    context = {"fitting": fitting, "as_person": as_person, "sides": sides, "back": request.get_full_path()}
    return render(request, "accounts/wrong_side.html", context, status=403)

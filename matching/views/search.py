"""The public search page; with htmx the same page without its shell."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_vary_headers
from django.views.decorators.http import require_safe

from core.fragments import render
from matching.search.criteria import KM, Criteria
from matching.search.labels import VALUES, table
from matching.search.marking import marked
from matching.search.reference import reference
from matching.selectors.search import search as find


@login_not_required
@require_safe
def search(request: HttpRequest) -> HttpResponse:
    asked = Criteria.of(request.GET)
    user = request.user if request.user.is_authenticated else None
    found = find(asked, user=user)
    sorts = [name for name in VALUES["sort"] if (name != "fit" or asked.q) and (name != "near" or found.place)]
    label = table(reference())
    context = {
        "found": found,
        "asked": asked,
        "sorts": tuple((name, label("sort", name)) for name in sorts),
        "sort": asked.sort if asked.sort in sorts else sorts[0],
        "km_choices": tuple((km, label("near", km)) for km in KM),
        "mark": marked,
        "hx": request.headers.get("HX-Request"),
    }
    partial = context["hx"] == "true" and request.headers.get("HX-Target") == "found"
    template = "matching/_found.html" if partial else "matching/search.html"
    response = render(request, template, context, key=lambda: (found.key, context["hx"]))
    patch_vary_headers(response, ["HX-Request", "HX-Target"])
    return response

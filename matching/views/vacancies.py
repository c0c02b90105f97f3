"""A vacancy's public page."""

import json
from uuid import UUID

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.safestring import mark_safe
from django.views.decorators.http import require_safe

from employers.selectors.jsonld import job_posting
from employers.selectors.view import vacancy_view
from matching.selectors import vacancies as selectors

# In a script element these would end it or open a comment (HTML, "Restrictions for contents of script elements").
_UNSAFE = {ord("<"): "\\u003C", ord(">"): "\\u003E", ord("&"): "\\u0026"}


@login_not_required
@require_safe
def vacancy(request: HttpRequest, public_id: UUID) -> HttpResponse:
    user = request.user if request.user.is_authenticated else None
    found = selectors.public_vacancy(public_id, user)
    if found is None:
        raise Http404
    view = vacancy_view(found)
    is_jobseeker = user is not None and request.acting.side == "jobseeker"  # type: ignore[attr-defined]
    posting = json.dumps(job_posting(found), ensure_ascii=False).translate(_UNSAFE) if view.is_open else ""
    context = {
        "vacancy": found,
        "v": view,
        "is_jobseeker": is_jobseeker,
        "fit": selectors.fit_of(found, user) if user is not None and is_jobseeker else None,
        "similar": selectors.similar(found),
        "posting": mark_safe(posting),  # noqa: S308 - JSON of our own with <, > and & escaped
    }
    return render(request, "matching/vacancy.html", context)

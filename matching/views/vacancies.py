"""A vacancy's public page."""

import json
from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_not_required
from django.core.cache import cache
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.safestring import mark_safe
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from accounts.models import User
from employers.selectors.jsonld import job_posting
from employers.selectors.view import vacancy_view
from matching.selectors import vacancies as selectors

KEPT_SECONDS = 60  # of similar vacancies; a change of the vacancy itself shows at once
# In a script element these would end it or open a comment (HTML, "Restrictions for contents of script elements").
_UNSAFE = {ord("<"): "\\u003C", ord(">"): "\\u003E", ord("&"): "\\u0026"}


@login_not_required
@require_safe
def vacancy(request: HttpRequest, public_id: UUID) -> HttpResponse:
    user = request.user if request.user.is_authenticated else None
    page = _page(request, public_id, user) if user is not None else _visitors_page(request, public_id)
    return render(request, "matching/vacancy.html", {"page": page})


def _visitors_page(request: HttpRequest, public_id: UUID) -> dict[str, str]:
    """The same for every visitor, so kept as long as nothing it shows has changed: one query, then the shell."""
    stamp = selectors.stamp_of(public_id)
    if stamp is None:
        raise Http404
    key = f"vacancy-page:{get_language()}:{stamp}"
    page = cache.get(key)
    if page is None:
        page = _page(request, public_id, None)
        cache.set(key, page, KEPT_SECONDS)
    return page


def _page(request: HttpRequest, public_id: UUID, user: User | None) -> dict[str, str]:
    found = selectors.public_vacancy(public_id, user)
    if found is None:
        raise Http404
    view = vacancy_view(found)
    is_jobseeker = user is not None and request.acting.side == "jobseeker"  # type: ignore[attr-defined]
    context: dict[str, Any] = {
        "vacancy": found,
        "v": view,
        "is_jobseeker": is_jobseeker,
        "fit": selectors.fit_of(found, user) if user is not None and is_jobseeker else None,
        "similar": selectors.similar(found),
    }
    posting = json.dumps(job_posting(found), ensure_ascii=False).translate(_UNSAFE) if view.is_open else ""
    return {
        "title": f"{view.title} - {view.company}",
        "here": view.title,
        "posting": mark_safe(posting),  # noqa: S308 - JSON of our own with <, > and & escaped
        "content": mark_safe(render_to_string("matching/_vacancy_content.html", context, request)),  # noqa: S308
        "bottom": mark_safe(render_to_string("matching/_vacancy_bottom.html", context, request)),  # noqa: S308
    }

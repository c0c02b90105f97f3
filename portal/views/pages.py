"""Public pages: the front door, help, terms, privacy, accessibility."""

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language

from portal.selectors import front as front_selectors


@login_not_required
def front(request: HttpRequest) -> HttpResponse:
    if request.user.is_authenticated:
        return redirect("portal:home")
    return render(request, "portal/front.html", {"newest": front_selectors.newest(), "size": front_selectors.size()})


@login_not_required
def help_page(request: HttpRequest) -> HttpResponse:
    return render(request, "portal/help.html")


def _legal(request: HttpRequest, name: str) -> HttpResponse:
    language = (get_language() or settings.LANGUAGE_CODE)[:2]
    return render(request, "portal/legal.html", {"name": name, "text": f"portal/legal/{name}_{language}.html"})


@login_not_required
def terms(request: HttpRequest) -> HttpResponse:
    return _legal(request, "terms")


@login_not_required
def privacy(request: HttpRequest) -> HttpResponse:
    return _legal(request, "privacy")


@login_not_required
def accessibility(request: HttpRequest) -> HttpResponse:
    return _legal(request, "accessibility")


@login_not_required
def robots(request: HttpRequest) -> HttpResponse:
    """Vacancies and public pages may be indexed; nobody's own pages."""
    lines = ["User-agent: *", "Disallow: /me/", "Disallow: /profile/", "Disallow: /people/", "Disallow: /api/"]
    lines.append(f"Sitemap: {settings.SITE_ORIGIN}{reverse('portal:sitemap')}")
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain")

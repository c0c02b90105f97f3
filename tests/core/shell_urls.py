"""The addresses that the shell looks for, so that its tests depend on no room of the house."""

from django.http import HttpRequest, HttpResponse
from django.urls import include, path


def page(request: HttpRequest) -> HttpResponse:
    return HttpResponse()


def room(name: str, *pages: str) -> object:
    return path(f"{name}/", include(([path(f"{one}/", page, name=one) for one in pages], name)))


urlpatterns = [
    room("portal", "home", "front", "help", "centres", "privacy", "terms", "accessibility"),
    room("matching", "search", "applications"),
    path("language/", page, name="set_language"),
    path("login/", page, name="account_login"),
    path("logout/", page, name="account_logout"),
    path("signup/", page, name="account_signup"),
]

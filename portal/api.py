"""The API, version by version: each room's routes, the schema, and a page to read it by."""

from importlib import import_module
from importlib.util import find_spec

from django.contrib.auth.decorators import login_not_required
from django.urls import URLPattern, URLResolver, include, path
from drf_spectacular.views import SpectacularAPIView
from rest_framework.permissions import AllowAny
from rest_framework.routers import SimpleRouter

from portal.views.api_docs import api_docs

ROOMS = ("taxonomy", "jobseekers", "employers", "almp_programmes", "matching", "welfare_centres")


def _routes() -> list[URLPattern | URLResolver]:
    """A room's `api` module gives `register(router)` for its view sets, `urlpatterns` for the rest, or both."""
    router = SimpleRouter()
    more: list[URLPattern | URLResolver] = []
    for room in ROOMS:
        if find_spec(f"{room}.api") is None:
            continue
        module = import_module(f"{room}.api")
        if hasattr(module, "register"):
            module.register(router)
        more += getattr(module, "urlpatterns", [])
    return [*router.urls, *more]


_schema = login_not_required(SpectacularAPIView.as_view(permission_classes=[AllowAny], api_version="v1"))

app_name = "api"
urlpatterns = [
    path("<slug:version>/schema/", _schema, name="schema"),
    path("<slug:version>/docs/", api_docs, name="docs"),
    path("<slug:version>/", include(_routes())),
]

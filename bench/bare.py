"""The peer that every page is measured against: one Django view, four middlewares, no database."""

from django.core.wsgi import get_wsgi_application
from django.http import HttpRequest, HttpResponse
from django.urls import path

SECRET_KEY = "bare-page-bare-page-bare-page-bare-page-bare-page-0123"
DEBUG = False
ALLOWED_HOSTS = ["127.0.0.1", "localhost"]
ROOT_URLCONF = __name__
USE_TZ = True
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]


def page(request: HttpRequest) -> HttpResponse:
    return HttpResponse("<!doctype html><title>bare</title><p>ok")


urlpatterns = [path("", page)]


class _Lazy:
    """Django imports this module as settings before it can be set up, so the application is made on first use."""

    made = None

    def __call__(self, environ, start_response):
        self.made = self.made or get_wsgi_application()
        return self.made(environ, start_response)


application = _Lazy()

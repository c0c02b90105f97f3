"""Settings, URLs, view and WSGI of the skeleton page: /django/ and /jinja/ render the same HTML."""

import os
from pathlib import Path

import environ
from django.core.wsgi import get_wsgi_application
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path

SECRET_KEY = "skeleton-skeleton-skeleton-skeleton-skeleton-skeleton-0123"
DEBUG = False
ALLOWED_HOSTS = ["127.0.0.1", "localhost"]
ROOT_URLCONF = __name__
USE_TZ = True
TIME_ZONE = "Asia/Seoul"
LANGUAGE_CODE = "ko"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.humanize",
    "csp",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.middleware.gzip.GZipMiddleware",
]
STATIC_ROOT = "/nonexistent"
WHITENOISE_AUTOREFRESH = False
DATABASES = {
    "default": environ.Env().db("DATABASE_URL") | {"CONN_MAX_AGE": int(os.environ.get("CONN_MAX_AGE", "600"))}
}
SHELL = [
    "django.template.context_processors.request",
    "django.contrib.auth.context_processors.auth",
    "django.contrib.messages.context_processors.messages",
]
FOLDER = Path(__file__).parent
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "NAME": "jinja",
        "DIRS": [FOLDER / "jinja"],
        "OPTIONS": {"context_processors": SHELL[1:], "auto_reload": False},
    },
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "NAME": "django",
        "DIRS": [FOLDER / "django"],
        "OPTIONS": {"context_processors": SHELL},
    },
]
LINES = [
    "SELECT id, 'Vacancy ' || id AS title, 'Employer ' || id AS employer, 2000000 + id * 1000 AS pay,"
    " 'Seoul' AS region, now() + id * interval '1 day' AS closes FROM generate_series(1, 20) AS id",
    "SELECT id, 'Region ' || id AS title, id * 17 AS n FROM generate_series(1, 17) AS id",
    "SELECT id, 'Occupation ' || id AS title, id * 11 AS n FROM generate_series(1, 20) AS id",
    "SELECT count(*) AS n FROM generate_series(1, 500)",
]


def _rows(sql: str) -> list[dict]:
    with connection.cursor() as cursor:
        cursor.execute(sql)
        names = [column[0] for column in cursor.description]
        return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]


def page(request: HttpRequest, engine: str) -> HttpResponse:
    assert request.user.is_authenticated
    vacancies, regions, occupations, total = map(_rows, LINES)
    context = {
        "vacancies": vacancies,
        "facets": [("Region", regions), ("Occupation", occupations)],
        "total": total[0]["n"],
    }
    if engine == "none":
        return HttpResponse(str(len(str(context))))
    return render(request, "list.html", context, using=engine)


urlpatterns = [path("<str:engine>/", page)]


class _Lazy:
    """Django imports this module as settings before it can be set up, so the application is made on first use."""

    made = None

    def __call__(self, environ, start_response):
        self.made = self.made or get_wsgi_application()
        return self.made(environ, start_response)


application = _Lazy()

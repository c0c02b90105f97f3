"""The measured pages, with a signed-in session for each role, as JSON. Runs under the project's settings."""

from __future__ import annotations

import json
import sys

import django

django.setup()

from django.conf import settings  # noqa: E402
from django.db import connection  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402
from django.urls import NoReverseMatch, reverse  # noqa: E402
from django.utils.encoding import iri_to_uri  # noqa: E402

from bench.sessions import sessions  # noqa: E402
from employers.models import Vacancy  # noqa: E402

SEARCH, VACANCY, HOME = "≥3%", "≥5%", "≥4%"


def wanted() -> list[tuple[str, str, str, dict, str, str]]:
    """name, role, URL name, arguments, query string, target."""
    published = Vacancy.objects.filter(state="published").order_by("pk").values_list("public_id", flat=True)
    firm = Vacancy.objects.filter(employer__organisation__memberships__user__email="employer@demo.example")
    busiest = max(firm, key=lambda vacancy: vacancy.applications.count(), default=None)
    rows = [
        ("search, no words", "anyone", "matching:search", {}, "", SEARCH),
        ("search, one word", "anyone", "matching:search", {}, "?q=개발", SEARCH),
        ("search, a typing mistake", "anyone", "matching:search", {}, "?q=간호시", SEARCH),
        ("search, two filters", "anyone", "matching:search", {}, "?q=관리&contract=permanent&region=41", SEARCH),
        ("search, signed in", "jobseeker", "matching:search", {}, "?q=사무", SEARCH),
        ("public vacancy", "anyone", "matching:vacancy", {"public_id": published[len(published) // 2]}, "", VACANCY),
        ("employer's vacancies (list)", "employer", "employers:vacancy_list", {}, "", SEARCH),
        ("recommended (list)", "jobseeker", "matching:recommended", {}, "", SEARCH),
        ("own applications (list)", "jobseeker", "matching:applications", {}, "", SEARCH),
        ("counsellor's people (list)", "counsellor", "portal:people", {}, "", SEARCH),
        *(
            (f"home of {role}", role, "portal:home", {}, "", HOME)
            for role in ("jobseeker", "employer", "counsellor", "ministry")
        ),
        ("front page", "anyone", "portal:front", {}, "", HOME),
    ]
    if busiest:
        arguments = {"public_id": busiest.public_id}
        rows.append(("applicants (list)", "employer", "matching:employer_applications", arguments, "", SEARCH))
    return rows


def seen(path: str, cookie: str) -> dict:
    """The third and fourth request: what a process reads once in its life is not the page's cost."""
    headers = {"cookie": cookie} if cookie else {}
    counts = []
    for turn in range(4):
        with CaptureQueriesContext(connection) as captured:
            answer = Client(SERVER_NAME="127.0.0.1").get(path, headers=headers)
        if turn > 1:
            counts.append(len(captured))
    return {"queries": max(counts), "size": len(answer.content), "status": answer.status_code}


def main() -> None:
    cookies = sessions()
    settings.SEARCH_KEPT_SECONDS = 0  # count every query that a search can cost
    found = []
    for name, role, url, arguments, query, target in wanted():
        page = {"name": name, "cookie": cookies[role], "target": target}
        try:
            page["path"] = iri_to_uri(reverse(url, kwargs=arguments) + query)
            page |= seen(page["path"], page["cookie"])
        except NoReverseMatch:
            page |= {"path": "", "queries": 0, "size": 0, "status": 404}
        found.append(page)
    json.dump(found, sys.stdout)


main()

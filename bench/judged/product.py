"""What the product itself answers, as JSON on standard output; questions come on standard input.

This is the one place that knows how the product is asked. It runs under the project's settings on a throw-away
database: `recommend` takes every vacancy that was not judged out of the market.
"""

from __future__ import annotations

import io
import json
import sys
from typing import Any

import django

django.setup()

from django.core.management import call_command  # noqa: E402
from django.db.models import Q, QuerySet  # noqa: E402
from django.utils import timezone  # noqa: E402

from accounts.models import Person  # noqa: E402
from bench.judged import PUBLIC, key_of  # noqa: E402
from employers.models import Employer, Vacancy  # noqa: E402
from jobseekers.models import Competency, Jobseeker, PreferredOccupation  # noqa: E402
from matching.models import Recommendation  # noqa: E402
from matching.search.criteria import Criteria  # noqa: E402
from matching.selectors.search import search  # noqa: E402
from taxonomy.models import KECO_2018, Occupation  # noqa: E402
from taxonomy.selectors import skills_in_text  # noqa: E402

MOST_SKILLS = 12


def searched(questions: list[str]) -> list[list[str]]:
    """The keys on the first page, best first."""
    keys = dict(Vacancy.objects.exclude(source=Vacancy.OWN).values_list("pk", "source_key"))
    return [[keys[pk] for pk in search(Criteria(q=words)).ids] for words in questions]


def coded(judged: list[dict[str, str]]) -> dict[str, str]:
    """The occupation that the import gave each judged vacancy; "" for none."""
    rows = Vacancy.objects.exclude(source=Vacancy.OWN).values_list("source", "source_key", "occupation__code")
    given = {key_of(source, key): code or "" for source, key, code in rows}
    return {key: given[key] for key in (key_of(one["file"], one["key"]) for one in judged)}


def recommended(asked: dict[str, Any]) -> dict[str, Any]:
    """For each person the keys of the vacancies advised; and what was in the market, with the code it was given."""
    market = _only(asked["vacancies"])
    call_command("index_vacancies", stdout=io.StringIO())
    people = [_person(one) for one in asked["people"]]
    call_command("match_tonight", stdout=io.StringIO())
    keys = {pk: key_of(*named) for pk, *named in Vacancy.objects.values_list("pk", "source", "source_key")}
    advised = {
        person: [keys[pk] for pk in best]
        for person, best in Recommendation.objects.values_list("jobseeker_id", "vacancies")
    }
    open_now = market.filter(state=Vacancy.State.PUBLISHED).values_list("source", "source_key", "occupation__code")
    return {
        "market": {key_of(source, key): code or "" for source, key, code in open_now},
        "advised": [advised[person] for person in people],
    }


def _only(judged: list[dict[str, str]]) -> QuerySet[Vacancy]:
    """The judged vacancies alone stay open. The public service's file names no firm, so its rows are lent one."""
    public = Q(source=PUBLIC, source_key__in=[one["key"] for one in judged if one["file"] == PUBLIC])
    portal = ~Q(source=PUBLIC) & Q(source_key__in=[one["key"] for one in judged if one["file"] != PUBLIC])
    kept = Vacancy.objects.filter(public | portal)
    others = Vacancy.objects.filter(state=Vacancy.State.PUBLISHED).exclude(pk__in=kept.values("pk"))
    others.update(state=Vacancy.State.PAUSED)
    lender = Employer.objects.earliest("pk")
    kept.filter(public).update(employer=lender, state=Vacancy.State.PUBLISHED, published_at=timezone.now())
    return kept


def _person(entry: dict[str, str]) -> int:
    """An occupation's own entry as one who does and wants that work, and confirmed the skills that it names."""
    person = Person.objects.create(name=entry["title"][:100])
    jobseeker = Jobseeker.objects.create(
        person=person, headline=entry["title"][:120], intro=entry["description"][:3000]
    )
    occupation = Occupation.objects.filter(edition=KECO_2018, code=entry["code"]).first()
    if occupation is not None:
        PreferredOccupation.objects.create(jobseeker=jobseeker, occupation=occupation)
    Competency.objects.bulk_create(
        Competency(jobseeker=jobseeker, skill=skill, confirmed_at=timezone.now())
        for skill in skills_in_text(f"{entry['title']} {entry['description']}", MOST_SKILLS)
    )
    return jobseeker.pk


ANSWERS = {"search": searched, "coded": coded, "recommend": recommended}

if __name__ == "__main__":
    json.dump(ANSWERS[sys.argv[1]](json.load(sys.stdin)), sys.stdout)

"""People with all that rules may ask about them."""

import datetime as dt
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import F, OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce, Left

from accounts.models import Person
from almp_programmes.facts import BEEN, BEFORE_MONTHS, LATELY_MONTHS, NOW
from almp_programmes.models import Enrolment
from core.rules import facts
from jobseekers.facts import rule_people


def _months_before(on: dt.date, months: int) -> dt.date:
    """As PostgreSQL subtracts an interval: the last day of a month that is too short."""
    year, month = divmod(on.year * 12 + on.month - 1 - months, 12)
    for day in range(on.day, 27, -1):
        try:
            return dt.date(year, month + 1, day)
        except ValueError:
            continue
    return dt.date(year, month + 1, min(on.day, 28))


def _until(on: dt.date, months: int) -> Q:
    return Q(state__in=BEEN, starts_on__lte=on, last_day__gt=_months_before(on, months))


def with_programmes(people: QuerySet[Any], on: dt.date) -> QuerySet[Any]:
    own = Enrolment.objects.filter(person=OuterRef("pk")).annotate(last_day=Coalesce("ended_on", "ends_on"))
    return people.annotate(
        programmes_now=ArraySubquery(own.filter(state__in=NOW).values("programme__code").distinct()),
        measures_lately=ArraySubquery(
            own.filter(_until(on, LATELY_MONTHS)).values(m=Left(F("programme__measure__code"), 1)).distinct()
        ),
        programmes_before=ArraySubquery(own.filter(_until(on, BEFORE_MONTHS)).values("programme__code").distinct()),
    )


def fact_values(person_id: int, on: dt.date, **beside: Any) -> dict[str, Any]:
    """Every fact of one person, and what else is asked of the database beside them, in one query."""
    person = with_programmes(rule_people(Person.objects.filter(pk=person_id), on), on).annotate(**beside).get()
    found = {key: fact.read(person, on) for key, fact in facts().items()}
    return found | {name: getattr(person, name) for name in beside}

"""Who may enter a programme and has not: for the ministry by group and region, for a counsellor by name."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.core.cache import cache
from django.db import connection
from django.utils.translation import gettext as _

from accounts.models import AccessGrant, Assignment, Person, User
from almp_programmes.facts import BEEN
from almp_programmes.models import Programme, RuleSet, TargetGroup
from almp_programmes.selectors.eligibility import in_force
from almp_programmes.selectors.opening import hide_small
from core.rules import Rule, compile_rules, parse
from jobseekers.facts import PROVINCES

YEAR = 365  # days back that taking part counts
FRESH = 15 * 60  # seconds that counts over everybody are kept
PEOPLE_SHOWN = 50
_TAKEN = """
    LEFT JOIN (
        SELECT person_id AS who, array_agg(DISTINCT programme_id) AS programmes FROM almp_programmes_enrolment
        WHERE state = ANY(%(been)s) AND coalesce(ended_on, ends_on) > %(on)s::date - %(year)s GROUP BY 1
    ) AS taken ON taken.who = answers.id
"""


@dataclass(frozen=True, slots=True)
class TakeUp:
    """Of those who may enter or took part within a year, how many took part; None is too few to show."""

    key: Any
    label: Any  # a word, or a programme
    eligible: int | None
    taking: int | None
    absent: int | None
    unknown: int | None

    @property
    def share(self) -> int | None:
        if self.taking is None or not self.eligible:
            return None
        return round(100 * self.taking / self.eligible)


def _counts(column: str, programme: str) -> str:
    took = f"coalesce(%({programme})s = ANY(taken.programmes), false)"
    return (
        f"count(*) FILTER (WHERE {column} OR {took}), count(*) FILTER (WHERE {took}),"
        f" count(*) FILTER (WHERE {column} AND NOT {took}), count(*) FILTER (WHERE {column} IS NULL AND NOT {took})"
    )


def _shown(rows: Sequence[tuple[Any, Any, Sequence[int]]]) -> list[TakeUp]:
    if not rows:
        return []
    columns = [hide_small(list(column)) for column in zip(*(counts for _key, _label, counts in rows), strict=True)]
    found = [TakeUp(key, label, *(column[at] for column in columns)) for at, (key, label, _c) in enumerate(rows)]
    # Eligible is taking part and absent together: shown beside one of them it would tell the other.
    return [one if None not in (one.taking, one.absent) else replace(one, eligible=None) for one in found]


def _asked(sql: str, params: Mapping[str, Any], on: dt.date) -> list[Any]:
    with connection.cursor() as cursor:
        cursor.execute(sql, {**params, "been": list(BEEN), "on": on, "year": YEAR})
        return cursor.fetchall()


def overview(on: dt.date) -> list[TakeUp]:
    """Every programme on offer, in one query over everybody; the most absent first."""
    rule_sets = in_force(on)
    key = f"take-up:{on}:{max((one.pk for one in rule_sets), default=0)}"
    found: list[TakeUp] | None = cache.get(key)
    if found is None and rule_sets:
        query = compile_rules({str(one.pk): one.rule for one in rule_sets}, on=on)
        counts = ", ".join(_counts(query.columns[str(one.pk)], f"p{one.pk}") for one in rule_sets)
        params = query.params | {f"p{one.pk}": one.programme_id for one in rule_sets}
        row = _asked(f"SELECT {counts} FROM ({query.sql}) AS answers {_TAKEN}", params, on)[0]  # noqa: S608
        found = [
            shown for at, one in enumerate(rule_sets)
            for shown in _shown([(one.programme.public_id, one.programme, row[4 * at : 4 * at + 4])])
        ]  # fmt: skip
        found.sort(key=lambda one: -(one.absent or 0))
        cache.set(key, found, FRESH)
    return found or []


def by_group_and_region(rule_set: RuleSet, on: dt.date) -> tuple[list[TakeUp], list[TakeUp]]:
    groups = list(TargetGroup.objects.exclude(rules={}))
    rules: dict[str, Rule] = {"it": rule_set.rule} | {f"g{one.pk}": parse(one.rules) for one in groups}
    query = compile_rules(rules, on=on, shown=["province"])
    params = query.params | {"it": rule_set.programme_id}
    source = f"FROM ({query.sql}) AS answers {_TAKEN}"
    counts = _counts(query.columns["it"], "it")
    regions = _asked(f"SELECT province, {counts} {source} GROUP BY province ORDER BY province", params, on)
    parts = " UNION ALL ".join(
        f"SELECT {at}, {counts} FROM everybody AS taken WHERE {query.columns[f'g{one.pk}']}"  # noqa: S608
        for at, one in enumerate(groups)
    )
    everybody = f"WITH everybody AS (SELECT answers.*, taken.programmes {source}) "
    rows = _asked(everybody + parts, params, on) if groups else []
    names = dict(PROVINCES)
    return (
        _shown([(groups[row[0]].code, groups[row[0]].label, row[1:]) for row in rows]),
        _shown([(row[0] or "", str(names.get(row[0], row[0] or _("모름"))), row[1:]) for row in regions]),
    )


@dataclass(frozen=True, slots=True)
class Absent:
    """One of a counsellor's people who may enter a programme and has not."""

    person: Person
    programmes: list[Programme]


def absent_people(user: User, on: dt.date, programme: Programme | None = None) -> list[Absent]:
    """The counsellor's own people with the programmes they may enter now and are not in, in one set-based query."""
    own = Assignment.objects.filter(counsellor=user, until=None).values_list("person_id", flat=True)
    rule_sets = [one for one in in_force(on) if programme is None or one.programme_id == programme.pk]
    if not rule_sets or not (people := list(own)):
        return []
    query = compile_rules(
        {str(one.pk): one.rule for one in rule_sets}, on=on, where="person.id = ANY(%(people)s)",
        params={"people": people},
    )  # fmt: skip
    columns = ", ".join(query.columns[str(one.pk)] for one in rule_sets)
    rows = _asked(f"SELECT answers.id, taken.programmes, {columns} FROM ({query.sql}) AS answers {_TAKEN}",  # noqa: S608
                  query.params, on)  # fmt: skip
    may = {
        person: [
            one.programme for one, yes in zip(rule_sets, verdicts, strict=True)
            if yes and one.programme_id not in (taken or ())
        ]
        for person, taken, *verdicts in rows
    }  # fmt: skip
    people = Person.objects.visible_to(user, AccessGrant.Scope.FILE)
    found = people.in_bulk([pk for pk, open_to in may.items() if open_to])
    rows_ = [Absent(found[pk], open_to) for pk, open_to in may.items() if pk in found]
    return sorted(rows_, key=lambda one: (-len(one.programmes), one.person.name))[:PEOPLE_SHOWN]

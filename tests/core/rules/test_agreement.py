"""One person read in Python and everybody in one query: the same rule, the same answer."""

import datetime as dt

import pytest
from django.db import connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from accounts.models import Person
from core.rules import compile_rules, decide, facts, parse
from core.rules.checking import Checking
from jobseekers.facts import rule_people
from jobseekers.models import Circumstances, MedianIncome, Spell
from tests import factories
from tests.core.rules import strategies

ON = dt.date(2026, 11, 28)
KEYS = ("age", "sex", "province", "months_looking", "income_share", "special_groups")


@pytest.fixture
def population(db):
    region = factories.RegionFactory(district=True)
    MedianIncome.objects.create(year=2025, size=1, won=2_392_013)
    MedianIncome.objects.create(year=2026, size=1, won=2_564_238)
    MedianIncome.objects.create(year=2026, size=3, won=5_359_036)
    return [factories.JobseekerFactory(region=region if turn else None) for turn in range(3)]


def _become(jobseeker, drawn):
    Person.objects.filter(pk=jobseeker.person_id).update(birth_date=drawn["birth_date"], sex=drawn["sex"])
    type(jobseeker).objects.filter(pk=jobseeker.pk).update(education=drawn["education"])
    if drawn["looking_days"] is not None:
        begun = ON - dt.timedelta(days=drawn["looking_days"])
        Spell.objects.create(jobseeker=jobseeker, started_on=begun, reason="closure")
    if drawn["told"] is not None:
        Circumstances.objects.create(jobseeker=jobseeker, **drawn["told"])


def _rows(query):
    with connection.cursor() as cursor:
        cursor.execute(query.sql, query.params)
        names = [column.name for column in cursor.description]
        return {row[0]: dict(zip(names, row, strict=True)) for row in cursor.fetchall()}


def _values(person):
    return {key: fact.read(person, ON) for key, fact in facts().items()}


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_both_paths_give_the_same_answer_for_any_rule_and_anybody(population, data):
    drawn = data.draw(st.lists(strategies.people, min_size=3, max_size=3))
    rules = {name: parse(data.draw(strategies.rules())) for name in ("one", "two")}
    with transaction.atomic():
        for jobseeker, one in zip(population, drawn, strict=True):
            _become(jobseeker, one)
        rows = _rows(compile_rules(rules, on=ON, masks=True))
        people = list(_loaded())
        transaction.set_rollback(True)
    assert {person.pk for person in people} == set(rows)
    for person in people:
        values = _values(person)
        for column, rule in zip(("r0", "r1"), rules.values(), strict=True):
            answer, row = decide(rule, values), rows[person.pk]
            assert (row[column], row[f"{column}_failed"], row[f"{column}_unknown"]) == (
                answer.verdict,
                answer.failed,
                answer.unknown,
            )
            assert answer.verdict is not True or Checking().narrow(rule.root, (), False, [{}])


def _loaded():
    from almp_programmes.selectors.people import with_programmes

    return with_programmes(rule_people(Person.objects.filter(jobseeker__isnull=False), ON), ON)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(drawn=strategies.people)
def test_every_fact_reads_the_same_in_both_ways(population, drawn):
    with transaction.atomic():
        _become(population[1], drawn)
        anything = parse({"all": [{"key": "a", "fact": "looking", "op": "is", "value": True,
                                   "why": {"ko": "까닭", "en": "why"}}]})  # fmt: skip
        row = _rows(compile_rules({"r": anything}, on=ON, shown=list(facts())))[population[1].person_id]
        person = _loaded().get(pk=population[1].person_id)
        transaction.set_rollback(True)
    values = _values(person)
    shares = (values.pop("income_share"), row.pop("income_share"))
    assert {key: _plain(row[key]) for key in values} == {key: _plain(value) for key, value in values.items()}
    assert shares[0] is shares[1] is None or round(shares[0], 9) == round(shares[1], 9)


def _plain(value):
    return sorted(value) if isinstance(value, list | tuple | set) else value

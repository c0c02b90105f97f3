"""Prepared queries: the rows of their queryset, whatever the values, and no moment frozen inside."""

import datetime as dt
import uuid
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.contrib.postgres.expressions import ArraySubquery
from django.core.paginator import Paginator
from django.db import DEFAULT_DB_ALIAS, connection, connections
from django.db.models import Count, F, Q
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.models import ContactPoint, Person
from core.models import Event
from core.prepared import Among, Prepared, PreparedText

pytestmark = pytest.mark.django_db


@pytest.fixture
def people():
    return [Person.objects.create(name=name, birth_date=dt.date(1980 + at, 1, 1)) for at, name in enumerate("가나다")]


def test_it_gives_the_rows_of_its_queryset_in_one_query_each_time(people):
    by_id = Prepared(lambda pk: Person.objects.filter(pk=pk), pk=int)
    for person in people:
        with CaptureQueriesContext(connection) as seen:
            (found,) = by_id(pk=person.pk)
        assert (found, found.name, found.birth_date, len(seen)) == (person, person.name, person.birth_date, 1)
    assert by_id(pk=0) == []
    assert by_id.first(pk=0) is None


def test_values_are_those_of_the_queryset_converted_fields_too():
    for at in range(2):
        Event.objects.create(verb=f"made.{at}", data={"of": [at]})
    rows = Event.objects.order_by("pk").annotate(many=Count("pk"))
    of_verb = Prepared(lambda verb: rows.filter(verb=verb).values("verb", "data", "at", "many"), verb=str)
    assert of_verb(verb="made.1") == list(rows.filter(verb="made.1").values("verb", "data", "at", "many"))
    assert of_verb.first(verb="made.1")["data"] == {"of": [1]}


def test_a_statement_written_out_gives_its_rows_in_one_query_each_time(people):
    by_id = PreparedText("SELECT id, name FROM accounts_person WHERE id = $1 AND birth_date >= $2")
    for person in people:
        with CaptureQueriesContext(connection) as seen:
            found = by_id(person.pk, dt.date(1980, 1, 1))
        assert (found, len(seen)) == ([{"id": person.pk, "name": person.name}], 1)
    assert by_id(people[0].pk, dt.date(2000, 1, 1)) == []


def test_public_ids_days_and_words_are_parameters_and_constants_stay(people):
    rows = Prepared(
        lambda public_id, day, name: Person.objects.filter(
            Q(public_id=public_id) | Q(birth_date=day) | Q(name=name), name__in=["가", "나", "100%"]
        ).order_by("pk"),
        public_id=uuid.UUID, day=dt.date, name=str,
    )  # fmt: skip
    assert rows(public_id=people[0].public_id, day=people[1].birth_date, name="다") == people[:2]
    assert rows(public_id=uuid.uuid4(), day=people[2].birth_date, name="' OR true --") == []


def test_values_annotations_related_rows_and_prefetches_come_as_from_the_queryset(people):
    ContactPoint.objects.create(person=people[0], kind="phone", value="01000000000")
    counted = Prepared(
        lambda pk: Person.objects.filter(pk=pk).annotate(n=Count("contact_points")).values("name", "n"), pk=int
    )
    assert counted(pk=people[0].pk) == [{"name": "가", "n": 1}]
    joined = Prepared(lambda pk: ContactPoint.objects.filter(person=pk).select_related("person"), pk=int)
    fetched = Prepared(lambda pk: Person.objects.filter(pk=pk).prefetch_related("contact_points"), pk=int)
    (point,), (person,) = joined(pk=people[0].pk), fetched(pk=people[0].pk)
    with CaptureQueriesContext(connection) as seen:
        assert point.person.name == "가"
        assert [one.value for one in person.contact_points.all()] == ["01000000000"]
    assert len(seen) == 0


def test_json_and_moments_are_read_as_ever():
    made = Event.objects.create(verb="tried", data={"a": [1]})
    since = Prepared(lambda at: Event.objects.filter(at__gte=at).values("data", "at"), at=dt.datetime)
    assert since(at=made.at) == [{"data": {"a": [1]}, "at": made.at}]
    assert since(at=made.at + dt.timedelta(seconds=1)) == []


def test_a_moment_of_the_first_call_is_refused_and_so_is_an_unused_parameter():
    with pytest.raises(TypeError, match="parameter"):
        Prepared(lambda: Event.objects.filter(at__lt=timezone.now()))()
    with pytest.raises(TypeError, match="does not use pk"):
        Prepared(lambda pk: Event.objects.all(), pk=int)()


def test_it_is_planned_again_on_a_new_connection(people):
    by_id = Prepared(lambda pk: Person.objects.filter(pk=pk).values_list("name", flat=True), pk=int)
    assert by_id(pk=people[0].pk) == ["가"]
    with connection.cursor() as cursor:
        cursor.execute("DEALLOCATE ALL")
    connections[DEFAULT_DB_ALIAS].__dict__["prepared"] = (None, set())
    assert by_id(pk=people[0].pk) == ["가"]


def test_a_list_is_one_parameter_whatever_its_length(people):
    rows = Prepared(lambda ids: Person.objects.filter(pk__among=ids).order_by("pk"), ids=list)
    assert rows(ids=[one.pk for one in people]) == people
    assert rows(ids=[people[1].pk]) == [people[1]]
    assert rows(ids=[]) == []


def test_a_list_may_be_an_array_that_a_subquery_makes(people):
    named = ArraySubquery(Person.objects.filter(name="나").values("pk"))
    assert list(Person.objects.filter(Among(F("pk"), named))) == [people[1]]


def test_a_paginator_reads_each_page_from_it(people):
    rows = Prepared(lambda offset: Person.objects.order_by("pk")[offset : offset + 2], offset=int)
    paginator = Paginator(rows.pages(count=3), 2)
    assert list(paginator.page(1)) == people[:2]
    assert list(paginator.page(2)) == people[2:]


@pytest.mark.django_db(transaction=True)
def test_threads_each_have_their_own_connection_and_plans(people):
    by_id = Prepared(lambda pk: Person.objects.filter(pk=pk).values_list("name", flat=True), pk=int)

    def read(_at):
        try:
            return [name for one in people for _ in range(20) for name in by_id(pk=one.pk)]
        finally:
            connections.close_all()

    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(read, range(4))) == [["가"] * 20 + ["나"] * 20 + ["다"] * 20] * 4

"""Queries of the busiest pages, composed once a process and planned once a connection.

Composing a query's SQL costs Django, and planning it costs Postgres, several times what running it costs; a page that
reads a dozen joined tables by key spends most of its time there. A `Prepared` query gives the same rows as its
queryset: the SQL comes from the queryset itself, so that each rule stays written in one place.
"""

from __future__ import annotations

import datetime as dt
import itertools
import uuid
from collections.abc import Callable
from copy import copy
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connection, connections
from django.db.models import Field, Lookup, QuerySet, prefetch_related_objects
from django.db.models.query import ValuesIterable

Kind = type[int] | type[str] | type[dt.date] | type[dt.datetime] | type[uuid.UUID] | type[list]
_ordinal = itertools.count(1)


@Field.register_lookup
class Among(Lookup):
    """`pk__among=[1, 2]`: as `__in`, with the whole list as one parameter; or an array that a subquery makes once."""

    lookup_name = "among"
    prepare_rhs = False

    def get_db_prep_lookup(self, value: Any, connection: Any) -> Any:
        return "%s", [value]

    def as_sql(self, compiler: Any, connection: Any) -> Any:
        left, params = self.process_lhs(compiler, connection)
        if not self.rhs_is_direct_value():
            right, more = self.process_rhs(compiler, connection)
            return f"{left} = ANY({right})", [*params, *more]
        return f"{left} = ANY(%s)", [*params, self.rhs]


def _mark(kind: Kind, at: int) -> Any:
    """A value nobody uses, by which the parameter is found again among the composed query's."""
    if kind is int:
        return 8_070_450_532_247_000_000 + at
    if kind is str:
        return f"\N{SYMBOL FOR START OF TEXT}{at}"
    if kind is list:
        return [8_070_450_532_247_500_000 + at]
    if kind is uuid.UUID:
        return uuid.UUID(int=0xFEED_0000_0000_4000_8000_0000_0000_0000 + at)
    if kind is dt.datetime:
        return dt.datetime(1801, 1, 1, tzinfo=dt.UTC) + dt.timedelta(days=at)
    return dt.date(1801, 1, 1) + dt.timedelta(days=at)


class Prepared:
    """`rows = Prepared(lambda person: Spell.objects.filter(person=person), person=int)`, then `rows(person=7)`.

    `build` is called once, with marks in place of the parameters. Their values must not change the query's shape:
    no None, and lists only in `among`. A moment or day of its own would stay that of the first call: it is an error.
    """

    def __init__(self, build: Callable[..., QuerySet[Any]], **kinds: Kind) -> None:
        self.build, self.kinds = build, kinds
        self.name = f"pes_{next(_ordinal)}"
        self.composed: tuple[Any, Any, str, list[str]] | None = None
        self.columns: list[str] = []  # of `values`
        self.converters: dict[int, Any] = {}

    def __call__(self, **values: Any) -> list[Any]:
        queryset, compiler, text, order = self.composed or self._compose()
        _plan(self.name, text)
        arguments = f" ({', '.join(['%s'] * len(order))})" if order else ""
        statement = (f"EXECUTE {self.name}{arguments}", tuple(_value(values[name]) for name in order))
        if self.columns:
            return self._dictionaries(statement)
        bound = copy(compiler)
        bound.as_sql = lambda *_args, **_more: statement
        reader: Any = queryset._iterable_class
        rows = list(reader(_Bound(queryset, bound)))
        if queryset._prefetch_related_lookups and rows:
            prefetch_related_objects(rows, *queryset._prefetch_related_lookups)
        return rows

    def _dictionaries(self, statement: tuple[str, tuple[Any, ...]]) -> list[dict[str, Any]]:
        """Of `values`: as Django's reader, which looks up names and converters at each call."""
        with connection.cursor() as cursor:
            cursor.execute(*statement)
            rows = cursor.fetchall()
        if self.converters:
            rows = self.composed[1].apply_converters(rows, self.converters)  # type: ignore[index]
        return [dict(zip(self.columns, row, strict=True)) for row in rows]

    def first(self, **values: Any) -> Any:
        rows = self(**values)
        return rows[0] if rows else None

    def pages(self, *, count: int, **values: Any) -> Any:
        """For a paginator, where the query is a slice `[offset : offset + page]` and `offset` a parameter."""
        return Pages(self, count, values)

    def _compose(self) -> tuple[Any, Any, str, list[str]]:
        marks = {name: _mark(kind, at) for at, (name, kind) in enumerate(self.kinds.items())}
        names = {_plain(mark): name for name, mark in marks.items()}
        queryset = self.build(**marks)
        compiler = queryset.query.get_compiler(connection=connection)
        sql, params = compiler.as_sql()
        order: list[str] = []
        pieces = []
        for param in params:
            plain = _plain(param)
            name = names.get(plain) if isinstance(plain, int | str | dt.date | tuple) else None
            if name is not None:
                order.append(name)
                pieces.append(f"${len(order)}")
            elif isinstance(plain, dt.date):
                raise TypeError(f"A prepared query holds {plain!r}: pass it as a parameter.")
            else:
                pieces.append(_literal(param))
        text = sql % tuple(pieces)
        for name, mark in marks.items():
            if f"OFFSET {mark}" in text:
                order.append(name)
                text = text.replace(f"OFFSET {mark}", f"OFFSET ${len(order)}")
        if missing := self.kinds.keys() - set(order):
            raise TypeError(f"A prepared query does not use {', '.join(sorted(missing))} as a plain value.")
        if queryset._iterable_class is ValuesIterable:
            self.columns = list(queryset.query.selected or ())
            self.converters = compiler.get_converters([one for one, *_rest in compiler.select[: compiler.col_count]])
        self.composed = (queryset, compiler, text, order)
        return self.composed


class PreparedText:
    """The same for a statement written out, with `$1` … for its parameters; rows as dictionaries."""

    def __init__(self, text: str) -> None:
        self.text, self.name = text, f"pes_{next(_ordinal)}"

    def __call__(self, *values: Any) -> list[dict[str, Any]]:
        _plan(self.name, self.text)
        with connection.cursor() as cursor:
            cursor.execute(f"EXECUTE {self.name} ({', '.join(['%s'] * len(values))})", values)
            names = [column.name for column in cursor.description]
            return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]


def _plan(name: str, text: str) -> None:
    """Once a connection."""
    mine = connections[DEFAULT_DB_ALIAS]  # this thread's own; `connection` stands for every thread's
    mine.ensure_connection()
    known: tuple[Any, set[str]] = mine.__dict__.get("prepared", (None, set()))
    if known[0] is not mine.connection:
        known = mine.__dict__["prepared"] = (mine.connection, set())
    if name not in known[1]:
        with mine.connection.cursor() as cursor:
            cursor.execute(f"PREPARE {name} AS {text}")
        known[1].add(name)


def _value(value: Any) -> Any:
    return str(value) if isinstance(value, uuid.UUID) else value


def _plain(value: Any) -> Any:
    """What parameters are told apart by."""
    return tuple(value) if isinstance(value, list) else _value(value)


def _literal(value: Any) -> str:
    connection.ensure_connection()
    with connection.connection.cursor() as cursor:
        return str(cursor.mogrify("%s", [value]).decode())


class Pages:
    """Rows that a paginator slices."""

    def __init__(self, query: Prepared, count: int, values: dict[str, Any]) -> None:
        self.query, self.count_known, self.values = query, count, values

    def count(self) -> int:
        return self.count_known

    __len__ = count

    def __getitem__(self, wanted: slice) -> list[Any]:
        return self.query(offset=wanted.start, **self.values)[: wanted.stop - wanted.start]


class _Bound:
    """What Django's row readers ask of a queryset, answered with the compiler that runs the prepared statement."""

    def __init__(self, queryset: Any, compiler: Any) -> None:
        self.db = DEFAULT_DB_ALIAS
        self.query = _BoundQuery(queryset.query, compiler)
        self._known_related_objects = queryset._known_related_objects
        self._fields = queryset._fields


class _BoundQuery:
    def __init__(self, query: Any, compiler: Any) -> None:
        self._query, self._compiler = query, compiler

    def get_compiler(self, *_args: Any, **_more: Any) -> Any:
        return self._compiler

    def __getattr__(self, name: str) -> Any:
        return getattr(self._query, name)

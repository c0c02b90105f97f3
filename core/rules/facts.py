"""Facts: what a rule may ask about a person, declared once for both ways of reading them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

Text = Any  # a string, or one translated when it is shown


class Kind(StrEnum):
    NUMBER = "number"
    CHOICE = "choice"
    BOOLEAN = "boolean"
    DATE = "date"
    SET = "set"


@dataclass(frozen=True, slots=True)
class Source:
    """One more relation in FROM, joined when a rule asks for a fact of it; `needs` names those it joins on."""

    name: str
    sql: str
    needs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Base:
    """Whom a rule is asked about: FROM, the column that identifies one, and WHERE."""

    sql: str
    key: str
    where: str


@dataclass(frozen=True, slots=True)
class Fact:
    """`read(person, on)` gives a Python value and `sql` the same in a query (`%(on)s` is the day); None and NULL are
    unknown. `told_by` names the field by which a person can tell it; `names` words codes that are not a closed list
    of choices."""

    key: str
    label: Text
    kind: Kind
    read: Callable[[Any, dt.date], Any]
    sql: str
    source: str = ""
    unit: Text = ""
    choices: Callable[[], Sequence[tuple[str, Text]]] = tuple
    names: Callable[[Sequence[str]], Mapping[str, Text]] = lambda _codes: {}
    low: int | None = None
    high: int | None = None
    whole: bool = True
    told_by: str = ""


_facts: dict[str, Fact] = {}
_sources: dict[str, Source] = {}
_base: list[Base] = []
_readers: list[Callable[..., Mapping[str, Any]]] = []


def register_base(*, sql: str, key: str, where: str) -> None:
    _base[:] = [Base(sql, key, where)]


def register_source(*sources: Source) -> None:
    """In an order in which each comes after those it needs."""
    _sources.update((source.name, source) for source in sources)


def register_facts(*found: Fact) -> None:
    _facts.update((fact.key, fact) for fact in found)


def register_reader(read: Callable[..., Mapping[str, Any]]) -> None:
    """Reads every fact of one person, as `values_of` asks. The highest room that brings facts registers it, and so
    comes last."""
    _readers[:] = [read]


def values_of(person_id: int, on: dt.date, **beside: Any) -> Mapping[str, Any]:
    """Every fact of one person; beside them, expressions that whoever asks wants read in the same query."""
    return _readers[0](person_id, on, **beside)


def facts() -> Mapping[str, Fact]:
    return _facts


def fact_of(key: str) -> Fact:
    return _facts[key]


def base() -> Base:
    return _base[0]


def sources_for(keys: Iterable[str]) -> list[Source]:
    """What these facts join, in the order of registration."""
    wanted: set[str] = set()
    waiting = [_facts[key].source for key in keys if _facts[key].source]
    while waiting:
        name = waiting.pop()
        if name not in wanted:
            wanted.add(name)
            waiting += _sources[name].needs
    return [source for name, source in _sources.items() if name in wanted]

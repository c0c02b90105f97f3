"""How a person can get a service: what every entry point asks, for one person and for everybody at once."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import Person
from channels.codes import DIGITAL, Channel
from channels.lines import Line, deciding
from channels.models import ChannelRules, LocalException, Service
from core.rules import Query, Rule, compile_rules, values_of


@dataclass(frozen=True, slots=True)
class Way:
    """One channel as the person reads it. `role`: recommended, fallback or allowed."""

    channel: str
    role: str

    @property
    def label(self) -> str:
        return str(Channel(self.channel).label)

    @property
    def is_digital(self) -> bool:
        return self.channel in DIGITAL


@dataclass(frozen=True, slots=True)
class Offer:
    service: Service
    rules: ChannelRules
    line: Line
    recommended: str
    allowed: tuple[str, ...]
    fallback: str
    exception: LocalException | None = None

    @property
    def reasons(self) -> list[str]:
        said = [self.line.why]
        if self.exception is not None:
            closed = {"way": self.exception.closed_label, "why": self.exception.reason}
            said.append(_("지금 담당 센터에서는 ‘%(way)s’을(를) 쓸 수 없어요: %(why)s") % closed)
        return said

    @property
    def ways(self) -> list[Way]:
        """The recommended one first, then the one to fall back on."""
        first = list(dict.fromkeys([self.recommended, self.fallback, *self.allowed]))
        roles = {self.fallback: "fallback", self.recommended: "recommended"}
        return [Way(one, roles.get(one, "allowed")) for one in first]

    @property
    def is_off_line(self) -> bool:
        """Whether a digital way is not the one to recommend."""
        return self.recommended not in DIGITAL


def rules_in_force(on: dt.date, *codes: str) -> list[ChannelRules]:
    rows = ChannelRules.objects.in_force(on).select_related("service").filter(service__is_given=True)
    return list((rows.filter(service__code__in=codes) if codes else rows).order_by("service__rank"))


def channels_for(person: Person, service: str, *, on: dt.date | None = None) -> Offer | None:
    """How this person can get the service; None where the service has no rules in force."""
    return next(iter(offers_for(person, service, on=on)), None)


def offers_for(person: Person, *services: str, on: dt.date | None = None) -> list[Offer]:
    """The same for several services, or for all: the person's facts are read once."""
    day = on or timezone.localdate()
    rules = rules_in_force(day, *services)
    if not rules:
        return []
    values = values_of(person.pk, day)
    own = LocalException.objects.in_force(day).filter(
        organisation__assignments__person=person, organisation__assignments__until=None
    )
    closed = {one.service_id: one for one in own}
    return [_offer(one, values, closed.get(one.service_id)) for one in rules]


def _offer(rules: ChannelRules, values: Mapping[str, Any], exception: LocalException | None) -> Offer:
    line = rules.read[deciding(rules.read, values)]
    recommended, allowed, fallback = line.recommended, line.allowed, line.fallback
    if exception is not None and not {exception.closed, exception.instead} <= set(allowed):
        exception = None
    if exception is not None:
        closed = exception.closed
        recommended, fallback = (exception.instead if one == closed else one for one in (recommended, fallback))
        allowed = tuple(one for one in allowed if one != closed)
    return Offer(rules.service, rules, line, recommended, allowed, fallback, exception)


@dataclass(frozen=True, slots=True)
class Lines:
    """A query of rows (`id`, one column a rule set in their order: which of its lines decides)."""

    query: Query
    columns: tuple[str, ...]


def lines_for_all(
    rules: Sequence[Sequence[Line]], on: dt.date, *, where: str = "", params: Mapping[str, Any] | None = None
) -> Lines:
    """Every rule set against everybody registered, in one query; what several lines ask is worked out once."""
    asked: dict[str, Rule] = {}
    names: dict[str, str] = {}

    def name(rule: Rule) -> str:
        key = json.dumps([[one.fact, one.op, one.value, one.role] for one in rule.conditions], default=str)
        key += repr(rule.root)
        if key not in names:
            names[key] = f"w{len(names)}"
            asked[names[key]] = rule
        return names[key]

    wanted = [[(at, name(line.when)) for at, line in enumerate(lines) if line.when is not None] for lines in rules]
    query = compile_rules(asked, on=on, where=where, params=params)
    columns = tuple(f"s{at}" for at in range(len(rules)))
    chosen = [
        _case([(query.columns[when], str(at)) for at, when in one], str(len(lines) - 1)) + f" AS {column}"
        for one, lines, column in zip(wanted, rules, columns, strict=True)
    ]
    sql = f"SELECT id, {', '.join(chosen)} FROM ({query.sql}) AS answers"  # noqa: S608 - names made here
    return Lines(Query(sql, query.params, {}), columns)


def _case(whens: list[tuple[str, str]], last: str) -> str:
    """CASE takes the first that is true and passes over what is not known: as `deciding` does."""
    return f"(CASE {' '.join(f'WHEN {when} THEN {then}' for when, then in whens)} ELSE {last} END)" if whens else last


def channels_for_all(*, on: dt.date | None = None, where: str = "", params: Mapping[str, Any] | None = None,
                     codes: Sequence[str] = ()) -> tuple[list[ChannelRules], Iterator[tuple[int, ...]]]:  # fmt: skip
    """For everybody registered: the rule sets in force, and rows of (person, number of the line of each)."""
    day = on or timezone.localdate()
    rules = rules_in_force(day, *codes)
    found = lines_for_all([one.read for one in rules], day, where=where, params=params)
    return rules, _fetched(found)


def _fetched(found: Lines) -> Iterator[tuple[int, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(found.query.sql, found.query.params)
        while rows := cursor.fetchmany(20_000):
            yield from rows

"""How a person can get a service: what every entry point asks, for one person and for everybody at once."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db import connection
from django.db.models import OuterRef, QuerySet, Subquery
from django.db.models.functions import JSONObject
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
    """`line` decides, as the centre's exception leaves it; `exception` stands here where it changes the line."""

    service: Service
    rules: ChannelRules
    line: Line
    exception: LocalException | None = None

    @property
    def recommended(self) -> str:
        return self.line.recommended

    @property
    def allowed(self) -> tuple[str, ...]:
        return self.line.allowed

    @property
    def fallback(self) -> str:
        return self.line.fallback

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


def rules_in_force(on: dt.date, *codes: str) -> QuerySet[ChannelRules]:
    rows: QuerySet[ChannelRules] = ChannelRules.objects.in_force(on).filter(service__is_given=True)
    rows = rows.filter(service__code__in=codes) if codes else rows
    return rows.select_related("service").order_by("service__rank")


def channels_for(person: Person, service: str, *, on: dt.date | None = None) -> Offer | None:
    """How this person can get the service; None where the service has no rules in force."""
    return next(iter(offers_for(person, service, on=on)), None)


def offers_for(person: Person, *services: str, on: dt.date | None = None) -> list[Offer]:
    """The same for several services, or for all, in one query: the rules are read beside the person's facts."""
    day = on or timezone.localdate()
    values = values_of(person.pk, day, channel_rules=_asked(person, day, services))
    return [_offer(row, values) for row in values["channel_rules"]]


def _asked(person: Person, on: dt.date, services: Sequence[str]) -> ArraySubquery:
    """The rules in force, each with its service and the exception at the centre that looks after the person."""
    own = LocalException.objects.in_force(on).filter(
        service=OuterRef("service"), organisation__assignments__person=person,
        organisation__assignments__until=None,
    )  # fmt: skip
    closed = Subquery(own.values(found=JSONObject(closed="closed", instead="instead", reason="reason"))[:1])
    service = JSONObject(**{one.attname: f"service__{one.attname}" for one in Service._meta.concrete_fields})
    row = JSONObject(id="pk", updated_at="updated_at", lines="lines", service=service, closed=closed)
    return ArraySubquery(rules_in_force(on, *services).values(row=row))


def _offer(row: Mapping[str, Any], values: Mapping[str, Any]) -> Offer:
    service = Service(**row["service"])
    rules = ChannelRules(id=row["id"], updated_at=row["updated_at"], lines=row["lines"], service=service)
    line = rules.read[deciding(rules.read, values)]
    if row["closed"] is None:
        return Offer(service, rules, line)
    exception = LocalException(**row["closed"])
    laid = line.with_closed(exception.closed, exception.instead)
    return Offer(service, rules, laid, exception if laid is not line else None)


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


@dataclass(frozen=True, slots=True)
class Ruled:
    """Rules in force and their lines: first the national ones, then all of them as each centre's exception leaves
    them. `shifts`: organisation → where its own begin."""

    rules: ChannelRules
    lines: tuple[Line, ...]
    shifts: Mapping[int, int]


def ruled(on: dt.date, *codes: str) -> list[Ruled]:
    """For everybody at once: two queries."""
    closed: dict[int, list[LocalException]] = {}
    for one in LocalException.objects.in_force(on):
        closed.setdefault(one.service_id, []).append(one)
    found = []
    for rules in rules_in_force(on, *codes):
        lines, shifts = list(rules.read), {}
        for one in closed.get(rules.service_id, ()):
            shifts[one.organisation_id] = len(lines)
            lines += [line.with_closed(one.closed, one.instead) for line in rules.read]
        found.append(Ruled(rules, tuple(lines), shifts))
    return found


def lines_ruled(
    asked: Sequence[Ruled], on: dt.date, *, where: str = "", params: Mapping[str, Any] | None = None
) -> Lines:
    """As `lines_for_all`, with the exceptions of the centre that looks after each."""
    national = lines_for_all([one.rules.read for one in asked], on, where=where, params=params)
    chosen = [_shifted(one, column) for one, column in zip(asked, national.columns, strict=True)]
    sql = (
        f"SELECT chosen.id, {', '.join(chosen)} FROM ({national.query.sql}) AS chosen LEFT JOIN accounts_assignment"  # noqa: S608 - names made here
        " AS held ON held.person_id = chosen.id AND held.until IS NULL"
    )
    return Lines(Query(sql, national.query.params, {}), national.columns)


def _shifted(asked: Ruled, column: str) -> str:
    if not asked.shifts:
        return column
    whens = [(f"held.organisation_id = {held}", str(shift)) for held, shift in asked.shifts.items()]
    return f"{column} + {_case(whens, '0')} AS {column}"


def channels_for_all(*, on: dt.date | None = None, where: str = "", params: Mapping[str, Any] | None = None,
                     codes: Sequence[str] = ()) -> tuple[list[Ruled], Iterator[tuple[int, ...]]]:  # fmt: skip
    """For everybody registered: the rule sets in force, and rows of (person, number of the line of each)."""
    day = on or timezone.localdate()
    asked = ruled(day, *codes)
    return asked, _fetched(lines_ruled(asked, day, where=where, params=params))


def _fetched(found: Lines) -> Iterator[tuple[int, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(found.query.sql, found.query.params)
        while rows := cursor.fetchmany(20_000):
            yield from rows

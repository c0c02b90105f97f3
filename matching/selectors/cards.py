"""Vacancies as cards in a list: one query for the rows shown, what the reader saved and why they were advised."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.db.models import BinaryField, Exists, Func, IntegerField, OuterRef, QuerySet, Subquery
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import User
from core.display import won_range
from core.models import pick
from core.prepared import Prepared
from employers.models import Vacancy
from matching.models import Recommendation, SavedVacancy
from matching.nightly.current import Current
from matching.nightly.packing import reasons_of
from matching.nightly.shown import LINE, row_of
from matching.recommending.sentences import card_lines
from matching.search.facts import district_number
from matching.search.labels import table
from matching.search.reference import Reference, reference


def lined(vacancies: QuerySet[Vacancy]) -> QuerySet[Any]:
    """The values that cards are made of."""
    return vacancies.annotate(line=LINE).values("pk", "line")


def marked(vacancies: QuerySet[Vacancy], user: int, person: int) -> QuerySet[Any]:
    """The same with whether this reader saved it and why it was advised, as stored."""
    saved = SavedVacancy.objects.filter(user=user, vacancy=OuterRef("pk"))
    advised = Recommendation.objects.filter(jobseeker__person=person).annotate(
        why=Beside("reasons", "vacancies", OuterRef("pk"))
    )
    why = Subquery(advised.values("why")[:1])
    return lined(vacancies).annotate(saved=Exists(saved), reasons=why)


def advised_to(person: int, vacancies: QuerySet[Vacancy]) -> QuerySet[Vacancy]:
    """Those of these vacancies that stand in the person's stored recommendations, the best first."""
    own = Recommendation.objects.filter(jobseeker__person=person)
    ids = own.annotate(one=Func("vacancies", function="unnest")).values("one")
    place = Func(Subquery(own.values("vacancies")[:1]), "pk", function="array_position", output_field=IntegerField())
    return vacancies.filter(pk__in=ids).order_by(place)


class Beside(Func):
    """`Beside("reasons", "vacancies", id)`: of the first array, what stands where the second holds the id."""

    output_field = BinaryField()

    def as_sql(self, compiler: Any, connection: Any, **_more: Any) -> Any:  # type: ignore[override]
        (array, a), (keys, b), (key, c) = (compiler.compile(one) for one in self.source_expressions)
        return f"({array})[array_position({keys}, {key})]", [*a, *b, *c]


_plain = Prepared(lambda ids: lined(Vacancy.objects.filter(pk__among=ids)), ids=list)
_marked = Prepared(
    lambda ids, user, person: marked(Vacancy.objects.filter(pk__among=ids), user, person),
    ids=list, user=int, person=int,
)  # fmt: skip
_open = Prepared(lambda ids, today: lined(Vacancy.objects.open(today).filter(pk__among=ids)), ids=list, today=dt.date)


def rows(ids: Sequence[int], user: User | None) -> list[dict[str, Any]]:
    """One query, in no order; for a signed-in reader with `saved` and the stored `reasons`."""
    if not ids:
        return []
    if user is not None and user.is_authenticated:
        return _marked(ids=list(ids), user=user.pk, person=user.person_id or 0)
    return _plain(ids=list(ids))


class Card(Mapping[str, Any]):
    """What `ui.job_card` shows, worked out when it is first asked for: a piece of a page that is kept under the line
    itself (`core.fragments`) needs none of it. `row`: pk and line; for a reader whether it is saved; the packed
    `reasons`, unless they are given as `why`."""

    def __init__(
        self,
        row: Mapping[str, Any],
        *,
        km: float | None = None,
        why: bytes | memoryview = b"",
        said: bool = False,
    ) -> None:
        self.pk, self.line, self.saved, self.said = row["pk"], row["line"], row.get("saved"), said
        self.commute = distance_label(km) if km is not None and km < 10_000 else ""
        self.why = bytes(why or row.get("reasons") or b"")
        # All that it depends on but the language and the day.
        self.piece = (self.line, self.saved, self.commute, self.why, said, reference())

    @cached_property
    def shown(self) -> dict[str, Any]:
        out = card(row_of(self.line))
        return out | self._mine(out["url"])

    def _mine(self, address: str) -> dict[str, Any]:
        out: dict[str, Any] = {"commute": self.commute} if self.commute else {}
        if self.saved is not None:
            reasons = reasons_of(self.why)
            out["feedback_url"], out["save_url"] = f"{address}feedback/", f"{address}save/"
            out["saved"], out["said"] = self.saved, self.said
            out["reasons"], out["check"] = card_lines(reasons)
            out["gap"] = sum(reason["kind"] == "gap" for reason in reasons)
        return out

    def __getitem__(self, name: str) -> Any:
        return self.shown[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self.shown)

    def __len__(self) -> int:
        return len(self.shown)


@dataclass(frozen=True)
class Said:
    """What a reader did with vacancies so far."""

    saved: Collection[int] = ()
    liked: Collection[int] = ()


def advised_cards(why: Mapping[int, bytes | memoryview], said: Said, on: dt.date) -> list[Card]:
    """The cards of those of these vacancies that are open, in this order, each with its reasons."""
    found = {row["pk"]: row["line"] for row in _open(ids=list(why), today=on)} if why else {}
    return _advised({pk: found[pk] for pk in why if pk in found}, why, said)


def cards_now(why: Mapping[int, bytes], here: Current, said: Said, on: dt.date) -> list[Card]:
    """The same from the lines of the picture that they were computed on, without a query; before the first night there
    are none, and rows are read."""
    return _advised(here.shown.of(list(why), on), why, said) if here.shown else advised_cards(why, said, on)


def _advised(lines: Mapping[int, str], why: Mapping[int, bytes | memoryview], said: Said) -> list[Card]:
    saved, liked = set(said.saved), set(said.liked)
    return [
        Card({"pk": pk, "line": line, "saved": pk in saved}, why=why[pk], said=pk in liked)
        for pk, line in lines.items()
    ]


def cards(ids: Sequence[int], user: User | None, km: dict[int, float] | None = None) -> list[Card]:
    """The cards of these vacancies, in this order."""
    found = {row["pk"]: row for row in rows(ids, user)}
    return [Card(found[pk], km=(km or {}).get(pk)) for pk in ids if pk in found]


def listed(found: Iterable[dict[str, Any]]) -> list[Card]:
    """The cards of rows already read, in their order."""
    return [Card(row) for row in found]


def address_of(row: dict[str, Any]) -> str:
    return f"{reverse('matching:search')}{row['public_id']}/"


def card(row: dict[str, Any]) -> dict[str, Any]:
    return {
        "pk": row["pk"],
        "url": address_of(row),
        "title": row["title"],
        "company": pick(row["employer__organisation__name_ko"] or "", row["employer__organisation__name_en"] or ""),
        "kind": contract_label(row["contract"], row["contract_months"]),
        "openings": row["openings"] if row["openings"] > 1 else None,
        "place": place_label(row["region__path"], row["remote"], reference()),
        "hours": hours_label(row["hours_week"], row["work_days"]),
        "pay": won_range(row["pay_period"], row["pay_min"], row["pay_max"]) or _("급여는 공고에서 확인"),
        "deadline": row["deadline"],
        "deadline_note": "" if row["deadline"] else _("뽑을 때까지"),
        "badge": badge(row),
    }


def badge(row: dict[str, Any]) -> tuple[str, str] | None:
    if row["employer__arrears_listed_on"]:
        return ("danger", _("임금 체불 사업주"))
    if row["source"] != Vacancy.OWN:
        return ("gray", _("외부 공고"))
    return None


def contract_label(contract: str, months: int | None) -> str:
    if not contract:
        return ""
    label = table(reference())("contract", contract)
    return _("%(contract)s %(months)s개월") % {"contract": label, "months": months} if months else label


def hours_label(hours: Any, days: str) -> str:
    week = _("주 %(hours)s시간") % {"hours": f"{float(hours):g}"} if hours else ""
    return " · ".join(part for part in (week, days) if part)


def place_label(path: str | None, remote: str, names: Reference) -> str:
    if remote == "full":
        return table(names)("remote", "full")
    number = district_number(path)
    if not number:
        return ""
    known = table(names)
    province = known("region", f"{number // 1000:02}")
    district = known("region", str(number)) if number % 1000 else ""
    return pick(f"{province} {district}", f"{district}, {province}" if district else province).strip()


def distance_label(km: float) -> str:
    return _("1km 안") if km < 1 else _("약 %(km)skm") % {"km": round(km)}

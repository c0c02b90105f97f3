"""What was asked for, as the address bar holds it: unknown and broken values are left out, never an error."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from typing import Any
from urllib.parse import urlencode

from django.http import QueryDict

from matching.search.facts import CONTRACTS

HOURS = ("full", "part", "short")
REMOTE = ("hybrid", "full")
EDUCATION = ("0", "3", "4", "5")
CAREER = ("0", "1", "3", "7")  # years asked for, from
WITHOUT = ("night", "weekend", "shift")
ALSO = ("own", "permit", "access")
DAYS = ("1", "3", "7", "14")
KM = ("5", "10", "20", "40")
PAY_MONTH = (2_200_000, 2_500_000, 3_000_000, 3_500_000, 4_000_000)
SORTS = ("fit", "newest", "deadline", "pay", "near")
LONGEST, MOST_VALUES, MOST_PAGES = 100, 12, 500
MAN = 10_000


@dataclass(frozen=True)
class Criteria:
    q: str = ""
    occ: tuple[str, ...] = ()
    region: tuple[str, ...] = ()
    near: str = ""
    km: str = ""
    pay: int = 0
    unit: str = ""
    contract: tuple[str, ...] = ()
    hours: tuple[str, ...] = ()
    remote: tuple[str, ...] = ()
    edu: str = ""
    career: tuple[str, ...] = ()
    no: tuple[str, ...] = ()
    also: tuple[str, ...] = ()
    days: str = ""
    sort: str = ""
    page: int = 1

    @classmethod
    def of(cls, query: QueryDict) -> Criteria:
        def one(name: str, known: tuple[str, ...]) -> str:
            value = query.get(name, "")
            return value if value in known else ""

        def many(name: str, known: tuple[str, ...] | None = None, widest: int = 5) -> tuple[str, ...]:
            values = dict.fromkeys(query.getlist(name)[:MOST_VALUES])
            if known is None:
                return tuple(value for value in values if value.isascii() and value.isdigit() and len(value) <= widest)
            return tuple(value for value in values if value in known)

        near = " ".join(query.get("near", "").replace("\x00", "").split())[:40]
        pay, unit = _pay(query)
        return cls(
            q=" ".join(query.get("q", "").replace("\x00", "").split())[:LONGEST],
            occ=many("occ", widest=4),
            region=many("region"),
            near=near,
            km=(one("km", KM) or "20") if near else "",
            pay=pay,
            unit=unit,
            contract=many("contract", CONTRACTS),
            hours=many("hours", HOURS),
            remote=many("remote", REMOTE),
            edu=one("edu", EDUCATION),
            career=many("career", CAREER),
            no=many("no", WITHOUT),
            also=many("also", ALSO),
            days=one("days", DAYS),
            sort=one("sort", SORTS),
            page=_number(query.get("page", ""), most=MOST_PAGES) or 1,
        )

    @property
    def is_bare(self) -> bool:
        """Nothing asked: every open vacancy."""
        return all(name == "sort" for name, _value in self.pairs())

    def pairs(self, *, page: bool = False) -> list[tuple[str, str]]:
        """The query string's pairs in one order, so that the same search is the same address."""
        out: list[tuple[str, str]] = []
        for field in fields(self):
            value: Any = getattr(self, field.name)
            if field.name == "page":
                if page and value > 1:
                    out.append(("page", str(value)))
            elif isinstance(value, tuple):
                out += [(field.name, one) for one in sorted(value)]
            elif value:
                out.append((field.name, str(value)))
        return out

    def address(self, **kwargs: Any) -> str:
        return urlencode(self.pairs(**kwargs))

    def less(self, name: str, value: str = "") -> Criteria:
        """The same search without one condition."""
        now = getattr(self, name)
        if isinstance(now, tuple):
            left: Any = tuple(one for one in now if one != value) if value else ()
        else:
            left = type(now)()
        more: dict[str, Any] = {"pay": {"unit": ""}, "near": {"km": "", "sort": _not_near(self.sort)}}.get(name, {})
        return replace(self, **{name: left, "page": 1, **more})


def _not_near(sort: str) -> str:
    return "" if sort == "near" else sort


def _number(text: str, *, most: int) -> int:
    digits = text.replace(",", "").strip()
    return min(int(digits), most) if digits.isascii() and digits.isdigit() and len(digits) < 12 else 0


def _pay(query: QueryDict) -> tuple[int, str]:
    """Won; a number below ten thousand a month means units of ten thousand, as people write it (280 → 280만)."""
    unit = "hour" if query.get("unit") == "hour" else "month"
    amount = _number(query.get("pay", ""), most=100_000_000)
    if unit == "month" and 0 < amount < MAN:
        amount *= MAN
    return amount, unit if amount and unit == "hour" else ""


def criteria_of(query: str) -> Criteria:
    """From a stored query string."""
    return Criteria.of(QueryDict(query))

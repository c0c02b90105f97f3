"""The lines of a channel rule: the first that fits a person decides, the last fits everybody.

A line as stored: {"group": code or "", "bands": [..], "when": a rule or null, "allowed": [..], "recommended": ..,
"fallback": .., "why": {ko, en}, "law": ..}. `when` is the group's rule and the bands as they were when the line was
written, so that a group that changes later changes no version in force.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.utils.translation import gettext as _

from channels.codes import DIGITAL, UNKNOWN, WAYS, Band
from core.errors import RuleBroken
from core.models import pick
from core.rules import Rule, decide, parse, read
from core.rules import says as said

BAND_WHY = {"ko": "디지털 서비스를 혼자 쓰기 어려울 수 있어요.", "en": "Using digital services alone may be hard."}
BANDS = (*(str(one) for one in Band), UNKNOWN)


@dataclass(frozen=True, slots=True)
class Line:
    group: str
    bands: tuple[str, ...]
    when: Rule | None
    allowed: tuple[str, ...]
    recommended: str
    fallback: str
    why_ko: str
    why_en: str
    law: str

    @property
    def why(self) -> str:
        return pick(self.why_ko, self.why_en)

    def fits(self, values: Mapping[str, Any]) -> bool:
        """What is not known does not fit: a line that asks for it does not decide."""
        return self.when is None or decide(self.when, values).verdict is True

    def with_closed(self, closed: str, instead: str) -> Line:
        """As it is where the one way cannot be had and the other takes its place; itself where it allows not both."""
        if not {closed, instead} <= set(self.allowed):
            return self
        recommended, fallback = (instead if one == closed else one for one in (self.recommended, self.fallback))
        allowed = tuple(one for one in self.allowed if one != closed)
        return replace(self, recommended=recommended, fallback=fallback, allowed=allowed)


def lines_of(stored: Sequence[Mapping[str, Any]]) -> tuple[Line, ...]:
    return tuple(_line(one) for one in stored)


def _line(one: Mapping[str, Any]) -> Line:
    why = one.get("why", {})
    return Line(
        group=one.get("group", ""), bands=tuple(one.get("bands", ())),
        when=parse(one["when"]) if one.get("when") else None,
        allowed=tuple(one["allowed"]), recommended=one["recommended"], fallback=one["fallback"],
        why_ko=why.get("ko", ""), why_en=why.get("en", ""), law=one.get("law", ""),
    )  # fmt: skip


def deciding(lines: Sequence[Line], values: Mapping[str, Any]) -> int:
    """The number of the line that decides for somebody of whom these facts are known."""
    return next(at for at, line in enumerate(lines) if line.fits(values))


def written_line(one: Mapping[str, Any], groups: Mapping[str, Any]) -> dict[str, Any]:
    """A line as stored: with the group's rule and the bands written out."""
    inside = []
    group, bands = one.get("group", ""), list(one.get("bands", ()))
    if group:
        inside.append(groups[group])
    if bands:
        inside.append({"key": "readiness_band", "fact": "readiness_band", "op": "in", "value": bands, "why": BAND_WHY})
    return {**one, "group": group, "bands": bands, "when": {"all": inside} if inside else None}


def lines_refuse(stored: Sequence[Mapping[str, Any]]) -> None:
    """Refused where a line cannot be read, leaves somebody without an answer, or leaves only digital ways."""
    if not stored:
        raise RuleBroken(_("줄을 하나 이상 적어 주세요."))
    for number, one in enumerate(stored, start=1):
        last = number == len(stored)
        if last and one.get("when"):
            raise RuleBroken(_("마지막 줄은 그 밖의 모든 사람에게 맞아야 해요. 집단과 디지털 이용을 비워 주세요."))
        if not last and not one.get("when"):
            raise RuleBroken(
                _("%(n)s번째 줄에 집단이나 디지털 이용을 골라 주세요. 모두에게 맞는 줄은 마지막에 둡니다.")
                % {"n": number}
            )
        _refuse_ways(number, one)
        if one.get("when"):
            read(one["when"])


def _refuse_ways(number: int, one: Mapping[str, Any]) -> None:
    allowed = set(one.get("allowed", ()))
    at = {"n": number}
    if not allowed or not allowed <= {str(way) for way in WAYS}:
        raise RuleBroken(_("%(n)s번째 줄에 받을 수 있는 길을 골라 주세요.") % at)
    if one.get("recommended") not in allowed:
        raise RuleBroken(_("%(n)s번째 줄의 권하는 길은 받을 수 있는 길 가운데 하나여야 해요.") % at)
    if one.get("fallback") not in allowed or one.get("fallback") in DIGITAL:
        raise RuleBroken(_("%(n)s번째 줄의 다른 길은 기기가 없어도 되는, 받을 수 있는 길이어야 해요.") % at)
    why = one.get("why") or {}
    if not (str(why.get("ko") or "").strip() and str(why.get("en") or "").strip()):
        raise RuleBroken(_("%(n)s번째 줄에 까닭을 한국어와 영어로 적어 주세요.") % at)


def says(line: Line) -> str:
    """Whom a line is for, in the reader's language."""
    if line.when is None:
        return _("그 밖의 모두")
    return " · ".join(said(one) for one in line.when.conditions)

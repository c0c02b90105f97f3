"""The engine's reasons as sentences: keys and values in, words in the reader's language out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from core.display import span, won
from matching.search.facts import CONTRACTS
from matching.search.labels import VALUES

FITS_ON_CARD = 2


@dataclass
class Names:
    """Labels of the skills and licences that reasons speak of."""

    skills: Mapping[int, str] = field(default_factory=dict)
    licences: Mapping[int, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Line:
    """One reason as shown; where something is missing, with the page on which one says that one has it."""

    kind: str
    text: str
    detail: str = ""
    source: str = ""
    url: str = ""
    action: str = ""


Stored = Mapping[str, Any]  # {"kind", "key", "values"}


def lines(reasons: Iterable[Stored], names: Names) -> list[Line]:
    return [line for reason in reasons if (line := _line(reason, names))]


def grouped(reasons: Iterable[Stored], names: Names) -> dict[str, list[Line]]:
    out: dict[str, list[Line]] = {"fit": [], "gap": [], "ask": []}
    for line in lines(reasons, names):
        out[line.kind].append(line)
    return out


def card_lines(reasons: Iterable[Stored] | None) -> tuple[list[str], str]:
    """Up to two things that fit and one to check: what a card has room for."""
    if not reasons:
        return [], ""
    fits: list[str] = []
    check, names = "", Names()
    for reason in reasons:
        wanted = len(fits) < FITS_ON_CARD if reason["kind"] == "fit" else reason["kind"] == "ask" and not check
        line = _line(reason, names) if wanted else None
        if line is not None and line.kind == "fit":
            fits.append(line.text)
        elif line is not None:
            check = line.text
    return fits, check


def for_employer(reasons: Iterable[Stored], names: Names) -> dict[str, list[Line]]:
    """The same reasons told to a firm: only what concerns the work. A person's pay floor, reach, hours and limits
    are their own."""
    out: dict[str, list[Line]] = {"fit": [], "gap": [], "ask": []}
    for reason in reasons:
        if maker := _TO_EMPLOYER.get(reason["key"]):
            out[reason["kind"]].append(Line(reason["kind"], maker(reason["values"], names)))
    return out


def _line(reason: Stored, names: Names) -> Line | None:
    maker = _FIT.get(reason["key"]) or _GAP.get(reason["key"]) or _ASK.get(reason["key"])
    return maker(reason["kind"], reason["values"], names) if maker else None


def _skills(kind: str, v: Stored, names: Names) -> Line:
    known = [names.skills[skill] for skill in v["skills"] if skill in names.skills]
    text = _("필요한 역량 %(all)s가지 중 %(held)s가지를 갖췄어요") % {"all": v["of"], "held": len(v["skills"])}
    return Line(kind, text, ", ".join(known[:6]), _("내 역량"))


def _licence_held(kind: str, v: Stored, names: Names) -> Line:
    name = names.licences.get(v["licence"])
    text = _("%(licence)s 자격이 있어요") % {"licence": name} if name else _("찾는 자격증이 있어요")
    detail = _("이 일에 꼭 필요한 자격이에요.") if v["required"] else _("있으면 더 좋은 자격이에요.")
    return Line(kind, text, detail, _("내 자격"))


def _licence_gap(kind: str, v: Stored, names: Names) -> Line:
    name = names.licences.get(v["licence"], "")
    text = _("%(licence)s 자격") % {"licence": name} if name else _("있으면 좋은 자격증이 있어요")
    detail = _("없어도 지원할 수 있어요. 있으면 더 좋아요.")
    return Line(kind, text, detail, url=_page("licence_add", name), action=_("이 자격증이 있어요"))


def _skill_gap(key: str) -> Any:
    def make(kind: str, v: Stored, names: Names) -> Line:
        name = names.skills.get(v["skill"], _("역량 한 가지"))
        details = {
            "skill_needed": _("회사가 찾는 역량이에요. 배우거나 해 본 일을 적으면 좋아요."),
            "skill_liked": _("없어도 지원할 수 있어요. 우대하는 역량이에요."),
            "skill_level": _("조금 더 익히면 회사가 찾는 수준이 돼요."),
        }
        level = key == "skill_level"
        url = reverse("jobseekers:skills") if level else _page("skill_add", names.skills.get(v["skill"], ""))
        return Line(kind, name, details[key], url=url, action=_("수준 고치기") if level else _("이 역량이 있어요"))

    return make


def _page(name: str, typed: str) -> str:
    """A page of the profile, with what is meant already typed."""
    return reverse(f"jobseekers:{name}") + (f"?{urlencode({'text': typed})}" if typed else "")


def _said(text: Any, detail: Any = "", source: Any = "") -> Any:
    """A maker of a line whose words are worked out when it is shown."""

    def make(kind: str, v: Stored, names: Names) -> Line:
        return Line(kind, text(v), detail(v) if detail else "", source() if source else "")

    return make


def _wishes() -> str:
    return _("희망 조건")


def _record() -> str:
    return _("내 경력")


def _contract(v: Stored) -> str:
    return _("바라는 고용 형태예요: %(contract)s") % {"contract": VALUES["contract"][CONTRACTS[v["contract"]]]}


_FIT: dict[str, Any] = {
    "skills": _skills,
    "licence_held": _licence_held,
    "occupation_wanted": _said(lambda v: _("바라는 직종이에요"), source=_wishes),
    "occupation_done": _said(lambda v: _("해 본 일이에요"), source=_record),
    "occupation_near": _said(lambda v: _("바라거나 해 본 일과 가까운 직종이에요"), source=_record),
    "distance_within": _said(
        lambda v: _("집에서 약 %(km)skm, 다닐 수 있는 거리예요") % {"km": max(1, round(v["km"]))}, source=_wishes
    ),
    "distance": _said(lambda v: _("집에서 약 %(km)skm예요") % {"km": max(1, round(v["km"]))}),
    "region_wanted": _said(lambda v: _("바라는 지역이에요"), source=_wishes),
    "from_home": _said(lambda v: _("집에서 할 수 있는 일이에요"), source=_wishes),
    "pay_above": _said(
        lambda v: _("희망 급여 월 %(floor)s보다 많거나 같아요") % {"floor": won(v["floor"])},
        lambda v: _("한 달로 셈하면 %(more)s 더 많아요.") % {"more": won(v["more"])} if v["more"] else "",
        _wishes,
    ),
    "hours": _said(
        lambda v: _("바라는 시간 안에서 일해요(주 %(hours)s시간)") % {"hours": f"{v['hours']:g}"}, source=_wishes
    ),
    "no_night": _said(lambda v: _("밤에 일하지 않아요"), source=_wishes),
    "no_weekend": _said(lambda v: _("주말에 쉬어요"), source=_wishes),
    "no_shift": _said(lambda v: _("교대 근무가 없어요"), source=_wishes),
    "contract": _said(_contract, source=_wishes),
    "career": _said(
        lambda v: _("찾는 경력 %(asked)s을 채웠어요") % {"asked": span(v["months"])},
        lambda v: _("내 경력은 %(held)s이에요.") % {"held": span(v["held"])},
        _record,
    ),
    "access": _said(lambda v: _("필요한 편의를 갖춘 곳이에요"), source=_wishes),
    "permit": _said(lambda v: _("취업 허가가 있는 외국인도 뽑아요")),
}
_GAP: dict[str, Any] = {
    "licence_needed": _licence_gap,
    "licence_liked": _licence_gap,
    "skill_needed": _skill_gap("skill_needed"),
    "skill_liked": _skill_gap("skill_liked"),
    "skill_level": _skill_gap("skill_level"),
}
_ASK: dict[str, Any] = {
    "place_unknown": _said(
        lambda v: _("일하는 곳을 확인해 주세요"), lambda v: _("공고에 일하는 곳이 나와 있지 않거나 내 주소가 없어요.")
    ),
    "pay_unknown": _said(lambda v: _("급여를 확인해 주세요"), lambda v: _("공고에 급여가 나와 있지 않아요.")),
    "pay_range": _said(
        lambda v: _("급여가 희망보다 적을 수 있어요"),
        lambda v: (
            _("%(low)s부터라서 월 %(floor)s이 되는지 물어보세요.") % {"low": won(v["low"]), "floor": won(v["floor"])}
        ),
    ),
    "hours_unknown": _said(
        lambda v: _("일하는 시간을 확인해 주세요"), lambda v: _("공고에 주당 시간이 나와 있지 않아요.")
    ),
    "night": _said(lambda v: _("밤 근무가 있어요")),
    "weekend": _said(lambda v: _("주말 근무가 있어요")),
    "shift": _said(lambda v: _("교대 근무가 있어요")),
    "career_short": _said(
        lambda v: _("경력 %(asked)s을 찾아요") % {"asked": span(v["months"])},
        lambda v: _("내 경력은 %(held)s이에요. 비슷한 경험이 있으면 적어 보세요.") % {"held": span(v["held"])},
    ),
    "education": _said(lambda v: _("찾는 학력을 확인해 주세요")),
    "access_unknown": _said(
        lambda v: _("필요한 편의가 있는지 물어보세요"), lambda v: _("공고에 편의 시설이 나와 있지 않아요.")
    ),
}


def _skills_held(v: Stored, names: Names) -> str:
    known = [names.skills[skill] for skill in v["skills"] if skill in names.skills]
    text = _("역량 %(all)s가지 중 %(held)s가지 보유") % {"all": v["of"], "held": len(v["skills"])}
    return f"{text}: {', '.join(known[:6])}" if known else text


_TO_EMPLOYER: dict[str, Any] = {
    "skills": _skills_held,
    "licence_held": lambda v, names: _("자격 보유: %(name)s") % {"name": names.licences.get(v["licence"], "")},
    "occupation_wanted": lambda v, names: _("이 직종을 바람"),
    "occupation_done": lambda v, names: _("이 직종 경험 있음"),
    "occupation_near": lambda v, names: _("가까운 직종을 바라거나 해 봄"),
    "career": lambda v, names: (
        _("경력 %(held)s (요구 %(asked)s)") % {"held": span(v["held"]), "asked": span(v["months"])}
    ),
    "region_wanted": lambda v, names: _("이 지역을 바람"),
    "skill_needed": lambda v, names: _("필요 역량 없음: %(name)s") % {"name": names.skills.get(v["skill"], "")},
    "skill_liked": lambda v, names: _("우대 역량 없음: %(name)s") % {"name": names.skills.get(v["skill"], "")},
    "skill_level": lambda v, names: _("수준이 낮음: %(name)s") % {"name": names.skills.get(v["skill"], "")},
    "licence_liked": lambda v, names: _("우대 자격 없음: %(name)s") % {"name": names.licences.get(v["licence"], "")},
    "career_short": lambda v, names: (
        _("경력 %(held)s (요구 %(asked)s)") % {"held": span(v["held"]), "asked": span(v["months"])}
    ),
    "education": lambda v, names: _("요구 학력 확인 필요"),
}

"""How conditions and their values are called."""

from __future__ import annotations

from collections.abc import Callable

from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from core.display import won
from matching.search.criteria import PAY_MONTH, Criteria
from matching.search.reference import Offered, Reference

LEGENDS = {
    "region": _("지역"), "near": _("가까운 곳"), "occ": _("직종"), "pay": _("급여"),
    "contract": _("고용 형태"), "hours": _("일하는 시간"), "no": _("근무 조건"), "remote": _("재택근무"),
    "career": _("경력"),
    "edu": _("학력"), "days": _("마감"), "also": _("그 밖에"),
}  # fmt: skip
VALUES = {
    "contract": {
        "permanent": _("정규직"), "fixed": _("계약직"), "dispatch": _("파견직"), "daily": _("일용직"),
        "intern": _("인턴"), "apprentice": _("일학습병행"),
    },
    "hours": {"full": _("주 35시간 이상"), "part": _("주 15~34시간"), "short": _("주 15시간 미만")},
    "remote": {"hybrid": _("일부 재택"), "full": _("전부 재택")},
    "edu": {"0": _("학력 무관"), "3": _("고졸도 가능"), "4": _("전문대졸도 가능"), "5": _("대졸도 가능")},
    "career": {
        "0": _("경력 없어도 됨"), "1": _("3년 미만"), "3": _("3~7년"), "7": _("7년 이상"),
    },
    "no": {"night": _("밤 근무 없음"), "weekend": _("주말 근무 없음"), "shift": _("교대 근무 없음")},
    "also": {
        "own": _("여기서 바로 지원"), "permit": _("취업 허가가 있는 외국인"),
        "access": _("장애인 편의가 있음"),
    },
    "days": {"1": _("오늘 마감"), "3": _("3일 안"), "7": _("7일 안"), "14": _("14일 안")},
    "sort": {
        "fit": _("관련 높은 순"), "newest": _("새로 나온 순"), "deadline": _("마감 빠른 순"),
        "pay": _("급여 많은 순"), "near": _("가까운 순"),
    },
    "near": {"5": _("5km 안"), "10": _("10km 안"), "20": _("20km 안"), "40": _("40km 안")},
}  # fmt: skip


def pay_label(amount: int, unit: str = "") -> str:
    if unit == "hour":
        return gettext("시급 %(won)s 이상") % {"won": won(amount)}
    return gettext("월 %(won)s 이상") % {"won": won(amount)}


def value_label(name: str, value: str, names: Reference) -> str:
    if name == "occ":
        return str(names.occupations.get(int(f"1{value}"), value))
    if name == "region":
        return names.region(int(value)) or value
    if name == "pay":
        return pay_label(int(value))
    return str(VALUES[name].get(value, value))


def table(names: Reference) -> Callable[[str, str], str]:
    """`value_label`, remembered for the reader's language as long as the names are; no name asks for a legend."""
    kept = names.labels.setdefault(get_language() or "ko", {})

    def known(name: str, value: str) -> str:
        label = kept.get((name, value))
        if label is None:
            label = kept[name, value] = value_label(name, value, names) if name else str(LEGENDS[value])
        return label

    return known


def offered(names: Reference) -> Callable[[str, tuple[str, ...]], Offered]:
    """What a filter offers where these values are chosen; made once where none of them opens more."""
    kept = names.offered.setdefault(get_language() or "ko", {})
    known = table(names)

    def of(name: str, chosen: tuple[str, ...]) -> Offered:
        opened = chosen if name in ("region", "occ") else ()
        if opened or name not in kept:
            made = (
                known("", name),
                [(value, known(name, value), depth) for value, depth in _values(name, opened, names)],
            )
            if opened:
                return made
            kept[name] = made
        return kept[name]

    return of


def _values(name: str, opened: tuple[str, ...], names: Reference) -> list[tuple[str, int]]:
    if name == "region":
        return region_values(opened, names)
    if name == "occ":
        return occupation_values(opened, names)
    return [(str(value), 0) for value in (PAY_MONTH if name == "pay" else VALUES[name])]


def _region_alone(_name: str, value: str, names: Reference) -> str:
    """In a tag or a title no list of districts under their province stands around it."""
    return names.full_region(int(value)) or value


def applied(asked: Criteria, names: Reference) -> list[tuple[str, str, str]]:
    """(label, name, value) of each condition in use but the words."""
    out: list[tuple[str, str, str]] = []
    for name in ("occ", "region", "contract", "hours", "remote", "career", "no", "also"):
        label = _region_alone if name == "region" else value_label
        out += [(label(name, value, names), name, value) for value in getattr(asked, name)]
    if asked.near:
        place = names.find_district(asked.near)
        where = names.full_region(place.number) if place else asked.near
        out.append((gettext("%(place)s에서 %(km)skm 안") % {"place": where, "km": asked.km}, "near", ""))
    if asked.pay:
        out.append((pay_label(asked.pay, asked.unit), "pay", ""))
    for name in ("edu", "days"):
        if value := getattr(asked, name):
            out.append((value_label(name, value, names), name, value))
    return out


def title(asked: Criteria, names: Reference) -> str:
    """A short name for a saved search: ‘용접’ · 수원시 · 정규직."""
    parts = [f"‘{asked.q}’"] if asked.q else []
    parts += [label for label, _name, _value in applied(asked, names)]
    return " · ".join(parts)[:120] or gettext("모든 일자리")


def occupation_values(chosen: tuple[str, ...], names: Reference) -> list[tuple[str, int]]:
    """Major groups, and under each chosen group (or the group of a chosen one) those right below: (code, depth)."""
    open_groups = {code[:length] for code in chosen for length in range(1, len(code) + 1)}
    out: list[tuple[str, int]] = []

    def walk(numbers: list[int], depth: int) -> None:
        for number in numbers:
            code = str(number)[1:]
            out.append((code, depth))
            if code in open_groups and depth < 2:
                walk(names.groups.get(number, []), depth + 1)

    walk(names.groups.get(1, []), 0)
    return out


def region_values(chosen: tuple[str, ...], names: Reference) -> list[tuple[str, int]]:
    """Provinces, and the districts of a chosen province (or of a chosen district's)."""
    opened = {code[:2] for code in chosen}
    out: list[tuple[str, int]] = []
    for number in sorted(names.provinces):
        code = f"{number:02}"
        out.append((code, 0))
        if code in opened:
            out += [(str(district), 1) for district in names.children.get(number, [])]
    return out

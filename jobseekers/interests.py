"""A short self-check of interests after Holland's six types: eighteen sentences of our own, three a type.

It is a mirror to think with, not a test: three items a type separate a person's likes roughly, were not normed on a
population, and enter no recommendation, no risk score and no decision.
"""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from jobseekers.models import Interest

ITEMS: tuple[tuple[str, str, Any], ...] = (
    ("realistic_1", "realistic", _("고장 난 물건을 열어 보고 고친다")),
    ("investigative_1", "investigative", _("왜 그런지 자료를 찾아 따져 본다")),
    ("artistic_1", "artistic", _("글이나 그림, 음악으로 표현한다")),
    ("social_1", "social", _("어려워하는 사람의 이야기를 들어 준다")),
    ("enterprising_1", "enterprising", _("사람들을 모아 일을 벌인다")),
    ("conventional_1", "conventional", _("서류와 숫자를 빈틈없이 맞춘다")),
    ("realistic_2", "realistic", _("기계나 장비를 다룬다")),
    ("investigative_2", "investigative", _("실험하거나 측정해서 답을 찾는다")),
    ("artistic_2", "artistic", _("공간이나 물건을 보기 좋게 꾸민다")),
    ("social_2", "social", _("모르는 것을 차근차근 가르쳐 준다")),
    ("enterprising_2", "enterprising", _("물건이나 생각을 설득해서 판다")),
    ("conventional_2", "conventional", _("정해진 순서대로 꼼꼼히 처리한다")),
    ("realistic_3", "realistic", _("밖에서 몸을 움직이며 일한다")),
    ("investigative_3", "investigative", _("복잡한 문제를 나누어 푼다")),
    ("artistic_3", "artistic", _("남들이 안 한 새 방법을 떠올린다")),
    ("social_3", "social", _("아이나 어르신, 아픈 사람을 돌본다")),
    ("enterprising_3", "enterprising", _("목표를 세우고 팀을 이끈다")),
    ("conventional_3", "conventional", _("물건과 자료를 찾기 쉽게 정리한다")),
)
ANSWERS = (
    ("0", _("싫어요")),
    ("1", _("별로예요")),
    ("2", _("보통이에요")),
    ("3", _("좋아요")),
    ("4", _("아주 좋아요")),
)
MEANING = {
    "realistic": _("도구와 기계, 몸을 쓰는 일이에요. 설치·정비, 생산, 운전, 농림어업이 가까워요."),
    "investigative": _("묻고 재고 밝히는 일이에요. 연구, 분석, 정보통신, 의료가 가까워요."),
    "artistic": _("새로 만들고 드러내는 일이에요. 디자인, 글, 영상, 요리가 가까워요."),
    "social": _("사람을 돕고 가르치는 일이에요. 교육, 돌봄, 상담, 보건이 가까워요."),
    "enterprising": _("사람을 움직이는 일이에요. 영업, 경영, 행사, 창업이 가까워요."),
    "conventional": _("순서와 기록을 지키는 일이에요. 사무, 회계, 물류, 검사가 가까워요."),
}
MOST = 4 * 3


def scores(answers: Mapping[str, str]) -> dict[str, int]:
    """0 to 100 a type: the share of the most points its three sentences can give."""
    points = dict.fromkeys(Interest.TYPES, 0)
    for key, kind, _text in ITEMS:
        points[kind] += int(answers[key])
    return {kind: round(100 * got / MOST) for kind, got in points.items()}


def _name(kind: str) -> Any:
    field: Any = Interest._meta.get_field(kind)
    return field.verbose_name


def ranked(interest: Interest) -> list[tuple[str, Any, int, Any]]:
    """(type, its name, score, what it means), highest first; equal scores keep Holland's order."""
    rows = [(kind, _name(kind), getattr(interest, kind) or 0, MEANING[kind]) for kind in Interest.TYPES]
    return sorted(rows, key=lambda row: -row[2])


def is_flat(interest: Interest) -> bool:
    """Too even to say anything: the result page says so instead of naming a favourite."""
    values = [getattr(interest, kind) or 0 for kind in Interest.TYPES]
    return max(values) - min(values) < 15

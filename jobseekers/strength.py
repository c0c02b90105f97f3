"""How much of a profile employers and recommendations can use, and the one thing worth telling next.

It measures the profile, never the person: no age, sex or career break lowers it, and having no licence costs nothing.
"""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True, slots=True)
class Filled:
    """What is there, counted."""

    occupations: int = 0
    regions: int = 0
    has_education: bool = False
    jobs: int = 0
    jobs_with_duties: int = 0
    studies: int = 0
    confirmed: int = 0
    waiting: int = 0
    has_pay: bool = False
    has_hours: bool = False
    has_limits: bool = False
    has_headline: bool = False
    has_intro: bool = False
    has_interest: bool = False
    has_career: bool = True


@dataclass(frozen=True, slots=True)
class Part:
    key: str
    page: str  # URL name, without the room
    points: int
    minutes: int
    title: str | Promise
    why: str | Promise
    share: Callable[[Filled], float]


@dataclass(frozen=True, slots=True)
class Earned:
    part: Part
    points: int

    @property
    def full(self) -> bool:
        return self.points == self.part.points


@dataclass(frozen=True, slots=True)
class Strength:
    points: int
    parts: list[Earned]
    next: Part | None


def _history(filled: Filled) -> float:
    """Jobs with what was done in them; for somebody who never worked, what they studied."""
    if not filled.has_career and not filled.jobs:
        return min(filled.studies, 1)
    return 0.6 * min(filled.jobs, 1) + 0.4 * min(filled.jobs_with_duties, 1)


PARTS = (
    Part(
        "occupation",
        "wishes",
        15,
        1,
        _("희망 직업 고르기"),
        _("추천은 희망 직업에서 시작해요."),
        lambda f: min(f.occupations, 1),
    ),
    Part(
        "region",
        "wishes",
        5,
        1,
        _("희망 지역 고르기"),
        _("가까운 일자리부터 보여 드려요."),
        lambda f: min(f.regions, 1),
    ),
    Part(
        "skills",
        "skills",
        25,
        1,
        _("역량 5개 확인하기"),
        _("역량이 맞는 일자리를 찾고, 추천 이유도 알려 드려요."),
        lambda f: min(f.confirmed, 5) / 5,
    ),
    Part(
        "history",
        "work_add",
        20,
        3,
        _("해 온 일 적기"),
        _("기업이 이력서에서 가장 먼저 보는 곳이에요."),
        _history,
    ),
    Part(
        "conditions",
        "wishes",
        10,
        1,
        _("급여와 근무시간 적기"),
        _("조건에 못 미치는 일자리를 걸러 드려요."),
        lambda f: (f.has_pay + f.has_hours) / 2,
    ),
    Part(
        "limits",
        "limits",
        5,
        1,
        _("어려운 조건 알려 주기"),
        _("할 수 없는 시간과 거리를 추천에서 빼요."),
        lambda f: f.has_limits,
    ),
    Part(
        "level",
        "basics",
        5,
        1,
        _("최종 학력 고르기"),
        _("학력 조건이 있는 일자리를 알아볼 수 있어요."),
        lambda f: f.has_education,
    ),
    Part(
        "study",
        "study_add",
        5,
        2,
        _("학교와 전공 적기"),
        _("배운 것과 이어지는 일자리를 찾아요."),
        lambda f: min(f.studies, 1),
    ),
    Part(
        "headline",
        "basics",
        5,
        1,
        _("한 줄 소개 쓰기"),
        _("기업이 목록에서 처음 읽는 한 줄이에요."),
        lambda f: f.has_headline,
    ),
    Part(
        "interest",
        "interests",
        5,
        3,
        _("흥미 알아보기"),
        _("다른 길도 생각해 볼 수 있어요."),
        lambda f: f.has_interest,
    ),
)


def strength(filled: Filled) -> Strength:
    """0 to 100, what each part earned, and the missing part that earns most for each minute it takes."""
    earned = [Earned(part, round(part.points * float(part.share(filled)))) for part in PARTS]
    missing = [one for one in earned if not one.full]
    best = max(missing, key=lambda one: (one.part.points - one.points) / one.part.minutes, default=None)
    return Strength(sum(one.points for one in earned), earned, best.part if best else None)


assert sum(part.points for part in PARTS) == 100

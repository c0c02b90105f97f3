"""What every page's shell needs: the menu of the acting side and the choice of whom to act for."""

from functools import lru_cache
from typing import Any, NamedTuple

from django.conf import settings
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.functional import SimpleLazyObject
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from accounts.middleware import Acting
from core.fragments import token_input


class Item(NamedTuple):
    url: str
    label: str
    current: bool


class Choice(NamedTuple):
    value: str
    label: str
    current: bool


# side → (URL name, label); the first entry is that side's home. Everyone's own pages stand beside.
MENUS: dict[str, list[tuple[str, Any]]] = {
    "visitor": [
        ("matching:search", gettext_lazy("일자리 찾기")),
        ("almp_programmes:catalogue", gettext_lazy("지원 프로그램")),
        ("portal:help", gettext_lazy("도움")),
        ("employers:register", gettext_lazy("기업 서비스")),
    ],
    "jobseeker": [
        ("portal:home", gettext_lazy("나의 고용이음")),
        ("matching:search", gettext_lazy("일자리 찾기")),
        ("matching:recommended", gettext_lazy("나에게 맞는 일자리")),
        ("matching:applications", gettext_lazy("지원한 일자리")),
        ("jobseekers:profile", gettext_lazy("이력서")),
        ("almp_programmes:mine", gettext_lazy("지원 프로그램")),  # six at most; help is in the foot and on the tabs
    ],
    "employer": [
        ("portal:home", gettext_lazy("오늘")),
        ("employers:vacancy_list", gettext_lazy("채용 공고")),
        ("employers:vacancy_new", gettext_lazy("공고 쓰기")),
        ("employers:company", gettext_lazy("기업 정보")),
        ("matching:search", gettext_lazy("일자리 찾기")),
    ],
    "centre": [
        ("portal:home", gettext_lazy("오늘")),
        (
            "portal:people",
            gettext_lazy("맡은 사람"),
        ),
        ("welfare_centres:case_list", gettext_lazy("맡은 사례")),
        ("welfare_centres:my_calendar", gettext_lazy("일정")),
        ("welfare_centres:referral_inbox", gettext_lazy("들어온 의뢰")),
        ("almp_programmes:client_enrolments", gettext_lazy("참여")),
        ("matching:search", gettext_lazy("일자리")),
    ],
    "ministry": [
        ("portal:home", gettext_lazy("현황")),
        ("portal:occupations", gettext_lazy("직종별")),
        ("almp_programmes:portfolio", gettext_lazy("정책 구성과 돈")),
        ("almp_programmes:rule_sets", gettext_lazy("프로그램과 규칙")),
        ("employers:moderation", gettext_lazy("공고 살피기")),
        ("matching:search", gettext_lazy("일자리")),
    ],
    "provider": [
        ("portal:home", gettext_lazy("오늘")),
        ("almp_programmes:offered", gettext_lazy("훈련 과정")),
        ("almp_programmes:course_list", gettext_lazy("훈련 과정 찾기")),
        ("almp_programmes:tools", gettext_lazy("학습 도구")),
    ],
    "agency": [
        ("portal:home", gettext_lazy("오늘")),
        ("welfare_centres:case_list", gettext_lazy("맡은 사례")),
        ("welfare_centres:my_calendar", gettext_lazy("일정")),
        ("welfare_centres:referral_inbox", gettext_lazy("들어온 의뢰")),
    ],
    "own": [
        ("channels:inbox", gettext_lazy("받은 소식")),
        ("almp_programmes:learn_list", gettext_lazy("온라인으로 배우기")),  # whoever is signed in may learn
        ("accounts:me", gettext_lazy("내 정보와 동의")),
        ("account_change_password", gettext_lazy("비밀번호 바꾸기")),
        ("mfa_index", gettext_lazy("2단계 인증")),
    ],
}
# Pages whose address lies under another entry of the menu, or under none: the first that fits and that the menu has.
ELSEWHERE = (
    ("/profile/plan/", "portal:home"), ("/centres/conferences/", "portal:home"), ("/centres/plans/", "portal:home"),
    ("/ways/people/", "portal:people"), ("/ways/rules/", "almp_programmes:rule_sets"),
    ("/ways/matrix/", "almp_programmes:rule_sets"), ("/ways/practice/", "almp_programmes:portfolio"),
    ("/centres/mine/", "portal:home"), ("/centres/appointments/", "welfare_centres:my_calendar"),
    ("/centres/queue/", "welfare_centres:my_calendar"),
    ("/centres/referrals/new/", "portal:people"), ("/centres/referrals/", "welfare_centres:referral_inbox"),
    ("/centres/directory/", "welfare_centres:referral_inbox"),
    ("/centres/cooperation", "welfare_centres:referral_inbox"),
    ("/applicants/", "employers:vacancy_list"), ("/candidates/", "employers:vacancy_list"),
    ("/jobs/placements/", "portal:people"), ("/programmes/runs/", "almp_programmes:offered"),
    ("/programmes/participants/", "almp_programmes:offered"),
    ("/programmes/participants/", "almp_programmes:client_enrolments"),
    ("/programmes/for/", "portal:people"), ("/programmes/activity-providers/", "almp_programmes:tools"),
    ("/programmes/portfolio/", "almp_programmes:portfolio"), ("/programmes/budgets/", "almp_programmes:portfolio"),
    ("/programmes/planner/", "almp_programmes:portfolio"), ("/programmes/payments/", "almp_programmes:portfolio"),
    ("/programmes/", "almp_programmes:rule_sets"), ("/programmes/", "almp_programmes:mine"),
)  # fmt: skip
AREAS = {
    "employer": gettext_lazy("기업"),
    "centre": gettext_lazy("상담"),
    "ministry": gettext_lazy("정책"),
    "provider": gettext_lazy("훈련"),
    "agency": gettext_lazy("협력 기관"),
}


@lru_cache(maxsize=64)
def _address(name: str) -> str:
    return reverse(name)


def _items(menu: str, path: str) -> tuple[Item, ...]:
    pages = {name for name, _label in MENUS[menu]}
    path = next((_address(page) for part, page in ELSEWHERE if part in path and page in pages), path)
    return _menu(menu, path, get_language(), settings.ROOT_URLCONF)


@lru_cache(maxsize=2048)
def _menu(menu: str, path: str, _language: str, _addresses: str) -> tuple[Item, ...]:
    """Entries of a menu with the one whose address the path lies under marked as current."""
    found: dict[str, str] = {}
    for name, label in MENUS[menu]:
        try:
            found[_address(name)] = str(label)
        except NoReverseMatch:
            continue
    under = [url for url in found if path == url or (len(url) > 1 and path.startswith(url))]
    current = max(under, key=len, default=None)
    return tuple(Item(url, label, url == current) for url, label in found.items())


def _choices(acting: Acting) -> tuple[Choice, ...]:
    """For whom else one may act; nothing where there is no choice."""
    now = acting.membership
    choices = [
        Choice(
            str(membership.public_id),
            f"{membership.organisation.label} · {membership.get_role_display()}",
            membership == now,
        )
        for membership in acting.memberships
    ]
    if acting.user.person_id:
        choices.insert(0, Choice("person", _("구직자로 보기"), now is None))
    return tuple(choices) if len(choices) > 1 else ()


def shell(request: HttpRequest) -> dict[str, Any]:
    acting: Acting | None = getattr(request, "acting", None)
    if acting is None:
        token = SimpleLazyObject(lambda: token_input(request))  # many of a visitor's pages have no form
        return {"csrf_input": token, "DEMO": settings.DEMO, "acting": None, "nav": _items("visitor", request.path)}
    return {
        "csrf_input": token_input(request),
        "DEMO": settings.DEMO,
        "acting": acting,
        "area": AREAS.get(acting.side, ""),
        "acting_choices": _choices(acting),
        "nav": _items(acting.side, request.path),
        "account_nav": _items("own", request.path),
        "behalf": getattr(request, "behalf", None),
    }

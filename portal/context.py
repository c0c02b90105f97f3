"""What every page's shell needs: the menu of the acting side and the choice of whom to act for."""

from functools import lru_cache
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.middleware import Acting
from core.fragments import token_input

Item = dict[str, Any]

# side → (URL name, label); the first entry is that side's home
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
        ("portal:people", gettext_lazy("맡은 사람")),
        ("accounts:person_register", gettext_lazy("사람 등록")),
        ("almp_programmes:absent", gettext_lazy("프로그램 권하기")),
        ("almp_programmes:client_enrolments", gettext_lazy("참여")),
        ("employers:moderation", gettext_lazy("공고 살피기")),
        ("matching:search", gettext_lazy("일자리")),
    ],
    "ministry": [
        ("portal:home", gettext_lazy("현황")),
        ("portal:occupations", gettext_lazy("직종별")),
        ("almp_programmes:portfolio", gettext_lazy("정책 구성과 돈")),
        ("portal:matching_nights", gettext_lazy("밤사이 추천")),
        ("almp_programmes:rule_sets", gettext_lazy("프로그램과 규칙")),
        ("employers:moderation", gettext_lazy("공고 살피기")),
        ("matching:search", gettext_lazy("일자리")),
    ],
    "provider": [
        ("portal:home", gettext_lazy("오늘")),
        ("almp_programmes:offered", gettext_lazy("훈련 과정")),
        ("almp_programmes:course_list", gettext_lazy("훈련 과정 찾기")),
    ],
}
# Pages that lie under the search's address and belong under another entry of the menu.
ELSEWHERE = {
    "/applicants/": "employers:vacancy_list", "/candidates/": "employers:vacancy_list",
    "/jobs/placements/": "portal:people", "/programmes/mine/": "almp_programmes:mine",
    "/programmes/learn/": "almp_programmes:mine", "/programmes/runs/": "almp_programmes:offered",
    "/programmes/participants/": "almp_programmes:offered",
}  # fmt: skip
AREAS = {
    "employer": gettext_lazy("기업"),
    "centre": gettext_lazy("상담"),
    "ministry": gettext_lazy("정책"),
    "provider": gettext_lazy("훈련"),
}
OWN_PAGES = [
    ("channels:inbox", gettext_lazy("받은 소식")),
    ("accounts:me", gettext_lazy("내 정보와 동의")),
    ("account_change_password", gettext_lazy("비밀번호 바꾸기")),
    ("mfa_index", gettext_lazy("2단계 인증")),
]


@lru_cache(maxsize=64)
def _address(name: str) -> str:
    return reverse(name)


def _items(entries: list[tuple[str, Any]], path: str) -> list[Item]:
    """Menu entries with the one whose address the path lies under marked as current."""
    items: list[Item] = []
    path = next((_address(page) for part, page in ELSEWHERE.items() if part in path), path)
    for name, label in entries:
        try:
            items.append({"url": _address(name), "label": str(label), "current": False})
        except NoReverseMatch:
            continue
    under = [item for item in items if path == item["url"] or (len(item["url"]) > 1 and path.startswith(item["url"]))]
    if under:
        max(under, key=lambda item: len(item["url"]))["current"] = True
    return items


def _choices(acting: Acting) -> list[Item]:
    """For whom else one may act; nothing where there is no choice."""
    now = acting.membership
    choices = [
        {
            "value": str(membership.public_id),
            "label": f"{membership.organisation.label} · {membership.get_role_display()}",
            "current": membership == now,
        }
        for membership in acting.memberships
    ]
    if acting.user.person_id:
        choices.insert(0, {"value": "person", "label": _("구직자로 보기"), "current": now is None})
    return choices if len(choices) > 1 else []


def shell(request: HttpRequest) -> dict[str, Any]:
    once = {"csrf_input": SimpleLazyObject(lambda: token_input(request)), "DEMO": settings.DEMO}
    acting: Acting | None = getattr(request, "acting", None)
    if acting is None:
        return once | {"acting": None, "nav": _items(MENUS["visitor"], request.path)}
    return once | {
        "acting": acting,
        "area": AREAS.get(acting.side, ""),
        "acting_choices": _choices(acting),
        "nav": _items(MENUS[acting.side], request.path),
        "account_nav": _items(OWN_PAGES, request.path),
    }

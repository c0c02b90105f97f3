"""What may be done on behalf of another: a list, by the names of pages. Everything else stays one's own.

Never in it: passwords, e-mail and phone of the account, second factors, consents, erasure, proxies, and messages
that another person sent in confidence.
"""

from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _

SCOPES = {
    "jobs": _("일자리 찾고 지원하기"),
    "programmes": _("지원 프로그램과 훈련"),
    "profile": _("이력서와 내 정보"),
    "news": _("소식 읽기"),
    "help": _("도움 청하기와 디지털 이용 살펴보기"),
}
_PAGES = {
    "jobs": (
        "matching:search", "matching:vacancy", "matching:save", "matching:saved", "matching:apply",
        "matching:recommended", "matching:applications", "matching:application", "matching:application_done",
        "matching:application_withdraw", "matching:interview_choose", "matching:interview_decline",
        "matching:saved_searches", "matching:saved_search", "matching:search_save", "matching:suggest",
    ),
    "programmes": (
        "almp_programmes:catalogue", "almp_programmes:programme", "almp_programmes:mine", "almp_programmes:tell",
        "almp_programmes:course_list", "almp_programmes:course", "almp_programmes:apply",
        "almp_programmes:enrolments", "almp_programmes:enrolment", "almp_programmes:enrolment_accept",
        "almp_programmes:enrolment_documents", "almp_programmes:enrolment_appeal",
    ),
    "profile": (
        "jobseekers:profile", "jobseekers:register", "jobseekers:register_step", "jobseekers:register_check",
        "jobseekers:register_done", "jobseekers:basics", "jobseekers:wishes", "jobseekers:limits",
        "jobseekers:circumstances", "jobseekers:interests", "jobseekers:skills", "jobseekers:spell",
        "jobseekers:cv", "jobseekers:cv_pdf", "jobseekers:work_add", "jobseekers:work_edit", "jobseekers:study_add",
        "jobseekers:study_edit", "jobseekers:licence_add", "jobseekers:licence_edit", "jobseekers:skill_add",
        "jobseekers:skill_edit", "taxonomy:occupation_suggest", "taxonomy:skill_suggest", "taxonomy:region_suggest",
    ),
    "news": ("channels:inbox", "channels:message"),
    "help": ("channels:ways", "channels:ask", "channels:check", "channels:readiness", "channels:reading",
             "channels:easy_list", "channels:easy"),
}  # fmt: skip
HOME = "portal:home"


def pages_of(scopes: Iterable[str]) -> frozenset[str]:
    """The names of the pages that these scopes open; the person's first page leads to them."""
    return frozenset({HOME, *(name for scope in scopes for name in _PAGES.get(scope, ()))})


ALL = pages_of(_PAGES)


def deed_label(name: str) -> str:
    """What a page is about, in the reader's language."""
    return next((str(SCOPES[scope]) for scope, pages in _PAGES.items() if name in pages), name)

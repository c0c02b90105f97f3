"""Staff decide on postings handed in, and on reports about postings that are out."""

import hashlib

from django.core.cache import cache
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from core.errors import RuleBroken
from core.events import record
from employers.checking import findings_of
from employers.models import Vacancy, VacancyReport
from employers.policies import can_decide_vacancy, can_moderate
from employers.services.telling import employer_tell
from employers.services.vacancies import vacancy_locked

State = Vacancy.State
REPORTS_AN_HOUR = 5


def _to_decide(vacancy_id: int, by: User) -> Vacancy:
    vacancy = vacancy_locked(vacancy_id)
    if not can_decide_vacancy(by, vacancy):
        raise PermissionDenied
    return vacancy


def _tell(vacancy: Vacancy, template: str, why: str = "") -> None:
    """The number of steps so far keeps the key apart when a posting comes round again."""
    if vacancy.employer is None:
        return
    employer_tell(
        employer=vacancy.employer,
        key=f"{template}-{vacancy.pk}-{vacancy.transitions.count()}",
        template=template,
        context={
            "title": vacancy.title, "why": why, "link": reverse("employers:vacancy", args=[vacancy.public_id]),
        },
    )  # fmt: skip


@transaction.atomic
def vacancy_approve(*, vacancy_id: int, by: User) -> Vacancy:
    """Publish. The law is looked at once more: a day may have passed, and the rules may have changed."""
    vacancy = _to_decide(vacancy_id, by)
    if vacancy.employer is None or not vacancy.employer.is_verified:
        raise RuleBroken(_("기업 확인을 먼저 해야 합니다. ‘확인할 기업’에서 사업자등록번호를 확인하세요."))
    for one in findings_of(vacancy):
        if one.blocks:
            raise RuleBroken(_("실을 수 없는 공고입니다: %(why)s") % {"why": one.message})
    vacancy.published_at = vacancy.published_at or timezone.now()
    vacancy.move(State.PUBLISHED, by=by, save=["published_at"])
    record("vacancy.published", actor=by, target=vacancy)
    _tell(vacancy, "vacancy_published")
    return vacancy


@transaction.atomic
def vacancy_return(*, vacancy_id: int, by: User, why: str) -> Vacancy:
    """Back to its author with a reason: a posting handed in, or one that is out and must come down."""
    vacancy = _to_decide(vacancy_id, by)
    if not why.strip():
        raise RuleBroken(_("돌려보내는 이유를 적으세요. 기업에 그대로 전달됩니다."), field="why")
    vacancy.move(State.DRAFT, by=by, why=why.strip()[:300])
    record("vacancy.returned", actor=by, target=vacancy)
    _tell(vacancy, "vacancy_returned", why.strip()[:300])
    return vacancy


def _count_report(who: str) -> None:
    """At most five an hour from one account or address. Only a digest is kept, for that hour."""
    key = "report:" + hashlib.sha256(who.encode()).hexdigest()[:32]
    cache.add(key, 0, timeout=3600)
    if cache.incr(key) > REPORTS_AN_HOUR:
        raise RuleBroken(
            _("짧은 시간에 신고를 많이 하셨어요. 한 시간 뒤에 다시 해 주세요. 급하면 1350으로 전화해 주세요.")
        )


@transaction.atomic
def vacancy_report(*, vacancy_id: int, by: User | None, reason: str, text: str, address: str = "") -> VacancyReport:
    """Anyone may report; `address` (of the connection) only counts how many come from one place."""
    vacancy = Vacancy.objects.public().get(pk=vacancy_id)
    if reason == VacancyReport.Reason.OTHER and not text.strip():
        raise RuleBroken(_("무엇이 문제인지 한 줄이라도 적어 주세요."), field="text")
    _count_report(f"user:{by.pk}" if by else f"address:{address}")
    try:
        with transaction.atomic():
            report: VacancyReport = VacancyReport.objects.create(
                vacancy=vacancy, reporter=by, reason=reason, text=text.strip()[:1000]
            )
    except IntegrityError:
        raise RuleBroken(_("이미 신고하신 공고예요. 확인하고 있으니 기다려 주세요.")) from None
    record("vacancy.reported", actor=by, target=vacancy, reason=reason)
    return report


@transaction.atomic
def report_decide(*, report_id: int, by: User, upheld: bool, why: str = "") -> VacancyReport:
    """Upheld: the posting comes down, back to its author; an outside one is withdrawn. All its open reports close."""
    report = VacancyReport.objects.select_for_update(of=("self",)).get(pk=report_id)
    vacancy = vacancy_locked(report.vacancy_id)
    if not can_moderate(by) or not can_decide_vacancy(by, vacancy):
        raise PermissionDenied
    if report.state != VacancyReport.State.OPEN:
        raise RuleBroken(_("이미 처리한 신고입니다."))
    if upheld and not why.strip():
        raise RuleBroken(_("공고를 내리는 이유를 적으세요. 기업에 그대로 전달됩니다."), field="why")
    if upheld:
        _take_down(vacancy, by=by, why=why.strip()[:300])
    rows = (
        vacancy.reports.filter(state=VacancyReport.State.OPEN)
        if upheld
        else VacancyReport.objects.filter(pk=report.pk)
    )
    state = VacancyReport.State.UPHELD if upheld else VacancyReport.State.DISMISSED
    rows.update(state=state, decided_at=timezone.now(), decided_by=by, why=why.strip()[:300])
    record("report.decided", actor=by, target=report, upheld=upheld)
    report.refresh_from_db()
    return report


def _take_down(vacancy: Vacancy, *, by: User, why: str) -> None:
    if vacancy.is_own and vacancy.state == State.PUBLISHED:
        vacancy.move(State.DRAFT, by=by, why=why)
    elif not vacancy.is_over:
        vacancy.closed_at = timezone.now()
        vacancy.move(State.WITHDRAWN, by=by, why=why, save=["closed_at"])
    else:
        return
    record("vacancy.taken_down", actor=by, target=vacancy)
    _tell(vacancy, "vacancy_taken_down", why)

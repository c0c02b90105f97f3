"""Applying, being seen, being refused, and taking an application back."""

from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import AccessGrant
from core.errors import RuleBroken
from core.events import record
from employers.models import Vacancy
from jobseekers.models import HiddenFrom, Jobseeker
from matching import policies
from matching.applying import clocks, notices, steps
from matching.applying.snapshot import cv_of
from matching.models import Application, ApplicationMessage, ApplicationTransition

if TYPE_CHECKING:
    from accounts.models import User

State = Application.State
FINAL_ANSWERS = (State.REJECTED, State.DECLINED, State.ACCEPTED, State.CLOSED)


def _refuse_unless_possible(jobseeker: Jobseeker, vacancy: Vacancy, *, show_again: bool) -> None:
    if not vacancy.is_own:
        raise RuleBroken(_("다른 누리집의 공고예요. 그곳에서 지원한 뒤 ‘지원했다고 적기’로 기록해 두세요."))
    if not policies.can_apply_to(vacancy, timezone.localdate()):
        raise RuleBroken(_("모집이 끝난 공고예요. 비슷한 일자리를 찾아보세요."))
    states = set(Application.objects.filter(jobseeker=jobseeker, vacancy=vacancy).values_list("state", flat=True))
    if states & set(Application.LIVE):
        raise RuleBroken(_("이미 지원한 공고예요. ‘내 지원’에서 지금 상태를 볼 수 있어요."))
    if states & set(FINAL_ANSWERS):
        raise RuleBroken(_("이미 결과가 나온 공고예요. 같은 공고에는 다시 지원할 수 없어요."))
    if policies.hides_from(jobseeker, vacancy) and not show_again:
        raise RuleBroken(
            _("이 기업에는 이력서를 숨기고 있어요. 지원하려면 다시 보이게 하겠다고 표시해 주세요."), field="show_again"
        )


@transaction.atomic
def application_submit(
    *, jobseeker_id: int, vacancy_id: int, by: "User", agree: bool, note: str = "", show_again: bool = False
) -> Application:
    """Apply, sharing the CV as it is now with this employer and nobody else."""
    vacancy = (
        Vacancy.objects.select_for_update(of=("self",), no_key=True)
        .select_related("employer__organisation")
        .get(pk=vacancy_id)
    )
    jobseeker = Jobseeker.objects.live().select_related("person__user").get(pk=jobseeker_id)
    if by.person_id is None or by.person_id != jobseeker.person_id:
        raise PermissionDenied
    if not agree:
        raise RuleBroken(_("이력서를 이 기업에 보내려면 동의가 필요해요. 동의 칸에 표시해 주세요."), field="agree")
    _refuse_unless_possible(jobseeker, vacancy, show_again=show_again)
    if show_again and vacancy.employer:
        HiddenFrom.objects.filter(jobseeker=jobseeker, organisation=vacancy.employer.organisation).delete()
    now = timezone.now()
    application = Application(
        vacancy=vacancy, jobseeker=jobseeker, note=note.strip(), cv=cv_of(jobseeker.pk), shared_at=now
    )
    clocks.wind(application, since=timezone.localdate())
    try:
        with transaction.atomic():
            application.save()
    except IntegrityError as exc:
        raise RuleBroken(_("이미 지원한 공고예요. ‘내 지원’에서 지금 상태를 볼 수 있어요.")) from exc
    ApplicationTransition.objects.create(application=application, before="", after=State.APPLIED, by=by)
    steps.share(application, AccessGrant.Scope.PROFILE)
    steps.recount([vacancy.pk])
    record("application.submitted", actor=by, target=application, vacancy=vacancy.pk)
    notices.to_person(application, "application_received")
    notices.arrived(application, day=timezone.localdate())
    return application


def application_view(*, application_id: int, by: "User") -> Application:
    """The employer opened it. Only the first opening changes anything, so a read costs no lock."""
    if not Application.objects.filter(pk=application_id, state=State.APPLIED).exists():
        return Application.objects.get(pk=application_id)
    with transaction.atomic():
        application = steps.lock(application_id)
        if not policies.acts_for_employer(by, application):
            raise PermissionDenied
        if application.state == State.APPLIED:
            application.viewed_at = timezone.now()
            steps.move(application, State.VIEWED, by=by, save=("viewed_at",))
            steps.recount([application.vacancy_id])
        return application


@transaction.atomic
def application_message_send(*, application_id: int, by: "User", text: str) -> ApplicationMessage:
    application = steps.lock(application_id)
    employer_speaks = policies.acts_for_employer(by, application)
    if not employer_speaks and not policies.is_applicant(by, application):
        raise PermissionDenied
    if not policies.can_talk(application):
        raise RuleBroken(_("끝난 지원에는 메시지를 보낼 수 없어요."))
    text = text.strip()
    if not text:
        raise RuleBroken(_("보낼 내용을 적어 주세요."), field="text")
    side = ApplicationMessage.Side.EMPLOYER if employer_speaks else ApplicationMessage.Side.JOBSEEKER
    message = ApplicationMessage.objects.create(application=application, side=side, author=by, text=text)
    record("application.message", actor=by, target=application, side=side)
    if employer_speaks:
        notices.to_person(application, "application_message", part=str(message.pk), text=text)
    else:
        notices.to_employer(application, "application_message_employer", part=str(message.pk), text=text)
    return message


def messages_seen(*, application: Application, side: str) -> None:
    """The reader of `side` has the page open: what the other side wrote is read."""
    ApplicationMessage.objects.filter(application=application, read_at=None).exclude(side=side).update(
        read_at=timezone.now()
    )


def _reject(application: Application, *, by: "User", reason: str, text: str) -> Application:
    if not policies.acts_for_employer(by, application):
        raise PermissionDenied
    if not policies.can_reject(application):
        raise RuleBroken(
            _("채용을 제안했거나 이미 끝난 지원은 거절할 수 없어요. 쪽을 새로 고쳐 지금 상태를 확인해 주세요.")
        )
    if reason not in Application.Reason.values or reason in Application.SYSTEM_REASONS:
        raise RuleBroken(_("이유를 목록에서 골라 주세요."), field="reason")
    application.reason, application.answer = reason, text.strip()
    application.answered_at = application.answered_at or timezone.now()
    steps.finish(application, State.REJECTED, by=by, why=reason, save=("reason", "answer", "answered_at"))
    notices.to_person(
        application, "application_rejected", text=application.answer, reason=str(application.get_reason_display())
    )
    return application


@transaction.atomic
def application_reject(*, application_id: int, by: "User", reason: str, text: str = "") -> Application:
    return _reject(steps.lock(application_id), by=by, reason=reason, text=text)


@transaction.atomic
def applications_reject(*, application_ids: list[int], by: "User", reason: str, text: str = "") -> int:
    """Several at once, all or none: one that moved on meanwhile stops the lot and says so."""
    rows = (
        Application.objects.select_for_update(of=("self",), no_key=True)
        .select_related("vacancy__employer__organisation", "jobseeker__person__user")
        .filter(pk__in=application_ids)
        .order_by("pk")
    )
    found = list(rows)
    steps.lock_vacancies(row.vacancy_id for row in found)
    for row in found:
        _reject(row, by=by, reason=reason, text=text)
    return len(found)


@transaction.atomic
def application_withdraw(*, application_id: int, by: "User", why: str = "") -> Application:
    application = steps.lock(application_id)
    if not policies.is_applicant(by, application):
        raise PermissionDenied
    return _withdraw(application, by=by, why=why)


def _withdraw(application: Application, *, by: "User", why: str) -> Application:
    steps.finish(application, State.WITHDRAWN, by=by, why=why.strip())
    notices.to_employer(application, "application_withdrawn")
    return application


def withdraw_locked(rows: list[Application], *, by: "User", why: str) -> None:
    """Withdraw rows whose locks, and whose vacancies' locks, the caller already holds."""
    for row in rows:
        _withdraw(row, by=by, why=why)

"""The offer of work and its answer. Accepting fills a position, makes the placement and ends the spell, or nothing."""

import datetime as dt
from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import AccessGrant
from core.display import won
from core.errors import RuleBroken
from core.events import record
from employers.services import vacancy_fill_position
from jobseekers.models import Spell
from jobseekers.services import spell_end
from matching import policies
from matching.applying import notices, steps
from matching.applying.applications import withdraw_locked
from matching.models import Application, Offer, Placement

if TYPE_CHECKING:
    from accounts.models import User
    from employers.models import Vacancy

State = Application.State
LONGEST_WAIT = dt.timedelta(days=30)


def _check_terms(
    application: Application, *, pay_period: str, pay: int, starts_on: dt.date, answer_by: dt.date
) -> None:
    today, vacancy = timezone.localdate(), application.vacancy
    if vacancy.pay_period == pay_period and vacancy.pay_min and pay < vacancy.pay_min:
        raise RuleBroken(
            _("공고에 적은 급여(%(pay)s)보다 적게 제안할 수 없어요(채용절차법 제4조).")
            % {"pay": won(vacancy.pay_min)},
            field="pay",
        )
    if not today < answer_by <= today + LONGEST_WAIT:
        raise RuleBroken(_("답할 날은 내일부터 30일 안으로 적어 주세요."), field="answer_by")
    if starts_on <= today:
        raise RuleBroken(_("첫 출근일은 내일이나 그 뒤로 적어 주세요."), field="starts_on")


@transaction.atomic
def offer_make(
    *,
    application_id: int,
    by: "User",
    pay_period: str,
    pay: int,
    starts_on: dt.date,
    answer_by: dt.date,
    note: str = "",
) -> Offer:
    application = steps.lock(application_id)
    if not policies.acts_for_employer(by, application):
        raise PermissionDenied
    if not policies.can_offer(application):
        raise RuleBroken(_("지금 상태에서는 채용을 제안할 수 없어요. 쪽을 새로 고쳐 확인해 주세요."))
    if application.vacancy.filled >= application.vacancy.openings:
        raise RuleBroken(_("뽑기로 한 사람을 모두 뽑았어요. 더 뽑으려면 모집 인원을 먼저 늘려 주세요."))
    _check_terms(application, pay_period=pay_period, pay=pay, starts_on=starts_on, answer_by=answer_by)
    offer = Offer.objects.create(
        application=application, pay_period=pay_period, pay=pay, starts_on=starts_on, answer_by=answer_by,
        note=note.strip(), made_by=by,
    )  # fmt: skip
    application.answered_at = application.answered_at or timezone.now()
    application.answer_due_on = application.closes_on = answer_by
    application.reminded = 0
    steps.move(application, State.OFFERED, by=by, save=("answered_at", "answer_due_on", "closes_on", "reminded"))
    steps.recount([application.vacancy_id])
    steps.share(application, AccessGrant.Scope.CONTACT)
    record("offer.made", actor=by, target=offer, application=application.pk)
    notices.to_person(application, "application_offer", part=str(offer.pk), starts_on=starts_on, answer_by=answer_by)
    return offer


def _lock_person(application: Application) -> list[Application]:
    """Every live application of the person in one order, so that two tabs, or two people, cannot wait in a ring."""
    return list(
        Application.objects.select_for_update(of=("self",), no_key=True)
        .select_related("vacancy__employer__organisation", "jobseeker__person__user")
        .live()
        .filter(jobseeker=application.jobseeker_id)
        .order_by("pk")
    )


def _open_offer(offer_id: int, application: Application | None) -> Offer:
    offer = Offer.objects.select_for_update(of=("self",), no_key=True).get(pk=offer_id)
    if application is None or application.state != State.OFFERED or offer.state != Offer.State.OPEN:
        raise RuleBroken(_("이 제안은 이미 끝났어요. 쪽을 새로 고쳐 지금 상태를 확인해 주세요."))
    return offer


def _take_position(vacancy: "Vacancy", by: "User") -> None:
    if vacancy.filled >= vacancy.openings:
        raise RuleBroken(
            _("아쉽지만 그 사이 마지막 자리가 찼어요. 다른 지원은 그대로 있어요. 궁금한 점은 기업에 물어보세요.")
        )
    vacancy_fill_position(vacancy_id=vacancy.pk, by=by)


@transaction.atomic
def offer_accept(*, offer_id: int, by: "User", withdraw_others: bool = False) -> Placement:
    """Take the position, if one is left. Other open applications end only if the person says so."""
    first = Application.objects.select_related("jobseeker").get(offers=offer_id)
    if not policies.is_applicant(by, first):
        raise PermissionDenied
    live = {row.pk: row for row in _lock_person(first)}
    application = live.pop(first.pk, None)
    offer = _open_offer(offer_id, application)
    if application is None:
        raise RuleBroken(_("이 제안은 이미 끝났어요. 쪽을 새로 고쳐 지금 상태를 확인해 주세요."))
    others = list(live.values()) if withdraw_others else []
    vacancies = steps.lock_vacancies([application.vacancy_id, *(row.vacancy_id for row in others)])
    _take_position(vacancies[application.vacancy_id], by)
    offer.state, offer.answered_at = Offer.State.ACCEPTED, timezone.now()
    offer.save(update_fields=["state", "answered_at", "updated_at"])
    steps.finish(application, State.ACCEPTED, by=by)
    placement = _place(application, offer)
    withdraw_locked(others, by=by, why="hired_elsewhere")
    record("placement.made", actor=by, target=placement, application=application.pk, vacancy=application.vacancy_id)
    notices.to_person(application, "application_hired", starts_on=offer.starts_on)
    notices.to_employer(application, "application_hired_employer", starts_on=offer.starts_on)
    _tell_the_rest(application.vacancy_id)
    return placement


def _place(application: Application, offer: Offer) -> Placement:
    vacancy, jobseeker = application.vacancy, application.jobseeker
    if vacancy.employer is None:  # the database keeps own vacancies from it
        raise RuleBroken(_("기업을 알 수 없는 공고예요."))
    placement = Placement.objects.create(
        person=jobseeker.person, jobseeker=jobseeker, employer=vacancy.employer, vacancy=vacancy,
        application=application, occupation_id=vacancy.occupation_id, region_id=vacancy.region_id,
        pay_period=offer.pay_period, pay=offer.pay, agreed_on=timezone.localdate(), started_on=offer.starts_on,
    )  # fmt: skip
    if Spell.objects.open().filter(jobseeker=jobseeker).exists():
        spell_end(jobseeker=jobseeker, on=offer.starts_on, reason=Spell.EndReason.PLACED)
    return placement


def _tell_the_rest(vacancy_id: int) -> None:
    """After commit, in the background; the hourly clock does the same, should the message to the worker be lost."""
    from matching.tasks import remaining_tell

    transaction.on_commit(lambda: remaining_tell.apply_async((vacancy_id,), retry=False), robust=True)


@transaction.atomic
def offer_decline(*, offer_id: int, by: "User", why: str = "") -> Application:
    application = steps.lock(Offer.objects.values_list("application", flat=True).get(pk=offer_id))
    if not policies.is_applicant(by, application):
        raise PermissionDenied
    _open_offer(offer_id, application)
    steps.finish(application, State.DECLINED, by=by, why=why.strip())
    notices.to_employer(application, "application_offer_declined", text=why.strip())
    return application

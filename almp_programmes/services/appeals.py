"""Against a refusal: the person appeals in time, and somebody else decides by a day."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from almp_programmes.models import Appeal, AppealTransition, Enrolment, terms_of
from almp_programmes.policies import taking_part as policies
from almp_programmes.services import enrolments, notices, steps
from core.errors import RuleBroken
from core.events import record

if TYPE_CHECKING:
    from accounts.models import User


def appeal_until(enrolment: Enrolment) -> dt.date | None:
    """The last day to appeal; none unless it was refused."""
    if enrolment.state != Enrolment.State.REFUSED or enrolment.decided_at is None:
        return None
    decided = timezone.localdate(enrolment.decided_at)
    return decided + dt.timedelta(days=terms_of(enrolment.programme_id, decided).appeal_days)


@transaction.atomic
def appeal_make(*, enrolment_id: int, by: User, text: str) -> Appeal:
    enrolment = steps.lock(enrolment_id)
    if not policies.is_participant(by, enrolment) and not policies.is_counsellor_of(by, enrolment.person_id):
        raise PermissionDenied
    last, today, text = appeal_until(enrolment), timezone.localdate(), text.strip()
    if last is None or today > last:
        raise RuleBroken(_("이의신청할 수 있는 때가 지났어요. 가까운 고용센터(1350)에 물어봐 주세요."))
    if not text:
        raise RuleBroken(_("왜 다시 살펴봐야 하는지 적어 주세요."), field="text")
    if enrolment.appeals.exists():
        raise RuleBroken(_("이 결정에는 이미 이의신청을 했어요."))
    days = terms_of(enrolment.programme_id, today).appeal_decide_days
    try:
        with transaction.atomic():
            appeal = Appeal.objects.create(
                enrolment=enrolment, text=text, decide_by=today + dt.timedelta(days=days),
                refused_by=enrolment.decided_by,
            )  # fmt: skip
    except IntegrityError as exc:
        raise RuleBroken(_("이 결정에는 이미 이의신청을 했어요.")) from exc
    AppealTransition.objects.create(appeal=appeal, before="", after=appeal.state, by=by)
    record("appeal.made", actor=by, target=appeal, enrolment=enrolment.pk)
    return appeal


@transaction.atomic
def appeal_decide(*, appeal_id: int, by: User, uphold: bool, answer: str) -> Appeal:
    """Upheld, the participation is approved at once and placed or given a number."""
    enrolment = steps.lock(Appeal.objects.values_list("enrolment", flat=True).get(pk=appeal_id))
    appeal = Appeal.objects.select_for_update(of=("self",), no_key=True).get(pk=appeal_id)
    if not policies.can_decide_appeal(by, appeal):
        raise PermissionDenied
    if not answer.strip():
        raise RuleBroken(_("결정한 이유를 적어 주세요. 신청한 사람에게 그대로 보여요."), field="answer")
    appeal.decided_by, appeal.decided_at, appeal.answer = by, timezone.now(), answer.strip()
    state = Appeal.State.UPHELD if uphold else Appeal.State.REJECTED
    appeal.move(state, by=by, save=("decided_by", "decided_at", "answer"))
    if uphold:
        enrolments.approve_after_appeal(enrolment, by=by)
    record(f"appeal.{state}", actor=by, target=appeal, enrolment=enrolment.pk)
    notices.to_person(enrolment, "enrolment_appeal_decided", part=str(appeal.pk), upheld=uphold, answer=appeal.answer)
    return appeal

"""Interview times: proposed by the employer, chosen or declined by the applicant."""

import datetime as dt
from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import AccessGrant
from core.errors import RuleBroken
from core.events import record
from matching import policies
from matching.applying import clocks, notices, steps
from matching.models import Application, Interview

if TYPE_CHECKING:
    from accounts.models import User

MOST_TIMES = 5
FURTHEST = dt.timedelta(days=60)


def _checked(times: list[dt.datetime]) -> list[dt.datetime]:
    now = timezone.now()
    wanted = sorted(set(times))
    if not wanted:
        raise RuleBroken(_("면접 시간을 하나 이상 적어 주세요."), field="time_1")
    if len(wanted) > MOST_TIMES:
        raise RuleBroken(_("면접 시간은 다섯 개까지 적을 수 있어요."), field="time_1")
    if wanted[0] <= now or wanted[-1] > now + FURTHEST:
        raise RuleBroken(_("면접 시간은 지금부터 60일 안으로 적어 주세요."), field="time_1")
    return wanted


@transaction.atomic
def interview_propose(
    *,
    application_id: int,
    by: "User",
    times: list[dt.datetime],
    mode: str,
    place: str = "",
    minutes: int = 30,
    note: str = "",
) -> Interview:
    """Offer times. An earlier proposal, or an agreed time still to come, gives way to this one."""
    application = steps.lock(application_id)
    if not policies.acts_for_employer(by, application):
        raise PermissionDenied
    if not application.is_employers_turn:
        raise RuleBroken(_("지금 상태에서는 면접을 제안할 수 없어요. 쪽을 새로 고쳐 확인해 주세요."))
    if mode not in Interview.Mode.values:
        raise RuleBroken(_("면접 방법을 골라 주세요."), field="mode")
    if mode != Interview.Mode.PHONE and not place.strip():
        raise RuleBroken(_("면접 장소나 접속 주소를 적어 주세요."), field="place")
    wanted, now = _checked(times), timezone.now()
    Interview.objects.filter(
        Q(state=Interview.State.PROPOSED) | Q(state=Interview.State.AGREED, starts_at__gt=now), application=application
    ).update(state=Interview.State.CANCELLED, answered_at=now)
    interview = Interview.objects.create(
        application=application, mode=mode, place=place.strip(), minutes=minutes, note=note.strip(), times=wanted,
        proposed_by=by,
    )  # fmt: skip
    application.answered_at = application.answered_at or now
    changed = (*clocks.wind(application, since=timezone.localdate(wanted[-1])), "answered_at")
    if application.state == Application.State.INTERVIEW:
        application.save(update_fields=[*changed, "updated_at"])
    else:
        steps.move(application, Application.State.INTERVIEW, by=by, save=changed)
        steps.recount([application.vacancy_id])
    record("interview.proposed", actor=by, target=interview, application=application.pk)
    notices.to_person(application, "application_interview", part=str(interview.pk), times=wanted)
    return interview


def _lock_proposed(interview_id: int, by: "User") -> tuple[Interview, Application]:
    """The application first, as everywhere; then the proposal, which must still stand."""
    application = steps.lock(Interview.objects.values_list("application", flat=True).get(pk=interview_id))
    if not policies.is_applicant(by, application):
        raise PermissionDenied
    interview = Interview.objects.select_for_update(of=("self",), no_key=True).get(pk=interview_id)
    if interview.state != Interview.State.PROPOSED or application.state != Application.State.INTERVIEW:
        raise RuleBroken(_("이 면접 제안은 이미 끝났어요. 쪽을 새로 고쳐 확인해 주세요."))
    return interview, application


@transaction.atomic
def interview_choose(*, interview_id: int, by: "User", starts_at: dt.datetime) -> Interview:
    interview, application = _lock_proposed(interview_id, by)
    if starts_at not in interview.times:
        raise RuleBroken(_("기업이 보낸 시간 가운데 하나를 골라 주세요."), field="starts_at")
    if starts_at <= timezone.now():
        raise RuleBroken(_("이미 지난 시간이에요. 다른 시간을 골라 주세요."), field="starts_at")
    interview.state, interview.starts_at, interview.answered_at = Interview.State.AGREED, starts_at, timezone.now()
    interview.save(update_fields=["state", "starts_at", "answered_at", "updated_at"])
    application.save(update_fields=[*clocks.wind(application, since=timezone.localdate(starts_at)), "updated_at"])
    # From here the two must be able to reach each other on the day.
    steps.share(application, AccessGrant.Scope.CONTACT)
    record("interview.agreed", actor=by, target=interview, application=application.pk)
    notices.to_person(application, "application_interview_agreed", part=str(interview.pk), starts_at=starts_at)
    notices.to_employer(application, "application_interview_chosen", part=str(interview.pk), starts_at=starts_at)
    return interview


@transaction.atomic
def interview_decline(*, interview_id: int, by: "User", text: str = "") -> Interview:
    """None of the times suits; the application goes on and the employer has the word again."""
    interview, application = _lock_proposed(interview_id, by)
    interview.state, interview.answer, interview.answered_at = (
        Interview.State.DECLINED, text.strip()[:300], timezone.now(),
    )  # fmt: skip
    interview.save(update_fields=["state", "answer", "answered_at", "updated_at"])
    application.save(update_fields=[*clocks.wind(application, since=timezone.localdate()), "updated_at"])
    record("interview.declined", actor=by, target=interview, application=application.pk)
    notices.to_employer(application, "application_interview_declined", part=str(interview.pk), text=interview.answer)
    return interview

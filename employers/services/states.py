"""A posting's life after it is out: paused, filled, expired, withdrawn."""

import datetime as dt

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from core.errors import RuleBroken
from core.events import record
from employers.models import Vacancy, VacancyTransition
from employers.policies import can_run
from employers.services.telling import employer_tell
from employers.services.vacancies import vacancy_locked

State = Vacancy.State
REMIND_DAYS = 3
BATCH = 1000


def _mine(vacancy_id: int, by: User) -> Vacancy:
    vacancy = vacancy_locked(vacancy_id)
    if not can_run(by, vacancy):
        raise PermissionDenied
    return vacancy


@transaction.atomic
def vacancy_pause(*, vacancy_id: int, by: User) -> Vacancy:
    vacancy = _mine(vacancy_id, by)
    vacancy.move(State.PAUSED, by=by)
    record("vacancy.paused", actor=by, target=vacancy)
    return vacancy


@transaction.atomic
def vacancy_resume(*, vacancy_id: int, by: User) -> Vacancy:
    vacancy = _mine(vacancy_id, by)
    if vacancy.deadline and vacancy.deadline < timezone.localdate():
        raise RuleBroken(_("마감일이 지났어요. 마감일을 먼저 고쳐 주세요."), field="deadline")
    if vacancy.filled >= vacancy.openings:
        raise RuleBroken(_("자리가 모두 찼어요. 더 뽑으려면 모집 인원을 먼저 늘려 주세요."), field="openings")
    vacancy.move(State.PUBLISHED, by=by)
    record("vacancy.resumed", actor=by, target=vacancy)
    return vacancy


@transaction.atomic
def vacancy_withdraw(*, vacancy_id: int, by: User, why: str = "") -> Vacancy:
    vacancy = _mine(vacancy_id, by)
    vacancy.closed_at = timezone.now()
    vacancy.move(State.WITHDRAWN, by=by, why=why[:300], save=["closed_at"])
    record("vacancy.withdrawn", actor=by, target=vacancy)
    return vacancy


@transaction.atomic
def vacancy_close(*, vacancy_id: int, by: User, why: str = "") -> Vacancy:
    """Enough people are found: the openings shrink to those filled, or, with none, the posting is withdrawn."""
    vacancy = _mine(vacancy_id, by)
    if not vacancy.filled:
        return vacancy_withdraw(vacancy_id=vacancy_id, by=by, why=why)
    vacancy.openings, vacancy.closed_at = vacancy.filled, timezone.now()
    vacancy.move(State.FILLED, by=by, why=why[:300], save=["openings", "closed_at"])
    record("vacancy.filled", actor=by, target=vacancy)
    return vacancy


@transaction.atomic
def vacancy_fill_position(*, vacancy_id: int, by: User | None) -> Vacancy:
    """One position is taken. Called by the room that knows the hire; two at once cannot both take the last one."""
    vacancy = vacancy_locked(vacancy_id)
    if vacancy.filled >= vacancy.openings:
        raise RuleBroken(_("이 일자리는 자리가 모두 찼어요."))
    if vacancy.state not in (State.PUBLISHED, State.PAUSED, State.EXPIRED):
        raise RuleBroken(_("지금은 뽑고 있지 않은 일자리예요."))
    vacancy.filled += 1
    if vacancy.filled == vacancy.openings:
        vacancy.closed_at = vacancy.closed_at or timezone.now()
        vacancy.move(State.FILLED, by=by, save=["filled", "closed_at"])
    else:
        vacancy.save(update_fields=["filled", "updated_at"])
    record("vacancy.position_filled", actor=by, target=vacancy, filled=vacancy.filled, openings=vacancy.openings)
    return vacancy


def vacancies_expire(*, on: dt.date | None = None) -> int:
    """Close what is past its deadline, in batches that can be cut short at any point and run again."""
    today = on or timezone.localdate()
    total = 0
    while done := _expire_batch(today):
        total += done
    return total


@transaction.atomic
def _expire_batch(today: dt.date) -> int:
    due = Vacancy.objects.filter(Q(state=State.PUBLISHED) | Q(state=State.PAUSED), deadline__lt=today)
    rows = list(due.select_for_update(skip_locked=True).values_list("pk", "state")[:BATCH])
    now = timezone.now()
    Vacancy.objects.filter(pk__in=[pk for pk, _state in rows]).update(
        state=State.EXPIRED, closed_at=now, updated_at=now
    )
    VacancyTransition.objects.bulk_create(
        VacancyTransition(vacancy_id=pk, before=state, after=State.EXPIRED, why="deadline") for pk, state in rows
    )
    return len(rows)


def deadlines_remind(*, on: dt.date | None = None) -> int:
    """Tell firms whose posting closes in three days, once for each deadline."""
    day = (on or timezone.localdate()) + dt.timedelta(days=REMIND_DAYS)
    rows = Vacancy.objects.own().filter(state=State.PUBLISHED, deadline=day).select_related("employer__organisation")
    for vacancy in rows.iterator(chunk_size=500):
        employer_tell(
            employer=vacancy.employer,
            key=f"vacancy-deadline-{vacancy.pk}-{vacancy.deadline}",
            template="vacancy_deadline",
            context={
                "title": vacancy.title,
                "deadline": vacancy.deadline,
                "days": REMIND_DAYS,
                "left": vacancy.openings - vacancy.filled,
                "link": reverse("employers:vacancy", args=[vacancy.public_id]),
            },
        )
    return rows.count()

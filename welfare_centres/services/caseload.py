"""One deed for many people of one's caseload: a day to look again, a message."""

import datetime as dt
import hashlib
from collections.abc import Iterable

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import Person, User
from channels.services import queue
from core.errors import RuleBroken
from core.events import record
from jobseekers.models import Plan
from jobseekers.planning.texts import text_of
from jobseekers.services import plan_change

MOST = 200


def _few(people: Iterable[Person]) -> list[Person]:
    found = list(people)
    if not found:
        raise RuleBroken(_("먼저 사람을 골라 주세요."))
    if len(found) > MOST:
        raise RuleBroken(_("한 번에 %(most)d명까지 할 수 있어요. 나눠서 해 주세요.") % {"most": MOST})
    return found


@transaction.atomic
def reviews_set(*, people: Iterable[Person], day: dt.date, by: User) -> int:
    """The plans of these people are looked at again on the day; how many have a plan."""
    if day < timezone.localdate():
        raise RuleBroken(_("오늘이나 오늘보다 뒤의 날짜로 적어 주세요."), field="day")
    plans = Plan.objects.current().filter(person__in=_few(people)).order_by("pk").select_for_update()
    for plan in plans:
        plan_change(plan_id=plan.pk, by=by, review_on=day, seen={"review_on": text_of(plan, "review_on")})
    return len(plans)


@transaction.atomic
def people_write(*, people: Iterable[Person], text: str, by: User) -> int:
    """The same words to each, by each one's own channel; sent twice on one day they arrive once."""
    found = _few(people)
    digest = hashlib.sha256(text.encode()).hexdigest()[:16]
    for person in found:
        queue(
            dedupe_key=f"staff-{by.pk}-{person.pk}-{timezone.localdate()}-{digest}", to=person,
            template="staff_wrote", context={"by": by.display_name, "text": text},
        )  # fmt: skip
    record("people.written", actor=by, count=len(found))
    return len(found)

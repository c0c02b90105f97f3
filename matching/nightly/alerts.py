"""New vacancies that came into somebody's best twenty since the night: noted as they come in, told by each person's
wish. Which medium carries it is the outbox's to decide, by what the person gave as their way to be reached."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from functools import partial

from django.db import transaction
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from channels.services import queue
from core.errors import RuleBroken
from employers.models import Vacancy
from jobseekers.models import Jobseeker
from matching.models import AlertWish, MatchingNight, RecommendationAlert
from matching.nightly.rows import Row

SHOWN = 5
Every = AlertWish.Every
WEEK = 6  # days that the first of a week's news has waited, when the seventh round comes


def alerts_note(before: Mapping[int, list[int]], rows: Iterable[Row]) -> None:
    """Of rows that replace others: what was published since the live night's picture and was not there before. Who
    wants to hear at once does, when all is committed."""
    came = {row.jobseeker_id: set(row.vacancies) - set(before.get(row.jobseeker_id, row.vacancies)) for row in rows}
    since = MatchingNight.objects.live().values_list("seen_at", flat=True).first()
    entered = set().union(*came.values()) if came else set()
    if not entered or since is None:
        return
    new = set(Vacancy.objects.filter(pk__in=entered, published_at__gte=since).values_list("pk", flat=True))
    wishes = dict(AlertWish.objects.filter(jobseeker__in=came).values_list("jobseeker_id", "every"))
    alerts = [
        RecommendationAlert(jobseeker_id=pk, vacancy_id=vacancy)
        for pk, ids in came.items()
        if wishes.get(pk, Every.DAY) != Every.NEVER
        for vacancy in sorted(ids & new)
    ]
    RecommendationAlert.objects.bulk_create(alerts, ignore_conflicts=True)
    for pk in sorted({one.jobseeker_id for one in alerts if wishes.get(one.jobseeker_id) == Every.NOW}):
        transaction.on_commit(partial(_tell_soon, pk), robust=True)


def _tell_soon(jobseeker_id: int) -> None:
    from matching.tasks import alert_people

    alert_people.delay([jobseeker_id])


@transaction.atomic
def alert_wish_set(*, jobseeker: Jobseeker, every: str, only_here: bool) -> AlertWish:
    if every not in Every.values:
        raise RuleBroken(_("알림을 받을 때를 골라 주세요."), field="every")
    wish, _new = AlertWish.objects.update_or_create(
        jobseeker=jobseeker, defaults={"every": every, "only_here": only_here}
    )
    if every == Every.NEVER:
        RecommendationAlert.objects.filter(jobseeker=jobseeker, told_at=None).update(told_at=timezone.now())
    return wish


def due(now: dt.datetime) -> list[int]:
    """Whom to tell in the daily round: all that wait for a day's news, and those whose week is over."""
    waiting = RecommendationAlert.objects.filter(told_at=None)
    weekly = Q(jobseeker__alert_wish__every=Every.WEEK)
    ripe = waiting.filter(~weekly | Q(at__lte=now - dt.timedelta(days=WEEK)))
    return list(ripe.order_by("jobseeker_id").values_list("jobseeker_id", flat=True).distinct())


@transaction.atomic
def alerts_tell(*, jobseeker_id: int) -> int:
    """One message of all that waits and is still open; run twice, it tells once."""
    rows = Jobseeker.objects.live().select_related("person", "alert_wish").select_for_update(of=("self",))
    person = rows.filter(pk=jobseeker_id).first()
    waiting = RecommendationAlert.objects.filter(jobseeker=jobseeker_id, told_at=None)
    ids = list(waiting.order_by("at", "pk").values_list("vacancy_id", flat=True))
    now = timezone.now()
    waiting.update(told_at=now)
    held = person.recommendations.values_list("vacancies", flat=True).first() if person else []
    found = Vacancy.objects.open().in_bulk([pk for pk in ids if pk in (held or [])])
    if person is None or not found:
        return 0
    titles = [found[pk].title for pk in ids if pk in found]
    queue(
        dedupe_key=f"recommendation-alert-{jobseeker_id}-{now.isoformat()}",
        to=person.person,
        template="recommendation_alert",
        channels=["in_app"] if getattr(getattr(person, "alert_wish", None), "only_here", False) else None,
        context={
            "count": len(titles), "titles": titles[:SHOWN], "more": max(len(titles) - SHOWN, 0),
            "link": reverse("matching:recommended"),
        },
    )  # fmt: skip
    return len(titles)

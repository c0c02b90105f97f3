"""Background work of matching. Each task may be killed anywhere and run again."""

import datetime as dt

from celery import shared_task
from django.utils import timezone

from matching.applying import clocks
from matching.models import MatchingNight
from matching.nightly import alerts as telling
from matching.nightly import moves, night, ranges
from matching.recommending import computing, market
from matching.search import alerts, indexing, live

ALERT_PEOPLE = 200  # people a task of the morning's round


@shared_task
def answer_clock() -> dict[str, int]:
    """Hourly: results people wait for, reminders to employers, silence closed, response rates."""
    return clocks.tick()


@shared_task
def remaining_tell(vacancy_id: int) -> int:
    """A vacancy is full: tell everyone still waiting."""
    return clocks.tell_remaining(vacancy_id=vacancy_id)


# --- search and recommendation ---------------------------------------------------------------------------------


@shared_task
def index_changed() -> int:
    """Every second: flat rows of vacancies that changed, all that wait, a batch at a time."""
    done = 0
    while written := indexing.index_changed():
        done += written
    return done


@shared_task
def index_generation() -> str:
    """Every quarter of a minute: a new index on disk where there is none or much changed since."""
    return live.index_write(on=timezone.localdate()) if live.is_stale() else ""


@shared_task
def recommend_changed() -> int:
    """Every few seconds: people whose profile changed."""
    return computing.recommend_changed()


@shared_task
def recommend_moved() -> int:
    """Every few seconds: whom vacancies concern that came, changed or closed."""
    done = 0
    while announced := moves.vacancies_announce():
        done += announced
    return done


# --- the national matching; numbers on the queues `numeric` and `changes`, whose workers do not fork -----------


@shared_task
def match_tonight() -> int:
    """Every night: the picture, then one task a range, so that a killed worker costs its range only."""
    started = night.night_start()
    return _ranges_send(ranges.ranges_free(started)) if started else 0


@shared_task
def match_range(range_id: int) -> bool:
    """Run twice it writes once."""
    wrote = ranges.range_run(range_id)
    here = MatchingNight.objects.get(ranges=range_id)
    if wrote and ranges.ranges_all_done(here):
        match_finish.delay(here.pk)
    return wrote


@shared_task
def match_finish(night_id: int) -> bool:
    """Puts the night in once its last range is done."""
    return night.night_finish(night_id=night_id)


@shared_task
def match_sweep() -> int:
    """Every few seconds: ranges of dead workers, lost tasks, a night that only waits to be put in."""
    for running in MatchingNight.objects.filter(state=MatchingNight.State.RUNNING):
        if night.night_finish(night_id=running.pk):
            return 0
        return _ranges_send(ranges.ranges_lost(running))
    return 0


def _ranges_send(waiting: list[int]) -> int:
    for pk in waiting:
        match_range.delay(pk)
    return len(waiting)


@shared_task
def search_alerts() -> int:
    """Every morning: one task a saved search that is due."""
    due = alerts.due(timezone.localdate())
    for pk in due:
        search_alert.delay(pk)
    return len(due)


@shared_task
def search_alert(search_id: int) -> int:
    return alerts.search_tell(search_id=search_id, on=timezone.localdate())


@shared_task
def recommendation_alerts() -> int:
    """Every morning: who waits for news of vacancies that came into their best."""
    people = telling.due(timezone.now())
    for at in range(0, len(people), ALERT_PEOPLE):
        alert_people.delay(people[at : at + ALERT_PEOPLE])
    return len(people)


@shared_task
def alert_people(jobseeker_ids: list[int]) -> int:
    """Killed and run again, it tells those not yet told."""
    return sum(telling.alerts_tell(jobseeker_id=pk) for pk in jobseeker_ids)


@shared_task
def tightness(month: str = "") -> int:
    """Every night: vacancies and jobseekers by occupation, province and month; `month` as 2026-11 for another."""
    day = dt.date.fromisoformat(f"{month}-01") if month else timezone.localdate()
    return market.tightness_store(month=day)

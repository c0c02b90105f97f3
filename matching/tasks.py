"""Background work of matching. Each task may be killed anywhere and run again."""

import datetime as dt

from celery import shared_task
from django.utils import timezone

from matching.applying import clocks
from matching.recommending import computing, market
from matching.search import alerts, indexing, live

TASK_CHUNK = 2048  # people a task of the nightly run


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
def recommend_all() -> int:
    """Every night: one task a chunk of people, so that a killed worker costs its chunk only."""
    ids = list(computing.advisable().order_by("pk").values_list("pk", flat=True))
    chunks = [ids[at : at + TASK_CHUNK] for at in range(0, len(ids), TASK_CHUNK)]
    for chunk in chunks:
        recommend_range.delay(chunk[0], chunk[-1])
    return len(chunks)


@shared_task
def recommend_range(first: int, last: int) -> int:
    """People with ids from first to last; run twice it writes the same."""
    return computing.recommendations_store(
        computing.advisable().filter(pk__range=(first, last)).values_list("pk", flat=True)
    )


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
def tightness(month: str = "") -> int:
    """Every night: vacancies and jobseekers by occupation, province and month; `month` as 2026-11 for another."""
    day = dt.date.fromisoformat(f"{month}-01") if month else timezone.localdate()
    return market.tightness_store(month=day)

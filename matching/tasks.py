"""Background work of matching. Each task may be killed anywhere and run again."""

from celery import shared_task

from matching.applying import clocks


@shared_task
def answer_clock() -> dict[str, int]:
    """Hourly: results people wait for, reminders to employers, silence closed, response rates."""
    return clocks.tick()


@shared_task
def remaining_tell(vacancy_id: int) -> int:
    """A vacancy is full: tell everyone still waiting."""
    return clocks.tell_remaining(vacancy_id=vacancy_id)

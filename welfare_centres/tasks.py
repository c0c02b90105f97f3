"""Background work of centres. Each task may be killed anywhere and run again."""

from celery import shared_task

from welfare_centres.services import cases, reminders, sharing


@shared_task
def sharing_night() -> int:
    """Every night: cases touched by a sharing rule that lately began or ended."""
    return sharing.sharing_night()


@shared_task
def cases_resume() -> int:
    """Every night: cases whose pause is over."""
    return cases.cases_resume_due()


@shared_task
def reminders_send() -> int:
    """Every few minutes: a day and an hour before."""
    return reminders.reminders_send()
